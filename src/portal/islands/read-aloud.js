// Reads the main text aloud, a sentence at a time, where the browser has a voice. Long utterances stop by themselves in
// some browsers, so text is cut at sentence ends.
if ('speechSynthesis' in window) {
  for (const button of document.querySelectorAll('[data-island="read-aloud"]')) {
    const label = button.querySelector('[data-label]');
    const usual = label.textContent;
    let reading = false;

    const stop = () => {
      reading = false;
      speechSynthesis.cancel();
      button.setAttribute('aria-pressed', 'false');
      label.textContent = usual;
    };

    const start = () => {
      const main = document.getElementById('main');
      const copy = main.cloneNode(true);
      for (const silent of copy.querySelectorAll('.page-tools, nav, script, [aria-hidden="true"], .no-read'))
        silent.remove();
      for (const block of copy.querySelectorAll('p, li, tr, h1, h2, h3, h4, dt, dd, caption')) block.append('。');
      for (const cell of copy.querySelectorAll('th, td')) cell.append('，');
      const text = copy.textContent.replace(/\s+/g, ' ');
      const sentences = (text.match(/[^。！？；!?]{1,180}[。！？；!?]?/g) || []).filter((one) =>
        /[\p{L}\p{N}]/u.test(one),
      );
      reading = true;
      button.setAttribute('aria-pressed', 'true');
      label.textContent = button.dataset.stop;
      const next = () => {
        const sentence = reading && sentences.shift();
        if (!sentence) return stop();
        const utterance = new SpeechSynthesisUtterance(sentence);
        utterance.lang = main.lang || document.documentElement.lang;
        utterance.rate = 0.9;
        utterance.onend = next;
        utterance.onerror = stop;
        speechSynthesis.speak(utterance);
      };
      next();
    };

    button.hidden = false;
    button.addEventListener('click', () => (reading ? stop() : start()));
    addEventListener('pagehide', stop);
  }
}
