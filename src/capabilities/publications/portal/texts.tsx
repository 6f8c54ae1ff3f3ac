import type { TextPart } from '../../../platform/search/index.ts';
import { Badge, type Tone, usePortal } from '../../../portal/index.ts';
import { type Validity, validityLabels } from '../../documents/index.ts';

const tones: Readonly<Record<Validity, Tone>> = {
  'in-force': 'positive',
  amended: 'information',
  repealed: 'negative',
  lapsed: 'negative',
  suspended: 'caution',
};

/** 有效, 已修改, 废止, 失效, 停止执行: stands with the title wherever a document is named (政府网站发展指引). */
export function ValidityBadge({ validity }: { validity: Validity }) {
  return <Badge tone={tones[validity]}>{validityLabels[validity]}</Badge>;
}

const TABLE = /<table>([\s\S]*?)<\/table>/g;

/** Tables get a frame that scrolls by itself on a phone, and can be scrolled with the keyboard. */
function framed(html: string, label: string): string {
  let count = 0;
  return html.replace(TABLE, (_, inside: string) => {
    count++;
    return `<section class="table-scroll" tabindex="0" aria-label="${label}表${count}"><table class="table">${inside}</table></section>`;
  });
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Pictures and links of a text that lead to the platform's own files, wherever it is mounted. */
function mounted(html: string, basePath: string): string {
  return basePath === '' ? html : html.replace(/( (?:src|href)=")(\/items\/[0-9a-f-]{36}[/"])/g, `$1${basePath}$2`);
}

/**
 * The text of an edition; `title` tells its tables from those of another text on the page. Its HTML was cleaned to the allow-list (html/clean.ts) when it was
 * saved.
 */
export function TextBody({ html, title = '' }: { html: string; title?: string }) {
  const { basePath } = usePortal();
  return (
    <div
      class="document-body"
      dangerouslySetInnerHTML={{ __html: mounted(framed(html, escapeAttribute(title)), basePath) }}
    />
  );
}

export function Marked({ parts }: { parts: readonly TextPart[] }) {
  return <>{parts.map((part, i) => (part.isHit ? <mark key={`${i}`}>{part.text}</mark> : part.text))}</>;
}
