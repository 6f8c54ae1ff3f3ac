import { LRUCache } from 'lru-cache';
import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import {
  PageBreadcrumbs,
  type PageContent,
  PageFrame,
  PageHead,
  PageMain,
  PageSideNavigation,
} from './components/page.tsx';
import { type PortalContext, PortalProvider } from './context.ts';
import { serializeSettings } from './settings.ts';

type Slot = 'head' | 'breadcrumbs' | 'main' | 'sideNavigation' | 'returnPath';

/** Private-use characters that stand for a slot while a frame is rendered; the return path only ever stands in a query. */
const MARKS = { head: '\uf8f0', breadcrumbs: '\uf8f1', main: '\uf8f2', sideNavigation: '\uf8f3' } as const;
const RETURN_PATH = '\uf8f4';
const slotOf = new Map<string, Slot>([
  ...Object.entries(MARKS).map(([slot, mark]) => [mark, slot as Slot] as const),
  [encodeURIComponent(RETURN_PATH), 'returnPath'],
]);
const ANY_MARK = new RegExp(`(${[...slotOf.keys()].join('|')})`);

/** Header, navigation and footer are the same on every page of a section: rendered once, they are half of a page's cost. */
type Frame = readonly { readonly literal: string; readonly slot: Slot | undefined }[];
const frames = new WeakMap<object, WeakMap<object, LRUCache<string, Frame>>>();

function within(context: PortalContext, child: ComponentChild): string {
  return renderToString(<PortalProvider value={context}>{child}</PortalProvider>);
}

function makeFrame(context: PortalContext, page: PageContent): Frame {
  const marked = { ...context, path: '/', returnPath: RETURN_PATH };
  const pieces = within(marked, <PageFrame page={page} slots={MARKS} />).split(ANY_MARK);
  return Array.from({ length: Math.ceil(pieces.length / 2) }, (_, i) => ({
    literal: pieces[i * 2] ?? '',
    slot: slotOf.get(pieces[i * 2 + 1] ?? ''),
  }));
}

function framesOf({ site, navigation }: PortalContext): LRUCache<string, Frame> {
  const ofSite = frames.get(site) ?? new WeakMap<object, LRUCache<string, Frame>>();
  frames.set(site, ofSite);
  const known = ofSite.get(navigation) ?? new LRUCache<string, Frame>({ max: 200 });
  ofSite.set(navigation, known);
  return known;
}

function frameOf(context: PortalContext, page: PageContent): Frame {
  const known = framesOf(context);
  const key = [
    serializeSettings(context.settings),
    context.language,
    context.basePath,
    context.searchPath ?? '',
    page.section ?? '',
    page.contentLanguage ?? '',
    context.skin === undefined ? '' : 'hosted',
    page.sideNavigation === undefined ? '' : 'side',
  ].join(' ');
  const frame = known.get(key) ?? makeFrame(context, page);
  known.set(key, frame);
  return frame;
}

/** The complete HTML document of one page, as a string. Everything put into it as text or attribute is escaped. */
export function renderPage(context: PortalContext, page: PageContent): string {
  const returnPath = new URLSearchParams({ '': context.returnPath }).toString().slice(1);
  const fill: Readonly<Record<Slot, () => string>> = {
    head: () => within(context, <PageHead page={page} />),
    breadcrumbs: () => within(context, <PageBreadcrumbs page={page} />),
    main: () => within(context, <PageMain page={page} />),
    sideNavigation: () => within(context, <PageSideNavigation page={page} />),
    returnPath: () => returnPath,
  };
  let html = '<!doctype html>';
  for (const { literal, slot } of frameOf(context, page)) html += slot === undefined ? literal : literal + fill[slot]();
  return html;
}
