import { ButtonLink, ButtonRow, DefinitionList, PageHeading, SearchBox } from '../components/index.ts';
import type { PageContent } from '../components/page.tsx';
import type { PortalContext } from '../context.ts';

/** Pages for addresses that lead nowhere and for faults: say what happened and what to do, nothing about the inside. */
export function errorPage({ text, language, site }: PortalContext, status: number, reference: string): PageContent {
  const words = wordsFor(text, status);
  return {
    title: words.title,
    breadcrumbs: [{ label: words.title }],
    meta: { hiddenFromSearch: true },
    contentLanguage: language,
    children: (
      <>
        <PageHeading title={words.title} kicker={String(status)} lede={words.lede} />
        {status === 404 && <p class="prose">{text.notFoundCheck}</p>}
        {status === 404 && <SearchBox id="not-found-search" />}
        <DefinitionList
          entries={[
            { term: text.serverErrorReference, value: status >= 500 ? reference : null },
            { term: text.telephone, value: site.telephone },
            { term: text.email, value: site.email },
          ]}
        />
        <ButtonRow>
          <ButtonLink href="/" kind="secondary">
            {text.backHome}
          </ButtonLink>
        </ButtonRow>
      </>
    ),
  };
}

function wordsFor(text: PortalContext['text'], status: number): { title: string; lede: string } {
  if (status === 404 || status === 410) return { title: text.notFoundTitle, lede: text.notFoundLede };
  if (status === 401 || status === 403) return { title: text.forbiddenTitle, lede: text.forbiddenLede };
  if (status === 429) return { title: text.tooManyTitle, lede: text.tooManyLede };
  if (status < 500) return { title: text.badRequestTitle, lede: text.badRequestLede };
  return { title: text.serverErrorTitle, lede: text.serverErrorLede };
}
