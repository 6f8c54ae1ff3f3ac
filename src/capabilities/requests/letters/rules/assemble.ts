import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import { chineseNumeral, cite } from '../../../../kernel/legal-basis/index.ts';
import { type Outcome, outcomes, type RemedyClass } from '../../rules/outcomes.ts';
import { LetterIncompleteError, type MissingElement, missingElement } from './elements.ts';
import { basesOf, type Delivery, type Finding, factsOfFinding, findingElements } from './findings.ts';
import type { DecisionItem, LetterInput, LetterKind } from './input.ts';
import { letterKindOf, letterRules } from './kinds.ts';
import { type Remedy, remedyClassOfFindings, remedyOf } from './remedy-paragraph.ts';
import { defaultTemplates, type ElementValues, fillTemplate, type LetterTemplates } from './templates.ts';
import { citeAll, valuesOf } from './values.ts';

/** A letter ready to be typeset: words only, in the order of the page. */
export interface Letter {
  readonly kind: LetterKind;
  readonly organ: string;
  readonly title: string;
  readonly number: string | null;
  readonly addressee: string | null;
  readonly paragraphs: readonly string[];
  /** Titles of the annexes, the information itself first. */
  readonly annexes: readonly string[];
  /** A form the addressee fills in and returns, on a page of its own. */
  readonly replyForm: boolean;
  readonly date: PlainDate;
  readonly outcomes: readonly Outcome[];
  readonly remedyClass: RemedyClass;
  /** Every article the letter stands on. */
  readonly legalBasis: readonly string[];
}

/** The outcome belongs into another letter. */
export class WrongLetterError extends Error {
  override name = 'WrongLetterError';
}

function findingsOf(input: LetterInput): readonly DecisionItem[] {
  if (input.kind === 'L12') return [{ finding: input.finding }];
  return input.kind === 'L13' || input.kind === 'L14' ? input.items : [];
}

/** @throws WrongLetterError */
function checkKind(input: LetterInput, items: readonly DecisionItem[]): void {
  // A 答复书 over several items may hold every outcome; the others hold only their own.
  const fits = input.kind === 'L13' ? items.some(({ finding }) => letterKindOf(finding.outcome) === 'L13') : true;
  const alien =
    input.kind === 'L13' && fits
      ? undefined
      : items.find(({ finding }) => letterKindOf(finding.outcome) !== input.kind);
  if (!alien) return;
  const { outcome } = alien.finding;
  throw new WrongLetterError(
    `“${outcomes[outcome].label}”应当使用《${letterRules[letterKindOf(outcome)].name}》，不能使用《${letterRules[input.kind].name}》`,
  );
}

function deliveriesOf(finding: Finding): readonly Delivery[] {
  return finding.outcome === 'GRANTED' || finding.outcome === 'PARTIAL' ? [finding.delivery] : [];
}

interface Composed {
  paragraphs: string[];
  missing: MissingElement[];
}

function composeFinding(
  finding: Finding,
  subject: string,
  you: string,
  templates: LetterTemplates,
  where: string,
): Composed {
  const { outcome } = finding;
  const missing: MissingElement[] = [];
  const values: ElementValues = { ...factsOfFinding(finding), subject, you, basis: citeAll(basesOf(outcome)) };
  if (finding.outcome === 'PARTIAL') {
    const parts = finding.withheld.map((part, i) => {
      const place = `${where}不予公开的第${i + 1}项`;
      if (part.what.trim() === '') missing.push(missingElement('subject', place));
      return composeFinding(part.finding, `其中的${part.what}`, you, templates, place);
    });
    for (const part of parts) missing.push(...part.missing);
    values.withheld = parts.map(({ paragraphs }) => paragraphs.join(''));
  }
  for (const name of findingElements[outcome]) if (isBlank(values[name])) missing.push(missingElement(name, where));
  return { paragraphs: fillTemplate(templates.findings[outcome], values), missing };
}

function isBlank(value: string | readonly string[] | undefined): boolean {
  if (value === undefined) return true;
  return typeof value === 'string' ? value.trim() === '' : value.every((one) => one.trim() === '');
}

function composeDecisions(items: readonly DecisionItem[], you: string, templates: LetterTemplates): Composed {
  const several = items.length > 1;
  const missing: MissingElement[] = [];
  const paragraphs = items.flatMap((item, i) => {
    const where = several ? `第${i + 1}项` : '';
    const requested = item.requested?.trim() ?? '';
    if (several && requested === '') missing.push(missingElement('requested', where));
    const subject = several ? '该项信息' : `${you}申请公开的上述信息`;
    const composed = composeFinding(item.finding, subject, you, templates, where);
    missing.push(...composed.missing);
    if (!several) return composed.paragraphs;
    const [first = '', ...rest] = composed.paragraphs;
    return [`（${chineseNumeral(i + 1)}）关于“${requested}”。${first}`, ...rest];
  });
  return { paragraphs, missing };
}

