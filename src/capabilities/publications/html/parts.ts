import { parseFragment, serializeOuter } from 'parse5';
import type { TextPart } from '../rules/interpretation.ts';
import { plainText } from './plain-text.ts';

/** The parts of cleaned HTML below its headings of the second level; what stands before the first has an empty heading. */
export function partsOf(html: string): TextPart[] {
  const parts: { heading: string; html: string }[] = [{ heading: '', html: '' }];
  for (const node of parseFragment(html).childNodes) {
    const outer = 'tagName' in node ? serializeOuter(node) : 'value' in node ? node.value : '';
    if (node.nodeName === 'h2') parts.push({ heading: plainText(outer), html: '' });
    else parts.at(-1)!.html += outer;
  }
  return parts
    .map((part) => ({ heading: part.heading, text: plainText(part.html) }))
    .filter(({ heading, text }) => heading !== '' || text !== '');
}
