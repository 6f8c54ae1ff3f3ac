import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { cleanHtml } from '../html/clean.ts';
import { importText } from '../html/import.ts';
import { plainText } from '../html/plain-text.ts';
import { type Metadata, metadataFaults, type PublicationKind } from '../rules/metadata.ts';
import {
  type Elements,
  genreFrom,
  keywordsFrom,
  numberIn,
  readDay,
  readElements,
  signedOn,
  themeFrom,
} from './elements.ts';

/** Why a file or line is not taken over; said in the report of the import. */
export class RefusedItemError extends Error {
  override name = 'RefusedItemError';
}

export interface ImportDefaults {
  readonly organCode: string;
  readonly kind: PublicationKind;
  readonly category: string;
  /** Codes of the catalogues of all organs. */
  readonly categories: readonly string[];
  readonly organs: readonly { readonly code: string; readonly name: string }[];
  /** For what was published nowhere yet. */
  readonly importedAt: Date;
}

/** A file or a line as it was found. */
export interface FoundItem {
  /** What makes it this one: the same again is the same publication. */
  readonly key: string;
  readonly fileName: string;
  readonly content: Uint8Array | string;
}

/** Ready to be stored: cleaned, checked, dated. */
export interface ReadItem {
  readonly key: string;
  readonly organCode: string;
  readonly kind: PublicationKind;
  readonly metadata: Metadata;
  readonly bodyHtml: string;
  readonly bodyText: string;
  readonly publishedAt: Date;
  readonly indexNumber: string | undefined;
  /** Where it stood before. */
  readonly address: string | undefined;
}

const text = z.string().trim();
/** A line of JSON; the names on the right are those other systems write. */
const lineSchema = z
  .looseObject({
    url: text.optional(),
    title: text.optional(),
    organ: text.optional(),
    organCode: text.optional(),
    indexNumber: text.optional(),
    index_number: text.optional(),
    documentNumber: text.optional(),
    doc_number: text.optional(),
    formedOn: text.optional(),
    publishedOn: text.optional(),
    publishedAt: text.optional(),
    effectiveOn: text.optional(),
    category: text.optional(),
    theme: text.optional(),
    genre: text.optional(),
    keywords: z.union([text, z.array(text)]).optional(),
    summary: text.optional(),
    html: text.optional(),
    text: text.optional(),
  })
  .refine((line) => line.html !== undefined || line.text !== undefined, '既没有html也没有text');

interface Raw {
  elements: Elements & { publishedAt?: string; category?: string; organCode?: string };
  bodyHtml: string;
  address?: string;
}

type Element = DefaultTreeAdapterTypes.Element;

/** Names that website systems give to what holds the text of an article. */
const CONTAINERS =
  /^(?:UCAP-CONTENT|zoom|Zoom|zoomcon|content|articleContent|pages_content|article-content|TRS_Editor|TRS_UEDITOR|wzy1|b12c)$/;

/** The text of an article without header, footer and elements of its page; the whole body where nothing names it. */
export function articleOf(html: string): { meta: Elements & { publishedAt?: string }; html: string } {
  const document = parse(html);
  const meta: Elements & { publishedAt?: string } = {};
  let container: Element | undefined;
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) {
      const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value;
      if (node.tagName === 'meta') {
        const content = attribute('content')?.trim();
        const name = attribute('name')?.toLowerCase();
        if (content && name === 'articletitle') meta.title = content;
        if (content && name === 'pubdate') meta.publishedAt = content;
        if (content && name === 'contentsource') meta.organ = content;
        if (content && name === 'keywords') meta.keywords = content;
        if (content && name === 'description') meta.summary = content;
      }
      const names = [attribute('id') ?? '', ...(attribute('class') ?? '').split(/\s+/)];
      if (names.some((name) => CONTAINERS.test(name))) container ??= node;
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(document);
  return { meta, html: container ? serialize(container) : html };
}

const escaped = (line: string): string => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines as paragraphs. */
function paragraphs(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('');
}

function fromText(plain: string): Raw {
  const { elements, lastLine } = readElements(plain);
  const lines = plain.split('\n').slice(lastLine + 1);
  const title = elements.title ?? lines.find((line) => line.trim() !== '')?.trim();
  const isOwnLine = elements.title === undefined ? lines.findIndex((line) => line.trim() === title) : -1;
  return {
    elements: { ...elements, ...(title === undefined ? {} : { title }) },
    bodyHtml: cleanHtml(paragraphs(lines.filter((_, i) => i !== isOwnLine))),
  };
}

const WHOLE_PAGE = /<(?:html|head|body|meta)\b|\b(?:id|class)\s*=/i;
/** The elements of a page stand at its head. */
const HEAD_LENGTH = 24_000;
const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  ensp: ' ',
  emsp: ' ',
};

/** Roughly the text at the head of a page, a line for each block and cell; only to look for elements in. */
function headText(html: string): string {
  return html
    .slice(0, HEAD_LENGTH)
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?(?:p|div|tr|td|th|table|li|ul|h[1-6]|br|nav|header|section)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(nbsp|amp|lt|gt|quot|ensp|emsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\n\s+/g, '\n');
}

