import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError } from '../../../platform/http/index.ts';
import { type Grant, listOrgans, notFound, requireActor } from '../../../platform/identity/index.ts';
import { LexiconRefusedError, ScreeningNotFoundError, ScreeningRefusedError } from '../commands/errors.ts';
import type { FindingContext } from '../commands/findings.ts';
import { FindingRefusedError } from '../rules/workflow/index.ts';
import type { ReadDocuments, Screener } from '../screener/screener.ts';
import { CorrectionRefusedError, type StockSource } from '../stock.ts';

export interface ScreeningApi {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly division: string;
  readonly now: () => Date;
  readonly sources: readonly StockSource[];
  readonly screener: Screener;
  readonly readDocuments?: ReadDocuments | undefined;
  /** The plain text of HTML as the stock keeps it: offsets count in it. */
  readonly plainText: (html: string) => string;
  /** Feeds inside of the government's own network may be asked too. */
  readonly allowPrivateFeeds: boolean;
}

/** Lines of a refused list that are told; the rest are counted. */
const TOLD = 200;

/** Says to a form what the commands say. */
export async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ScreeningNotFoundError) throw notFound();
    if (error instanceof LexiconRefusedError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'lexicon-refused',
        title: '词库没有载入',
        errors: error.problems.slice(0, TOLD).map(({ line, message }) => ({
          in: 'body' as const,
          pointer: '/content',
          detail: line === 0 ? message : `第${line}行：${message}`,
        })),
      });
    if (error instanceof ScreeningRefusedError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: error.field === null ? 'act-refused' : 'validation',
        title: '不能办理',
        ...(error.field === null
          ? {}
          : { errors: [{ in: 'body' as const, pointer: `/${error.field}`, detail: error.message }] }),
      });
    if (error instanceof CorrectionRefusedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'correction-refused', title: '不能一键改正' });
    if (error instanceof FindingRefusedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'not-in-this-state', title: '当前状态不能办理' });
    throw error;
  }
}

export function actingName(request: FastifyRequest, grant: Grant): string {
  return `${requireActor(request).person.fullName}（${grant.postTitle}）`;
}

export function findingContext(
  api: ScreeningApi,
  request: FastifyRequest,
  grant: Grant,
  transaction: Database,
): FindingContext {
  return {
    db: transaction,
    divisionCode: api.division,
    by: { id: requireActor(request).personId, name: actingName(request, grant) },
    now: api.now(),
    sources: api.sources,
  };
}

export async function organNames({ db, division }: ScreeningApi): Promise<Map<string, string>> {
  return new Map((await listOrgans(db, division)).map(({ code, name }) => [code, name]));
}

/** The government itself: who answers for what holds everywhere. */
export async function governmentOrgan({ db, division }: ScreeningApi): Promise<string> {
  const organs = await listOrgans(db, division);
  const government = organs.find(({ kind }) => kind === 'government');
  if (!government) throw notFound();
  return government.code;
}

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
