import { Button, ButtonRow, PageHeading, RadioGroup } from '../components/index.ts';
import type { PageContent } from '../components/page.tsx';
import type { PortalContext } from '../context.ts';

/** All display settings as one plain form. `back` is already known to be safe. */
export function settingsPage({ text, settings, basePath, language }: PortalContext, back: string): PageContent {
  return {
    title: text.settingsTitle,
    breadcrumbs: [{ label: text.settingsTitle }],
    meta: { hiddenFromSearch: true, canonicalPath: '/settings' },
    contentLanguage: language,
    children: (
      <>
        <PageHeading title={text.settingsTitle} lede={text.settingsLede} />
        <form action={`${basePath}/settings/apply`} method="get">
          <input type="hidden" name="back" value={back} />
          <RadioGroup
            name="mode"
            label={text.settingsMode}
            value={settings.mode}
            choices={[
              { value: 'standard', label: text.settingsModeStandard },
              { value: 'elder', label: text.settingsModeElder, hint: text.settingsModeElderHint },
            ]}
          />
          <RadioGroup
            name="text-size"
            label={text.textSize}
            value={settings.textSize}
            inline
            choices={[
              { value: 'standard', label: text.textSizeStandard },
              { value: 'large', label: text.textSizeLarge },
              { value: 'largest', label: text.textSizeLargest },
            ]}
          />
          <RadioGroup
            name="theme"
            label={text.settingsTheme}
            value={settings.theme}
            inline
            choices={[
              { value: 'automatic', label: text.settingsAutomatic },
              { value: 'light', label: text.settingsThemeLight },
              { value: 'dark', label: text.settingsThemeDark },
            ]}
          />
          <RadioGroup
            name="contrast"
            label={text.settingsContrast}
            value={settings.contrast}
            inline
            choices={[
              { value: 'automatic', label: text.settingsAutomatic },
              { value: 'more', label: text.settingsContrastMore },
            ]}
          />
          <RadioGroup
            name="lang"
            label={text.settingsLanguage}
            hint={text.settingsLanguageHint}
            value={settings.language}
            inline
            choices={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
          <ButtonRow>
            <Button>{text.settingsSave}</Button>
          </ButtonRow>
        </form>
      </>
    ),
  };
}
