import type { Database } from '../../../platform/database/index.ts';
import type { Metadata } from '../rules/metadata.ts';

/** What an examination of a text before its release found. */
export interface ReleaseFinding {
  /** `error` holds the text back; the others are told and let it pass. */
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** Whether an error may be overruled by a reason that goes on record. */
  readonly mayBeOverruled: boolean;
}

/** The text as it would be released. */
export interface ReleaseText {
  readonly publicationId: string;
  readonly organCode: string;
  readonly metadata: Metadata;
  readonly bodyHtml: string;
  readonly bodyText: string;
  /** Texts of the files that would be released with it. */
  readonly attachments: readonly { readonly fileName: string; readonly text: string }[];
}

/** What an examination found, not yet on record. */
export interface Examination {
  readonly findings: readonly ReleaseFinding[];
  /** Puts it on record with the transaction that releases the text. */
  readonly record?: (transaction: Database) => Promise<void>;
}

/**
 * Examines a text that is about to be released (screening, for one); reads only. Given to `registerPublications` and to the
 * timer as `releaseGate`; without one nothing is examined.
 */
export interface ReleaseGate {
  (db: Database, text: ReleaseText): Promise<Examination>;
  /** Loads what the first examination needs; called when somebody opens a text that is about to be released. */
  readonly prepare?: () => void;
}

/** Examinations made before the transaction of a release, by publication; good for that revision only. */
export type PreparedExaminations = ReadonlyMap<
  string,
  { readonly revision: number; readonly examination: Examination }
>;

/** The examination holds the text back. */
export class ReleaseHeldError extends Error {
  override name = 'ReleaseHeldError';
  readonly findings: readonly ReleaseFinding[];
  constructor(findings: readonly ReleaseFinding[]) {
    const held = findings.filter(({ severity }) => severity === 'error');
    const final = held.filter(({ mayBeOverruled }) => !mayBeOverruled);
    super(
      final.length > 0
        ? `发布前检查有${final.length}处必须改正的问题：${final.map(({ message }) => message).join('；')}`
        : `发布前检查有${held.length}处问题：${held.map(({ message }) => message).join('；')}。请退回改正；确认无需改正的，写明理由后再发布`,
    );
    this.findings = findings;
  }
}

/**
 * Lets the text pass or not. Errors that may be overruled are, by a reason; others never.
 * @returns how many errors were overruled @throws ReleaseHeldError
 */
export function judgeFindings(findings: readonly ReleaseFinding[], reason: string | undefined): number {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return 0;
  if (errors.some(({ mayBeOverruled }) => !mayBeOverruled) || !reason?.trim()) throw new ReleaseHeldError(findings);
  return errors.length;
}
