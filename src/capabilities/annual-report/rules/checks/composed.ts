/** Everything that is checked of a report that this platform compiled, before anyone publishes it. */
import type { PlainDate } from '../../../../kernel/calendar/plain-date.ts';
import type { ReportContent } from '../composing/content.ts';
import { paragraphText } from '../composing/sentences.ts';
import type { ReportTables } from '../form.ts';
import { checkNarrative } from '../narrative/check-narrative.ts';
import type { Section } from '../reading/sections.ts';
import { checkDeadline, type Publisher } from './duty.ts';
import type { Finding } from './finding.ts';
import { checkTables } from './tables.ts';
import { checkAgainstPriorYear, checkOutliers, settleExplained } from './years.ts';

/** The report's words as one text, with its parts; the tables are left out. */
export interface ComposedText {
  text: string;
  sections: Section[];
}

export function textOfContent(content: Pick<ReportContent, 'title' | 'preamble' | 'parts'>): ComposedText {
  let text = `${content.title}\n${content.preamble}\n`;
  const sections: Section[] = [];
  for (const [index, part] of content.parts.entries()) {
    const heading = `${part.numeral}、${part.title}`;
    const start = text.length;
    text += `${heading}\n`;
    for (const paragraph of part.paragraphs) text += `${paragraphText(paragraph)}\n`;
    sections.push({ part: index + 1, start, bodyStart: start + heading.length, end: text.length, heading });
  }
  return { text, sections };
}

export interface ComposedCheck {
  content: ReportContent;
  /** The tables that the same organ published for the year before. */
  prior: ReportTables | null;
  publisher: Publisher;
  /** The day of publication when the report is published for the first time; null for a correction, which has no deadline. */
  publishedOn: PlainDate | null;
  /** Checks of wording by another capability, over the whole text. */
  screen?: (text: ComposedText) => readonly Finding[];
}

/**
 * The identities and the year before as errors; deadline (条例 Art. 49), sudden jumps and what people wrote as warnings:
 * a late report must still be published, and words are their writer's. A carry-over that contradicts the year before
 * is a warning once part six explains it.
 */
export function checkComposed({ content, prior, publisher, publishedOn, screen }: ComposedCheck): Finding[] {
  const { tables, year } = content;
  const words = textOfContent(content);
  const partSix = (content.parts[5]?.paragraphs ?? []).map(paragraphText).join('\n');
  const mild = (findings: readonly Finding[]): Finding[] =>
    findings.map((finding) => (finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding));
  return [
    ...checkTables(tables),
    ...(prior ? settleExplained(checkAgainstPriorYear(tables, prior), partSix) : []),
    ...(prior ? checkOutliers(tables, prior) : []),
    ...mild(publishedOn === null ? [] : checkDeadline(publisher, year, publishedOn, null)),
    ...mild(
      checkNarrative(
        { ...words, tableSpans: [], unreadable: new Set(), tables, year, organ: content.organ.name },
        prior,
      ),
    ),
    ...mild(screen?.(words) ?? []),
  ];
}
