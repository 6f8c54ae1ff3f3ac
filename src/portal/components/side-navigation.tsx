import { localText, portalHref, shellLanguage, usePortal } from '../context.ts';
import type { LocalizedText } from '../i18n/index.ts';

export interface SideNavigationProps {
  readonly title: LocalizedText;
  readonly entries: readonly { readonly href: string; readonly label: LocalizedText }[];
  /** `href` of the entry this page is or belongs to. */
  readonly current?: string;
}

/** The left column of a section: 指南, 制度, 法定主动公开内容, 年报, 依申请公开. A row of links on phones. */
export function SideNavigation({ title, entries, current }: SideNavigationProps) {
  const portal = usePortal();
  return (
    <nav class="side-navigation" aria-label={portal.text.sideNavigation} lang={shellLanguage(portal)}>
      <p class="side-navigation-title">{localText(portal, title)}</p>
      <ul>
        {entries.map((entry) => (
          <li key={entry.href}>
            <a href={portalHref(portal, entry.href)} aria-current={entry.href === current ? 'true' : undefined}>
              {localText(portal, entry.label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
