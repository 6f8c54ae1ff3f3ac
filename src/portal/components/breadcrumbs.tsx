import { localText, portalHref, shellLanguage, usePortal } from '../context.ts';
import type { LocalizedText } from '../i18n/index.ts';

/** A step of 当前位置; the last one, this page, has no address. */
export interface Breadcrumb {
  readonly label: LocalizedText;
  readonly href?: string;
}

/** 当前位置: from the home page down to this page. The home page is put in front by itself. */
export function Breadcrumbs({ trail }: { trail: readonly Breadcrumb[] }) {
  const portal = usePortal();
  const steps: readonly Breadcrumb[] = [{ label: portal.text.home, href: '/' }, ...trail];
  return (
    <nav class="breadcrumbs wrap" aria-label={portal.text.breadcrumbs} lang={shellLanguage(portal)}>
      <ol>
        {steps.map((step) => {
          const label = localText(portal, step.label);
          return (
            <li key={label}>
              {step.href === undefined ? (
                <span aria-current="page">{label}</span>
              ) : (
                <a href={portalHref(portal, step.href)}>{label}</a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
