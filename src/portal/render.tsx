import { renderToString } from 'preact-render-to-string';
import { Page, type PageContent } from './components/page.tsx';
import { type PortalContext, PortalProvider } from './context.ts';

/** The complete HTML document of one page, as a string. Everything put into it as text or attribute is escaped. */
export function renderPage(context: PortalContext, page: PageContent): string {
  return `<!doctype html>${renderToString(
    <PortalProvider value={context}>
      <Page {...page} />
    </PortalProvider>,
  )}`;
}
