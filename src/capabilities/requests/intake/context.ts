import { type PlainDate, shanghaiDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { Protection } from '../../../platform/protection/index.ts';

/** What the acts of applicants work with. */
export interface IntakeContext {
  readonly db: Database;
  readonly division: string;
  readonly protection: Protection;
  readonly files: FileStore;
  readonly now: () => Date;
  readonly calendar: () => Promise<WorkingCalendar>;
}

export function todayOf(context: IntakeContext): PlainDate {
  return shanghaiDate(context.now());
}

/** How the record names acts of applicants. Their names stand in the application alone. */
export const APPLICANT_ON_PORTAL = '申请人（互联网渠道）';
