import { type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { composeContents } from '../rules/gazette.ts';
import { findEdition } from '../store/editions.ts';
import { type GazetteIssue, insertGazetteIssue, listGazetteIssues } from '../store/gazettes.ts';
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

/**
 * Composes and publishes the next issue of the year: numbers run without gaps, the contents get their pages, and the issue
 * keeps the editions it printed.
 * @throws PublicationRefusedError for what is not published, an issue dated before the last one; GazetteError when empty
 */
export async function publishGazette(
  db: Database,
  divisionCode: string,
  composition: GazetteComposition,
  by: string,
): Promise<GazetteIssue> {
  const run = async (transaction: Database): Promise<GazetteIssue> => {
    const { organCode, publishedOn } = composition;
    const issues = (await listGazetteIssues(transaction, divisionCode)).filter((one) => one.organCode === organCode);
    const last = issues[0];
    if (last && publishedOn < last.publishedOn)
      throw new PublicationRefusedError(`公报日期${publishedOn}早于上一期（${last.publishedOn}）`);
    const year = yearOf(publishedOn);
    const issue: GazetteIssue = {
      organCode,
      year,
      number: Math.max(0, ...issues.filter((one) => one.year === year).map((one) => one.number)) + 1,
      runningNumber: Math.max(0, ...issues.map((one) => one.runningNumber)) + 1,
      title: composition.title,
      publishedOn,
      publishedBy: by,
    };
    const matters = [];
    for (const { section, publicationId } of composition.matters) {
      const publication = await findPublication(transaction, divisionCode, publicationId);
      if (publication?.visibility !== 'published' || publication.edition === null)
        throw new PublicationRefusedError('公报只能刊登已经发布的文件');
      const edition = await findEdition(transaction, divisionCode, publicationId, publication.edition);
      matters.push({
        section,
        title: edition!.metadata.title,
        length: edition!.bodyText.length,
        publicationId,
        edition: publication.edition,
      });
    }
    const entries = composeContents(matters).map((entry, i) => ({ ...entry, position: i + 1 }));
    await insertGazetteIssue(transaction, divisionCode, issue, entries);
    return issue;
  };
  return inTransaction(db, run);
}
