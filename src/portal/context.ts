import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { HostSkin } from './host-skin.ts';
import { type Language, type LocalizedText, localize, type Messages, messagesFor } from './i18n/index.ts';
import type { DisplaySettings } from './settings.ts';
import type { NavigationEntry, SiteProfile } from './site-profile.ts';

/** What every page of one request needs to know. Components read it with `usePortal()`. */
export interface PortalContext {
  readonly site: SiteProfile;
  readonly navigation: readonly NavigationEntry[];
  /** Header and footer of the site the portal is mounted in, in the place of its own. */
  readonly skin?: HostSkin | undefined;
  /** Path inside the portal that answers searches with `?q=`; no search box is shown without it. */
  readonly searchPath: string | undefined;
  /** Where the portal is mounted: empty, or `/disclosure` without a closing slash. */
  readonly basePath: string;
  /** This page's path and query inside the portal, starting with a slash. */
  readonly path: string;
  /** Where a visitor comes back to after changing a setting, base path included: this page, or what lies behind the settings page. */
  readonly returnPath: string;
  readonly settings: DisplaySettings;
  readonly language: Language;
  readonly text: Messages;
  /** Address of a design or island file with its content hash in the name. */
  asset(name: string): string;
}

const Context = createContext<PortalContext | null>(null);

export const PortalProvider = Context.Provider;

/** The page's context; throws outside `renderPage`. */
export function usePortal(): PortalContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a portal component was rendered outside renderPage');
  return context;
}

/**
 * An address for a link. Paths inside the portal start with one slash and get the base path; fragments, queries and
 * http(s), mailto and tel addresses stay as they are. Anything else (`javascript:`, `//host`) may come from hostile content
 * and becomes `#`.
 */
export function portalHref(context: Pick<PortalContext, 'basePath'>, href: string): string {
  if (/^\/(?![/\\])/.test(href)) return `${context.basePath}${href}`;
  return /^(?:[#?]|https?:\/\/|mailto:|tel:)/i.test(href) ? href : '#';
}

/** Address that changes one display setting and comes back to this page. */
export function settingHref(context: PortalContext, parameters: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ ...parameters, back: context.returnPath });
  return `${context.basePath}/settings/apply?${query}`;
}

/** Configured text in the language of this page. */
export function localText(context: Pick<PortalContext, 'language'>, text: LocalizedText): string {
  return localize(text, context.language);
}

/** `lang` for shell words that stand inside Chinese content; nothing when they are Chinese too. */
export function shellLanguage(context: Pick<PortalContext, 'language'>): Language | undefined {
  return context.language === 'zh-CN' ? undefined : context.language;
}

/** Builds a context outside a request, for tests, benches and static export. */
export function createPortalContext(
  parts: Omit<PortalContext, 'language' | 'text' | 'searchPath' | 'navigation' | 'basePath' | 'returnPath'> &
    Partial<Pick<PortalContext, 'searchPath' | 'navigation' | 'basePath' | 'returnPath'>>,
): PortalContext {
  return {
    navigation: [],
    searchPath: undefined,
    basePath: '',
    returnPath: `${parts.basePath ?? ''}${parts.path}`,
    ...parts,
    language: parts.settings.language,
    text: messagesFor(parts.settings.language),
  };
}
