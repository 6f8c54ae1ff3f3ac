import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call, Fault } from '../../api.ts';
import { getPublication, savePublicationDraft } from '../../client.generated/index.ts';
import type { Publication } from '../../client.generated/types.gen.ts';
import { fromEditor, type Metadata, toEditor } from './terms.ts';

export interface DraftText {
  metadata: Metadata;
  /** As the editor has it. */
  bodyHtml: string;
}

export type SaveState =
  | { kind: 'saved'; at: Date | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'failed'; message: string }
  /** Somebody else saved meanwhile; nothing is written until the person has chosen. */
  | { kind: 'conflict'; theirs: Publication };

const IDLE_MS = 2_500;
/** After a save that did not reach the server, the next is tried so much later, or as soon as the browser is online. */
const RETRY_MS = 15_000;
const keyOf = (id: string): string => `gongkai-draft-${id}`;

/** What an earlier visit could not save, kept on this device. */
export function readKept(id: string): { revision: number; text: DraftText } | null {
  try {
    const kept = localStorage.getItem(keyOf(id));
    return kept ? (JSON.parse(kept) as { revision: number; text: DraftText }) : null;
  } catch {
    return null;
  }
}

export function forgetKept(id: string): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // A device without storage keeps nothing.
  }
}

/**
 * The text being written and its way to the server: saved some moments after the last key, one save at a time. Until a save
 * has succeeded the text is kept on the device as well; a save that meets somebody else's waits for the person's decision.
 */
export function useDraft(publication: Publication, isEditable: boolean) {
  const queries = useQueryClient();
  const { id } = publication;
  const [text, setText] = useState<DraftText>(() => ({
    metadata: publication.metadata,
    bodyHtml: toEditor(id, publication.bodyHtml),
  }));
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null });
  const latest = useRef(text);
  const dirty = useRef(false);
  const conflict = useRef(false);
  const revision = useRef(publication.revision);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const again = useRef<() => Promise<boolean>>(() => Promise.resolve(false));
  // Acts of the review, and saves of our own, tell of a newer revision; a draft of somebody else's shows at the next save.
  if (!dirty.current && publication.revision > revision.current) revision.current = publication.revision;

  const accept = useCallback(
    (changed: Publication) => {
      revision.current = changed.revision;
      queries.setQueryData(['publication', id], changed);
    },
    [queries, id],
  );

  /** Everything that writes goes through here, one after the other, with the revision that stands then. */
  const inTurn = useCallback(<T>(work: (revision: number) => Promise<T>): Promise<T> => {
    const run = queue.current.then(() => work(revision.current));
    queue.current = run.catch(() => undefined);
    return run;
  }, []);

  const save = useCallback(async (): Promise<boolean> => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    return inTurn(async (standing) => {
      if (!dirty.current) return true;
      if (conflict.current) return false;
      const sent = latest.current;
      if (!sent.metadata.formedOn) {
        setState({ kind: 'failed', message: '请填写成文日期，填写后自动保存' });
        return false;
      }
      setState({ kind: 'saving' });
      try {
        const body = {
          revision: standing,
          metadata: sent.metadata,
          bodyHtml: fromEditor(id, sent.bodyHtml),
        };
        const changed = await call(savePublicationDraft({ path: { id }, body }));
        accept(changed);
        if (latest.current === sent) {
          dirty.current = false;
          forgetKept(id);
          setState({ kind: 'saved', at: new Date() });
        } else setState({ kind: 'waiting' });
        return true;
      } catch (error) {
        if (error instanceof Fault && error.kind === 'changed-meanwhile') {
          conflict.current = true;
          const theirs = await call(getPublication({ path: { id } }));
          setState({ kind: 'conflict', theirs });
        } else {
          const isRefused = error instanceof Fault && error.status >= 400 && error.status < 500;
          setState({
            kind: 'failed',
            message: isRefused ? error.message : '无法连接服务器，内容已留在本机，恢复连接后自动保存',
          });
          if (!isRefused) timer.current = setTimeout(() => void again.current(), RETRY_MS);
        }
        return false;
      }
    });
  }, [accept, id, inTurn]);

  again.current = save;

  useEffect(() => {
    const online = (): void => {
      if (dirty.current) void again.current();
    };
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  }, []);

  const change = useCallback(
    (next: DraftText) => {
      latest.current = next;
      setText(next);
      if (!isEditable) return;
      dirty.current = true;
      try {
        localStorage.setItem(keyOf(id), JSON.stringify({ revision: revision.current, text: next }));
      } catch {
        // Full or switched off: the save to the server follows anyway.
      }
      setState((was) => (was.kind === 'conflict' ? was : { kind: 'waiting' }));
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), IDLE_MS);
    },
    [id, isEditable, save],
  );

  /** Ends a conflict: our text over theirs, or theirs instead of ours. */
  const decide = useCallback(
    async (choice: 'mine' | 'theirs', theirs: Publication) => {
      conflict.current = false;
      revision.current = theirs.revision;
      if (choice === 'mine') {
        dirty.current = true;
        await save();
        return;
      }
      dirty.current = false;
      forgetKept(id);
      const next = { metadata: theirs.metadata, bodyHtml: toEditor(id, theirs.bodyHtml) };
      latest.current = next;
      setText(next);
      queries.setQueryData(['publication', id], theirs);
      setState({ kind: 'saved', at: null });
    },
    [id, queries, save],
  );

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (dirty.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      // Leaving the page within the office saves what is still waiting.
      if (timer.current) void save();
    };
  }, [save]);

  /** The text as it stands this moment, for handlers that outlive a rendering. */
  const current = useCallback(() => latest.current, []);

  return { text, latest: current, change, state, save, decide, inTurn, accept };
}

export type DraftDesk = ReturnType<typeof useDraft>;
