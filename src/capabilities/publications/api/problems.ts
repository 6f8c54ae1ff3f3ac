import { cite } from '../../../kernel/legal-basis/index.ts';
import { ProblemError } from '../../../platform/http/index.ts';
import { notFound } from '../../../platform/identity/index.ts';
import { DocumentRefusedError, NumberFormatError } from '../../documents/index.ts';
import {
  DraftIncompleteError,
  PublicationChangedError,
  PublicationNotFoundError,
  PublicationRefusedError,
} from '../commands/errors.ts';
import { ReleaseHeldError } from '../commands/release-gate.ts';
import { SettingsChangedError } from '../commands/settings.ts';
import { UnreadableFileError } from '../html/import.ts';
import { CatalogueError } from '../rules/catalogue.ts';
import { GazetteError } from '../rules/gazette.ts';
import { IndexPatternError } from '../rules/index-number.ts';
import { PublishingRefusedError } from '../rules/publishing.ts';
import { ReviewRefusedError } from '../rules/review.ts';
import { SettingsError } from '../rules/settings.ts';

const REFUSALS = [
  ReviewRefusedError,
  PublishingRefusedError,
  PublicationRefusedError,
  DocumentRefusedError,
  NumberFormatError,
  GazetteError,
  RangeError,
];

/** Says to a form what the commands say; each refusal with its article, each fault beside its field. */
export async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PublicationNotFoundError) throw notFound();
    if (error instanceof PublicationChangedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'changed-meanwhile', title: '他人已先行改动' });
    if (error instanceof SettingsChangedError)
      throw new ProblemError(409, `${error.message}。`, { kind: 'changed-meanwhile', title: '他人已先行修改' });
    if (error instanceof IndexPatternError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'settings-refused',
        title: '没有保存',
        errors: [{ in: 'body', pointer: '/indexPattern', detail: `${error.message}。` }],
      });
    if (error instanceof SettingsError || error instanceof CatalogueError)
      throw new ProblemError(422, `${error.message}。`, { kind: 'settings-refused', title: '没有保存' });
    if (error instanceof DraftIncompleteError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'draft-incomplete',
        title: '稿件还不完整',
        errors: error.faults.map((fault) => ({
          in: 'body' as const,
          pointer: fault.field === 'bodyHtml' ? '/bodyHtml' : `/metadata/${fault.field}`,
          detail: `${fault.message}（${cite(fault.legalBasis)}）`,
        })),
      });
    if (error instanceof ReleaseHeldError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: error.findings.some((one) => one.severity === 'error' && !one.mayBeOverruled)
          ? 'release-held'
          : 'release-held-for-reason',
        title: '发布前检查发现问题',
        errors: error.findings.map((one) => ({ in: 'body' as const, pointer: '/overruled', detail: one.message })),
      });
    if (error instanceof UnreadableFileError)
      throw new ProblemError(422, `${error.message}。`, { kind: 'unreadable-file', title: '文件无法读取' });
    if (REFUSALS.some((refusal) => error instanceof refusal))
      throw new ProblemError(422, `${(error as Error).message}。`, { kind: 'act-refused', title: '依法不能办理' });
    throw error;
  }
}
