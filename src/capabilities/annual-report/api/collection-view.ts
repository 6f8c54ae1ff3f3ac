import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
import { ProblemError } from '../../../platform/http/index.ts';
import {
  type Act,
  authorise,
  decide,
  type Grant,
  listOrgans,
  notFound,
  type Organ,
  requireActor,
} from '../../../platform/identity/index.ts';
import { type By, CollectionRefusedError, TaskMovedError } from '../collecting/acts.ts';
import type { Standing } from '../collecting/standing.ts';
import { type Difference, differenceSources } from '../rules/collecting/differences.ts';
import { figureTitle } from '../rules/composing/figure.ts';
import { type Collection, findCollection } from '../store/collections.ts';
import type { OrganReport } from '../store/organ-reports.ts';
import type { collectionSchema, differenceSchema, organReportSchema } from './collection-schemas.ts';

/** The organs of a division and who of them collects: the government, or its office, in charge of disclosure. */
export interface Area {
  organs: ReadonlyMap<string, Organ>;
  government: Organ;
  collectors: readonly string[];
}

/** @throws 404 in a division without a government */
export async function readArea(db: Database, division: string): Promise<Area> {
  const organs = await listOrgans(db, division);
  const government = organs.find(({ kind, parentCode }) => kind === 'government' && parentCode === null);
  if (!government) throw notFound();
  const offices = organs.filter(
    ({ kind, parentCode }) => kind === 'government-office' && parentCode === government.code,
  );
  return {
    organs: new Map(organs.map((organ) => [organ.code, organ])),
    government,
    collectors: [government.code, ...offices.map(({ code }) => code)],
  };
}

/** The post by which the person acts for the collecting organ. @throws as authorise */
export function authoriseCollector(
  request: FastifyRequest,
  act: Act,
  { collectors }: Area,
  earlierActors: readonly { act: Act; personId: string }[] = [],
): Grant {
  const actor = requireActor(request);
  const organCode = collectors.find((code) => decide(actor, act, { organCode: code, earlierActors }).allowed);
  return authorise(request, act, { organCode: organCode ?? collectors[0]!, earlierActors });
}

export function isCollector(request: FastifyRequest, { collectors }: Area): boolean {
  const actor = requireActor(request);
  return collectors.some((organCode) => decide(actor, 'report-collection.manage', { organCode }).allowed);
}

/** @throws 404 where nothing is collected */
export async function collectionOfYear(db: Database, division: string, year: number): Promise<Collection> {
  const collection = await findCollection(db, division, year);
  if (!collection) throw notFound();
  return collection;
}

export function byOf(request: FastifyRequest, { postTitle }: Grant, at: Date): By {
  const { person } = requireActor(request);
  return { personId: person.id, name: postTitle ? `${person.fullName}（${postTitle}）` : person.fullName, at };
}

/** What a collection refuses, as a problem for the screen. */
export async function refusing<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CollectionRefusedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'collection-refused', title: '不能办理' });
    if (error instanceof TaskMovedError)
      throw new ProblemError(409, '数据或者办理情况刚刚有变动，请重新核对后再办理。', {
        kind: 'changed-meanwhile',
        title: '内容已有变动',
      });
    throw error;
  }
}

export function collectionView({ openedAt, ...rest }: Collection): z.infer<typeof collectionSchema> {
  return { ...rest, openedAt: openedAt.toISOString() };
}

export function organReportView(report: OrganReport | undefined): z.infer<typeof organReportSchema> | null {
  if (!report) return null;
  const { scope, address, publishedOn, file, tables, recordedAt, recordedBy } = report;
  return {
    scope,
    address,
    publishedOn,
    fileName: file?.name ?? null,
    isRead: tables !== null,
    recordedAt: recordedAt.toISOString(),
    recordedBy,
  };
}

export function differenceView(
  organ: Organ,
  { organReport }: Standing,
  { figure, counted, stated, source, explanation }: Difference,
): z.infer<typeof differenceSchema> {
  return {
    organCode: organ.code,
    organName: organ.name,
    figure,
    title: figureTitle(figure),
    scope: organReport?.tables && source !== 'confirmed' ? organReport.scope : 'own',
    counted,
    stated,
    source,
    sourceLabel: differenceSources[source],
    explanation: explanation?.explanation ?? null,
    explainedBy: explanation?.by ?? null,
  };
}

/** When the figures were handed in, by whom, and who answers for them. */
export function handedInView({ handedIn }: Standing['task']) {
  return handedIn && { at: handedIn.at.toISOString(), by: handedIn.personName, responsible: handedIn.responsible };
}
