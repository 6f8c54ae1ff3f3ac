import { type AnyExtension, Extension, Mark, mergeAttributes, Node } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';

/** Pictures are files of the platform; the server refuses any other source. */
export const OWN_PICTURE = /^\/items\/[0-9a-f-]{36}\/files\/[0-9a-f-]{36}$/;

export const LINK = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i;

function placeOf(element: HTMLElement): string | null {
  return ['signature', 'centred'].find((name) => element.classList.contains(name)) ?? null;
}

/** 落款 stands right, a table's or picture's title in the middle; the text itself is set by the page. */
const Placing = Extension.create({
  name: 'placing',
  addGlobalAttributes: () => [
    {
      types: ['paragraph'],
      attributes: {
        place: {
          default: null,
          parseHTML: placeOf,
          renderHTML: ({ place }) => (typeof place === 'string' ? { class: place } : {}),
        },
      },
    },
  ],
});

const Subscript = Mark.create({
  name: 'subscript',
  excludes: 'superscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: ({ HTMLAttributes }) => ['sub', HTMLAttributes, 0],
});

const Superscript = Mark.create({
  name: 'superscript',
  excludes: 'subscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', HTMLAttributes, 0],
});

/** A mark in the text that holds its note; html.ts writes the list of notes at the end. Numbers come from the order. */
const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    note: {
      default: '',
      parseHTML: (element) => element.getAttribute('data-note') ?? '',
      renderHTML: ({ note }) => ({ 'data-note': String(note) }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-note]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes({ class: 'footnote' }, HTMLAttributes)],
});

const Figure = Node.create({
  name: 'figure',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    src: { default: '', parseHTML: (element) => imageOf(element)?.getAttribute('src') ?? '', renderHTML: () => ({}) },
    alt: { default: '', parseHTML: (element) => imageOf(element)?.getAttribute('alt') ?? '', renderHTML: () => ({}) },
    caption: {
      default: '',
      parseHTML: (element) => element.querySelector('figcaption')?.textContent?.trim() ?? '',
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: 'figure:has(img)' }, { tag: 'img[src]' }],
  renderHTML: ({ node }) => {
    const { src, alt, caption } = node.attrs as Record<'src' | 'alt' | 'caption', string>;
    return caption === ''
      ? ['figure', ['img', { src, alt }]]
      : ['figure', ['img', { src, alt }], ['figcaption', {}, caption]];
  },
});

function imageOf(element: HTMLElement): Element | null {
  return element.matches('img') ? element : element.querySelector('img');
}

const CaptionedTable = Table.extend({
  addAttributes: () => ({
    caption: {
      default: '',
      parseHTML: (element: HTMLElement) => element.querySelector(':scope > caption')?.textContent?.trim() ?? '',
      renderHTML: ({ caption }: Record<string, unknown>) => (caption === '' ? {} : { 'data-caption': String(caption) }),
    },
  }),
  parseHTML: () => [{ tag: 'table' }, { tag: 'caption', ignore: true }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
});

const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (element: HTMLElement) => Math.min(99, Math.max(1, Number(element.getAttribute(name)) || 1)),
  renderHTML: (attributes: Record<string, unknown>) => (attributes[name] === 1 ? {} : { [name]: attributes[name] }),
});

/** Widths are the page's, so that tables fit a phone; the attribute is there for the library alone. */
const cellAttributes = () => ({
  colspan: span('colspan'),
  rowspan: span('rowspan'),
  colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) },
});

export const extensions: AnyExtension[] = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    code: false,
    codeBlock: false,
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      HTMLAttributes: { target: null, rel: null, class: null },
      isAllowedUri: (url) => LINK.test(url),
    },
  }),
  Placing,
  Subscript,
  Superscript,
  Footnote,
  Figure,
  // Its own view would write widths and would not follow the caption.
  CaptionedTable.configure({ resizable: false, View: null }),
  TableRow,
  TableHeader.extend({ addAttributes: cellAttributes }),
  TableCell.extend({ addAttributes: cellAttributes }),
];
