import { insertMonthlyFigures } from '../src/capabilities/administrative-acts/index.ts';
import { insertNormativeDocuments } from '../src/capabilities/documents/index.ts';
import { insertRemedyCases } from '../src/capabilities/remedies/index.ts';
import {
  insertApplications,
  nextNumber,
  projectApplication,
  takeOverLetters,
} from '../src/capabilities/requests/index.ts';
import { type PlainDate, type WorkingCalendar, yearOf } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { findOrgan, insertOrgans } from '../src/platform/identity/index.ts';
import type { Protection } from '../src/platform/protection/index.ts';
import type { PlannedApplication } from './applications.ts';
import { publishDemonstrationGuides } from './guides.ts';
import { demonstrationYear } from './input.ts';
import { publishDemonstrationLetterSettings } from './letter-settings.ts';
import { continueLetterSeries, planLetters } from './letters.ts';
import { organRows } from './organs.ts';
import { type DistrictPlan, planDistrict } from './plan.ts';
import { Random } from './random.ts';

/** Whoever is asked who recorded the demonstration's events. */
const RECORDED_BY = '演示数据';
const BATCH = 50;

export interface BuildOptions {
  /** Seals who asks and what for. */
  protection: Protection;
  /** The day the running year's desk is seen on; from two years after the report's year on. */
  today: PlainDate;
  /** `what` is Chinese, for a progress bar. */
  onProgress?: (done: number, total: number, what: string) => void;
}

export interface BuiltDistrict {
  division: string;
  organ: string;
}

/**
 * Whether the district is there. All of it is written in one transaction and its government is part of it, so the
 * government's row is the mark: a build that was killed left nothing behind.
 */
export async function isDistrictBuilt(db: Database): Promise<boolean> {
  return (await findOrgan(db, demonstrationYear().organ)) !== undefined;
}

/**
 * Builds 北仑区 2022 from `beilun-2022.json` on a migrated database; does nothing where it stands already. The records are
 * invented, the figures they add up to are the published ones.
 * @throws RangeError when `today` is too early
 */
export async function buildDemonstrationDistrict(
  db: Database,
  calendar: WorkingCalendar,
  options: BuildOptions,
): Promise<BuiltDistrict> {
  const figures = demonstrationYear();
  const built = { division: figures.division, organ: figures.organ };
  const plan = planDistrict(figures, calendar, options.today);
  await db.transaction().execute(async (transaction) => {
    if (!(await isDistrictBuilt(transaction))) await store(transaction, built, plan, calendar, options);
    await publishDemonstrationGuides(transaction, built.division, RECORDED_BY);
    await publishDemonstrationLetterSettings(transaction, built.division, RECORDED_BY);
  });
  return built;
}

async function store(
  db: Database,
  { division, organ }: BuiltDistrict,
  plan: DistrictPlan,
  calendar: WorkingCalendar,
  { onProgress, protection }: BuildOptions,
): Promise<void> {
  const { organs, documents, remedies, monthlyFigures } = plan;
  const { applications, letters, series } = planLetters(
    plan.applications,
    organs,
    division,
    calendar,
    new Random(`${division}/letters`),
  );
  const total = organs.length + applications.length + documents.length + remedies.length + monthlyFigures.length;
  let done = 0;
  const advance = (count: number, what: string): void => {
    done += count;
    onProgress?.(done, total, what);
  };
  await insertOrgans(db, organRows(organs, division, organ));
  advance(organs.length, '行政机关');
  for (let i = 0; i < applications.length; i += BATCH) {
    const batch = applications.slice(i, i + BATCH);
    await storeApplications(db, division, batch, calendar, protection);
    advance(batch.length, '依申请公开');
  }
  await takeOverLetters(db, protection, division, letters);
  await continueLetterSeries(db, division, series);
  await insertRemedyCases(db, division, remedies, RECORDED_BY);
  advance(remedies.length, '行政复议、行政诉讼');
  await insertNormativeDocuments(db, division, documents);
  advance(documents.length, '行政规范性文件');
  await insertMonthlyFigures(db, division, monthlyFigures, RECORDED_BY);
  advance(monthlyFigures.length, '月度数据');
}

async function storeApplications(
  db: Database,
  division: string,
  applications: readonly PlannedApplication[],
  calendar: WorkingCalendar,
  protection: Protection,
): Promise<void> {
  const rows: Parameters<typeof insertApplications>[2][number][] = [];
  for (const {
    id,
    organCode,
    channel,
    applicantCategory,
    applicantName,
    subject,
    submittedOn,
    events,
  } of applications) {
    const year = yearOf(submittedOn);
    const number = await nextNumber(db, division, organCode, 'application', year);
    rows.push({
      registration: {
        id,
        organCode,
        number: `${year}-${String(number).padStart(4, '0')}`,
        channel,
        applicantCategory,
        applicantName,
        subject,
        submittedOn,
      },
      events,
      projection: projectApplication({ receivedOn: null, events }, calendar),
    });
  }
  await insertApplications(db, division, rows, RECORDED_BY, protection);
}
