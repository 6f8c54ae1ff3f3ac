export { type StandingAllowance, withoutAllowed } from './allow.ts';
export { type FilePlace, filePlaceLabel, filePlaces } from './file-place.ts';
export { countBySeverity, gateMessage, type SeverityCounts } from './gate.ts';
export { daysOf, type Period, type PeriodKind, periodLabels, periodName, periodOf, periodsOf } from './periods.ts';
export { isPersonal, type Place, placeOf } from './place.ts';
export { type KnownFinding, type PlacedFinding, type Reconciliation, reconcile } from './reconcile.ts';
export {
  checkReports,
  composeReport,
  composeReports,
  type DayCoverage,
  type ReportContent,
  type ReportInput,
  type StepCount,
  type Tally,
  type YearInput,
} from './report.ts';
export {
  balanceOf,
  type FindingAct,
  FindingRefusedError,
  type FindingState,
  findingActLabels,
  findingActs,
  findingStateLabels,
  findingStates,
  isSettled,
  nextState,
} from './states.ts';