/** Whether the letter tells of a remedy, and which. */
function remedyOfLetter(input: LetterInput, items: readonly DecisionItem[]): Remedy {
  const { organ, date, kind } = input;
  const remedyClass: RemedyClass =
    items.length > 0
      ? remedyClassOfFindings(
          items.map(({ finding }) => finding),
          date,
        )
      : kind === 'L08' || (kind === 'L15' && input.result.kind !== 'forwarded')
        ? 'choice'
        : 'none';
  return remedyOf(remedyClass, {
    organName: organ.name,
    position: organ.position,
    court: organ.court,
    actOn: date,
    online: input.service === 'online',
    act: letterRules[kind].act,
    ...(organ.reviewOrgan === undefined ? {} : { reviewOrgan: organ.reviewOrgan }),
    ...(organ.onlineReview === undefined ? {} : { onlineReview: organ.onlineReview }),
  });
}

export interface Composition {
  letter: Letter;
  /** What it still needs before it may be issued. */
  missing: readonly MissingElement[];
}

/**
 * Puts a letter together as far as it goes, for a preview with what is missing.
 * @throws WrongLetterError when an outcome belongs into another letter
 */
export function composeLetter(input: LetterInput, templates: LetterTemplates = defaultTemplates): Composition {
  const { kind, organ, date } = input;
  const rule = letterRules[kind];
  const items = findingsOf(input);
  checkKind(input, items);
  const you = input.application.organisation ? '你单位' : '您';
  const decisions = composeDecisions(items, you, templates);
  const remedy = remedyOfLetter(input, items);
  const values: ElementValues = { ...valuesOf(input), decisions: decisions.paragraphs, remedy: remedy.paragraphs };

  const missing = [...decisions.missing, ...remedy.missing];
  if (organ.name.trim() === '') missing.push(missingElement('organ'));
  if (rule.series !== null && isBlank(values.number)) missing.push(missingElement('number'));
  if (kind === 'L03' && isBlank(values.approval)) missing.push(missingElement('approval'));
  for (const name of rule.mandatory) {
    // An unwritable remedy is told by what it lacks.
    if (name === 'remedy' && (remedy.class === 'none' || remedy.missing.length > 0)) continue;
    if (isBlank(values[name])) missing.push(missingElement(name));
  }

  const enclosed = items
    .flatMap(({ finding }) => deliveriesOf(finding))
    .flatMap((delivery) => ('enclosed' in delivery ? delivery.enclosed : []));
  if (items.some(({ finding }) => deliveriesOf(finding).some((one) => 'enclosed' in one && isBlank(one.enclosed))))
    missing.push(missingElement('annex'));

  const addressed = kind !== 'L16' && kind !== 'L18';
  const replyForm = kind === 'L06';
  const filled = fillTemplate(templates.letters[kind], values);
  const bases = [...rule.bases, ...items.flatMap(({ finding }) => allBasesOf(finding))].map((one) => cite(one));
  return {
    letter: {
      kind,
      organ: organ.name,
      title: rule.name,
      number: input.number,
      addressee: addressed ? (filled[0] ?? null) : null,
      paragraphs: addressed ? filled.slice(1) : filled,
      annexes: [...enclosed, ...(replyForm ? ['政府信息公开第三方意见反馈表'] : []), ...(input.annexes ?? [])].filter(
        (title) => title.trim() !== '',
      ),
      replyForm,
      date,
      outcomes: items.map(({ finding }) => finding.outcome),
      remedyClass: remedy.class,
      legalBasis: [...new Set(bases)],
    },
    missing,
  };
}

function allBasesOf(finding: Finding) {
  const parts = finding.outcome === 'PARTIAL' ? finding.withheld.flatMap((part) => basesOf(part.finding.outcome)) : [];
  return [...basesOf(finding.outcome), ...parts];
}

/** A letter that may be issued. @throws LetterIncompleteError saying all that is missing, WrongLetterError */
export function assembleLetter(input: LetterInput, templates: LetterTemplates = defaultTemplates): Letter {
  const { letter, missing } = composeLetter(input, templates);
  if (missing.length > 0) throw new LetterIncompleteError(`《${letter.title}》`, missing);
  return letter;
}
