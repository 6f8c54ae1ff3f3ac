import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { registerCaseFileRoutes } from './api/case-file-routes.ts';
import { registerCaseRoutes } from './api/case-routes.ts';
import { contextOf, type RequestsApiOptions } from './api/context.ts';
import { registerDecisionRoutes } from './api/decision-routes.ts';
import { registerFeeRoutes } from './api/fee-routes.ts';
import { registerLetterBundleRoutes } from './api/letter-bundle-routes.ts';
import { registerLetterFileRoutes } from './api/letter-file-routes.ts';
import { registerLetterRoutes } from './api/letter-routes.ts';
import { registerListRoutes } from './api/list-routes.ts';
import { registerParticularsRoutes } from './api/particulars-routes.ts';
import { registerTemplateRoutes } from './api/template-routes.ts';
import { registerCoHandlingRoutes } from './assignment/co-handling-routes.ts';
import { registerAssignmentRoutes } from './assignment/routes.ts';
import { registerCorrectionAnswerRoutes } from './records-correction/answer-routes.ts';
import { registerCorrectionRoutes } from './records-correction/routes.ts';
import { registerSimilarRoutes } from './similar/routes.ts';

/** Routes of 依申请公开 for the office. Register identity first. */
export async function registerRequests(app: FastifyInstance, options: RequestsApiOptions): Promise<void> {
  const context = contextOf(options);
  registerListRoutes(app, context);
  registerCaseRoutes(app, context);
  registerParticularsRoutes(app, context);
  registerLetterRoutes(app, context);
  registerLetterFileRoutes(app, context);
  registerLetterBundleRoutes(app, context);
  registerDecisionRoutes(app, context);
  registerFeeRoutes(app, context);
  registerTemplateRoutes(app, context);
  registerAssignmentRoutes(app, context);
  registerCoHandlingRoutes(app, context);
  registerSimilarRoutes(app, context);
  registerCorrectionRoutes(app, context);
  registerCorrectionAnswerRoutes(app, context);
  // In a scope of its own: only here does the office send files.
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false });
    registerCaseFileRoutes(scope, context);
  });
}
