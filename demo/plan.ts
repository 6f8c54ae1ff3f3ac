import type { MonthlyFigure } from '../src/capabilities/administrative-acts/index.ts';
import type { NormativeDocument } from '../src/capabilities/documents/index.ts';
import type { RemedyCase } from '../src/capabilities/remedies/index.ts';
import { type PlainDate, plainDate, type WorkingCalendar } from '../src/kernel/calendar/index.ts';
import { Applications, type PlannedApplication, planReportYear } from './applications.ts';
import { compareText } from './dates.ts';
import { planDocuments } from './documents.ts';
import type { YearFigures } from './input.ts';
import { planMonthlyFigures } from './monthly-figures.ts';
import { type DistrictOrgan, districtOrgans } from './organs.ts';
import { Random } from './random.ts';
import { Remedies } from './remedies.ts';
import { planRunningYear, type RunningApplication } from './running-year.ts';
import { Subjects } from './subjects.ts';

/** Everything the district's records will hold, before any of it is stored. */
export interface DistrictPlan {
  organs: DistrictOrgan[];
  /** In the order in which they were submitted, which is that of their numbers. */
  applications: PlannedApplication[];
  running: RunningApplication[];
  documents: NormativeDocument[];
  remedies: RemedyCase[];
  monthlyFigures: MonthlyFigure[];
}

/**
 * The demonstration district that the figures and their seed describe; `today` moves nothing but the running year's desk
 * and the documents that came or lapsed after the report's year.
 * @throws RangeError when `today` is less than a year after the report's year: its cases end in the year after
 */
export function planDistrict(figures: YearFigures, calendar: WorkingCalendar, today: PlainDate): DistrictPlan {
  const { year, seed, division, organ } = figures;
  const settled = plainDate(`${year + 2}-01-01`);
  if (today < settled)
    throw new RangeError(`the demonstration district needs a day from ${settled} on, found ${today}`);
  const random = new Random(`${division}/${year}/${seed}`);
  const organs = districtOrgans(division, organ);
  const subjects = new Subjects(organs);
  const made = new Applications(calendar, subjects, organs, random.fork('applications'));
  planReportYear(figures, made, random.fork('order'));
  const remedies = new Remedies(year, made, calendar, random.fork('remedies'));
  remedies.planReportYear(figures.remedies);
  // Last, so that today changes nothing of what came before.
  const running = planRunningYear(today, settled, subjects, calendar, random.fork('running'));
  remedies.behindOrders(running);
  remedies.overRunning(running, today);
  const applications = [...made.made, ...running].sort((a, b) =>
    compareText(`${a.submittedOn} ${a.id}`, `${b.submittedOn} ${b.id}`),
  );
  return {
    organs,
    applications,
    running,
    documents: planDocuments(figures, organs, calendar, today, random.fork('documents')),
    remedies: remedies.numbered(organ),
    monthlyFigures: planMonthlyFigures(figures, organs, random.fork('monthly-figures')),
  };
}
