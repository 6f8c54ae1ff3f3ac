import { type Language, parseLanguage } from './i18n/index.ts';

/** How a visitor wants pages shown. `automatic` follows the device. */
export interface DisplaySettings {
  readonly mode: 'standard' | 'elder';
  readonly contrast: 'automatic' | 'more';
  readonly theme: 'automatic' | 'light' | 'dark';
  readonly textSize: 'standard' | 'large' | 'largest';
  readonly language: Language;
}

export const defaultSettings: DisplaySettings = {
  mode: 'standard',
  contrast: 'automatic',
  theme: 'automatic',
  textSize: 'standard',
  language: 'zh-CN',
};

export const settingsCookieName = 'portal-display';

/** One year, in seconds. */
export const settingsCookieMaxAge = 365 * 24 * 60 * 60;

const choices = {
  mode: ['standard', 'elder'],
  contrast: ['automatic', 'more'],
  theme: ['automatic', 'light', 'dark'],
  'text-size': ['standard', 'large', 'largest'],
} as const;

function choose<const T extends readonly string[]>(allowed: T, value: unknown, current: T[number]): T[number] {
  return allowed.find((one) => one === value) ?? current;
}

/**
 * The settings after applying query parameters (`mode`, `contrast`, `theme`, `text-size`, `lang`) to `current`.
 * A value that is not on the list changes nothing.
 */
export function applySettings(
  current: DisplaySettings,
  parameters: Readonly<Record<string, unknown>>,
): DisplaySettings {
  return {
    mode: choose(choices.mode, parameters.mode, current.mode),
    contrast: choose(choices.contrast, parameters.contrast, current.contrast),
    theme: choose(choices.theme, parameters.theme, current.theme),
    textSize: choose(choices['text-size'], parameters['text-size'], current.textSize),
    language: parseLanguage(parameters.lang) ?? current.language,
  };
}

/** The cookie's value: five words joined by dots, nothing that tells one visitor from another. */
export function serializeSettings(settings: DisplaySettings): string {
  return [settings.mode, settings.contrast, settings.theme, settings.textSize, settings.language].join('.');
}

/** Reads a cookie's value; whatever is missing or unknown falls back to the default. */
export function parseSettings(value: string | undefined): DisplaySettings {
  const [mode, contrast, theme, textSize, lang] = (value ?? '').split('.');
  return applySettings(defaultSettings, { mode, contrast, theme, 'text-size': textSize, lang });
}

/**
 * Where to go back to after a setting was changed: always a path of this portal, so the link can never lead to another
 * site. `candidate` is what the visitor's address said; anything doubtful becomes the portal's home. A `lang` parameter is
 * dropped from it, as it would undo the choice just made.
 */
export function safeReturnPath(candidate: unknown, basePath: string): string {
  const home = `${basePath}/`;
  if (typeof candidate !== 'string' || candidate.length > 2000) return home;
  // Browsers drop tabs and newlines from addresses and read a backslash as a slash, so neither is let through.
  if (!/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(candidate)) return home;
  let url: URL;
  try {
    url = new URL(candidate, 'http://portal.invalid');
  } catch {
    return home;
  }
  if (url.host !== 'portal.invalid') return home;
  if (basePath !== '' && url.pathname !== basePath && !url.pathname.startsWith(home)) return home;
  // Normalising dot segments may leave a path that starts with two slashes, which a browser reads as another host.
  if (url.pathname.startsWith('//')) return home;
  if (url.searchParams.has('lang')) url.searchParams.delete('lang');
  return `${url.pathname}${url.search}${url.hash}`;
}