function fromHtml(html: string): Raw {
  // A fragment without head or named parts is the text itself.
  const article = WHOLE_PAGE.test(html) ? articleOf(html) : { meta: {}, html };
  const { elements } = readElements(headText(html));
  return { elements: { ...article.meta, ...elements }, bodyHtml: cleanHtml(article.html) };
}

function fromLine(line: string): Raw {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new RefusedItemError('不是JSON');
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RefusedItemError(`${issue?.path.join('.') || 'JSON'}：${issue?.message}`);
  }
  const { data } = parsed;
  const raw = data.html ? fromHtml(data.html) : fromText(data.text ?? '');
  const named = {
    indexNumber: data.indexNumber ?? data.index_number,
    title: data.title,
    documentNumber: data.documentNumber ?? data.doc_number,
    organ: data.organ,
    organCode: data.organCode,
    theme: data.theme,
    formedOn: data.formedOn,
    publishedOn: data.publishedOn,
    publishedAt: data.publishedAt,
    effectiveOn: data.effectiveOn,
    keywords: Array.isArray(data.keywords) ? data.keywords.join(' ') : data.keywords,
    summary: data.summary,
    category: data.category,
  };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== ''));
  // Pages whose HTML lost its elements often keep them in the text beside it.
  const beside = data.html && data.text ? readElements(data.text).elements : {};
  return {
    elements: { ...beside, ...raw.elements, ...given },
    bodyHtml: raw.bodyHtml,
    ...(data.url ? { address: data.url } : {}),
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch {
      throw new RefusedItemError('文字编码无法识别，请另存为UTF-8');
    }
  }
}

async function readRaw({ fileName, content }: FoundItem): Promise<Raw> {
  if (typeof content === 'string') return fromLine(content);
  if (/\.txt$/i.test(fileName)) return fromText(decode(content));
  const imported = await importText(fileName, Buffer.from(content));
  if (/\.docx$/i.test(fileName)) {
    const first = imported.bodyText.split('\n').find((line) => line.trim() !== '');
    return {
      elements: { ...readElements(imported.bodyText).elements, title: imported.title || (first ?? '') },
      bodyHtml: imported.bodyHtml,
    };
  }
  const raw = fromHtml(decode(content));
  return { ...raw, elements: { title: imported.title, ...raw.elements } };
}

const SUMMARY = 120;

/** When it went online: to the minute where that is known, else at nine in the morning of the day. */
function momentOf(elements: Raw['elements'], importedAt: Date): Date {
  const minute = /\d{4}-\d{1,2}-\d{1,2}[ T]\d{1,2}:\d{2}/.exec(elements.publishedAt ?? '')?.[0];
  if (minute) {
    const at = new Date(`${minute.replace(' ', 'T')}:00+08:00`);
    if (!Number.isNaN(at.getTime())) return at;
  }
  const day = readDay(elements.publishedAt) ?? readDay(elements.publishedOn);
  return day ? new Date(`${day}T09:00:00+08:00`) : importedAt;
}

/**
 * Reads what was found into a publication. Nothing is made up: a day of publication that is not stated is the day of the
 * import, and what has no day of its own making is refused.
 * @throws RefusedItemError, UnreadableFileError
 */
export async function readItem(found: FoundItem, defaults: ImportDefaults): Promise<ReadItem> {
  const { elements, bodyHtml, address } = await readRaw(found);
  const bodyText = plainText(bodyHtml);
  const title = (elements.title ?? '').replace(/\s+/g, ' ').trim();
  const publishedAt = momentOf(elements, defaults.importedAt);
  const formedOn = readDay(elements.formedOn) ?? signedOn(bodyText);
  if (title === '') throw new RefusedItemError('找不到标题');
  if (!formedOn) throw new RefusedItemError('找不到成文日期');
  const day = shanghaiDate(publishedAt);
  if (day < formedOn) throw new RefusedItemError(`发布日期${day}早于成文日期${formedOn}`);
  if (publishedAt > defaults.importedAt) throw new RefusedItemError(`发布日期${day}尚未到来`);
  const own = defaults.organs.find(({ code, name }) => code === elements.organCode || name === elements.organ);
  if (elements.organCode !== undefined && !own) throw new RefusedItemError(`没有代码为${elements.organCode}的机关`);
  const organ = own ?? defaults.organs.find(({ code }) => code === defaults.organCode);
  const effectiveOn = readDay(elements.effectiveOn) ?? null;
  const metadata: Metadata = {
    title,
    documentNumber: elements.documentNumber?.trim() || numberIn(bodyText) || null,
    formedOn,
    changedOn: null,
    effectiveOn,
    category: elements.category ?? defaults.category,
    theme: themeFrom(elements.theme),
    genre: genreFrom(title),
    keywords: keywordsFrom(elements.keywords),
    disclosure: 'proactive',
    summary: (elements.summary ?? bodyText.replace(/\s+/g, ' ')).slice(0, SUMMARY),
    source: elements.organ && elements.organ !== organ?.name ? elements.organ : null,
  };
  const [fault] = metadataFaults(metadata, new Set(defaults.categories), shanghaiDate(defaults.importedAt), bodyText);
  if (fault) throw new RefusedItemError(fault.message);
  return {
    key: found.key,
    organCode: organ?.code ?? defaults.organCode,
    kind: defaults.kind,
    metadata,
    bodyHtml,
    bodyText,
    publishedAt,
    indexNumber: elements.indexNumber,
    address,
  };
}
