import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { fetchChannels } from './channels.ts';
import { makeDueReports } from './reports.ts';
import { requestDailyRun, type SweepContext, workRuns } from './sweep.ts';

/** How often it is looked whether something is due, and from which hour in Shanghai the day's run begins. */
const EVERY_MS = 60_000;
const FROM_HOUR = 2;

export interface ScreeningSchedule extends Omit<SweepContext, 'isStopping'> {
  readonly onDone?: (what: { runs: number; reports: number }) => void;
  readonly onError?: (error: unknown) => void;
  /** Feeds inside of the government's own network are asked too. */
  readonly allowPrivateFeeds?: boolean;
}

/**
 * The day's work: fetches the posts of the new media, walks over the stock, makes the reports that are due; also does the rescans that
 * were asked for. Each part may be done by any process and takes up where it was stopped.
 */
export async function doScreeningWork(
  context: SweepContext & { allowPrivateFeeds?: boolean },
): Promise<{ runs: number; reports: number }> {
  const { db, divisionCode, clock } = context;
  const now = clock();
  if (hourInShanghai(now) >= FROM_HOUR && (await isDayOpen(context))) {
    await fetchChannels(db, divisionCode, clock, { allowPrivate: context.allowPrivateFeeds ?? false });
    await requestDailyRun(db, divisionCode, now);
  }
  const runs = await workRuns(context);
  const reports = await makeDueReports(db, divisionCode, clock());
  return { runs, reports };
}

/** Looks every minute whether something is due, until the returned function is called, which waits for the portion under way. */
export function startScreening(schedule: ScreeningSchedule): () => Promise<void> {
  let isStopping = false;
  let running: Promise<void> | undefined;
  const look = (): void => {
    running ??= doScreeningWork({ ...schedule, isStopping: () => isStopping })
      .then(
        (done) => {
          if (done.runs + done.reports > 0) schedule.onDone?.(done);
        },
        (error: unknown) => schedule.onError?.(error),
      )
      .finally(() => {
        running = undefined;
      });
  };
  const first = setTimeout(look, 5_000);
  const timer = setInterval(look, EVERY_MS);
  first.unref();
  timer.unref();
  return async () => {
    isStopping = true;
    clearTimeout(first);
    clearInterval(timer);
    await running;
  };
}

async function isDayOpen({ db, divisionCode, clock }: SweepContext): Promise<boolean> {
  const row = await db
    .selectFrom('screening_run')
    .select('id')
    .where('division_code', '=', divisionCode)
    .where('kind', '=', 'daily')
    .where('on_day', '=', shanghaiDate(clock()))
    .executeTakeFirst();
  return row === undefined;
}

function hourInShanghai(at: Date): number {
  return new Date(at.getTime() + 8 * 3_600_000).getUTCHours();
}
