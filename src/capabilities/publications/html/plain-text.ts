import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { flatText, isFlat } from './flat.ts';

type Node = DefaultTreeAdapterTypes.Node;

const BLOCKS = new Set(['p', 'h2', 'h3', 'h4', 'li', 'tr', 'blockquote', 'figcaption', 'caption', 'table', 'hr']);

/** The text of cleaned HTML, a line for each block, cells of a row parted by a tab. */
export function plainText(html: string): string {
  const text = isFlat(html) ? flatText(html) : treeText(html);
  return text
    .split('\n')
    .map((line) => line.replace(/[ \u3000]+$/, '').replace(/\t+$/, ''))
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** The same without lines tidied, of any HTML. */
export function treeText(html: string): string {
  let text = '';
  const walk = (node: Node): void => {
    if ('value' in node) {
      text += node.value.replace(/[\n\t]+/g, ' ');
      return;
    }
    if (!('childNodes' in node)) return;
    const name = node.nodeName;
    if (name === 'br') text += '\n';
    if (name === 'img') text += node.attrs.find((attribute) => attribute.name === 'alt')?.value ?? '';
    for (const child of node.childNodes) walk(child);
    if (name === 'td' || name === 'th') text += '\t';
    if (BLOCKS.has(name)) text += '\n';
  };
  walk(parseFragment(html));
  return text;
}
