import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { type PlainDate, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  type Act,
  auditedAct,
  authorise,
  decide,
  type Grant,
  notFound,
  organsWhere,
  type Role,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { ScreeningRefusedError } from '../commands/errors.ts';
import {
  assignFinding,
  decideDispute,
  disputeFinding,
  type FindingContext,
  mendFinding,
} from '../commands/findings.ts';
import { findingActLabels, findingStateLabels } from '../rules/workflow/index.ts';
import { findFinding, listFindingSteps, listFindings, type StoredFinding } from '../store/findings.ts';
import { asProblem, findingContext, iso, organNames, type ScreeningApi } from './context.ts';
import { kindLabels, severityLabels, sourceLabels } from './labels.ts';
import { findingAct, findingDetail, findingQuery, findingSchema, identified, TAGS } from './schemas.ts';

const MENDERS: readonly Role[] = ['clerk', 'reviewer', 'disclosure-officer'];

/** `/api/v1/screening/findings…`: what was found in public texts, and what is done about it. */
export function registerFindingRoutes(api: ScreeningApi): void {
  const { app, db, division } = api;
  const routes = zodRoutes(app);

  function mayOf(request: FastifyRequest, finding: StoredFinding) {
    const actor = requireActor(request);
    const target = { organCode: finding.organCode };
    const isOpen = finding.state === 'open' || finding.state === 'assigned';
    const may = (act: Act): boolean => decide(actor, act, target).allowed;
    return {
      assign: isOpen && may('screening.assign'),
      mend: isOpen && may('screening.mend'),
      dispute: isOpen && may('screening.dispute'),
      decide: finding.state === 'disputed' && may('screening.decide-dispute'),
    };
  }

  function viewOf(request: FastifyRequest, finding: StoredFinding, names: ReadonlyMap<string, string>) {
    const { steps: _, revision: __, foundAt: ___, ...shown } = finding;
    return {
      ...shown,
      sourceLabel: sourceLabels[finding.source],
      organName: names.get(finding.organCode) ?? finding.organCode,
      kindLabel: kindLabels[finding.kind],
      severityLabel: severityLabels[finding.severity],
      stateLabel: findingStateLabels[finding.state],
      settledAt: iso(finding.settledAt),
      confirmedAt: iso(finding.confirmedAt),
      may: mayOf(request, finding),
    };
  }

  /** Persons of the organ whose posts let them mend. */
  async function assigneesOf(db: Database, organCode: string, today: PlainDate) {
    const rows = await db
      .selectFrom('post')
      .innerJoin('person', 'person.id', 'post.person_id')
      .select(['person.id', 'person.full_name', 'post.title'])
      .where('post.division_code', '=', division)
      .where('post.organ_code', '=', organCode)
      .where('person.status', '=', 'active')
      .where('post.active_from', '<=', today)
      .where(({ or, eb }) => or([eb('post.active_to', 'is', null), eb('post.active_to', '>=', today)]))
      .where(sql<boolean>`post.roles && ${sql`${[...MENDERS]}::text[]`}`)
      .orderBy('person.full_name')
      .execute();
    return [...new Map(rows.map((row) => [row.id, { id: row.id, name: row.full_name, title: row.title }])).values()];
  }

  async function detailOf(request: FastifyRequest, finding: StoredFinding) {
    const steps = await listFindingSteps(db, division, finding.id);
    const view = viewOf(request, finding, await organNames(api));
    const source = api.sources.find((one) => one.source === finding.source);
    return {
      ...view,
      canCorrect: view.may.mend && finding.suggestion !== null && source?.correct !== undefined,
      steps: steps.map(({ act, onDay, at, personName, note }) => ({
        act,
        label: findingActLabels[act],
        onDay,
        at: at.toISOString(),
        personName,
        note,
      })),
      assignees: view.may.assign ? await assigneesOf(db, finding.organCode, shanghaiDate(api.now())) : [],
    };
  }

  async function open(request: FastifyRequest, id: string, act: Act) {
    const finding = await findFinding(db, division, id);
    if (!finding) throw notFound();
    const steps = await listFindingSteps(db, division, id);
    const disputed = steps.findLast((step) => step.act === 'dispute');
    const earlierActors =
      disputed?.personId == null ? [] : [{ act: 'screening.dispute' as const, personId: disputed.personId }];
    return { finding, grant: authorise(request, act, { organCode: finding.organCode, earlierActors }) };
  }

  routes.get(
    '/api/v1/screening/findings',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'listScreeningFindings',
        summary: '筛查发现的问题，须改的、新发现的在前',
        querystring: findingQuery,
        response: {
          200: z.object({ total: z.int(), findings: z.array(findingSchema) }).meta({ id: 'ScreeningFindings' }),
          ...problemResponses(400, 401, 404),
        },
      },
    },
    async (request) => {
      const { organ, state, kind, severity, source, document, mine, from, to, words, limit, offset } = request.query;
      const actor = requireActor(request);
      const reached = organsWhere(actor, 'screening.read');
      if (organ !== undefined && !reached.has(organ)) throw notFound();
      const { total, findings } = await listFindings(db, division, {
        organCodes: organ === undefined ? [...reached] : [organ],
        ...(state ? { states: state } : {}),
        ...(kind ? { kinds: kind } : {}),
        ...(severity ? { severities: severity } : {}),
        ...(source ? { source } : {}),
        ...(document ? { documentId: document } : {}),
        ...(mine ? { assignedTo: actor.personId } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(words ? { words } : {}),
        limit,
        offset,
      });
      const names = await organNames(api);
      return { total, findings: findings.map((finding) => viewOf(request, finding, names)) };
    },
  );

  routes.get(
    '/api/v1/screening/findings/:id',
    {
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'getScreeningFinding',
        summary: '一处问题的经过和可以办理的事项',
        params: identified,
        response: { 200: findingDetail, ...problemResponses(401, 404) },
      },
    },
    async (request) => {
      const { finding } = await open(request, request.params.id, 'screening.read');
      return detailOf(request, finding);
    },
  );

  const ACTS = {
    assign: 'screening.assign',
    mend: 'screening.mend',
    dispute: 'screening.dispute',
    decide: 'screening.decide-dispute',
  } as const satisfies Record<string, Act>;

  async function perform(
    context: FindingContext,
    finding: StoredFinding,
    body: z.infer<typeof findingAct>,
  ): Promise<StoredFinding> {
    switch (body.act) {
      case 'assign': {
        const assignees = await assigneesOf(context.db, finding.organCode, shanghaiDate(context.now));
        const to = assignees.find(({ id }) => id === body.to);
        if (!to) throw new ScreeningRefusedError('该人员不在本机关负责改正的岗位上', 'to');
        return assignFinding(context, finding.id, to);
      }
      case 'mend':
        return mendFinding(context, finding.id, { replacement: body.replacement, note: body.note ?? null });
      case 'dispute':
        return disputeFinding(context, finding.id, body.reason);
      case 'decide':
        return (await decideDispute(context, finding.id, body)).finding;
    }
  }

  routes.post(
    '/api/v1/screening/findings/:id/acts',
    {
      // Which act it is says the body; the handler asks for that one.
      config: requirePermission('screening.read'),
      schema: {
        tags: TAGS,
        operationId: 'actOnScreeningFinding',
        summary: '分派、改正、提出异议、认定',
        params: identified,
        body: findingAct,
        response: { 200: findingDetail, ...problemResponses(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { body } = request;
      const action = ACTS[body.act];
      const { finding, grant } = await open(request, request.params.id, action);
      if (body.act === 'mend' && body.replacement !== null) authoriseCorrection(request, finding);
      const changed = await asProblem(() =>
        auditedAct(request, grant, async (transaction) => {
          const after = await perform(findingContext(api, request, grant, transaction), finding, body);
          return {
            answer: after,
            detail: {
              action,
              organCode: finding.organCode,
              subject: { kind: 'screening-finding', id: finding.id },
              reason: 'reason' in body ? body.reason : ('note' in body && body.note) || null,
              before: auditView(finding),
              after: auditView(after),
            },
          };
        }),
      );
      return detailOf(request, changed);
    },
  );

  /** A correction by click becomes a draft: it needs the post that may write one. */
  function authoriseCorrection(request: FastifyRequest, finding: StoredFinding): Grant {
    return authorise(request, 'publications.write', { organCode: finding.organCode, state: 'drafting' });
  }
}

function auditView({ source, documentId, kind, rule, state, text, suggestion, assignedName }: StoredFinding) {
  return { source, documentId, kind, rule, state, text, suggestion, assignedName };
}
