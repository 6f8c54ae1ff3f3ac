import { useSyncExternalStore } from 'react';

/** What one person on one device likes. Kept in the browser: nothing here is of the record. */
export interface Preferences {
  look: 'light' | 'dark' | 'automatic';
  /** Working days left from which a case is soon due, and from which it presses. */
  amber: number;
  red: number;
  organ: string | null;
  views: SavedView[];
}

/** A worklist as somebody filtered it, by name. */
export interface SavedView {
  name: string;
  search: string;
}

const STANDARD: Preferences = { look: 'automatic', amber: 5, red: 2, organ: null, views: [] };
const KEY = 'gongkai-office';

let person = '';
let current: Preferences = STANDARD;
const listeners = new Set<() => void>();

function load(): Preferences {
  try {
    return { ...STANDARD, ...(JSON.parse(localStorage.getItem(`${KEY}.${person}`) ?? '{}') as Partial<Preferences>) };
  } catch {
    return STANDARD;
  }
}

current = load();

/** Preferences are a person's: two who share a computer do not share their views. */
export function preferencesOf(personId: string): void {
  if (person === personId) return;
  person = personId;
  const { look } = current;
  current = load();
  if (localStorage.getItem(`${KEY}.${person}`) === null) current = { ...current, look };
  for (const listener of listeners) listener();
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(`${KEY}.${person}`, JSON.stringify(current));
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const paper = window.matchMedia('print');

/** A page is drawn anew for paper before it is printed: what follows `beforeprint` at once still gets onto the sheet. */
let isPrinting = false;

function whenPrinting(listener: () => void): () => void {
  const begin = (): void => {
    isPrinting = true;
    listener();
  };
  const end = (): void => {
    isPrinting = false;
    listener();
  };
  window.addEventListener('beforeprint', begin);
  window.addEventListener('afterprint', end);
  paper.addEventListener('change', listener);
  return () => {
    window.removeEventListener('beforeprint', begin);
    window.removeEventListener('afterprint', end);
    paper.removeEventListener('change', listener);
  };
}

/** The look in force, following the device where the person chose nothing. Paper is light, always. */
export function useLook(): 'light' | 'dark' {
  const { look } = usePreferences();
  const isDark = useSyncExternalStore(
    (listener) => {
      dark.addEventListener('change', listener);
      return () => dark.removeEventListener('change', listener);
    },
    () => dark.matches,
  );
  const isOnPaper = useSyncExternalStore(whenPrinting, () => isPrinting || paper.matches);
  if (isOnPaper) return 'light';
  if (look !== 'automatic') return look;
  return isDark ? 'dark' : 'light';
}
