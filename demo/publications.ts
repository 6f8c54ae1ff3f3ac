import {
  type DocumentStep,
  insertDocumentStep,
  insertRelations,
  isInForce,
  type NormativeDocument,
  parseUnifiedNumber,
  raiseUnifiedNumbers,
  readNormativeDocuments,
  recordCleanUp,
} from '../src/capabilities/documents/index.ts';
import {
  importPublished,
  insertTopics,
  type PublishedItem,
  publishGazette,
  setTopicEntries,
} from '../src/capabilities/publications/index.ts';
import {
  addDays,
  nationalCalendar,
  type PlainDate,
  plainDate,
  toEpochDay,
  yearOf,
} from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { demonstrationYear } from './input.ts';
import { type DistrictOrgan, districtOrgans } from './organs.ts';
import { isoDay, type Plan, planItems } from './publication-plan.ts';
import { demonstrationTopics } from './publication-topics.ts';
import { labelledUuid } from './random.ts';

const IMPORTED_BY = '演示数据';
const BATCH = 60;

function sectionOf(item: PublishedItem, organ: DistrictOrgan): string {
  if (item.kind === 'interpretation') return '政策解读';
  if (organ.kind === 'government') return '区政府文件';
  return organ.kind === 'government-office' ? '区政府办公室文件' : '部门文件';
}

/** What a month's gazette prints: documents with a number, and the interpretations of the normative ones. */
function monthMatters({ items, organOf }: Plan, year: number, month: number) {
  const prefix = `${year}-${String(month).padStart(2, '0')}`;
  return items
    .filter((item) => isoDay(item.publishedAt).startsWith(prefix))
    .filter(
      (item) =>
        item.kind === 'document' || item.kind === 'interpretation' || item.metadata.category === 'regulations.policies',
    )
    .map((item) => ({ section: sectionOf(item, organOf.get(item.id)!), publicationId: item.id }));
}

/** What the procedure of the year's documents and of later ones left on record: reviewed, deliberated, filed. */
function procedureOf(documents: readonly NormativeDocument[], year: number, today: PlainDate): DocumentStep[] {
  const calendar = nationalCalendar();
  return documents
    .filter(({ issuedOn }) => yearOf(issuedOn) >= year)
    .flatMap((document): DocumentStep[] => {
      const { id: documentId, issuedOn } = document;
      const before = (days: number): PlainDate => addDays(issuedOn, -days);
      const filedOn = calendar.addWorkingDays(issuedOn, 7);
      const step = (kind: DocumentStep['kind'], on: PlainDate, byOrgan: string, conclusion: string): DocumentStep => ({
        documentId,
        kind,
        on,
        byOrgan,
        conclusion,
        address: null,
      });
      return [
        step('consultation', before(45), '起草单位', '公开征求意见30日，意见采纳情况一并公布（演示）'),
        step('legal-review', before(12), '本机关法制机构', '合法性审核通过（演示）'),
        step('deliberation', before(3), '本机关办公会议', '审议通过（演示）'),
        ...(filedOn < today ? [step('filing', filedOn, '备案机关', '准予备案（演示）')] : []),
      ];
    });
}

/** A clean-up at the year's end that found these documents to continue in force. */
async function recordYearsCleanUp(
  db: Database,
  division: string,
  documents: readonly NormativeDocument[],
  year: number,
): Promise<void> {
  const decidedOn = plainDate(`${year}-12-15`);
  const standing = documents.filter(
    (document) => yearOf(document.issuedOn) <= year - 5 && isInForce(document, decidedOn) && document.endedOn === null,
  );
  await recordCleanUp(db, division, {
    id: labelledUuid(`clean-up/${division}/${year}`),
    title: `${year}年行政规范性文件清理`,
    decidedOn,
    decidedBy: '区政府常务会议（演示）',
    results: standing.map(({ id, status }) => ({
      documentId: id,
      result: status === 'amended' ? ('amend' as const) : ('keep' as const),
      reason: status === 'amended' ? '与上位法不一致的条款继续修改' : '内容合法，实施效果良好，继续适用',
    })),
  });
}

/**
 * Publishes what the demonstration district shows: its documents with their relations and interpretations, the year's
 * information by category, twelve gazettes, twenty-one topics, guides, institutions and profiles. Done once; a build that was
 * stopped left nothing behind.
 */
export async function publishDemonstrationInformation(db: Database, today: PlainDate): Promise<void> {
  const { division, organ, year } = demonstrationYear();
  const done = await db
    .selectFrom('topic')
    .select('slug')
    .where('division_code', '=', division)
    .limit(1)
    .executeTakeFirst();
  if (done) return;
  await db.transaction().execute(async (transaction) => {
    const organs = districtOrgans(division, organ);
    const documents = await readNormativeDocuments(transaction, division);
    await insertRelations(
      transaction,
      division,
      documents.flatMap((document) =>
        document.endedBy === null || document.endedOn === null
          ? []
          : [
              {
                fromId: document.endedBy,
                toId: document.id,
                relation: 'replace' as const,
                on: document.endedOn,
                note: null,
              },
            ],
      ),
    );
    await raiseUnifiedNumbers(
      transaction,
      division,
      documents.flatMap(({ unifiedNumber }) => (unifiedNumber === null ? [] : [parseUnifiedNumber(unifiedNumber)])),
    );
    for (const step of procedureOf(documents, year, today)) await insertDocumentStep(transaction, division, step);
    await recordYearsCleanUp(transaction, division, documents, year);
    const plan = planItems(documents, year, organs, today);
    const at = new Date(`${year + 1}-01-03T01:00:00Z`);
    for (let i = 0; i < plan.items.length; i += BATCH)
      await importPublished(transaction, division, plan.items.slice(i, i + BATCH), IMPORTED_BY, at);
    for (let month = 1; month <= 12; month++) {
      const calendar = nationalCalendar();
      const lastDay =
        month === 12
          ? plainDate(`${year}-12-31`)
          : addDays(plainDate(`${year}-${String(month + 1).padStart(2, '0')}-01`), -1);
      const publishedOn = calendar.text(calendar.dayOfOrdinal(calendar.ordinal(toEpochDay(lastDay))));
      const matters = monthMatters(plan, year, month);
      await publishGazette(
        transaction,
        division,
        { organCode: organ, title: '北仑区人民政府公报', publishedOn, matters },
        IMPORTED_BY,
      );
    }
    await insertTopics(
      transaction,
      division,
      demonstrationTopics.map(({ entries: _, ...topic }, position) => ({ ...topic, position })),
    );
    for (const { slug, entries } of demonstrationTopics)
      await setTopicEntries(
        transaction,
        division,
        slug,
        plan.items
          .filter(({ metadata }) => entries?.test(metadata.title))
          .slice(-15)
          .reverse()
          .map(({ id }) => id),
      );
  });
}
