// Copy-link and print buttons. They are hidden in the page and shown here, where they can work.
for (const button of document.querySelectorAll('[data-island="print"]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll('[data-island="copy-link"]')) {
    const label = button.querySelector('[data-label]');
    const usual = label.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.address || location.href);
      label.textContent = button.dataset.done;
      setTimeout(() => {
        label.textContent = usual;
      }, 2500);
    });
  }
}
