/** The first that fits; many browsers name others after themselves. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, '微信'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/QQBrowser\//, 'QQ浏览器'],
  [/(?:360SE|QIHU|QHBrowser)/, '360浏览器'],
  [/(?:UBrowser|UCBrowser)\//, 'UC浏览器'],
  [/OPR\//, 'Opera'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/OpenHarmony|HarmonyOS/, '鸿蒙'],
  [/Windows/, 'Windows'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'Mac'],
  [/UOS|UnionTech/i, '统信UOS'],
  [/Kylin/i, '麒麟'],
  [/Linux/, 'Linux'],
];

/** A device by the names people know, from what its browser says of itself (User-Agent); that itself when nothing is known. */
export function deviceName(userAgent: string): string {
  const of = (names: typeof BROWSERS): string | undefined => names.find(([sign]) => sign.test(userAgent))?.[1];
  const [browser, system] = [of(BROWSERS), of(SYSTEMS)];
  if (browser === undefined && system === undefined) return userAgent;
  return [browser, system].filter((name) => name !== undefined).join('，');
}
