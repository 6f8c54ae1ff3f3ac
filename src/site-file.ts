import type { LocalizedText, RecordNumber, SiteProfile } from './portal/index.ts';

/** What a site file may not hold, with the place in it. */
export class SiteFileError extends Error {
  override name = 'SiteFileError';
}

type Read<T> = (value: unknown, place: string) => T;

function text(pattern: RegExp, expected: string): Read<string> {
  return (value, place) => {
    const trimmed = typeof value === 'string' ? value.trim() : '';
    if (!pattern.test(trimmed)) throw new SiteFileError(`${place}：应为${expected}，实为${JSON.stringify(value)}`);
    return trimmed;
  };
}

function fields(value: unknown, place: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SiteFileError(`${place}：应为对象，实为${JSON.stringify(value)}`);
  for (const name of Object.keys(value))
    if (!known.includes(name)) throw new SiteFileError(`${place}：不认识“${name}”，可以写的有 ${known.join('、')}`);
  return value as Record<string, unknown>;
}

const words = text(/^[^\p{Cc}]{1,200}$/u, '不超过200字的文字');
const ADDRESS = /^(?:https?:\/\/[^\s"<>]+|\/(?!\/)[^\s"<>]*)$/;
const link = text(ADDRESS, '以 https:// 开头的网址，或者以 / 开头的本站路径');

const localized: Read<LocalizedText> = (value, place) => {
  if (typeof value === 'string') return words(value, place);
  const given = fields(value, place, ['zh-CN', 'en']);
  const chinese = words(given['zh-CN'], `${place}.zh-CN`);
  return given.en === undefined ? chinese : { 'zh-CN': chinese, en: words(given.en, `${place}.en`) };
};

const record: Read<RecordNumber> = (value, place) => {
  if (typeof value === 'string') return { number: words(value, place) };
  const given = fields(value, place, ['number', 'url']);
  const number = words(given.number, `${place}.number`);
  return given.url === undefined ? { number } : { number, url: link(given.url, `${place}.url`) };
};

const yesOrNo: Read<boolean> = (value, place) => {
  if (typeof value !== 'boolean')
    throw new SiteFileError(`${place}：应为 true 或者 false，实为${JSON.stringify(value)}`);
  return value;
};

/** Host name and code of the site have settings of their own. */
type Written = Omit<SiteProfile, 'domain' | 'identificationCode' | 'demonstration'>;

const readers: { readonly [Key in keyof Written]-?: Read<NonNullable<Written[Key]>> } = {
  name: localized,
  subtitle: localized,
  sponsor: localized,
  operator: localized,
  telephone: text(/^[0-9+() -]{5,40}$/, '电话号码，例如 0574-12345678'),
  email: text(/^[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+$/, '电子邮箱'),
  address: localized,
  postcode: text(/^\d{6}$/, '六位邮政编码'),
  icpRecord: record,
  publicSecurityRecord: record,
  partyGovernmentMarkUrl: link,
  reportErrorUrl: link,
  siteMapUrl: link,
  statementUrl: link,
  privacyUrl: link,
  accessibilityUrl: link,
  contactUrl: link,
  supportsIpv6: yesOrNo,
};

/**
 * What the operator lets the foot of every page say (政府网站发展指引, annex 网页设计规范): contacts, records with
 * authorities, addresses of statements. `json` is the text of the file. @throws SiteFileError naming the field
 */
export function readSiteFile(json: string): Partial<Written> {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SiteFileError(`不是 JSON：${error instanceof Error ? error.message : String(error)}`);
  }
  const given = fields(value, '网站信息', Object.keys(readers));
  const entries = Object.entries(given).map(([name, one]) => [name, readers[name as keyof Written](one, name)]);
  return Object.fromEntries(entries) as Partial<Written>;
}
