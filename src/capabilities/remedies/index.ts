/** Public surface of 行政复议 · 行政诉讼. */

export { registerRemedyRoutes } from './api/routes.ts';
export { recordRemedyEvent } from './commands/record-remedy-event.ts';
export { type RegisterRemedyInput, registerRemedy } from './commands/register-case.ts';
export { movedRemedyClocks } from './moved-clocks.ts';
export { remedyReminders } from './reminders.ts';
export {
  attackedKinds,
  type Conclusion,
  conclusions,
  type RemedyKind,
  type RemedyResult,
  remedyKindLabels,
} from './rules/conclusions.ts';
export { foldRemedy, type RemedyEvent, RemedyRefusedError, type RemedyState } from './rules/course.ts';
export {
  countRemedies,
  insertRemedyCases,
  listRemedies,
  type RemedyCase,
  type RemedyColumn,
  type RemedyCounts,
  type RemedyListing,
} from './store/remedy-cases.ts';
