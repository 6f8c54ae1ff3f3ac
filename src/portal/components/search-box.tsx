import { portalHref, shellLanguage, usePortal } from '../context.ts';
import { Icon } from './icon.tsx';

/** Site search: a plain GET form to the portal's search page. `value` refills it on the results page. */
export function SearchBox({ value, id = 'site-search' }: { value?: string; id?: string }) {
  const portal = usePortal();
  if (portal.searchPath === undefined) return null;
  return (
    <search lang={shellLanguage(portal)}>
      <form class="search-box" action={portalHref(portal, portal.searchPath)} method="get">
        <label class="visually-hidden" for={id}>
          {portal.text.searchLabel}
        </label>
        <input
          class="input"
          type="search"
          id={id}
          name="q"
          value={value}
          placeholder={portal.text.searchPlaceholder}
          maxLength={100}
          autoComplete="off"
          data-suggestions={portalHref(portal, `${portal.searchPath}/suggestions`)}
          data-suggestions-label={portal.text.searchSuggestions}
        />
        <button class="button" type="submit">
          <Icon name="search" />
          <span>{portal.text.searchAction}</span>
        </button>
      </form>
    </search>
  );
}
