import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { fieldFault, fileResponse, ProblemError, problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import {
  auditedAct,
  authorise,
  decide,
  listOrgans,
  notFound,
  organsWhere,
  requireActor,
  requirePermission,
} from '../../../platform/identity/index.ts';
import { letterBundle } from '../letters/bundle.ts';
import type { LetterFormat } from '../letters/commands/letter-files.ts';
import { APPLICATION_SUBJECT } from '../store/applicants.ts';
import { type IssuedLetter, type LetterChoice, letterChoices, listIssuedLetters } from '../store/issued-letters.ts';
import { searched } from '../store/worklist.ts';
import { type RequestsContext, reachedOrgans } from './context.ts';
import { lineInput } from './event-input.ts';
import { exportQuery } from './schemas.ts';
import { worklistQueryOf } from './worklist-filter.ts';

const TAGS = ['letters'];
const ACT = 'requests.read-personal-data';
/** A day's post of the largest district many times over; more in one file helps nobody. */
export const MOST_LETTERS = 2_000;
const MOST_CASES = 1_000;
/** Time to begin the download. What is kept until then names letters, not people. */
const KEPT_MS = 15 * 60_000;
const MOST_KEPT = 200;

type Progress = 'ready' | 'running' | 'done' | 'interrupted';

interface Bundle {
  readonly personId: string;
  readonly letters: readonly IssuedLetter[];
  readonly choice: LetterChoice;
  readonly format: LetterFormat;
  readonly reason: string;
  progress: Progress;
  done: number;
  missing: number;
}

const bundleInput = z
  .object({
    ids: z
      .array(z.uuid())
      .min(1)
      .max(MOST_CASES)
      .optional()
      .describe('the cases chosen; all that the filters find when left out'),
    letters: z.enum(letterChoices).describe('`unserved`: issued, and their service is not on record'),
    format: z.enum(['pdf', 'docx']),
    reason: lineInput('用途').describe('what the letters are wanted for; goes on record'),
  })
  .meta({
    id: 'PrepareLetterBundle',
    example: { letters: 'unserved', format: 'pdf', reason: '打印邮寄本周答复' },
  });

const bundleSchema = z
  .object({
    id: z.uuid(),
    letters: z.int(),
    cases: z.int(),
    progress: z.enum(['ready', 'running', 'done', 'interrupted']),
    done: z.int().describe('letters dealt with'),
    missing: z.int().describe('of these, letters that are not there any more; the list in the file says why'),
  })
  .meta({ id: 'LetterBundle' });

/** Issued letters of many cases as one ZIP: asked for, downloaded as a stream, watched meanwhile. */
export function registerLetterBundleRoutes(app: FastifyInstance, context: RequestsContext): void {
  const { db, division, protection } = context;
  const api = zodRoutes(app);
  const bundles = new LRUCache<string, Bundle>({ max: MOST_KEPT, ttl: KEPT_MS, updateAgeOnGet: true });

  const casesOf = (letters: readonly IssuedLetter[]): number =>
    new Set(letters.map(({ applicationId }) => applicationId)).size;
  const viewOf = (id: string, { letters, progress, done, missing }: Bundle) => ({
    id,
    letters: letters.length,
    cases: casesOf(letters),
    progress,
    done,
    missing,
  });

  /** Another person's is not there. @throws 404 */
  function bundleOf(request: FastifyRequest, id: string): Bundle {
    const bundle = bundles.get(id);
    if (bundle?.personId !== requireActor(request).personId) throw notFound();
    return bundle;
  }

  api.post(
    '/api/v1/requests/letter-bundles',
    {
      config: requirePermission(ACT, 'requests.prepare-letters'),
      schema: {
        tags: TAGS,
        operationId: 'prepareLetterBundle',
        summary: 'Choose issued letters of many cases, to be downloaded as one ZIP within a quarter of an hour',
        querystring: exportQuery,
        body: bundleInput,
        response: { 201: bundleSchema, ...problemResponses(400, 401, 404, 422) },
      },
    },
    async (request, reply) => {
      const { ids, letters: choice, format, reason } = request.body;
      const organs = reachedOrgans(request, ACT, request.query.organ);
      const asked = await worklistQueryOf(context, request, request.query, organs);
      const query = await searched(db, protection, ids ? { ...asked, view: 'all', ids } : asked);
      const letters = await listIssuedLetters(db, query, choice, MOST_LETTERS + 1);
      if (letters.length > MOST_LETTERS)
        throw new ProblemError(422, `一次最多下载${MOST_LETTERS}份文书，请缩小范围后分次下载。`, {
          kind: 'too-many-letters',
          title: '文书太多',
        });
      if (letters.length === 0)
        throw fieldFault('/letters', choice === 'unserved' ? '没有已经签发而尚未登记送达的文书' : '没有已经签发的文书');
      const id = randomUUID();
      const bundle: Bundle = {
        personId: requireActor(request).personId,
        letters,
        choice,
        format,
        reason,
        progress: 'ready',
        done: 0,
        missing: 0,
      };
      await auditedAct(request, authorise(request, ACT), async () => ({
        answer: undefined,
        detail: { reason, after: { bundle: id, letters: letters.length, cases: casesOf(letters), choice, format } },
      }));
      bundles.set(id, bundle);
      return reply.status(201).send(viewOf(id, bundle));
    },
  );

  const parameters = z.object({ id: z.uuid() });

  api.get(
    '/api/v1/requests/letter-bundles/:id',
    {
      config: requirePermission(ACT),
      schema: {
        tags: TAGS,
        operationId: 'watchLetterBundle',
        summary: 'How far the download of a bundle is',
        params: parameters,
        response: { 200: bundleSchema, ...problemResponses(401, 404) },
      },
    },
    async (request) => viewOf(request.params.id, bundleOf(request, request.params.id)),
  );

  api.get(
    '/api/v1/requests/letter-bundles/:id/letters.zip',
    {
      config: requirePermission(ACT, 'requests.download-letters'),
      schema: {
        tags: TAGS,
        operationId: 'downloadLetterBundle',
        summary: 'The letters as a ZIP with a list of them; each case’s are put on record before they leave',
        params: parameters,
        response: { ...fileResponse('文书和文书目录', 'application/zip'), ...problemResponses(401, 404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const bundle = bundleOf(request, id);
      const actor = requireActor(request);
      // A post may have ended since the bundle was asked for.
      const reached = organsWhere(actor, ACT);
      const letters = bundle.letters.filter(({ organCode }) => reached.has(organCode));
      if (letters.length === 0) throw notFound();
      const organOf = new Map(letters.map(({ applicationId, organCode }) => [applicationId, organCode]));
      const names = new Map((await listOrgans(db, division)).map(({ code, shortName }) => [code, shortName]));
      const today = context.today();

      async function onCase(applicationId: string, of: readonly { letter: IssuedLetter; hash: string }[]) {
        const organCode = organOf.get(applicationId)!;
        // Letters are issued in states past the first, and the act is the same in all of them.
        const decision = decide(actor, ACT, { organCode, state: 'processing' });
        if (!decision.allowed) throw notFound();
        await auditedAct(request, decision.grant, async () => ({
          answer: undefined,
          detail: {
            organCode,
            subject: { kind: APPLICATION_SUBJECT, id: applicationId },
            reason: bundle.reason,
            after: {
              bundle: id,
              format: bundle.format,
              letters: of.map(({ letter, hash }) => ({ letter: letter.id, number: letter.number, sha256: hash })),
            },
          },
        }));
      }

      async function* watched() {
        Object.assign(bundle, { progress: 'running', done: 0, missing: 0 });
        try {
          const steps = {
            onCase,
            onLetter: (missing: string | null) => {
              bundle.done++;
              if (missing !== null) bundle.missing++;
            },
          };
          yield* letterBundle(context, letters, bundle.format, names, steps);
          bundle.progress = 'done';
        } finally {
          // Also when the reader went away half-way.
          if (bundle.progress !== 'done') bundle.progress = 'interrupted';
        }
      }
      return (
        reply
          .type('application/zip')
          .header('cache-control', 'private, no-store')
          .header('x-content-type-options', 'nosniff')
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`文书-${today}.zip`)}`)
          // The described answers are problems only; a file has no schema.
          .send(Readable.from(watched(), { objectMode: false }) as never)
      );
    },
  );
}
