import { settingHref, shellLanguage, usePortal } from '../context.ts';
import { Icon } from './icon.tsx';

/** Read aloud, text size, copy link, print. Without JavaScript only text size is there, as links. */
export function PageTools() {
  const portal = usePortal();
  const { text, settings } = portal;
  const sizes = [
    ['standard', text.textSizeStandard],
    ['large', text.textSizeLarge],
    ['largest', text.textSizeLargest],
  ] as const;
  return (
    <fieldset class="page-tools" lang={shellLanguage(portal)}>
      <legend class="visually-hidden">{text.pageTools}</legend>
      <span class="text-sizes">
        <span aria-hidden="true">{text.textSize}</span>
        {sizes.map(([size, label]) => (
          <a
            key={size}
            href={settingHref(portal, { 'text-size': size })}
            rel="nofollow"
            aria-current={settings.textSize === size ? 'true' : undefined}
            data-text-size-choice={size}
          >
            <span aria-hidden="true">{portal.language === 'en' ? 'A' : '字'}</span>
            <span class="visually-hidden">{label}</span>
          </a>
        ))}
      </span>
      <button type="button" hidden data-island="read-aloud" data-stop={text.stopReading} aria-pressed="false">
        <Icon name="sound" />
        <span data-label>{text.readAloud}</span>
      </button>
      <button type="button" hidden data-island="copy-link" data-done={text.linkCopied}>
        <Icon name="link" />
        <span data-label aria-live="polite">
          {text.copyLink}
        </span>
      </button>
      <button type="button" hidden data-island="print">
        <Icon name="print" />
        <span>{text.print}</span>
      </button>
    </fieldset>
  );
}
