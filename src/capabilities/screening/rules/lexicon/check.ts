import type { Finding } from '../finding.ts';
import { Matcher } from '../matching/index.ts';
import type { Allowance, Lexicon } from './lexicon.ts';

/** A lexicon with its compiled form. The compiled form is saved beside the list and loaded, not rebuilt. */
export interface InstalledLexicon {
  readonly lexicon: Lexicon;
  readonly matcher: Matcher;
}

/** Compiles a lexicon, or takes its saved compiled form when that fits. */
export function installLexicon(lexicon: Lexicon, compiled?: Uint8Array): InstalledLexicon {
  if (compiled) {
    const matcher = Matcher.load(compiled);
    if (matcher.tables.termCount === lexicon.entries.length) return { lexicon, matcher };
  }
  return { lexicon, matcher: Matcher.fromTerms(lexicon.entries.map((entry) => entry.term)) };
}

/** Findings of one lexicon: leftmost-longest, without what the entries or the allow-list let pass. */
export function checkLexicon(
  text: string,
  { lexicon, matcher }: InstalledLexicon,
  allowances: readonly Allowance[] = [],
): Finding[] {
  const findings: Finding[] = [];
  for (const { start, end, term } of matcher.match(text, 'leftmost-longest')) {
    const entry = lexicon.entries[term]!;
    if (entry.allowedIn.some((phrase) => liesInside(text, start, end, phrase))) continue;
    if (allowances.some((allowance) => allowance.term === entry.term && standsBetween(text, start, end, allowance)))
      continue;
    findings.push({
      kind: 'lexicon',
      rule: `lexicon.${lexicon.name}`,
      start,
      end,
      text: text.slice(start, end),
      suggestion: entry.suggestion,
      severity: entry.severity,
      message: `词库“${lexicon.name}”：${entry.note === '' ? lexicon.purpose : entry.note}`,
    });
  }
  return findings;
}

/** The match lies inside an occurrence of the phrase. */
function liesInside(text: string, start: number, end: number, phrase: string): boolean {
  if (phrase.length < end - start) return false;
  const from = Math.max(0, end - phrase.length);
  const at = text.slice(from, start + phrase.length).indexOf(phrase);
  return at >= 0 && from + at <= start;
}

/** Whether the place has before and behind it what the allowance names, blanks aside. */
export function standsBetween(
  text: string,
  start: number,
  end: number,
  { before, after }: Pick<Allowance, 'before' | 'after'>,
): boolean {
  const lead =
    before === null ||
    text
      .slice(Math.max(0, start - before.length * 2 - 8), start)
      .replace(/\s+/g, '')
      .endsWith(before);
  const tail =
    after === null ||
    text
      .slice(end, end + after.length * 2 + 8)
      .replace(/\s+/g, '')
      .startsWith(after);
  return lead && tail;
}

export interface EffectPreview {
  readonly documents: number;
  readonly documentsHit: number;
  readonly findings: number;
  /** Terms that would be found, the most frequent first, with in how many documents. */
  readonly terms: readonly { readonly term: string; readonly findings: number; readonly documents: number }[];
}

export interface EffectExample<Document> {
  readonly document: Document;
  readonly before: string;
  readonly text: string;
  readonly after: string;
  readonly suggestion: string | null;
}

/** Characters shown on either side of an example. */
const AROUND = 20;
/** Examples of one term: others are to be seen too. */
const SAME_TERM = 2;

/** Counts what a lexicon would flag, document by document, and keeps a few places as examples, of different terms where there are. */
export function previewLexicon<Document>(
  installed: InstalledLexicon,
  allowances: readonly Allowance[] = [],
  mostExamples = 0,
): { add(text: string, document: Document): void; result(): EffectPreview & { examples: EffectExample<Document>[] } } {
  const byTerm = new Map<string, { findings: number; documents: number }>();
  const examples: EffectExample<Document>[] = [];
  let documents = 0;
  let documentsHit = 0;
  let findings = 0;
  return {
    add(text, document) {
      documents++;
      const inDocument = new Set<string>();
      for (const finding of checkLexicon(text, installed, allowances)) {
        findings++;
        const figures = byTerm.get(finding.text) ?? { findings: 0, documents: 0 };
        if (figures.findings < SAME_TERM && examples.length < mostExamples)
          examples.push({
            document,
            before: text.slice(Math.max(0, finding.start - AROUND), finding.start).replace(/^[\s\S]*\n/, ''),
            text: finding.text,
            after: text.slice(finding.end, finding.end + AROUND).replace(/\n[\s\S]*$/, ''),
            suggestion: finding.suggestion,
          });
        figures.findings++;
        if (!inDocument.has(finding.text)) figures.documents++;
        inDocument.add(finding.text);
        byTerm.set(finding.text, figures);
      }
      if (inDocument.size > 0) documentsHit++;
    },
    result() {
      const terms = [...byTerm]
        .map(([term, figures]) => ({ term, ...figures }))
        .sort((a, b) => b.findings - a.findings || (a.term < b.term ? -1 : 1));
      return { documents, documentsHit, findings, terms, examples };
    },
  };
}

/** What switching a lexicon on would flag in the stock. Reads one document at a time. */
export function previewEffect(
  documents: Iterable<string>,
  installed: InstalledLexicon,
  allowances: readonly Allowance[] = [],
): EffectPreview {
  const preview = previewLexicon<null>(installed, allowances);
  for (const text of documents) preview.add(text, null);
  const { examples: _, ...effect } = preview.result();
  return effect;
}
