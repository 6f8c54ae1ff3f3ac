import { render } from 'preact-render-to-string';
import { createPortalContext, defaultSettings, PortalProvider } from '../../../portal/index.ts';
import { type ReportAddress, recordsPath } from '../portal/addresses.ts';
import { ReportBody } from '../portal/report-body.tsx';
import type { ReportContent } from '../rules/composing/content.ts';

/** Small and self-contained: the file is mailed, archived and printed without the portal. */
const STYLE = `
body{font:16px/1.8 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{text-align:center;font-size:1.6rem;line-height:1.4}h2{font-size:1.2rem;margin-top:2rem}p{text-indent:2em;margin:.5em 0}
table{border-collapse:collapse;width:100%;font-size:.875rem}th,td{border:1px solid #555;padding:.3em .5em;text-align:center;font-weight:normal}
.table-scroll{overflow-x:auto}.numeric{font-variant-numeric:tabular-nums}.table-note,.table-scroll-hint,.visually-hidden,.table-caption{display:none}
a{color:#0b4f79}@media print{a{color:inherit;text-decoration:none}tr{break-inside:avoid}thead{display:table-header-group}}
`;

/**
 * The report as one HTML file. `portalAddress` is where the portal stands (https://…); with it each figure links to its
 * records, without it figures are plain links relative to the portal's root.
 */
export function reportHtml(content: ReportContent, address: ReportAddress, portalAddress = ''): string {
  const context = createPortalContext({
    site: { name: content.organ.name },
    path: '/',
    settings: defaultSettings,
    asset: (name) => name,
    basePath: portalAddress.replace(/\/$/, ''),
  });
  const document = render(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{content.title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <PortalProvider value={context}>
          <h1>{content.title}</h1>
          <ReportBody content={content} hrefOf={(figure) => recordsPath(address, figure)} />
        </PortalProvider>
      </body>
    </html>,
  );
  return `<!doctype html>${document}\n`;
}
