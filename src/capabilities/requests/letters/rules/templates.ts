import { z } from 'zod';
import { type Outcome, outcomeKinds } from '../../rules/outcomes.ts';
import { defaultFindingTexts, defaultLetterTexts } from './default-templates.ts';
import { type ElementName, elements, isElement } from './elements.ts';
import { findingElements, optionalFindingElements } from './findings.ts';
import type { LetterKind } from './input.ts';
import { letterKinds, letterRules } from './kinds.ts';

/**
 * The words of the letters as data that an administrator may edit: paragraphs with {elements}; a part in [[double
 * brackets]] is left out when an element in it is empty. {decisions}, {procedure}, {remedy}, {withheld}, {defects} and
 * {computation} stand alone in their paragraph and may become several.
 */
export interface LetterTemplates {
  readonly letters: Readonly<Record<LetterKind, readonly string[]>>;
  readonly findings: Readonly<Record<Outcome, readonly string[]>>;
}

export const defaultTemplates: LetterTemplates = { letters: defaultLetterTexts, findings: defaultFindingTexts };

const paragraphs = z.array(z.string().min(1).max(4000)).min(1).max(40);
/** Edited templates as they are stored: only what differs from the defaults. */
export const templateChangesSchema = z.object({
  letters: z.partialRecord(z.enum(letterKinds), paragraphs).default({}),
  findings: z.partialRecord(z.enum(outcomeKinds), paragraphs).default({}),
});
export type TemplateChanges = z.infer<typeof templateChangesSchema>;

export interface TemplateFault {
  readonly template: LetterKind | Outcome;
  readonly message: string;
}

const BLOCKS: ReadonlySet<ElementName> = new Set([
  'decisions',
  'procedure',
  'remedy',
  'withheld',
  'defects',
  'computation',
]);
/** Elements every letter may use. */
const EVERYWHERE: readonly ElementName[] = ['organ', 'number', 'you'];

const PLACEHOLDER = /\{([^{}]*)\}/g;
const OPTIONAL = /\[\[(.*?)\]\]/gs;

function namesIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

function faultsOf(
  template: LetterKind | Outcome,
  texts: readonly string[],
  mandatory: readonly ElementName[],
  optional: readonly ElementName[],
): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const fault = (message: string): void => void faults.push({ template, message });
  const certain = new Set(texts.flatMap((text) => namesIn(text.replace(OPTIONAL, ''))));
  for (const name of mandatory)
    if (!certain.has(name)) fault(`缺少必备要素{${name}}（${elements[name].label}），或者把它放进了可省略的[[ ]]中`);
  const known = new Set<string>([...mandatory, ...optional, ...EVERYWHERE]);
  for (const text of texts) {
    for (const name of namesIn(text)) {
      if (!isElement(name)) fault(`没有名为{${name}}的要素`);
      else if (!known.has(name)) fault(`本文书不能使用要素{${name}}（${elements[name].label}）`);
      else if (BLOCKS.has(name) && text.trim() !== `{${name}}`) fault(`要素{${name}}必须单独成段`);
    }
    const rest = text.replace(OPTIONAL, '').replace(PLACEHOLDER, '');
    if (/\[\[|\]\]|[{}]/.test(rest)) fault(`括号不配对：“${text.slice(0, 20)}”`);
  }
  return faults;
}

/** 条例 knows no transfer: the applicant is told who is responsible and applies there. */
const TRANSFER = /转送|移送|转办|代为转/;

/** Everything that keeps edited templates from being used; empty when they may be. */
export function checkTemplates(templates: LetterTemplates): TemplateFault[] {
  const faults: TemplateFault[] = [];
  for (const kind of letterKinds) {
    const { mandatory, optional } = letterRules[kind];
    faults.push(...faultsOf(kind, templates.letters[kind], mandatory, optional));
  }
  for (const outcome of outcomeKinds) {
    const texts = templates.findings[outcome];
    const mandatory =
      outcome === 'WITHDRAWN' ? findingElements[outcome] : [...findingElements[outcome], 'basis' as const];
    faults.push(...faultsOf(outcome, texts, mandatory, ['subject', ...(optionalFindingElements[outcome] ?? [])]));
    if (outcome === 'NOT_THIS_AGENCY' && texts.some((text) => TRANSFER.test(text)))
      faults.push({ template: outcome, message: '非本机关负责公开的，应当告知申请人向谁申请，不得写转送、移送' });
  }
  return faults;
}

export class TemplateFaultyError extends Error {
  override name = 'TemplateFaultyError';
  readonly faults: readonly TemplateFault[];

  constructor(faults: readonly TemplateFault[]) {
    super(faults.map(({ template, message }) => `${template}：${message}`).join('；'));
    this.faults = faults;
  }
}

/** The defaults with an administrator's changes. @throws TemplateFaultyError when a mandatory element would be lost */
export function applyTemplateChanges(changes: TemplateChanges): LetterTemplates {
  const templates: LetterTemplates = {
    letters: { ...defaultTemplates.letters, ...changes.letters },
    findings: { ...defaultTemplates.findings, ...changes.findings },
  };
  const faults = checkTemplates(templates);
  if (faults.length > 0) throw new TemplateFaultyError(faults);
  return templates;
}

export type ElementValues = Partial<Record<ElementName, string | readonly string[]>>;

/** Fills paragraphs in one pass, so that braces in what people wrote stay what they are. Empty paragraphs fall away. */
export function fillTemplate(texts: readonly string[], values: ElementValues): string[] {
  const textOf = (name: string): string => {
    const value = isElement(name) ? values[name] : undefined;
    return value === undefined ? '' : typeof value === 'string' ? value : value.join('');
  };
  return texts.flatMap((text) => {
    const alone = /^\s*\{(\w+)\}\s*$/.exec(text)?.[1];
    if (alone !== undefined && isElement(alone) && BLOCKS.has(alone)) {
      const value = values[alone] ?? [];
      return typeof value === 'string' ? (value === '' ? [] : [value]) : value;
    }
    // Alternatives in one expression: what is inserted is never looked at again.
    const filled = text.replace(
      /\[\[(.*?)\]\]|\{([^{}]*)\}/gs,
      (_, part: string | undefined, name: string | undefined) => {
        if (part === undefined) return textOf(name ?? '');
        if (namesIn(part).some((inner) => textOf(inner) === '')) return '';
        return part.replace(PLACEHOLDER, (_whole, inner: string) => textOf(inner));
      },
    );
    return filled.trim() === '' ? [] : [filled];
  });
}
