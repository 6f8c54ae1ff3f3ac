import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans, type Organ } from '../../../platform/identity/index.ts';
import type { SideNavigationProps } from '../../../portal/index.ts';
import { LIBRARY_PATH, PLATFORM_PATH, type PlatformEntry, platformPath } from '../addresses.ts';

export interface PublicPagesContext {
  readonly app: FastifyInstance;
  readonly db: Database;
  /** Six digits of the division whose portal this is. */
  readonly division: string;
  readonly now: () => Date;
}

/** Options of routes that answer the same to everybody until something is published (platform/http page cache). */
export const CACHED = { config: { cached: true } } as const;
export const CACHED_BY_HOST = { config: { cached: 'by-host' } } as const;

export interface District {
  readonly organs: readonly Organ[];
  readonly byCode: ReadonlyMap<string, Organ>;
  readonly government: Organ | undefined;
}

export async function loadDistrict({ db, division }: PublicPagesContext): Promise<District> {
  const organs = await listOrgans(db, division);
  return {
    organs,
    byCode: new Map(organs.map((organ) => [organ.code, organ])),
    government: organs.find((organ) => organ.kind === 'government'),
  };
}

export const PLATFORM_NAME = '政府信息公开';
export const platformBreadcrumb = { href: PLATFORM_PATH, label: PLATFORM_NAME };
export const libraryBreadcrumb = { href: LIBRARY_PATH, label: '政策文件库' };

export const entryLabels: Readonly<Record<PlatformEntry, string>> = {
  guide: '政府信息公开指南',
  institutions: '政府信息公开制度',
  statutory: '法定主动公开内容',
  'on-request': '依申请公开',
  profile: '机构职能',
};

export const REPORTS_PATH = '/reports';

const REQUESTS_PATH = '/requests';

function takesApplications({ app }: PublicPagesContext): boolean {
  return app.hasRoute({ method: 'GET', url: REQUESTS_PATH });
}

/** Where the district's 依申请公开 leads: the application pages where they are installed, else what the guide says of it. */
export function requestsPath(context: PublicPagesContext, organCode: string): string {
  return takesApplications(context) ? REQUESTS_PATH : platformPath(organCode, 'on-request');
}

/** What an organ's page of 依申请公开 leads to; undefined where applications are not taken online. */
export interface ApplicationPaths {
  readonly apply: string;
  readonly follow: string;
  readonly channels: string;
}

export function applicationPaths(context: PublicPagesContext, organCode: string): ApplicationPaths | undefined {
  if (!takesApplications(context)) return undefined;
  return {
    apply: `${REQUESTS_PATH}/new/organ?organ=${encodeURIComponent(organCode)}`,
    follow: `${REQUESTS_PATH}/status`,
    channels: REQUESTS_PATH,
  };
}

/** The five entries of 国办公开办函〔2019〕61号, in its order; 机构职能 stands within 法定主动公开内容. */
export function platformNavigation(organ: Organ, current: string | undefined): SideNavigationProps {
  return {
    title: PLATFORM_NAME,
    entries: [
      { href: platformPath(organ.code, 'guide'), label: entryLabels.guide },
      { href: platformPath(organ.code, 'institutions'), label: entryLabels.institutions },
      { href: platformPath(organ.code, 'statutory'), label: entryLabels.statutory },
      { href: REPORTS_PATH, label: '政府信息公开年报' },
      { href: platformPath(organ.code, 'on-request'), label: entryLabels['on-request'] },
    ],
    ...(current === undefined ? {} : { current }),
  };
}

/** Whose pages an organ's own are: a street or an internal body has no site of its own, but its entries stand here. */
export const LIST_SIZE = 20;
