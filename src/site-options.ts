import { readFileSync } from 'node:fs';
import { type HostSkin, HostTemplateError, readHostTemplate, type SiteProfile } from './portal/index.ts';
import { readSiteFile, SiteFileError } from './site-file.ts';

/** A setting of the environment that makes no sense; exit status 2. */
export class SiteOptionsError extends Error {
  override name = 'SiteOptionsError';
}

export interface SiteOptions {
  readonly site: Partial<SiteProfile>;
  readonly portal: { readonly basePath?: string; readonly skin?: HostSkin };
}

type Environment = Readonly<Record<string, string | undefined>>;

function setting(environment: Environment, name: string, pattern: RegExp, expected: string): string | undefined {
  const value = environment[name]?.trim();
  if (value === undefined || value === '') return undefined;
  if (!pattern.test(value)) throw new SiteOptionsError(`${name}: expected ${expected}, found ${JSON.stringify(value)}`);
  return value;
}

function readSkin(file: string | undefined, domain: string | undefined): HostSkin | undefined {
  if (file === undefined || file.trim() === '') return undefined;
  try {
    return readHostTemplate(readFileSync(file, 'utf8'), domain);
  } catch (error) {
    if (error instanceof HostTemplateError) throw new SiteOptionsError(`GONGKAI_HOST_TEMPLATE: ${error.message}`);
    throw new SiteOptionsError(`GONGKAI_HOST_TEMPLATE: ${file}: cannot be read`, { cause: error });
  }
}

function readProfile(file: string | undefined): Partial<SiteProfile> {
  if (file === undefined || file.trim() === '') return {};
  try {
    return readSiteFile(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SiteFileError) throw new SiteOptionsError(`GONGKAI_SITE_FILE: ${file}: ${error.message}`);
    throw new SiteOptionsError(`GONGKAI_SITE_FILE: ${file}: cannot be read`, { cause: error });
  }
}

/** What a demonstration says of itself at the foot of each page: nobody's numbers. */
export const demonstrationSite: Partial<SiteProfile> = {
  telephone: '0574-00000000',
  address: '浙江省宁波市北仑区示例路1号（演示）',
  postcode: '315800',
  icpRecord: { number: '浙ICP备00000000号（演示）', url: 'https://beian.miit.gov.cn/' },
  publicSecurityRecord: { number: '浙公网安备00000000000000号（演示）', url: 'https://beian.mps.gov.cn/' },
};

/** Statements the platform makes itself, until the site file names others. */
export const ownStatements: Partial<SiteProfile> = {
  siteMapUrl: '/sitemap',
  privacyUrl: '/privacy',
  accessibilityUrl: '/accessibility',
};

/**
 * Where and as what the site stands (docs/operate/host-site.md). @throws SiteOptionsError
 */
export function readSiteOptions(environment: Environment): SiteOptions {
  const domain = setting(
    environment,
    'GONGKAI_SITE_DOMAIN',
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    'a host name such as www.example.gov.cn',
  );
  const identificationCode = setting(
    environment,
    'GONGKAI_SITE_CODE',
    /^[0-9a-z]{10}$/i,
    'ten digits (政府网站标识码)',
  );
  const basePath = setting(environment, 'GONGKAI_BASE_PATH', /^(\/[A-Za-z0-9._~-]+)+$/, 'a path such as /zwgk');
  const skin = readSkin(environment.GONGKAI_HOST_TEMPLATE, domain);
  return {
    site: {
      ...readProfile(environment.GONGKAI_SITE_FILE),
      ...(domain === undefined ? {} : { domain }),
      ...(identificationCode === undefined ? {} : { identificationCode }),
    },
    portal: { ...(basePath === undefined ? {} : { basePath }), ...(skin === undefined ? {} : { skin }) },
  };
}
