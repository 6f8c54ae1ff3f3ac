import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { calendarReader } from '../../../platform/calendars/cache.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { PasswordPolicy } from '../../../platform/identity/passwords/policy.ts';
import { originOf } from '../../../platform/identity/sessions/throttle.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import { cleanUpIntake } from '../intake/clean-up.ts';
import type { IntakeContext } from '../intake/context.ts';
import { caseLetters } from '../letters/case-letters.ts';
import { registerAccounts } from './account-routes.ts';
import { registerDraftSteps } from './draft-routes.ts';
import { registerEntrance } from './entrance-routes.ts';
import { findPublished } from './find-published.ts';
import { registerFollowing } from './follow-routes.ts';
import type { CaseLetters } from './letters.ts';
import type { FindPublished, PagesContext } from './options.ts';
import { registerRecordsCorrection } from './records-correction-routes.ts';

export interface RequestPagesOptions {
  readonly db: Database;
  /** Six digits of the division whose portal this is. */
  readonly division: string;
  readonly protection: Protection;
  readonly files: FileStore;
  /** For tests. */
  readonly clock?: () => Date;
  /** Shown before an application is filled in; what search finds when left out. */
  readonly findPublished?: FindPublished;
  readonly letters?: CaseLetters;
  readonly publicUrl?: string;
  /** What passwords of applicants' accounts must be like. */
  readonly passwords?: PasswordPolicy;
}

/** Pages of 依申请公开 for applicants. Register identity and the portal first. */
export async function registerRequestPages(app: FastifyInstance, options: RequestPagesOptions): Promise<void> {
  const intake: IntakeContext = {
    db: options.db,
    division: options.division,
    protection: options.protection,
    files: options.files,
    now: options.clock ?? (() => new Date()),
    calendar: calendarReader(options.db),
  };
  const context: PagesContext = {
    ...intake,
    findPublished: options.findPublished ?? ((content) => findPublished(options.db, options.division, content)),
    letters: options.letters ?? caseLetters(intake),
    publicUrl: options.publicUrl,
    passwords: options.passwords,
  };
  cleanUpRegularly(app, context);
  // In a scope of its own: nothing else of the application takes forms.
  await app.register(async (scope) => {
    await scope.register(formbody);
    // A file that is too long is told of by name instead.
    await scope.register(multipart, { throwFileSizeLimit: false });
    await scope.register(rateLimit, { global: false, keyGenerator: (request) => originOf(request.ip) });
    registerEntrance(scope, context);
    registerDraftSteps(scope, context);
    registerFollowing(scope, context);
    registerRecordsCorrection(scope, context);
    registerAccounts(scope, context);
  });
}

const CLEAN_UP_EVERY_MS = 3_600_000;

/** Once an hour while the server listens. What fails is logged and tried again the next hour. */
function cleanUpRegularly(app: FastifyInstance, context: PagesContext): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', async () => {
    const run = (): void => {
      cleanUpIntake(context).catch((error: unknown) => app.log.error({ err: error }, 'drafts were not cleaned up'));
    };
    timer = setInterval(run, CLEAN_UP_EVERY_MS);
    timer.unref();
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
