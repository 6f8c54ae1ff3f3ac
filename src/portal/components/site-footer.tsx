import type { ComponentChildren } from 'preact';
import { localText, portalHref, usePortal } from '../context.ts';
import type { RecordNumber } from '../site-profile.ts';

interface Fact {
  readonly term: string;
  readonly value: ComponentChildren;
}

function recordFact(portal: { basePath: string }, term: string, record: RecordNumber | undefined): Fact | undefined {
  if (record === undefined) return undefined;
  return {
    term,
    value: record.url === undefined ? record.number : <a href={portalHref(portal, record.url)}>{record.number}</a>,
  };
}

function fact(term: string, value: ComponentChildren | undefined): Fact | undefined {
  return value === undefined || value === '' ? undefined : { term, value };
}

/** What 政府网站发展指引 asks of the foot of every page; what is not configured is not shown. */
export function SiteFooter() {
  const portal = usePortal();
  const { site, text } = portal;
  const facts = [
    fact(text.sponsor, site.sponsor && localText(portal, site.sponsor)),
    fact(text.operator, site.operator && localText(portal, site.operator)),
    fact(
      text.telephone,
      site.telephone && <a href={`tel:${site.telephone.replace(/[^\d+]/g, '')}`}>{site.telephone}</a>,
    ),
    fact(text.email, site.email && <a href={`mailto:${site.email}`}>{site.email}</a>),
    fact(text.address, site.address && localText(portal, site.address)),
    fact(text.postcode, site.postcode),
    fact(text.identificationCode, site.identificationCode),
    recordFact(portal, text.icpRecord, site.icpRecord),
    recordFact(portal, text.publicSecurityRecord, site.publicSecurityRecord),
  ].filter((one) => one !== undefined);
  const links = [
    [text.siteMap, site.siteMapUrl],
    [text.siteStatement, site.statementUrl],
    [text.privacy, site.privacyUrl],
    [text.accessibility, site.accessibilityUrl],
    [text.contact, site.contactUrl],
    [text.reportError, site.reportErrorUrl],
    [text.partyGovernmentMark, site.partyGovernmentMarkUrl],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  return (
    <footer class="site-footer">
      <div class="wrap">
        {links.length > 0 && (
          <nav aria-label={text.footerLinks}>
            <ul class="footer-links">
              {links.map(([label, href]) => (
                <li key={label}>
                  <a href={portalHref(portal, href)}>{label}</a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {facts.length > 0 && (
          <dl class="footer-facts" aria-label={text.footerFacts}>
            {facts.map((one) => (
              <div key={one.term}>
                <dt>{one.term}</dt>
                <dd>{one.value}</dd>
              </div>
            ))}
          </dl>
        )}
        {site.supportsIpv6 === true && <p class="footer-ipv6">{text.ipv6}</p>}
      </div>
    </footer>
  );
}
