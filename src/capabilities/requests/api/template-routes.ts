import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { cite } from '../../../kernel/legal-basis/index.ts';
import { ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { type Element, elements } from '../letters/rules/elements.ts';
import { findingElements, optionalFindingElements } from '../letters/rules/findings.ts';
import { letterKinds, letterRules } from '../letters/rules/kinds.ts';
import {
  applyTemplateChanges,
  defaultTemplates,
  TemplateFaultyError,
  templateChangesSchema,
} from '../letters/rules/templates.ts';
import { outcomeKinds, outcomeRule } from '../rules/outcomes.ts';
import {
  findTemplateVersion,
  insertLetterSettings,
  insertTemplateVersion,
  listLetterSettings,
  noSettings,
} from '../store/letter-settings.ts';
import { type RequestsContext, recorderOf } from './context.ts';
import { lineInput } from './event-input.ts';
import { organCodeInput } from './schemas.ts';

const TAGS = ['letter-templates'];

const elementSchema = z.object({ name: z.string(), label: z.string(), basis: z.string() });
const templateSchema = z.object({
  key: z.string(),
  title: z.string(),
  group: z.enum(['letter', 'finding']),
  paragraphs: z.array(z.string()),
  defaults: z.array(z.string()),
  changed: z.boolean(),
  mandatory: z.array(elementSchema).describe('must stand outside of [[ ]]'),
  optional: z.array(elementSchema),
});

const templatesSchema = z
  .object({
    version: z.int(),
    changedAt: z.string().nullable(),
    changedBy: z.string().nullable(),
    reason: z.string(),
    templates: z.array(templateSchema),
    mayChange: z.boolean(),
  })
  .meta({ id: 'LetterTemplates' });

const optionalLine = (what: string) =>
  z
    .string()
    .trim()
    .max(300, `${what}不能超过300个字符`)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, '不能包含控制字符')
    .nullable()
    .default(null)
    .transform((value) => (value === '' ? null : value));

const settingsInput = z
  .object({
    version: z.int().min(0),
    word: lineInput('机关代字', 20),
    court: lineInput('有管辖权的人民法院', 100),
    reviewOrgan: optionalLine('行政复议机关'),
    superiorOrgan: optionalLine('上级机关'),
    onlineReview: optionalLine('网上提交行政复议申请的渠道'),
    feeAccount: optionalLine('缴费账户'),
  })
  .meta({ id: 'SaveLetterSettings' });

