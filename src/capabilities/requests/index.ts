/** Public surface of 依申请公开. */

export { applicationReminders } from './assignment/reminders.ts';
export { recordEvent } from './commands/record-event.ts';
export { type RedatedApplication, redateOpenApplications } from './commands/redate-open-applications.ts';
export { RequestChangedError, RequestNotFoundError, RequestRefusedError } from './commands/refused.ts';
export { type RegisterInput, registerApplication } from './commands/register-application.ts';
export {
  type ApplicationDetails,
  type ApplicationFile,
  findDetails,
  listFiles,
  listOfSameIdentity,
  openFile,
} from './intake/application-details.ts';
export { cleanUpIntake } from './intake/clean-up.ts';
export type { IntakeContext } from './intake/context.ts';
export { findCorrection, listUnconfirmed, type StoredCorrection, type Unconfirmed } from './intake/followed-cases.ts';
export {
  listOrganGuides,
  type OrganGuide,
  type OrganGuideInput,
  publishOrganGuide,
} from './intake/organ-guides.ts';
export * from './letters/index.ts';
export { organPositionOf, reviewOrgansOfOrgan } from './letters/organ-position.ts';
export { registerRequests } from './module.ts';
export type { CaseLetter, CaseLetters } from './portal/letters.ts';
export type { FindPublished } from './portal/options.ts';
export { type RequestPagesOptions, registerRequestPages } from './portal/routes.ts';
export { type DraftPublication, registerProactiveSuggestions } from './proactive/routes.ts';
export { type ClockAnswer, readClock } from './rules/clock.ts';
export { applicationEventSchema, plainDateSchema } from './rules/event-schema.ts';
export {
  type ApplicationEvent,
  type ApplicationState,
  type Channel,
  channels,
  eventLabels,
  stateLabels,
} from './rules/events.ts';
export { type Fee, feeByItem, feeByPage } from './rules/fees.ts';
export { type ApplicationHistory, type ApplicationView, foldApplication } from './rules/fold.ts';
export {
  isOutcome,
  type Outcome,
  outcomeKinds,
  outcomeRule,
  type RemedyClass,
  type ReportRow,
  remedyClassOf,
} from './rules/outcomes.ts';
export { type Projection, projectApplication } from './rules/projection.ts';
export {
  APPLICATION_SUBJECT,
  type Applicant,
  eraseApplicant,
  findApplicant,
  listOfSameApplicant,
} from './store/applicants.ts';
export {
  type ApplicantCategory,
  continueSeries,
  findApplication,
  insertApplications,
  nextNumber,
  type Registration,
  type StoredApplication,
} from './store/applications.ts';
export {
  type ApplicationListing,
  type CountByCategory,
  CursorError,
  countFees,
  countRequests,
  type FeeCounts,
  type FigureQuery,
  listFeeApplications,
  listFigureApplications,
  type Page,
  type RequestCounts,
} from './store/counts.ts';
export {
  insertLetterSettings,
  type LetterSettings,
  listLetterSettings,
} from './store/letter-settings.ts';
export { listAssignees, listNumbers, listReplies, type ReplyRecord } from './store/replies.ts';
