import { portalHref, shellLanguage, usePortal } from '../context.ts';
import { Icon } from './icon.tsx';

export interface PaginationProps {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly hrefOf: (page: number) => string;
  /** Name of this set of pages, where a page has more than one. */
  readonly label?: string;
}

/** Pages to offer: the first, the last, and those around this one; 0 stands for a gap. Never more than nine entries. */
export function pageWindow(page: number, last: number): number[] {
  const wanted = new Set([1, last, page - 2, page - 1, page, page + 1, page + 2]);
  const pages = [...wanted].filter((one) => one >= 1 && one <= last).sort((a, b) => a - b);
  const shown: number[] = [];
  for (const one of pages) {
    const previous = shown.at(-1);
    if (previous !== undefined && one - previous === 2) shown.push(one - 1);
    else if (previous !== undefined && one - previous > 2) shown.push(0);
    shown.push(one);
  }
  return shown;
}

export function Pagination({ page, pageSize, total, hrefOf, label }: PaginationProps) {
  const portal = usePortal();
  const { text } = portal;
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0) return null;
  const link = (target: number) => portalHref(portal, hrefOf(target));
  return (
    <nav class="pagination" aria-label={label ?? text.pagination} lang={shellLanguage(portal)}>
      {last > 1 && (
        <ul>
          {page > 1 && (
            <li>
              <a href={link(page - 1)} rel="prev">
                <Icon name="previous" />
                {text.previousPage}
              </a>
            </li>
          )}
          {pageWindow(page, last).map((one, index, all) =>
            one === 0 ? (
              <li key={`gap-${all[index - 1]}`} aria-hidden="true">
                …
              </li>
            ) : (
              <li key={one}>
                {one === page ? (
                  <span aria-current="page">
                    <span class="visually-hidden">{text.pageNumber(one)}</span>
                    <span aria-hidden="true">{one}</span>
                  </span>
                ) : (
                  <a href={link(one)} aria-label={text.pageNumber(one)}>
                    {one}
                  </a>
                )}
              </li>
            ),
          )}
          {page < last && (
            <li>
              <a href={link(page + 1)} rel="next">
                {text.nextPage}
                <Icon name="next" />
              </a>
            </li>
          )}
        </ul>
      )}
      <p class="pagination-summary">
        {text.pageSummary((page - 1) * pageSize + 1, Math.min(page * pageSize, total), total)}
      </p>
    </nav>
  );
}

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

/** Tabs as links, each with an address of its own: no script, can be bookmarked. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const portal = usePortal();
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={portalHref(portal, tab.href)} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
