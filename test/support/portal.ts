import type { NavigationEntry, SiteProfile } from '../../src/portal/index.ts';

/** An invented government with everything a site can say about itself, for tests and the preview. */
export const sampleSite: SiteProfile = {
  name: { 'zh-CN': '北仑区人民政府', en: 'Beilun District People’s Government' },
  subtitle: { 'zh-CN': '政府信息公开', en: 'Government information disclosure' },
  domain: 'www.example.gov.cn',
  identificationCode: '3302060001',
  sponsor: '北仑区人民政府',
  operator: '北仑区人民政府办公室',
  telephone: '0574-0000 0000',
  email: 'disclosure@example.gov.cn',
  address: '浙江省宁波市北仑区（样例地址）',
  postcode: '315800',
  icpRecord: { number: '浙ICP备00000000号', url: 'https://beian.miit.gov.cn/' },
  publicSecurityRecord: { number: '浙公网安备 00000000000000号', url: 'https://beian.mps.gov.cn/' },
  partyGovernmentMarkUrl: 'https://bszs.conac.cn/',
  reportErrorUrl: 'https://zfwzgl.www.gov.cn/',
  siteMapUrl: '/sitemap',
  statementUrl: '/statement',
  privacyUrl: '/privacy',
  accessibilityUrl: '/accessibility',
  contactUrl: '/contact',
  supportsIpv6: true,
  demonstration: true,
};

export const sampleNavigation: readonly NavigationEntry[] = [
  { href: '/guide', label: { 'zh-CN': '公开指南', en: 'Guide' } },
  { href: '/institutions', label: { 'zh-CN': '公开制度', en: 'Institutions' } },
  { href: '/statutory', label: { 'zh-CN': '法定主动公开内容', en: 'Statutory content' } },
  { href: '/annual-reports', label: { 'zh-CN': '公开年报', en: 'Annual reports' } },
  { href: '/requests', label: { 'zh-CN': '依申请公开', en: 'Requests' } },
];
