import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import type { Block, Run, TableCell, TableRow } from '../../../platform/typesetting/index.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const isElement = (node: Node): node is Element => 'tagName' in node;
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  if (!('childNodes' in node)) return '';
  if (node.nodeName === 'img') return isElement(node) ? `〔图：${attribute(node, 'alt') ?? ''}〕` : '';
  return node.childNodes.map(textOf).join('');
}

/** The words of a paragraph; what is strong stays so. */
function runsOf(node: Node, strong = false): Run[] {
  if ('value' in node) return node.value === '' ? [] : [strong ? { text: node.value, strong: true } : node.value];
  if (!('childNodes' in node)) return [];
  if (node.nodeName === 'img') return [textOf(node)];
  const isStrong = strong || node.nodeName === 'strong';
  return node.childNodes.flatMap((child) => runsOf(child, isStrong));
}

const children = (element: Element, ...names: string[]): Element[] =>
  element.childNodes.filter((child): child is Element => isElement(child) && names.includes(child.tagName));

function rowsOf(element: Element): Element[] {
  return element.childNodes.filter(isElement).flatMap((child) => (child.tagName === 'tr' ? [child] : []));
}

const span = (cell: Element, name: string): number => Number(attribute(cell, name) ?? 1);

function rowOf(row: Element): TableRow {
  return children(row, 'td', 'th').map((cell): TableCell => {
    const rows = span(cell, 'rowspan');
    const columns = span(cell, 'colspan');
    return {
      text: textOf(cell).trim(),
      ...(rows > 1 ? { rows } : {}),
      ...(columns > 1 ? { columns } : {}),
      ...(cell.tagName === 'th' ? { heading: true as const } : { align: 'left' as const }),
    };
  });
}

/** How many places a row takes of the grid, with those that reach down from rows above. */
function widthOf(rows: readonly TableRow[]): number {
  let reaching: number[] = [];
  let widest = 1;
  for (const row of rows) {
    const own = row.reduce((sum, cell) => sum + (cell.columns ?? 1), 0);
    widest = Math.max(widest, own + reaching.length);
    reaching = [
      ...reaching.map((left) => left - 1),
      ...row.flatMap((cell) => Array.from({ length: cell.columns ?? 1 }, () => (cell.rows ?? 1) - 1)),
    ].filter((left) => left > 0);
  }
  return widest;
}

/** A table as wide as the text; columns share it by their longest cell, within reason. */
function tableOf(table: Element): Block[] {
  const caption = children(table, 'caption')[0];
  const head = children(table, 'thead').flatMap(rowsOf).map(rowOf);
  const body = [...children(table, 'tbody', 'tfoot').flatMap(rowsOf), ...rowsOf(table)].map(rowOf);
  const rows = [...head, ...body];
  if (rows.length === 0) return [];
  const columns = Array.from({ length: widthOf(rows) }, () => 4);
  for (const row of rows)
    if (row.length === columns.length)
      for (const [i, cell] of row.entries()) columns[i] = Math.max(columns[i]!, Math.min(24, cell.text.length));
  return [
    ...(caption ? [{ kind: 'paragraph' as const, runs: [{ text: textOf(caption), strong: true as const }] }] : []),
    { kind: 'table', columns, head, body },
  ];
}

const LEVELS: Readonly<Record<string, 1 | 2 | 3>> = { h2: 1, h3: 2, h4: 3 };

function listOf(list: Element, depth: number): Block[] {
  let number = Number(attribute(list, 'start') ?? 1);
  return children(list, 'li').flatMap((item): Block[] => {
    const nested = children(item, 'ul', 'ol', 'table');
    const words = item.childNodes
      .filter((child) => !(isElement(child) && nested.includes(child)))
      .flatMap((child) => runsOf(child));
    const mark = list.tagName === 'ol' ? `${number++}．` : '—　';
    return [
      { kind: 'paragraph', runs: [`${'　'.repeat(depth)}${mark}`, ...words] },
      ...nested.flatMap((one) => (one.tagName === 'table' ? tableOf(one) : listOf(one, depth + 1))),
    ];
  });
}

/** Cleaned HTML in the terms of an official document; 署名 and 成文日期 at the end stand together. */
export function blocksOf(html: string): Block[] {
  const blocks: Block[] = [];
  let signed: string[] = [];
  const flush = (): void => {
    if (signed.length === 2) blocks.push({ kind: 'signature', organ: signed[0]!, date: signed[1]! });
    else for (const line of signed) blocks.push({ kind: 'paragraph', runs: [line] });
    signed = [];
  };
  const visit = (node: Node): void => {
    if (!isElement(node)) {
      if (textOf(node).trim() !== '') {
        flush();
        blocks.push({ kind: 'paragraph', runs: [textOf(node).trim()] });
      }
      return;
    }
    const name = node.tagName;
    if (name === 'p' && attribute(node, 'class') === 'signature') {
      signed.push(textOf(node).trim());
      return;
    }
    flush();
    const level = LEVELS[name];
    if (level) blocks.push({ kind: 'heading', level, text: textOf(node).trim() });
    else if (name === 'table') blocks.push(...tableOf(node));
    else if (name === 'ul' || name === 'ol') blocks.push(...listOf(node, 0));
    else if (name === 'hr') blocks.push({ kind: 'gap', lines: 1 });
    else if (name === 'blockquote' || name === 'figure') for (const child of node.childNodes) visit(child);
    else {
      const runs = runsOf(node);
      if (textOf(node).trim() !== '') blocks.push({ kind: 'paragraph', runs });
    }
  };
  for (const node of parseFragment(html).childNodes) visit(node);
  flush();
  return blocks;
}
