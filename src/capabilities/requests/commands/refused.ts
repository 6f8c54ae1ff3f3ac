import { MissingCalendarError, type PlainDate } from '../../../kernel/calendar/index.ts';
import { type Problem, problem } from '../rules/problems.ts';

/** An act the law or the record forbids; the message says which article. The record is unchanged. */
export class RequestRefusedError extends Error {
  override name = 'RequestRefusedError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.message}（${problem.basis}）`);
    this.problem = problem;
  }
}

/** Someone else recorded an event first: load again, look, decide again. */
export class RequestChangedError extends Error {
  override name = 'RequestChangedError';
  constructor() {
    super('这件申请刚刚被他人更新，请重新打开后再办理');
  }
}

export class RequestNotFoundError extends Error {
  override name = 'RequestNotFoundError';
  constructor() {
    super('没有这件申请');
  }
}

/**
 * Runs a record keeper's work; a date no calendar reaches is refused with the reason like any other.
 * @throws RequestRefusedError
 */
export async function refusingMissingCalendar<T>(on: PlainDate, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MissingCalendarError)
      throw new RequestRefusedError(problem('event-out-of-order', on, `没有${error.year}年的工作日历，请核对日期`));
    throw error;
  }
}
