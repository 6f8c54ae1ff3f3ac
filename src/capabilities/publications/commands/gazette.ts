import { createHash } from 'node:crypto';
import { type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { findOrgan } from '../../../platform/identity/index.ts';
import { type PrintedGazette, typesetGazette } from '../gazette/typeset.ts';
import { estimatedPages, orderMatters, paginate } from '../rules/gazette.ts';
import { findEdition } from '../store/editions.ts';
import {
  type GazetteIssue,
  insertGazetteFile,
  insertGazetteIssue,
  listGazetteEntries,
  listGazetteIssues,
} from '../store/gazettes.ts';
import { findPublication } from '../store/publications.ts';
import { inTransaction } from '../store/transaction.ts';
import { PublicationRefusedError } from './errors.ts';

export interface GazetteComposition {
  organCode: string;
  title: string;
  publishedOn: PlainDate;
  /** In the order in which they stand within their section. */
  matters: readonly { section: string; publicationId: string }[];
}

interface PlannedMatter {
  section: string;
  title: string;
  documentNumber: string | null;
  bodyHtml: string;
  length: number;
  publicationId: string;
  edition: number;
}

/** An issue as it would come out now: its number, and the editions it prints. */
export interface PlannedGazette {
  issue: Omit<GazetteIssue, 'publishedBy'>;
  organName: string;
  matters: readonly PlannedMatter[];
}

/** @throws PublicationRefusedError for what is not published or named twice, an issue dated before the last one; GazetteError when empty */
export async function planGazette(
  db: Database,
  divisionCode: string,
  { organCode, title, publishedOn, matters }: GazetteComposition,
): Promise<PlannedGazette> {
  const issues = (await listGazetteIssues(db, divisionCode)).filter((one) => one.organCode === organCode);
  const last = issues[0];
  if (last && publishedOn < last.publishedOn)
    throw new PublicationRefusedError(`公报日期${publishedOn}早于上一期（${last.publishedOn}）`);
  if (new Set(matters.map(({ publicationId }) => publicationId)).size !== matters.length)
    throw new PublicationRefusedError('同一件在本期中出现了两次');
  const year = yearOf(publishedOn);
  const planned: PlannedMatter[] = [];
  for (const { section, publicationId } of matters) {
    const publication = await findPublication(db, divisionCode, publicationId);
    if (publication?.visibility !== 'published' || publication.edition === null)
      throw new PublicationRefusedError('公报只能刊登已经发布的文件');
    const edition = await findEdition(db, divisionCode, publicationId, publication.edition);
    planned.push({
      section,
      title: edition!.metadata.title,
      documentNumber: edition!.metadata.documentNumber,
      bodyHtml: edition!.bodyHtml,
      length: edition!.bodyText.length,
      publicationId,
      edition: publication.edition,
    });
  }
  return {
    issue: {
      organCode,
      year,
      number: Math.max(0, ...issues.filter((one) => one.year === year).map((one) => one.number)) + 1,
      runningNumber: Math.max(0, ...issues.map((one) => one.runningNumber)) + 1,
      title,
      publishedOn,
    },
    organName: (await findOrgan(db, organCode))?.name ?? organCode,
    matters: orderMatters(planned),
  };
}

/** Sets a planned issue in type. @throws TypesettingError */
export function printGazette({ issue, organName, matters }: PlannedGazette): Promise<PrintedGazette> {
  return typesetGazette({ ...issue, organName }, matters);
}

const keyOf = ({ issue, matters }: PlannedGazette): string =>
  JSON.stringify([issue, matters.map(({ section, publicationId, edition }) => [section, publicationId, edition])]);

/**
 * Publishes the next issue of the year: numbers run without gaps, the contents have their pages, and the issue keeps the
 * editions it printed. `printed` is the issue as it was set beforehand from `plan`; without it pages are estimated.
 * @throws PublicationRefusedError as planGazette, and where something changed since the issue was set; GazetteError when empty
 */
export async function publishGazette(
  db: Database,
  divisionCode: string,
  composition: GazetteComposition,
  by: string,
  setBefore?: { plan: PlannedGazette; printed: PrintedGazette },
): Promise<GazetteIssue> {
  return inTransaction(db, async (transaction) => {
    const plan = await planGazette(transaction, divisionCode, composition);
    if (setBefore && keyOf(setBefore.plan) !== keyOf(plan))
      throw new PublicationRefusedError('排版以后有文件更新或者另一期公报出版，请重新核对后出版');
    const issue: GazetteIssue = { ...plan.issue, publishedBy: by };
    const paged =
      setBefore?.printed.entries ??
      paginate(
        plan.matters.map((matter) => ({ ...matter, pages: estimatedPages(matter.length) })),
        2,
      );
    const entries = plan.matters.map(({ section, publicationId, edition }, i) => ({
      position: i + 1,
      section,
      publicationId,
      edition,
      page: paged[i]!.page,
      pages: paged[i]!.pages,
    }));
    await insertGazetteIssue(transaction, divisionCode, issue, entries);
    if (setBefore) {
      const { pdf, pages } = setBefore.printed;
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      await insertGazetteFile(transaction, divisionCode, issue, { content: pdf, sha256, pages });
    }
    return issue;
  });
}

/** Sets an issue that came out without a file of its own, as it was printed. @throws TypesettingError */
export async function printPublishedGazette(
  db: Database,
  divisionCode: string,
  issue: GazetteIssue,
): Promise<PrintedGazette> {
  const matters = [];
  for (const entry of await listGazetteEntries(db, divisionCode, issue)) {
    const text = entry.isPublished
      ? await findEdition(db, divisionCode, entry.publicationId, entry.edition)
      : undefined;
    matters.push({
      section: entry.section,
      title: entry.title,
      documentNumber: entry.documentNumber,
      bodyHtml: text?.bodyHtml ?? '<p>该篇已撤下。</p>',
    });
  }
  const organName = (await findOrgan(db, issue.organCode))?.name ?? issue.organCode;
  return typesetGazette({ ...issue, organName }, matters);
}
