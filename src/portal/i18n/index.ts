import { english } from './en.ts';
import { chinese, type Messages } from './zh-cn.ts';

export type { Messages } from './zh-cn.ts';

/** Languages of everything that is not content, as BCP 47 tags. Content is always zh-CN unless a page says otherwise. */
export type Language = 'zh-CN' | 'en';

export const languages: readonly Language[] = ['zh-CN', 'en'];

const shellMessages: Readonly<Record<Language, Messages>> = { 'zh-CN': chinese, en: english };

/** The shell's own messages in a language. */
export function messagesFor(language: Language): Messages {
  return shellMessages[language];
}

/** Text an operator configures: Chinese always, English where there is one. A plain string is Chinese. */
export type LocalizedText = string | { readonly 'zh-CN': string; readonly en?: string };

/** The text in the language asked for, else in Chinese. */
export function localize(text: LocalizedText, language: Language): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text['zh-CN'];
}

/**
 * Messages of a capability's own pages: `const messages = defineMessages({…zh…}, {…en…})`, then `messages(language).key`.
 * English must have exactly the keys and parameters of the Chinese.
 */
export function defineMessages<T extends Record<string, string | ((...parameters: never[]) => string)>>(
  inChinese: T,
  inEnglish: { readonly [Key in keyof T]: T[Key] extends string ? string : T[Key] },
): (language: Language) => { readonly [Key in keyof T]: T[Key] extends string ? string : T[Key] } {
  return (language) => (language === 'en' ? inEnglish : (inChinese as typeof inEnglish));
}

/** `zh-CN` or `en` from what a visitor sent (`zh`, `ZH-cn`, `en-GB` …), else null. */
export function parseLanguage(value: unknown): Language | null {
  if (typeof value !== 'string') return null;
  const lower = value.toLowerCase();
  if (lower === 'zh' || lower.startsWith('zh-')) return 'zh-CN';
  if (lower === 'en' || lower.startsWith('en-')) return 'en';
  return null;
}
