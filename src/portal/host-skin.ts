import sanitize from 'sanitize-html';

/** Header, footer and style sheets of the site that the portal is mounted in; cleaned, ready to stand in every page. */
export interface HostSkin {
  readonly styleSheets: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** A template that cannot be used; says what is missing. */
export class HostTemplateError extends Error {
  override name = 'HostTemplateError';
}

/** Where the portal's own content goes. */
const SLOT = /<!--\s*gongkai:content\s*-->/;
const MOST = 200_000;

/** On the host's own origin: a path, or an address that begins with its domain. Anything else the policy would block anyway. */
function ownAddress(address: string, domain: string | undefined): boolean {
  if (/^\/(?![/\\])/.test(address)) return true;
  return (
    domain !== undefined && new RegExp(`^(?:https?:)?//${domain.replaceAll('.', '\\.')}(?:/|$)`, 'i').test(address)
  );
}

function clean(html: string, domain: string | undefined): string {
  const common = ['class', 'title', 'lang', 'role', 'aria-*'];
  return sanitize(html, {
    allowedTags:
      'header footer nav section div span p br hr h2 h3 h4 ul ol li dl dt dd a img strong em b i small form label input button select option table tbody tr td th address'.split(
        ' ',
      ),
    allowedAttributes: {
      '*': common,
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height'],
      form: ['action', 'method'],
      input: ['type', 'name', 'value', 'placeholder'],
      button: ['type'],
      select: ['name'],
      option: ['value'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    // Only questions may be asked from here: what changes something has pages of its own.
    transformTags: {
      form: (tagName, attribs) => ({ tagName, attribs: { ...attribs, method: 'get' } }),
      a: (tagName, attribs) => ({
        tagName,
        attribs: attribs.target === '_blank' ? { ...attribs, rel: 'noopener' } : attribs,
      }),
    },
    exclusiveFilter: ({ tag, attribs }) =>
      (tag === 'img' && !ownAddress(attribs.src ?? '', domain)) ||
      (tag === 'form' && !ownAddress(attribs.action ?? '', domain)) ||
      (tag === 'input' && /^(?:password|file|image)$/i.test(attribs.type ?? '')),
  });
}

/**
 * Reads a page of the host with `<!-- gongkai:content -->` where the portal's pages go. Scripts, styles within the page, frames,
 * event attributes and what is loaded from elsewhere are left out, so that the portal's Content-Security-Policy stays as it is.
 * Ids are dropped: the portal has its own.
 * @param domain the site's own host name, whose absolute addresses count as its own
 * @throws HostTemplateError without a slot, with several, or too large
 */
export function readHostTemplate(html: string, domain?: string): HostSkin {
  if (html.length > MOST) throw new HostTemplateError(`template of the host site: more than ${MOST} characters`);
  const parts = html.split(SLOT);
  if (parts.length !== 2)
    throw new HostTemplateError(
      `template of the host site: expected <!-- gongkai:content --> once, found it ${parts.length - 1} times`,
    );
  const [head = '', tail = ''] = parts;
  const body = /<body\b[^>]*>/i.exec(head);
  const styleSheets = [...head.matchAll(/<link\b[^>]*>/gi)]
    .map(([tag]) =>
      /\brel\s*=\s*["']?stylesheet\b/i.test(tag) ? /\bhref\s*=\s*["']([^"'<>]+)["']/i.exec(tag)?.[1] : undefined,
    )
    .filter((href) => href !== undefined && ownAddress(href, domain)) as string[];
  return {
    styleSheets,
    before: clean(body ? head.slice(body.index + body[0].length) : head, domain),
    after: clean(tail.replace(/<\/body>[\s\S]*$/i, ''), domain),
  };
}
