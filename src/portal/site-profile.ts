import type { LocalizedText } from './i18n/index.ts';

/** A number on record with an authority, and the page where the authority shows it. */
export interface RecordNumber {
  readonly number: string;
  readonly url?: string;
}

/**
 * What a government website must say about itself on every page (政府网站发展指引, annex 网页设计规范).
 * A value that is missing is not shown. Links are absolute (`https://…`) or paths inside the portal (`/about`).
 */
export interface SiteProfile {
  readonly name: LocalizedText;
  /** Small line under the name, such as 政府信息公开. */
  readonly subtitle?: LocalizedText;
  /** Host name only, such as `www.example.gov.cn`: meta SiteDomain and canonical addresses. */
  readonly domain?: string;
  /** 政府网站标识码, ten characters: meta SiteIDCode. */
  readonly identificationCode?: string;
  /** 主办单位 */
  readonly sponsor?: LocalizedText;
  /** 承办单位 */
  readonly operator?: LocalizedText;
  readonly telephone?: string;
  readonly email?: string;
  readonly address?: LocalizedText;
  readonly postcode?: string;
  /** ICP备案号 */
  readonly icpRecord?: RecordNumber;
  /** 公安机关备案号 */
  readonly publicSecurityRecord?: RecordNumber;
  /** 党政机关网站标识 (bszs.conac.cn) */
  readonly partyGovernmentMarkUrl?: string;
  /** 政府网站找错 */
  readonly reportErrorUrl?: string;
  readonly siteMapUrl?: string;
  readonly statementUrl?: string;
  readonly privacyUrl?: string;
  readonly accessibilityUrl?: string;
  readonly contactUrl?: string;
  readonly supportsIpv6?: boolean;
  /** Shows on every page that figures and persons are for demonstration. */
  readonly demonstration?: boolean;
}

/** An entry of the main navigation; `href` is a path inside the portal. */
export interface NavigationEntry {
  readonly href: string;
  readonly label: LocalizedText;
}
