/** What a finding is about; the list is fixed by the contract of `gongkai screen`. */
export const FINDING_KINDS = [
  'spelling',
  'term',
  'lexicon',
  'personal-data',
  'date',
  'numbering',
  'sum',
  'punctuation',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** `error` must be mended before release, `warning` should be looked at, `info` is only for review. */
export type Severity = 'error' | 'warning' | 'info';

/** One place in a text that a screening layer points at. */
export interface Finding {
  readonly kind: FindingKind;
  /** Stable name of the rule, `layer.detail`, for example `personal-data.resident-id`. */
  readonly rule: string;
  /** First UTF-16 code unit. */
  readonly start: number;
  /** One past the last UTF-16 code unit. */
  readonly end: number;
  /** The text as it stands from `start` to `end`. */
  readonly text: string;
  /** What to write instead; null when the rule cannot know. The empty string means: delete it. */
  readonly suggestion: string | null;
  readonly severity: Severity;
  /** A Chinese sentence for the clerk: what is wrong and why. */
  readonly message: string;
}

/** Orders by place, the longer finding first, then by kind and rule, so that output never depends on the order of layers. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.start - b.start || b.end - a.end || compareStrings(a.kind, b.kind) || compareStrings(a.rule, b.rule);
}

function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
