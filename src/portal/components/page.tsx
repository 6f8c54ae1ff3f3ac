import type { ComponentChildren } from 'preact';
import { type PortalContext, usePortal } from '../context.ts';
import type { Language, LocalizedText } from '../i18n/index.ts';
import { type Breadcrumb, Breadcrumbs } from './breadcrumbs.tsx';
import { canonicalAddress, HeadMeta, type PageMeta } from './head-meta.tsx';
import { Icon } from './icon.tsx';
import { SideNavigation, type SideNavigationProps } from './side-navigation.tsx';
import { SiteFooter } from './site-footer.tsx';
import { SiteHeader } from './site-header.tsx';

/** One page: what stands between header and footer, and what the head says about it. */
export interface PageContent {
  readonly title: LocalizedText;
  /** Below the home page, ending with this page. Left out on the home page. */
  readonly breadcrumbs?: readonly Breadcrumb[];
  readonly meta?: PageMeta;
  /** `href` of the main navigation entry this page belongs to. */
  readonly section?: string;
  /** Left column, such as the five entries of the disclosure platform. */
  readonly sideNavigation?: SideNavigationProps;
  /** Language of `children`; zh-CN unless said otherwise. */
  readonly contentLanguage?: Language;
  /** Holds one `<h1>`, usually through `PageHeading` or `DocumentHead`. */
  readonly children: ComponentChildren;
}

interface StyleSheet {
  readonly name: string;
  readonly media?: string;
}

/**
 * Style sheets for the visitor's settings. Themes are separate files picked by `media`, so that each colour is written once
 * and paper is always ink on white.
 */
function styleSheets({ settings }: PortalContext): readonly StyleSheet[] {
  const sheets: StyleSheet[] = [{ name: 'portal.css' }];
  const dark =
    settings.theme === 'dark'
      ? 'screen'
      : settings.theme === 'light'
        ? null
        : 'screen and (prefers-color-scheme: dark)';
  const more = settings.contrast === 'more' ? 'screen' : 'screen and (prefers-contrast: more)';
  if (dark !== null) sheets.push({ name: 'dark.css', media: dark });
  sheets.push({ name: 'contrast.css', media: more });
  if (dark !== null) {
    const conditions = [dark, more].map((one) => one.replace(/^screen( and )?/, '')).filter((one) => one !== '');
    sheets.push({ name: 'contrast-dark.css', media: ['screen', ...conditions].join(' and ') });
  }
  if (settings.mode === 'elder') sheets.push({ name: 'elder.css', media: 'screen' });
  sheets.push({ name: 'print.css', media: 'print' });
  return sheets;
}

function SkipLinks({ navigation }: { navigation: boolean }) {
  const { text } = usePortal();
  return (
    <div class="skip-links">
      <a href="#main">{text.skipToMain}</a>
      {navigation && <a href="#navigation">{text.skipToNavigation}</a>}
    </div>
  );
}

/** What differs between pages of one frame: rendered for each page, or marks in their place (render.tsx). */
interface PageSlots {
  readonly head: ComponentChildren;
  readonly breadcrumbs: ComponentChildren;
  readonly main: ComponentChildren;
  readonly sideNavigation: ComponentChildren;
}

export function PageHead({ page }: { page: PageContent }) {
  return <HeadMeta title={page.title} meta={page.meta} />;
}

export function PageBreadcrumbs({ page }: { page: PageContent }) {
  if (page.breadcrumbs === undefined || page.breadcrumbs.length === 0) return null;
  return <Breadcrumbs trail={page.breadcrumbs} />;
}

export function PageMain({ page }: { page: PageContent }) {
  const portal = usePortal();
  const address = canonicalAddress(portal, page.meta);
  return (
    <>
      {page.children}
      {address !== undefined && (
        <p class="print-only">
          {portal.text.pageAddress}
          {address}
        </p>
      )}
    </>
  );
}

export function PageSideNavigation({ page }: { page: PageContent }) {
  return page.sideNavigation === undefined ? null : <SideNavigation {...page.sideNavigation} />;
}

/** The whole document from `<html>` on, its slots filled with what is given. */
export function PageFrame({ page, slots }: { page: PageContent; slots: PageSlots }) {
  const portal = usePortal();
  const { settings, text, site } = portal;
  const contentLanguage = page.contentLanguage ?? 'zh-CN';
  const main = (
    <main id="main" tabIndex={-1} lang={contentLanguage === portal.language ? undefined : contentLanguage}>
      {slots.main}
    </main>
  );
  return (
    <html
      lang={portal.language}
      data-mode={settings.mode}
      data-text-size={settings.textSize === 'standard' ? undefined : settings.textSize}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {slots.head}
        {portal.skin?.styleSheets.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {styleSheets(portal).map((sheet) => (
          <link key={sheet.name} rel="stylesheet" href={portal.asset(sheet.name)} media={sheet.media} />
        ))}
        <link rel="icon" type="image/svg+xml" href={portal.asset('icon.svg')} />
        <script src={portal.asset('portal.js')} defer />
      </head>
      <body>
        <SkipLinks navigation={portal.navigation.length > 0} />
        {portal.skin !== undefined && (
          <div class="host-site" dangerouslySetInnerHTML={{ __html: portal.skin.before }} />
        )}
        <SiteHeader section={page.section} />
        {site.demonstration === true && (
          <aside class="demonstration" aria-label={text.demonstration}>
            <p class="wrap">
              <Icon name="information" />
              <span>{text.demonstrationExplained}</span>
            </p>
          </aside>
        )}
        {slots.breadcrumbs}
        <div class="wrap">
          {page.sideNavigation === undefined ? (
            main
          ) : (
            <div class="with-sidebar">
              <div class="content">{main}</div>
              {/* After the content, so that on a phone and by ear the page itself comes first; wide screens show it left. */}
              {slots.sideNavigation}
            </div>
          )}
        </div>
        {portal.skin === undefined ? (
          <SiteFooter />
        ) : (
          <div class="host-site" dangerouslySetInnerHTML={{ __html: portal.skin.after }} />
        )}
      </body>
    </html>
  );
}

/** The whole document of one page. */
export function Page(page: PageContent) {
  return (
    <PageFrame
      page={page}
      slots={{
        head: <PageHead page={page} />,
        breadcrumbs: <PageBreadcrumbs page={page} />,
        main: <PageMain page={page} />,
        sideNavigation: <PageSideNavigation page={page} />,
      }}
    />
  );
}