const settingsSchema = z
  .object({
    organs: z.array(
      z.object({
        organCode: z.string(),
        organName: z.string(),
        kind: z.string(),
        version: z.int(),
        word: z.string(),
        court: z.string(),
        reviewOrgan: z.string().nullable(),
        superiorOrgan: z.string().nullable(),
        onlineReview: z.string().nullable(),
        feeAccount: z.string().nullable(),
        mayChange: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'LetterSettings' });

function described(names: readonly (keyof typeof elements)[]) {
  return names.map((name) => {
    const { label, basis }: Element = elements[name];
    return { name, label, basis: basis ? cite(basis) : '' };
  });
}

/** The words of the letters, which an administrator may edit, and what an organ's letters need besides. */
export function registerTemplateRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division } = context;
  const api = zodRoutes(app);

  api.get(
    '/api/v1/letter-templates',
    {
      config: requirePermission('letters.read'),
      schema: {
        tags: TAGS,
        operationId: 'getLetterTemplates',
        summary: 'The words of letters and findings, with the elements each must hold',
        response: { 200: templatesSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { version, changes, reason, changedAt, changedBy } = await findTemplateVersion(db, division);
      const letters = letterKinds.map((key) => ({
        key,
        title: `${key} ${letterRules[key].name}`,
        group: 'letter' as const,
        paragraphs: [...(changes.letters[key] ?? defaultTemplates.letters[key])],
        defaults: [...defaultTemplates.letters[key]],
        changed: changes.letters[key] !== undefined,
        mandatory: described(letterRules[key].mandatory),
        optional: described(letterRules[key].optional),
      }));
      const findings = outcomeKinds.map((key) => ({
        key,
        title: outcomeRule(key).label,
        group: 'finding' as const,
        paragraphs: [...(changes.findings[key] ?? defaultTemplates.findings[key])],
        defaults: [...defaultTemplates.findings[key]],
        changed: changes.findings[key] !== undefined,
        mandatory: described(key === 'WITHDRAWN' ? findingElements[key] : [...findingElements[key], 'basis']),
        optional: described(['subject', ...(optionalFindingElements[key] ?? [])]),
      }));
      return {
        version,
        reason,
        changedAt: changedAt?.toISOString() ?? null,
        changedBy,
        templates: [...letters, ...findings],
        mayChange: organsWhere(requireActor(request), 'letters.change-templates').size > 0,
      };
    },
  );

  api.put(
    '/api/v1/letter-templates',
    {
      config: requirePermission('letters.change-templates'),
      schema: {
        tags: TAGS,
        operationId: 'saveLetterTemplates',
        summary:
          'Change the words; a letter that would lose a mandatory element is refused, each fault by template (422)',
        body: z
          .object({
            version: z.int().min(0),
            reason: lineInput('修改的原因', 200),
            changes: templateChangesSchema,
          })
          .meta({ id: 'SaveLetterTemplates' }),
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 404, 409, 422) },
      },
    },
    async (request) => {
      const grant = authorise(request, 'letters.change-templates');
      const { version, reason, changes } = request.body;
      try {
        applyTemplateChanges(changes);
      } catch (error) {
        if (!(error instanceof TemplateFaultyError)) throw error;
        throw new ProblemError(422, '修改后的文书会缺少必备内容，没有保存。', {
          kind: 'template-faulty',
          title: '模板不完整',
          errors: error.faults.map(({ template, message }) => ({
            in: 'body',
            pointer: `/changes/${template in letterRules ? 'letters' : 'findings'}/${template}`,
            detail: message,
          })),
        });
      }
      await auditedAct(request, grant, async (transaction) => {
        const saved = await insertTemplateVersion(
          transaction,
          division,
          version,
          changes,
          reason,
          recorderOf(request, grant.postTitle),
          context.now(),
        );
        if (!saved) throw changedMeanwhile('模板');
        return {
          answer: undefined,
          detail: {
            subject: { kind: 'letter-templates', id: division },
            reason,
            after: {
              version: version + 1,
              letters: Object.keys(changes.letters),
              findings: Object.keys(changes.findings),
            },
          },
        };
      });
      return { version: version + 1 };
    },
  );

  api.get(
    '/api/v1/letter-settings',
    {
      config: requirePermission('letters.read'),
      schema: {
        tags: TAGS,
        operationId: 'getLetterSettings',
        summary: 'What the letters of each organ need besides: 机关代字, court, review organ, fee account',
        response: { 200: settingsSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const seen = organsWhere(actor, 'letters.read');
      const changeable = organsWhere(actor, 'letters.change-settings');
      const settings = await listLetterSettings(db, division);
      const organs = (await listOrgans(db, division)).filter(
        ({ code, activeTo }) => seen.has(code) && activeTo === null,
      );
      return {
        organs: organs.map(({ code, name, kind }) => ({
          organCode: code,
          organName: name,
          kind,
          ...noSettings,
          version: 0,
          ...settings.get(code),
          mayChange: changeable.has(code),
        })),
      };
    },
  );

  api.put(
    '/api/v1/letter-settings/:organ',
    {
      config: requirePermission('letters.change-settings'),
      schema: {
        tags: TAGS,
        operationId: 'saveLetterSettings',
        summary: 'Set what the letters of an organ need besides',
        params: z.object({ organ: organCodeInput }),
        body: settingsInput,
        response: { 200: z.object({ version: z.int() }), ...problemResponses(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const { organ } = request.params;
      if (!organsWhere(requireActor(request), 'letters.change-settings').has(organ)) throw notFound();
      const grant = authorise(request, 'letters.change-settings', { organCode: organ });
      const { version, ...settings } = request.body;
      await auditedAct(request, grant, async (transaction) => {
        const recorder = recorderOf(request, grant.postTitle);
        const before = (await listLetterSettings(transaction, division)).get(organ) ?? null;
        const saved = await insertLetterSettings(
          transaction,
          division,
          organ,
          version,
          settings,
          recorder,
          context.now(),
        );
        if (!saved) throw changedMeanwhile('文书设置');
        return {
          answer: undefined,
          detail: {
            organCode: organ,
            subject: { kind: 'letter-settings', id: organ },
            before: before === null ? null : { ...before },
            after: { ...settings },
          },
        };
      });
      return { version: version + 1 };
    },
  );
}

function changedMeanwhile(what: string): ProblemError {
  return new ProblemError(409, `${what}刚刚被他人更新，请重新打开后再修改。`, {
    kind: 'changed-meanwhile',
    title: '他人已先行修改',
  });
}
