import type { LexiconProblem } from '../rules/lexicon/index.ts';

/** Not there, or not to be seen. */
export class ScreeningNotFoundError extends Error {
  override name = 'ScreeningNotFoundError';
}

/** What is asked for is not possible; the message says why, in Chinese. `field` is the field of the form it belongs to. */
export class ScreeningRefusedError extends Error {
  override name = 'ScreeningRefusedError';
  readonly field: string | null;
  constructor(message: string, field: string | null = null) {
    super(message);
    this.field = field;
  }
}

/** A list that cannot be taken over; every fault with its line. The version in force stays in force. */
export class LexiconRefusedError extends Error {
  override name = 'LexiconRefusedError';
  readonly problems: readonly LexiconProblem[];
  constructor(problems: readonly LexiconProblem[]) {
    super(`词库文件有${problems.length}处问题，没有载入；正在使用的版本不变`);
    this.problems = problems;
  }
}
