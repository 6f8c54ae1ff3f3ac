import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { auditedAct, authorise, requirePermission } from '../../../platform/identity/index.ts';
import { recordEditorCorrection } from '../commands/findings.ts';
import { compareFindings } from '../rules/finding.ts';
import { checkSpelling } from '../rules/spelling/index.ts';
import { countBySeverity } from '../rules/workflow/index.ts';
import { findingContext, type ScreeningApi } from './context.ts';
import { checkAnswer, checkBody, correctionBody, findingSchema, TAGS } from './schemas.ts';

/** `/api/v1/screening/check`: a text while it is written. Nothing of it is kept. */
export function registerTextRoutes(api: ScreeningApi): void {
  const { app, screener } = api;
  const routes = zodRoutes(app);

  routes.post(
    '/api/v1/screening/check',
    {
      config: requirePermission('screening.check'),
      bodyLimit: 16 * 1024 * 1024,
      schema: {
        tags: TAGS,
        operationId: 'checkText',
        summary: '撰写时筛查：文本或者HTML，返回各处问题在纯文本中的位置',
        body: checkBody,
        response: { 200: checkAnswer, ...problemResponses(400, 401, 404) },
      },
    },
    async (request) => {
      const { organCode = null, date = null, includeSuspects } = request.body;
      const text = request.body.text ?? api.plainText(request.body.html ?? '');
      const found = await screener.screen({ text, organCode, date });
      const suspects = includeSuspects
        ? checkSpelling(text, { includeSuspects: true }).filter(({ severity }) => severity === 'info')
        : [];
      const findings = [...found, ...suspects].sort(compareFindings);
      // Nothing was written, and nothing of the text is put on record.
      request.isAudited = true;
      return { text, findings, counts: countBySeverity(findings) };
    },
  );

  routes.post(
    '/api/v1/screening/corrections',
    {
      config: requirePermission('screening.mend'),
      bodyLimit: 8 * 1024 * 1024,
      schema: {
        tags: TAGS,
        operationId: 'recordEditorCorrection',
        summary: '登记编辑中一键改正的问题，计入发布前改正数',
        body: correctionBody,
        response: { 201: findingSchema.pick({ id: true, state: true }), ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const { publicationId, organCode, title, text, finding, replacement } = request.body;
      const grant = authorise(request, 'screening.mend', { organCode });
      const all = await screener.screen({ text, organCode, date: null });
      const known = all.find(
        (one) => one.rule === finding.rule && one.start === finding.start && one.end === finding.end,
      );
      if (!known)
        throw new ProblemError(422, '该文本的这一位置没有筛查出所述问题。', {
          kind: 'no-such-finding',
          title: '没有此问题',
        });
      const recorded = await auditedAct(request, grant, async (transaction) => {
        const context = findingContext(api, request, grant, transaction);
        const stored = await recordEditorCorrection(
          context,
          { id: publicationId, organCode, title },
          { text, finding: known, all, replacement },
        );
        return {
          answer: stored,
          detail: {
            organCode,
            subject: { kind: 'publication', id: publicationId },
            after: {
              rule: stored.rule,
              text: stored.text,
              replacement: stored.kind === 'personal-data' ? '' : replacement,
            },
          },
        };
      });
      return reply.status(201).send({ id: recorded.id, state: recorded.state });
    },
  );
}
