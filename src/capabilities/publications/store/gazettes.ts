import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';

export interface GazetteIssue {
  organCode: string;
  year: number;
  number: number;
  /** 总第…期 */
  runningNumber: number;
  title: string;
  publishedOn: PlainDate;
  publishedBy: string;
}

export interface GazetteEntry {
  position: number;
  section: string;
  page: number;
  pages: number;
  publicationId: string;
  edition: number;
}

/** An entry with what the contents page prints of it: the edition's own title, whatever became of it since. */
export interface GazetteMatterListing extends GazetteEntry {
  title: string;
  documentNumber: string | null;
  organCode: string;
  isPublished: boolean;
}

export async function insertGazetteIssue(
  db: Database,
  divisionCode: string,
  issue: GazetteIssue,
  entries: readonly GazetteEntry[],
): Promise<void> {
  const key = { division_code: divisionCode, organ_code: issue.organCode, year: issue.year, number: issue.number };
  await db
    .insertInto('gazette_issue')
    .values({
      ...key,
      running_number: issue.runningNumber,
      title: issue.title,
      published_on: issue.publishedOn,
      published_by: issue.publishedBy,
    })
    .execute();
  await db
    .insertInto('gazette_entry')
    .values(
      entries.map((entry) => ({
        ...key,
        position: entry.position,
        section: entry.section,
        page: entry.page,
        pages: entry.pages,
        publication_id: entry.publicationId,
        edition: entry.edition,
      })),
    )
    .execute();
}

/** The printed issue, as it was set when it came out. */
export async function insertGazetteFile(
  db: Database,
  divisionCode: string,
  issue: Pick<GazetteIssue, 'organCode' | 'year' | 'number'>,
  file: { content: Uint8Array; sha256: string; pages: number },
): Promise<void> {
  await db
    .insertInto('gazette_file')
    .values({
      division_code: divisionCode,
      organ_code: issue.organCode,
      year: issue.year,
      number: issue.number,
      ...file,
    })
    .execute();
}

export async function findGazetteFile(
  db: Database,
  divisionCode: string,
  issue: Pick<GazetteIssue, 'organCode' | 'year' | 'number'>,
): Promise<{ content: Uint8Array; sha256: string } | undefined> {
  return db
    .selectFrom('gazette_file')
    .select(['content', 'sha256'])
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', issue.organCode)
    .where('year', '=', issue.year)
    .where('number', '=', issue.number)
    .executeTakeFirst();
}

/** Publications that an issue has printed already, among those named. */
export async function printedAlready(
  db: Database,
  divisionCode: string,
  publicationIds: readonly string[],
): Promise<Set<string>> {
  if (publicationIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('gazette_entry')
    .select('publication_id')
    .where('division_code', '=', divisionCode)
    .where('publication_id', 'in', publicationIds)
    .execute();
  return new Set(rows.map((row) => row.publication_id));
}

/** Issues of the division, newest first. */
export async function listGazetteIssues(db: Database, divisionCode: string): Promise<GazetteIssue[]> {
  const rows = await db
    .selectFrom('gazette_issue')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('year', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return rows.map((row) => ({
    organCode: row.organ_code,
    year: row.year,
    number: row.number,
    runningNumber: row.running_number,
    title: row.title,
    publishedOn: row.published_on,
    publishedBy: row.published_by,
  }));
}

type GazetteAddress = Pick<GazetteIssue, 'organCode' | 'year' | 'number'>;

export function gazetteKey({ organCode, year, number }: GazetteAddress): string {
  return `${organCode}/${year}/${number}`;
}

/** How many matters each issue holds, by `gazetteKey`. */
export async function countGazetteEntries(db: Database, divisionCode: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('gazette_entry')
    .select(({ fn }) => ['organ_code', 'year', 'number', fn.countAll<number>().as('matters')])
    .where('division_code', '=', divisionCode)
    .groupBy(['organ_code', 'year', 'number'])
    .execute();
  return new Map(rows.map((row) => [gazetteKey({ ...row, organCode: row.organ_code }), Number(row.matters)]));
}

export async function listGazetteEntries(
  db: Database,
  divisionCode: string,
  issue: GazetteAddress,
): Promise<GazetteMatterListing[]> {
  const rows = await db
    .selectFrom('gazette_entry as entry')
    .innerJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'entry.division_code')
        .onRef('edition.publication_id', '=', 'entry.publication_id')
        .onRef('edition.edition', '=', 'entry.edition'),
    )
    .innerJoin('publication as publication', (join) =>
      join
        .onRef('publication.division_code', '=', 'entry.division_code')
        .onRef('publication.id', '=', 'entry.publication_id'),
    )
    .select([
      'entry.position',
      'entry.section',
      'entry.page',
      'entry.pages',
      'entry.publication_id',
      'entry.edition',
      'edition.title',
      'edition.document_number',
      'publication.organ_code',
      'publication.visibility',
    ])
    .where('entry.division_code', '=', divisionCode)
    .where('entry.organ_code', '=', issue.organCode)
    .where('entry.year', '=', issue.year)
    .where('entry.number', '=', issue.number)
    .orderBy('entry.position')
    .execute();
  return rows.map((row) => ({
    position: row.position,
    section: row.section,
    page: row.page,
    pages: row.pages,
    publicationId: row.publication_id,
    edition: row.edition,
    title: row.title,
    documentNumber: row.document_number,
    organCode: row.organ_code,
    isPublished: row.visibility === 'published',
  }));
}

/** The issues that printed a publication, oldest first. */
export async function gazettesOf(
  db: Database,
  divisionCode: string,
  publicationId: string,
): Promise<{ year: number; number: number; page: number }[]> {
  return db
    .selectFrom('gazette_entry')
    .select(['year', 'number', 'page'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', publicationId)
    .orderBy('year')
    .orderBy('number')
    .execute();
}
