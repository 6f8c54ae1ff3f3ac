import { compareFindings, type Finding } from '../finding.ts';
import { checkDates } from './dates.ts';
import { checkCounts, checkNumbering, findMarkers } from './numbering.ts';
import { checkPunctuation } from './punctuation.ts';
import { checkSums } from './sums.ts';

/**
 * Facts a document contradicts by itself: dates, numbering, counts, sums, pairs and widths of punctuation.
 * Pure; offsets are UTF-16 code units of `text`. The rules judge only what the text states and keep silent when it may be read otherwise.
 */
export function checkFacts(text: string): Finding[] {
  const markers = findMarkers(text);
  return [
    ...checkDates(text),
    ...checkNumbering(text, markers),
    ...checkCounts(text, markers),
    ...checkSums(text),
    ...checkPunctuation(text),
  ].sort(compareFindings);
}
