// Text size without a reload: the links work by themselves, this only saves the trip. The server keeps the choice.
for (const link of document.querySelectorAll('[data-text-size-choice]')) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.documentElement.dataset.textSize = link.dataset.textSizeChoice;
    for (const other of document.querySelectorAll('[data-text-size-choice]')) {
      if (other.dataset.textSizeChoice === link.dataset.textSizeChoice) other.setAttribute('aria-current', 'true');
      else other.removeAttribute('aria-current');
    }
    fetch(link.href, { redirect: 'manual', credentials: 'same-origin' }).catch(() => location.assign(link.href));
  });
}
