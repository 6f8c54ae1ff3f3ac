import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { formatChinese } from '../../../kernel/calendar/index.ts';
import { type Block, type TypesetPdf, typesetPdf } from '../../../platform/typesetting/index.ts';
import { type GazetteContentsEntry, paginate } from '../rules/gazette.ts';
import { blocksOf } from './blocks.ts';

/** An issue as it is printed. */
export interface PrintedIssue {
  readonly title: string;
  readonly organName: string;
  readonly year: number;
  readonly number: number;
  readonly runningNumber: number;
  readonly publishedOn: PlainDate;
}

/** A matter with its text, in the order of the issue. */
export interface PrintedMatter {
  readonly section: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly bodyHtml: string;
}

export interface PrintedGazette extends TypesetPdf {
  /** Pages the contents take; the first matter begins on the one after. */
  readonly contentsPages: number;
  readonly entries: readonly GazetteContentsEntry[];
}

const LINE = 18;
/** A character no face has is printed as its code: an issue is never held back by one rare name. */
const ANY_CHARACTER = { missing: 'code' } as const;

/** Lines of a title as 2号小标宋 sets them: about eighteen characters each, broken evenly. */
function titleLines(title: string): string[] {
  const count = Math.ceil(title.length / LINE);
  const length = Math.ceil(title.length / count);
  return Array.from({ length: count }, (_, i) => title.slice(i * length, (i + 1) * length)).filter(
    (line) => line !== '',
  );
}

function matterBlocks(matter: PrintedMatter): Block[] {
  return [
    { kind: 'title', lines: titleLines(matter.title) },
    ...(matter.documentNumber === null ? [] : [{ kind: 'number' as const, text: matter.documentNumber }]),
    ...blocksOf(matter.bodyHtml),
  ];
}

function contentsBlocks(
  issue: PrintedIssue,
  entries: readonly (GazetteContentsEntry & { documentNumber: string | null })[],
) {
  const blocks: Block[] = [
    { kind: 'title', lines: [issue.title, `${issue.year}年第${issue.number}期（总第${issue.runningNumber}期）`] },
    { kind: 'paragraph', runs: [`${issue.organName}　${formatChinese(issue.publishedOn)}出版`], indent: false },
  ];
  for (const section of new Set(entries.map((entry) => entry.section)))
    blocks.push(
      { kind: 'heading', level: 1, text: section },
      {
        kind: 'table',
        columns: [24, 10, 4],
        head: [
          [
            { text: '篇目', heading: true },
            { text: '文号', heading: true },
            { text: '页码', heading: true },
          ],
        ],
        body: entries
          .filter((entry) => entry.section === section)
          .map((entry) => [
            { text: entry.title, heading: true, align: 'left' as const },
            { text: entry.documentNumber ?? '', align: 'left' as const },
            { text: String(entry.page), align: 'right' as const },
          ]),
      },
    );
  return blocks;
}

/**
 * Sets an issue: contents first, then every matter on a page of its own, with page numbers as printed. The pages of each are
 * measured by setting it alone, so that the contents name the pages where it is found.
 * @throws TypesettingError and its kinds
 */
export async function typesetGazette(issue: PrintedIssue, matters: readonly PrintedMatter[]): Promise<PrintedGazette> {
  const { title, organName: organ, publishedOn: date } = issue;
  const set = (blocks: readonly Block[]) => typesetPdf({ title, organ, date, blocks }, ANY_CHARACTER);
  const pages: number[] = [];
  for (const matter of matters) pages.push((await set(matterBlocks(matter))).pages);
  const numbered = (contentsPages: number) =>
    paginate(
      matters.map((matter, i) => ({ ...matter, pages: pages[i]! })),
      contentsPages + 1,
    );
  // Three digits take the room that page numbers will.
  const contentsPages = (await set(contentsBlocks(issue, numbered(100)))).pages;
  const entries = numbered(contentsPages);
  const printed = await typesetPdf(
    {
      title: `${title}${issue.year}年第${issue.number}期`,
      organ,
      date,
      blocks: [
        ...contentsBlocks(issue, entries),
        ...matters.flatMap((matter): Block[] => [{ kind: 'page-break' }, ...matterBlocks(matter)]),
      ],
    },
    ANY_CHARACTER,
  );
  return { ...printed, contentsPages, entries };
}
