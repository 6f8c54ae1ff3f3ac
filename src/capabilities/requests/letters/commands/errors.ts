import type { MissingElement } from '../rules/elements.ts';

/** The letter may not be issued (or drafted) as it is: what it lacks, and what the law or the file holds against it. */
export class LetterRefusedError extends Error {
  override name = 'LetterRefusedError';
  readonly missing: readonly MissingElement[];
  readonly objections: readonly string[];

  constructor(objections: readonly string[], missing: readonly MissingElement[] = []) {
    const lacking = missing.map(({ label, basis }) => (basis === '' ? label : `${label}（${basis}）`));
    super([...objections, ...(lacking.length > 0 ? [`缺少：${lacking.join('；')}`] : [])].join('；'));
    this.missing = missing;
    this.objections = objections;
  }
}

/** Somebody else acted on the letter first; the message tells who and what. Nothing was changed. */
export class LetterChangedError extends Error {
  override name = 'LetterChangedError';
}

export class LetterNotFoundError extends Error {
  override name = 'LetterNotFoundError';
  constructor() {
    super('没有这份文书');
  }
}
