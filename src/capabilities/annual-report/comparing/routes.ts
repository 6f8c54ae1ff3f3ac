import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { sendErrorPage, sendPage } from '../../../portal/index.ts';
import { organReportPath, reportPath } from '../portal/addresses.ts';
import { PUBLIC_ENDINGS } from '../portal/year-list.ts';
import { MEASURES, type MeasureKey, type Measures, measuresOf } from '../rules/comparing/measures.ts';
import { inForce } from '../rules/composing/versions.ts';
import { listOrganReports } from '../store/organ-reports.ts';
import { findPublishedReport, listPublishedReports } from '../store/published-reports.ts';
import { comparePage, type Selection, selectNumbers } from './compare-page.tsx';
import { comparisonCsv } from './comparison.ts';
import { COMPARE_PATH, NUMBERS_PATH, numbersPage, type PublishedNumbers } from './numbers-page.tsx';

const organCode = z.string().regex(/^\d{6}[0-9A-Za-z-]{0,20}$/);
const yearNumber = z.coerce.number().int().min(2008).max(2100);
const numbersQuery = z.object({ organ: organCode.optional(), year: yearNumber.optional() });

/** A field of a form that may be sent once, several times or not at all. */
const several = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item).max(most));

const compareQuery = z.object({
  organ: several(organCode, 200),
  year: several(yearNumber, 50),
  measure: z.enum(MEASURES.map(({ key }) => key) as [MeasureKey, ...MeasureKey[]]).default('received'),
});

/** Pages of the numbers of all published reports of a division, and the same numbers as CSV. */
export function registerNumbersPage(app: FastifyInstance, db: Database, division: string): void {
  // A published version never changes, so its measures are computed once.
  const known = new LRUCache<string, Measures>({ max: 5000 });

  async function ourNumbers(): Promise<PublishedNumbers[]> {
    const numbers: PublishedNumbers[] = [];
    for (const { organCode: organ, year, scope, version, sha256 } of inForce(
      await listPublishedReports(db, division),
    )) {
      let values = known.get(sha256);
      if (!values) {
        const report = await findPublishedReport(db, division, organ, year, scope, version);
        if (!report) continue;
        values = measuresOf(report.content.tables);
        known.set(sha256, values);
      }
      const href = reportPath({ organ, year, scope });
      numbers.push({ entry: { organCode: organ, year, scope }, values, href, isOurs: true });
    }
    return numbers;
  }

  /** Reports that organs made elsewhere, published, and that could be read. */
  async function theirNumbers(): Promise<PublishedNumbers[]> {
    return (await listOrganReports(db, division)).flatMap(
      ({ organCode: organ, year, scope, address, publishedOn, file, tables }) => {
        const ending = file && PUBLIC_ENDINGS[file.mediaType];
        const href = ending ? organReportPath(organ, year, ending) : address;
        if (publishedOn === null || tables === null || href === null) return [];
        return [{ entry: { organCode: organ, year, scope }, values: measuresOf(tables), href, isOurs: false }];
      },
    );
  }

  async function publishedNumbers(): Promise<PublishedNumbers[]> {
    const ours = await ourNumbers();
    return [...ours, ...(await theirNumbers())].sort((a, b) => b.entry.year - a.entry.year);
  }

  async function organsOf() {
    return new Map((await listOrgans(db, division)).map((organ) => [organ.code, organ]));
  }

  async function sendCsv(
    reply: FastifyReply,
    name: string,
    numbers: readonly PublishedNumbers[],
  ): Promise<FastifyReply> {
    const organs = await organsOf();
    const rows = numbers.map(({ entry, values, href }) => ({
      organ: organs.get(entry.organCode)?.name ?? entry.organCode,
      year: entry.year,
      file: href,
      values,
    }));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(comparisonCsv(rows, '年度报告'));
  }

  app.get(NUMBERS_PATH, async (request, reply) => {
    const query = numbersQuery.safeParse(request.query);
    if (!query.success) return sendErrorPage(request, reply, 404);
    const numbers = await publishedNumbers();
    const newest = numbers.find(({ entry }) => entry.organCode === division) ?? numbers[0];
    const organ = query.data.organ ?? newest?.entry.organCode ?? division;
    const year = query.data.year ?? newest?.entry.year ?? 0;
    const isKnown =
      (query.data.organ === undefined || numbers.some(({ entry }) => entry.organCode === organ)) &&
      (query.data.year === undefined || numbers.some(({ entry }) => entry.year === year));
    if (!isKnown) return sendErrorPage(request, reply, 404);
    return sendPage(request, reply, numbersPage({ numbers, organs: await organsOf(), organ, year }));
  });

  app.get(`${NUMBERS_PATH}.csv`, async (_request, reply) => sendCsv(reply, 'numbers.csv', await publishedNumbers()));

  /** What the address chooses; null when it chooses nothing yet, undefined when it is no address of ours. */
  function selectionOf(request: FastifyRequest): Selection | null | undefined {
    const query = compareQuery.safeParse(request.query);
    if (!query.success) return undefined;
    const { organ: organs, year: years, measure } = query.data;
    return Object.keys(request.query as object).length === 0 ? null : { organs, years, measure };
  }

  app.get(COMPARE_PATH, async (request, reply) => {
    const selection = selectionOf(request);
    if (selection === undefined) return sendErrorPage(request, reply, 404);
    return sendPage(
      request,
      reply,
      comparePage({ numbers: await publishedNumbers(), organs: await organsOf(), selection }),
    );
  });

  app.get(`${COMPARE_PATH}.csv`, async (request, reply) => {
    const selection = selectionOf(request);
    if (!selection) return sendErrorPage(request, reply, 404);
    return sendCsv(reply, 'compared.csv', selectNumbers(await publishedNumbers(), selection));
  });
}
