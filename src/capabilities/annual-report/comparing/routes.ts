import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { sendErrorPage, sendPage } from '../../../portal/index.ts';
import { reportPath } from '../portal/addresses.ts';
import { type Measures, measuresOf } from '../rules/comparing/measures.ts';
import { inForce } from '../rules/composing/versions.ts';
import { findPublishedReport, listPublishedReports } from '../store/published-reports.ts';
import { comparisonCsv } from './comparison.ts';
import { NUMBERS_PATH, numbersPage, type PublishedNumbers } from './numbers-page.tsx';

const numbersQuery = z.object({
  organ: z
    .string()
    .regex(/^\d{6,20}$/)
    .optional(),
  year: z.coerce.number().int().min(2008).max(2100).optional(),
});

/** The public page of the numbers of all published reports of a division, and the same numbers as CSV. */
export function registerNumbersPage(app: FastifyInstance, db: Database, division: string): void {
  // A published version never changes, so its measures are computed once.
  const known = new LRUCache<string, Measures>({ max: 5000 });

  async function publishedNumbers(): Promise<PublishedNumbers[]> {
    const numbers: PublishedNumbers[] = [];
    for (const entry of inForce(await listPublishedReports(db, division))) {
      const { organCode, year, scope, version, sha256 } = entry;
      let values = known.get(sha256);
      if (!values) {
        const report = await findPublishedReport(db, division, organCode, year, scope, version);
        if (!report) continue;
        values = measuresOf(report.content.tables);
        known.set(sha256, values);
      }
      numbers.push({ entry, values });
    }
    return numbers;
  }

  async function organsOf() {
    return new Map((await listOrgans(db, division)).map((organ) => [organ.code, organ]));
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

  app.get(`${NUMBERS_PATH}.csv`, async (_request, reply) => {
    const organs = await organsOf();
    const rows = (await publishedNumbers()).map(({ entry, values }) => ({
      organ: organs.get(entry.organCode)?.name ?? entry.organCode,
      year: entry.year,
      file: reportPath({ organ: entry.organCode, year: entry.year, scope: entry.scope }),
      values,
    }));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="numbers.csv"')
      .send(comparisonCsv(rows, '年度报告'));
  });
}
