/** Letters of 依申请公开 (L01-L18): what they must say, their words, their numbers, and the files. */
export { allocateLetterNumber } from './allocate-number.ts';
export { draftLetter, type LetterActor, recordLetterStep } from './commands/draft-letter.ts';
export { LetterChangedError, LetterRefusedError } from './commands/errors.ts';
export { type Issued, issueLetter } from './commands/issue-letter.ts';
export { positionOf } from './commands/load-case.ts';
export { type ServedAs, serveLetter } from './commands/serve-letter.ts';
export { type TakenOverLetter, takeOverLetters } from './commands/take-over-letters.ts';
export { type LetterPdf, letterDocx, letterPdf, typesetLetter } from './render.ts';
export { assembleLetter, type Composition, composeLetter, type Letter, WrongLetterError } from './rules/assemble.ts';
export { type CaseFacts, type LetterContent, letterContentSchema, letterCourses } from './rules/case-facts.ts';
export { composeCaseLetter, type LetterCase } from './rules/case-letter.ts';
export { type ElementName, elements, LetterIncompleteError, type MissingElement } from './rules/elements.ts';
export type { Delivery, Finding, Refusal } from './rules/findings.ts';
export type { DecisionItem, LetterApplication, LetterInput, LetterKind, LetterOrgan } from './rules/input.ts';
export { decisionItemsSchema, findingSchema, letterInputSchema } from './rules/input-schema.ts';
export { letterKindOf, letterKinds, letterRules } from './rules/kinds.ts';
export { outcomeOfItems } from './rules/letter-event.ts';
export { formatLetterNumber, type NumberSeries, numberSeriesOf } from './rules/numbering.ts';
export { type OrganPosition, type ReviewOrgans, reviewOrgansOf } from './rules/review-organ.ts';
export {
  applyTemplateChanges,
  checkTemplates,
  defaultTemplates,
  type LetterTemplates,
  type TemplateChanges,
  type TemplateFault,
  TemplateFaultyError,
  templateChangesSchema,
} from './rules/templates.ts';
