import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { escapeHtml, noteText } from './html.ts';
import type { EditorFinding } from './index.tsx';
import { mappedText } from './text.ts';

/** A finding at its place in the document; it follows what is typed before it and leaves when its own words change. */
export interface PlacedFinding {
  finding: EditorFinding;
  from: number;
  to: number;
  /** The document's words from `from` to `to`. */
  words: string;
  /** Offsets within the words of the footnote at `from`, or null. */
  note: { from: number; to: number } | null;
}

interface Placed {
  findings: readonly PlacedFinding[];
  decorations: DecorationSet;
}

const key = new PluginKey<Placed>('findings');

const OBJECT = '\ufffc';

function wordsAt(doc: Node, from: number, to: number): string {
  return doc.textBetween(from, to, '\n', (leaf) => (leaf.type.name === 'footnote' ? String(leaf.attrs.note) : OBJECT));
}

/** Finds the places of findings; those whose text stands there no longer are left out. */
function place(doc: Node, findings: readonly EditorFinding[]): PlacedFinding[] {
  if (findings.length === 0) return [];
  const { text, places } = mappedText(doc);
  return findings
    .flatMap((finding): PlacedFinding[] => {
      const first = places[finding.from];
      const last = places[finding.to - 1];
      if (!first || !last || finding.to <= finding.from) return [];
      if (finding.text !== undefined && text.slice(finding.from, finding.to) !== finding.text) return [];
      const from = first.pos;
      const to = last.pos + 1;
      if (
        to <= from ||
        (first.inNote === null) !== (last.inNote === null) ||
        (first.inNote !== null && first.pos !== last.pos)
      )
        return [];
      const note = first.inNote === null ? null : { from: first.inNote, to: last.inNote! + 1 };
      return [{ finding, from, to, words: wordsAt(doc, from, to), note }];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

function decorated(doc: Node, findings: readonly PlacedFinding[]): Placed {
  const decorations = DecorationSet.create(
    doc,
    findings.map(({ from, to, finding }) =>
      Decoration.inline(from, to, {
        class: `finding finding-${finding.severity ?? 'warning'}`,
        title: finding.message,
      }),
    ),
  );
  return { findings, decorations };
}

function followed(placed: Placed, transaction: Transaction): Placed {
  if (!transaction.docChanged || placed.findings.length === 0) return placed;
  const { doc, mapping } = transaction;
  const left = placed.findings.flatMap((item): PlacedFinding[] => {
    const from = mapping.map(item.from, 1);
    const to = mapping.map(item.to, -1);
    return to > from && wordsAt(doc, from, to) === item.words ? [{ ...item, from, to }] : [];
  });
  return decorated(doc, left);
}

export const Findings = Extension.create({
  name: 'findings',
  addProseMirrorPlugins: () => [
    new Plugin<Placed>({
      key,
      state: {
        init: (_, { doc }) => decorated(doc, []),
        apply: (transaction, placed) => {
          const set = transaction.getMeta(key) as readonly EditorFinding[] | undefined;
          if (set) return decorated(transaction.doc, place(transaction.doc, set));
          return followed(placed, transaction);
        },
      },
      props: { decorations: (state) => key.getState(state)?.decorations },
    }),
  ],
});

export function setFindings(transaction: Transaction, findings: readonly EditorFinding[]): Transaction {
  return transaction.setMeta(key, findings).setMeta('addToHistory', false);
}

export function placedFindings(state: EditorState): readonly PlacedFinding[] {
  return key.getState(state)?.findings ?? [];
}

/** The finding the caret stands in; the shortest where several lie upon each other. */
export function findingAtCaret(state: EditorState): PlacedFinding | null {
  const { from, to } = state.selection;
  return (
    placedFindings(state)
      .filter((item) => item.from <= from && to <= item.to)
      .sort((a, b) => a.to - a.from - (b.to - b.from))[0] ?? null
  );
}

/** Puts the caret on the next finding, or the one before; goes round at the ends. Null without findings. */
export function toFinding(state: EditorState, direction: 1 | -1): Transaction | null {
  const all = placedFindings(state);
  const { from, to } = state.selection;
  const next =
    direction === 1
      ? all.find((item) => item.from >= to && item.from !== from)
      : all.findLast((item) => item.to <= from);
  const target = next ?? (direction === 1 ? all[0] : all.at(-1));
  if (!target) return null;
  return state.tr.setSelection(TextSelection.create(state.doc, target.from, target.to)).scrollIntoView();
}

/** Whether the suggestion can be put in its place by a click: a note that holds links is left to the clerk. */
export function canApply({ finding, note, words }: PlacedFinding): boolean {
  return typeof finding.suggestion === 'string' && (note === null || words === escapeHtml(noteText(words)));
}

export function applyFinding(state: EditorState, item: PlacedFinding): Transaction | null {
  const { suggestion } = item.finding;
  if (typeof suggestion !== 'string' || !canApply(item)) return null;
  if (item.note) {
    const text = noteText(item.words);
    const note = escapeHtml(text.slice(0, item.note.from) + suggestion + text.slice(item.note.to));
    return state.tr.setNodeMarkup(item.from, undefined, { note });
  }
  return suggestion === '' ? state.tr.delete(item.from, item.to) : state.tr.insertText(suggestion, item.from, item.to);
}
