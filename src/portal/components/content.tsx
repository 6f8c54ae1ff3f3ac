import type { ComponentChildren } from 'preact';
import { localText, portalHref, shellLanguage, usePortal } from '../context.ts';
import type { LocalizedText } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import { Phrase } from './phrase.tsx';

/** What a thing means. Shown in colour, and always also in words or by a sign. */
export type Tone = 'information' | 'positive' | 'caution' | 'negative' | 'neutral';

export interface PageHeadingProps {
  readonly title: ComponentChildren;
  /** Small line above: the column or kind of page. */
  readonly kicker?: ComponentChildren;
  readonly lede?: ComponentChildren;
  /** Below the title: badges, `PageTools`. */
  readonly children?: ComponentChildren;
}

/** The page's `<h1>`. */
export function PageHeading({ title, kicker, lede, children }: PageHeadingProps) {
  return (
    <div class="page-heading">
      {kicker !== undefined && <p class="page-kicker">{kicker}</p>}
      <h1>{typeof title === 'string' ? <Phrase text={title} /> : title}</h1>
      {lede !== undefined && <p class="lede">{lede}</p>}
      {children}
    </div>
  );
}

export interface NoticeProps {
  readonly tone?: Exclude<Tone, 'neutral'>;
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** Something the reader should know before going on. */
export function Notice({ tone = 'information', title, children }: NoticeProps) {
  const portal = usePortal();
  return (
    <div class={`notice tone-${tone}`} role="note">
      <Icon name={tone} />
      <div class="notice-body">
        <span class="visually-hidden" lang={shellLanguage(portal)}>
          {portal.text[tone]}
        </span>
        {title !== undefined && <p class="notice-title">{title}</p>}
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  );
}

/** A state in a word or two: 有效, 已修改, 废止, 失效 … */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge tone-${tone}`}>{children}</span>;
}

/** Nothing here: says why, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name="empty" />
      <p class="empty-title">{title}</p>
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  );
}

export interface DefinitionEntry {
  readonly term: string;
  /** `null`, `undefined` and empty text leave the entry out. */
  readonly value: ComponentChildren;
  /** Takes the whole width in two columns. */
  readonly wide?: boolean;
}

/** Facts by name and value, such as the elements of a document (索引号, 发文字号 …). */
export function DefinitionList({ entries, columns = 1 }: { entries: readonly DefinitionEntry[]; columns?: 1 | 2 }) {
  const shown = entries.filter((entry) => entry.value !== null && entry.value !== undefined && entry.value !== '');
  return (
    <dl class={columns === 2 ? 'facts facts-two' : 'facts'}>
      {shown.map((entry) => (
        <div key={entry.term} class={entry.wide === true ? 'wide' : undefined}>
          <dt>{entry.term}</dt>
          <dd>{entry.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface ListedLink {
  readonly href: string;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly date?: string;
  readonly detail?: ComponentChildren;
  readonly badge?: ComponentChildren;
}

/** Titles with their dates, newest first as given. */
export function LinkList({ links }: { links: readonly ListedLink[] }) {
  const portal = usePortal();
  return (
    <ul class="link-list">
      {links.map((link) => (
        <li key={link.href}>
          <div class="link-list-main">
            <a href={portalHref(portal, link.href)}>{link.title}</a> {link.badge}
            {link.detail !== undefined && <p>{link.detail}</p>}
          </div>
          {link.date !== undefined && <time dateTime={link.date}>{link.date}</time>}
        </li>
      ))}
    </ul>
  );
}

export interface Entry {
  readonly href: string;
  readonly title: LocalizedText;
  readonly detail?: ComponentChildren;
}

/** The main entrances of the site or of a section, each with a line about what is behind it. */
export function EntryList({ entries }: { entries: readonly Entry[] }) {
  const portal = usePortal();
  return (
    <ul class="entries">
      {entries.map((entry) => (
        <li key={entry.href}>
          <a href={portalHref(portal, entry.href)}>{localText(portal, entry.title)}</a>
          {entry.detail !== undefined && <p>{entry.detail}</p>}
        </li>
      ))}
    </ul>
  );
}

export interface TimelineStep {
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly date?: string;
  readonly state: 'done' | 'current' | 'upcoming';
  readonly detail?: ComponentChildren;
}

/** A course of events, oldest first. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  const portal = usePortal();
  const words = {
    done: portal.text.stageDone,
    current: portal.text.stageCurrent,
    upcoming: portal.text.stageUpcoming,
  };
  return (
    <ol class="timeline">
      {steps.map((step) => (
        <li
          key={`${step.date}${step.title}`}
          class={step.state}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          {step.date !== undefined && <time dateTime={step.date}>{step.date}</time>}
          <p class="timeline-title">
            {step.title}
            <span class="visually-hidden" lang={shellLanguage(portal)}>{` (${words[step.state]})`}</span>
          </p>
          {step.detail !== undefined && <p>{step.detail}</p>}
        </li>
      ))}
    </ol>
  );
}

export interface Download {
  readonly href: string;
  readonly title: string;
  /** Upper-case extension as readers know it: PDF, DOCX, XLSX. */
  readonly format: string;
  readonly bytes?: number;
}

/** `820 B`, `12 KB`, `3.4 MB`: powers of 1024, rounded. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function DownloadList({ files }: { files: readonly Download[] }) {
  const portal = usePortal();
  return (
    <ul class="downloads">
      {files.map((file) => (
        <li key={file.href}>
          <Icon name="file" />
          <div>
            <a href={portalHref(portal, file.href)} download>
              {file.title}
            </a>
            <span class="downloads-facts" lang={shellLanguage(portal)}>
              {file.bytes === undefined ? file.format : portal.text.downloadFacts(file.format, fileSize(file.bytes))}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

export interface DocumentHeadProps {
  /** 发文机关, in vermilion as on paper. */
  readonly issuer: string;
  /** 发文字号 */
  readonly number?: string;
  readonly title: string;
  readonly badge?: ComponentChildren;
  /** 2 where the page has an `<h1>` of its own. */
  readonly level?: 1 | 2;
}

/** The head of an official document: issuer, number, rule, title. */
export function DocumentHead({ issuer, number, title, badge, level = 1 }: DocumentHeadProps) {
  const Title = level === 1 ? 'h1' : 'h2';
  return (
    <div class="document-head">
      <p class="document-issuer">
        <Phrase text={issuer} />
      </p>
      {number !== undefined && <p class="document-number">{number}</p>}
      <div class="official-rule" />
      <Title>
        <Phrase text={title} />
      </Title>
      {badge}
    </div>
  );
}

/** A part that can be folded away; works without JavaScript. Parts with the same `group` open one at a time. */
export function Disclosure({
  summary,
  open = false,
  group,
  children,
}: {
  summary: string;
  open?: boolean;
  group?: string;
  children: ComponentChildren;
}) {
  return (
    <details class="disclosure" open={open} name={group}>
      <summary>{summary}</summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}

/** Headings of a long page; `id` is the heading's. */
export function Contents({ entries }: { entries: readonly { readonly id: string; readonly title: LocalizedText }[] }) {
  const portal = usePortal();
  return (
    <nav class="contents" aria-label={portal.text.onThisPage}>
      <p class="contents-title" lang={shellLanguage(portal)}>
        {portal.text.onThisPage}
      </p>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <a href={`#${entry.id}`}>{localText(portal, entry.title)}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
