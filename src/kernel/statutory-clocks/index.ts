/** Statutory clocks (法定期限) of the field: their table, their last days, and the limits that depend on more than a start. */
export {
  type ClockLength,
  lastDayOf,
  lastsLongEnough,
  type StatutoryClock,
  type StatutoryClockId,
  statutoryClocks,
} from './clocks.ts';
export {
  type Acceptance,
  directSuitLimit,
  MAXIMUM_DECISION_EXTENSION_DAYS,
  type Obstacle,
  type RemedyKnowledge,
  type RemedyLimit,
  reconsiderationAcceptance,
  reconsiderationDecisionDue,
  reconsiderationLimit,
} from './remedy-limits.ts';
