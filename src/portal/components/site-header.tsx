import { localText, portalHref, settingHref, shellLanguage, usePortal } from '../context.ts';
import { Icon } from './icon.tsx';
import { SearchBox } from './search-box.tsx';

/** The portal's mark: the character 公 in white on vermilion, drawn as lines so that it needs no font. */
function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect width="48" height="48" rx="3" />
      <path d="M19 10 L10 24 M29 10 L38 24 M24 21 L15 37 L33 37 M29 29 L35 40" />
    </svg>
  );
}

function Utility() {
  const portal = usePortal();
  const { text, settings } = portal;
  const elder = settings.mode === 'elder';
  const other = portal.language === 'en' ? 'zh-CN' : 'en';
  return (
    <nav class="utility" aria-label={text.siteTools}>
      <ul class="wrap">
        <li>
          <a href={settingHref(portal, { mode: elder ? 'standard' : 'elder' })} rel="nofollow">
            <Icon name="elder" />
            {elder ? text.elderOff : text.elderOn}
          </a>
        </li>
        <li>
          <a href={`${portal.basePath}/settings?${new URLSearchParams({ back: portal.returnPath })}`} rel="nofollow">
            <Icon name="display" />
            {text.displaySettings}
          </a>
        </li>
        <li>
          <a href={settingHref(portal, { lang: other })} rel="nofollow" lang={other} hreflang={other}>
            {text.otherLanguage}
          </a>
        </li>
      </ul>
    </nav>
  );
}

/** Utility row, name of the site, search, main navigation, closed by the thick and thin rule. */
export function SiteHeader({ section }: { section: string | undefined }) {
  const portal = usePortal();
  const { site, text, navigation } = portal;
  return (
    <header class="site-header">
      <Utility />
      <div class="masthead">
        <div class="wrap">
          <div class="masthead-row">
            {portal.skin === undefined && (
              <a class="brand" href={`${portal.basePath}/`} lang={typeof site.name === 'string' ? 'zh-CN' : undefined}>
                <BrandMark />
                <span class="brand-name">
                  {localText(portal, site.name)}
                  {site.subtitle !== undefined && <span class="brand-sub">{localText(portal, site.subtitle)}</span>}
                </span>
              </a>
            )}
            {portal.searchPath !== undefined && <SearchBox />}
          </div>
          {navigation.length > 0 && (
            <nav class="site-navigation" id="navigation" aria-label={text.mainNavigation} lang={shellLanguage(portal)}>
              <ul>
                {navigation.map((entry) => (
                  <li key={entry.href}>
                    <a href={portalHref(portal, entry.href)} aria-current={entry.href === section ? 'true' : undefined}>
                      {localText(portal, entry.label)}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </div>
      </div>
      <div class="official-rule" />
    </header>
  );
}
