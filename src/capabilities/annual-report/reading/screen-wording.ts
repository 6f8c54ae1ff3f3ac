/** The wording of a report: slips that the screening engine is certain of. */
import { type Finding as ScreeningFinding, screenText } from '../../screening/index.ts';
import type { Finding } from '../rules/checks/finding.ts';
import { proseSpans } from '../rules/narrative/prose.ts';
import type { RecognisedReport } from '../rules/reading/recognise.ts';
import { partAt } from '../rules/reading/sections.ts';

/** What a report's author must mend whatever he meant: doubled and wrong words, wrong set phrases, days of no calendar. */
const KINDS = ['spelling', 'term', 'date'] as const;

type Worded = Pick<RecognisedReport, 'text' | 'sections' | 'tableSpans'>;

/**
 * Findings `text.spelling`, `text.term` and `text.date` of the sentences, without the tables. Only what must be mended:
 * a report of another organ is judged here, and a doubt about its wording would be an accusation. Each stretch between
 * headings and tables is screened by itself, for pages saved as one line begin with their site's navigation.
 */
export function screenWording({ text, sections, tableSpans }: Worded): Finding[] {
  return proseSpans(text, sections, tableSpans).flatMap(({ start, end }) =>
    screenText(text.slice(start, end), { kinds: KINDS, spelling: { onlyCertain: true } })
      .findings.filter(isCertain)
      .map((finding): Finding => {
        const from = start + finding.start;
        return {
          rule: `text.${finding.kind}`,
          severity: 'error',
          where: { section: partAt(sections, from), start: from, end: start + finding.end, quote: finding.text },
          expected: finding.suggestion,
          actual: finding.text,
          message: finding.message,
        };
      }),
  );
}

/** A word that a line break cuts in two may be the end of a heading and the beginning of its text. */
function isCertain({ severity, rule, text }: ScreeningFinding): boolean {
  return severity === 'error' && !(rule === 'spelling.repeated' && /\s/.test(text));
}
