// Titles offered while a visitor types in a search box. Without it the box is a plain form; a slow or missing answer changes nothing.
for (const [number, input] of [...document.querySelectorAll('input[data-suggestions]')].entries()) {
  const list = document.createElement('ul');
  list.id = `suggestions-${number}`;
  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.suggestionsLabel);
  list.hidden = true;
  input.form.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  let active = -1;
  let asked = 0;
  let timer;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (index) => {
    const options = [...list.children];
    active = options.length === 0 ? -1 : (index + options.length) % options.length;
    for (const [i, option] of options.entries()) option.setAttribute('aria-selected', String(i === active));
    if (active < 0) return;
    input.setAttribute('aria-activedescendant', options[active].id);
    options[active].scrollIntoView({ block: 'nearest' });
  };
  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map(({ title, href }, i) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${i}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.textContent = title;
        // Before the box loses the focus, which closes the list.
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          location.assign(href);
        });
        option.dataset.href = href;
        return option;
      }),
    );
    active = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute('aria-expanded', String(suggestions.length > 0));
  };
  const ask = async () => {
    const mine = ++asked;
    const text = input.value.trim();
    if ([...text].length < 2) return close();
    try {
      const answer = await fetch(`${input.dataset.suggestions}?${new URLSearchParams({ q: text })}`);
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      // An answer that was overtaken by another says nothing any more.
      if (mine === asked && document.activeElement === input) show(suggestions);
    } catch {
      close();
    }
  };

  input.addEventListener('input', (event) => {
    clearTimeout(timer);
    // A word that is still being composed from pinyin is not yet what the visitor means.
    if (!event.isComposing) timer = setTimeout(ask, 150);
  });
  input.addEventListener('compositionend', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === 'ArrowDown') choose(active + 1);
    else if (event.key === 'ArrowUp') choose(active < 0 ? -1 : active - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && active >= 0) location.assign(list.children[active].dataset.href);
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
}
