import { type ThemeConfig, theme } from 'antd';

/** The portal's tokens (src/portal/design): ink on paper, teal for what can be pressed, vermilion as the mark of office. */
const SANS =
  '"PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif';

interface Palette {
  paper: string;
  surface: string;
  sunken: string;
  ink: string;
  inkSoft: string;
  inkFaint: string;
  rule: string;
  ruleStrong: string;
  accent: string;
  accentStrong: string;
  accentWash: string;
  onAccent: string;
  positive: string;
  positiveWash: string;
  caution: string;
  cautionWash: string;
  negative: string;
  negativeWash: string;
  seal: string;
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    paper: '#fcfbf8',
    surface: '#ffffff',
    sunken: '#f3f1ea',
    ink: '#1c2024',
    inkSoft: '#474d55',
    inkFaint: '#62686f',
    rule: '#dedad0',
    ruleStrong: '#85837c',
    accent: '#0d5660',
    accentStrong: '#083d45',
    accentWash: '#e7f0ef',
    onAccent: '#ffffff',
    positive: '#1d6339',
    positiveWash: '#e8f2ea',
    caution: '#744a00',
    cautionWash: '#fbf2dc',
    negative: '#9b1c1c',
    negativeWash: '#fbebe8',
    seal: '#ab2a1c',
  },
  dark: {
    paper: '#15181b',
    surface: '#1c2024',
    sunken: '#0f1214',
    ink: '#ebe8e1',
    inkSoft: '#c3c1ba',
    inkFaint: '#a2a19b',
    rule: '#353a3f',
    ruleStrong: '#85888a',
    accent: '#85cbd0',
    accentStrong: '#b3e2e5',
    accentWash: '#1b3134',
    onAccent: '#0c1a1c',
    positive: '#8fd3a5',
    positiveWash: '#17301f',
    caution: '#f0c46f',
    cautionWash: '#352a12',
    negative: '#f59e94',
    negativeWash: '#3a1c19',
    seal: '#f08d7e',
  },
};

export function themeOf(look: 'light' | 'dark'): ThemeConfig {
  const palette = palettes[look];
  return {
    algorithm: look === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: SANS,
      fontSize: 15,
      borderRadius: 4,
      wireframe: false,
      colorPrimary: palette.accent,
      colorPrimaryHover: palette.accentStrong,
      colorPrimaryActive: palette.accentStrong,
      colorTextLightSolid: palette.onAccent,
      colorLink: palette.accent,
      colorLinkHover: palette.accentStrong,
      colorLinkActive: palette.accentStrong,
      colorBgLayout: palette.sunken,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorText: palette.ink,
      colorTextHeading: palette.ink,
      colorTextSecondary: palette.inkSoft,
      colorTextTertiary: palette.inkFaint,
      colorTextDescription: palette.inkFaint,
      colorTextPlaceholder: palette.inkFaint,
      colorTextQuaternary: palette.inkFaint,
      colorTextDisabled: palette.inkFaint,
      colorBorder: palette.ruleStrong,
      colorBorderSecondary: palette.rule,
      colorSplit: palette.rule,
      colorInfo: palette.accent,
      colorInfoText: palette.accent,
      colorInfoBg: palette.accentWash,
      colorInfoBorder: palette.accent,
      colorSuccess: palette.positive,
      colorSuccessText: palette.positive,
      colorSuccessBg: palette.positiveWash,
      colorSuccessBorder: palette.positive,
      colorWarning: palette.caution,
      colorWarningText: palette.caution,
      colorWarningBg: palette.cautionWash,
      colorWarningBorder: palette.caution,
      colorError: palette.negative,
      colorErrorText: palette.negative,
      colorErrorBg: palette.negativeWash,
      colorErrorBorder: palette.negative,
      colorErrorHover: palette.negative,
      controlItemBgActive: palette.accentWash,
      controlItemBgActiveHover: palette.accentWash,
      // Motion tells nothing here.
      motion: false,
    },
    components: {
      Layout: { siderBg: palette.surface, headerBg: palette.surface, bodyBg: palette.sunken, headerHeight: 56 },
      Menu: { itemSelectedBg: palette.accentWash, itemSelectedColor: palette.accent },
      Table: {
        headerBg: palette.sunken,
        rowHoverBg: palette.accentWash,
        headerSortActiveBg: palette.sunken,
        headerSortHoverBg: palette.sunken,
        bodySortBg: palette.surface,
        cellPaddingBlock: 10,
      },
      Tag: { defaultBg: palette.sunken, defaultColor: palette.inkSoft },
    },
  };
}
