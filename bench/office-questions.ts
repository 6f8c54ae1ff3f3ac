// Every question that can be put to the office: the GET operations of its own OpenAPI document.

/** The part of an OpenAPI document that is needed here. */
export interface Description {
  paths: Record<
    string,
    {
      get?: {
        operationId?: string;
        parameters?: readonly { name: string; in: string; required?: boolean }[];
        responses?: Record<string, { content?: Record<string, unknown> }>;
      };
    }
  >;
}

export interface Operation {
  readonly id: string;
  /** As the document writes it: `/api/v1/users/{id}`. */
  readonly path: string;
  /** Whether something has to be filled in before it can be asked. */
  readonly needsPlace: boolean;
  /** A file made for the answer, which is no part of a screen. */
  readonly isFile: boolean;
}

export function operationsOf({ paths }: Description): Operation[] {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || !path.startsWith('/api/v1/')) return [];
    const types = Object.keys(get.responses?.['200']?.content ?? {});
    const needsPlace = path.includes('{') || (get.parameters ?? []).some((one) => one.in === 'query' && one.required);
    const isFile = (types.length > 0 && !types.includes('application/json')) || /\.\{format\}$|\{fileId\}$/.test(path);
    return [{ id: get.operationId ?? path, path, needsPlace, isFile }];
  });
}

/** Asks an address and reads the answer; null when there is none. */
export type Ask = <T>(path: string) => Promise<T | null>;

type Place = (ask: Ask) => Promise<string | null>;

/** Where the first thing of a list is found. */
const first =
  <T>(
    list: string,
    idOf: (answer: T) => string | number | undefined,
    address: (id: string | number) => string,
  ): Place =>
  async (ask) => {
    const answer = await ask<T>(list);
    const id = answer === null ? undefined : idOf(answer);
    return id === undefined ? null : address(id);
  };

/** One address whatever there is. */
const fixed = (address: string): Place => {
  return async () => `/api/v1/${address}`;
};

/** The demonstration holds nothing of the kind. */
const nothing: Place = async () => null;

interface WithId {
  readonly id: string;
}

const ofPublication = (rest = ''): Place =>
  first(
    '/api/v1/publications?view=published&limit=1',
    (page: { publications: WithId[] }) => page.publications[0]?.id,
    (id) => `/api/v1/publications/${id}${rest}`,
  );
const ofApplication = (rest = ''): Place =>
  first(
    '/api/v1/requests?limit=1',
    (page: { items: WithId[] }) => page.items[0]?.id,
    (id) => `/api/v1/requests/${id}${rest}`,
  );
const ofCorrection = (rest = ''): Place =>
  first(
    '/api/v1/records-corrections',
    (page: { items: WithId[] }) => page.items[0]?.id,
    (id) => `/api/v1/records-corrections/${id}${rest}`,
  );
const ofLexicon = (rest = ''): Place =>
  first(
    '/api/v1/screening/lexicons',
    (all: WithId[]) => all[0]?.id,
    (id) => `/api/v1/screening/lexicons/${id}${rest}`,
  );
const ofCollection = (rest = ''): Place =>
  first(
    '/api/v1/office/report-collections',
    (answer: { collections: { year: number }[] }) => answer.collections[0]?.year,
    (year) => `/api/v1/office/report-collections/${year}${rest}`,
  );

/** Government, its office and a year for which there are records and reports. */
const [GOVERNMENT, OFFICE, YEAR] = ['330206', '33020601', '2022'];

/** An address for each operation that needs one, by the path of the document; null where there is nothing of the kind. */
export const places: Readonly<Record<string, Place>> = {
  '/api/v1/users/{id}': first(
    '/api/v1/users',
    (page: { users: { person: WithId }[] }) => page.users[0]?.person.id,
    (id) => `/api/v1/users/${id}`,
  ),
  '/api/v1/reports/{organ}/{year}': fixed(`reports/${GOVERNMENT}/${YEAR}`),
  '/api/v1/reports/{organ}/{year}/records/{*}': fixed(`reports/${GOVERNMENT}/${YEAR}/records/requests/granted/natural`),
  '/api/v1/office/reports/{organ}/{year}': fixed(`office/reports/${GOVERNMENT}/${YEAR}`),
  '/api/v1/office/reports/{organ}/{year}/records/{*}': fixed(
    `office/reports/${GOVERNMENT}/${YEAR}/records/requests/granted/natural`,
  ),
  '/api/v1/office/report-collections/{year}': ofCollection(),
  '/api/v1/office/report-collections/{year}/roll-up': ofCollection('/roll-up'),
  '/api/v1/office/report-collections/{year}/tasks/{organ}': ofCollection(`/tasks/${OFFICE}`),
  '/api/v1/office/report-collections/{year}/tasks/{organ}/own-report': ofCollection(`/tasks/${OFFICE}/own-report`),
  '/api/v1/figures/{organ}/{year}': fixed(`figures/${GOVERNMENT}/${YEAR}`),
  '/api/v1/calendar/{year}': fixed('calendar/2026'),
  '/api/v1/calendar/due': fixed('calendar/due?from=2026-06-15&workingDays=20'),
  '/api/v1/calendar/changes/{id}': first(
    '/api/v1/calendar/changes',
    (page: { items: WithId[] }) => page.items[0]?.id,
    (id) => `/api/v1/calendar/changes/${id}`,
  ),

  '/api/v1/publications/{id}': ofPublication(),
  '/api/v1/publications/{id}/comparison': ofPublication('/comparison?from=1&to=1'),
  '/api/v1/publications/{id}/files/{file}/text': nothing,
  '/api/v1/publications/catalogue': fixed(`publications/catalogue?organ=${GOVERNMENT}`),
  '/api/v1/publication-settings/catalogues/{organ}': fixed(`publication-settings/catalogues/${GOVERNMENT}`),
  '/api/v1/publication-settings/index-number': fixed(
    `publication-settings/index-number?pattern=${encodeURIComponent('{organ}/{year}-{sequence:5}')}`,
  ),
  '/api/v1/gazettes/candidates': fixed(`gazettes/candidates?organ=${GOVERNMENT}&from=${YEAR}-01-01&to=${YEAR}-12-31`),
  '/api/v1/topics/{slug}': first(
    '/api/v1/topics',
    (topics: { slug: string }[]) => topics[0]?.slug,
    (slug) => `/api/v1/topics/${slug}`,
  ),
  '/api/v1/documents/{id}': first(
    '/api/v1/documents?limit=1',
    (page: { documents: WithId[] }) => page.documents[0]?.id,
    (id) => `/api/v1/documents/${id}`,
  ),

  '/api/v1/fees': fixed(`fees?from=${YEAR}-01-01&to=${YEAR}-12-31`),
  '/api/v1/requests/assignees': fixed(`requests/assignees?organ=${OFFICE}`),
  '/api/v1/requests/{id}': ofApplication(),
  '/api/v1/requests/{id}/letters': ofApplication('/letters'),
  '/api/v1/requests/{id}/decision': ofApplication('/decision'),
  '/api/v1/requests/{id}/assignment': ofApplication('/assignment'),
  '/api/v1/requests/{id}/similar': ofApplication('/similar'),
  '/api/v1/requests/{id}/file': ofApplication('/file'),
  '/api/v1/requests/{id}/remedies': ofApplication('/remedies'),
  '/api/v1/requests/{id}/fee-quote': ofApplication('/fee-quote?mode=pages&quantity=300'),
  '/api/v1/requests/{id}/letters/{letterId}/preview.{format}': nothing,
  '/api/v1/requests/{id}/letters/{letterId}/issued.{format}': nothing,
  '/api/v1/requests/{id}/letters/{letterId}/service.{format}': nothing,
  // Stand for a quarter of an hour after they were asked for, and are files of many letters.
  '/api/v1/requests/letter-bundles/{id}': nothing,
  '/api/v1/requests/letter-bundles/{id}/letters.zip': nothing,
  '/api/v1/requests/{id}/attachments/{fileId}': nothing,
  '/api/v1/requests/{id}/handed-in/{fileId}': nothing,
  '/api/v1/records-corrections/{id}': ofCorrection(),
  '/api/v1/records-corrections/{id}/answer/preview.{format}': ofCorrection('/answer/preview.pdf'),
  '/api/v1/records-corrections/{id}/answer/issued.{format}': ofCorrection('/answer/issued.pdf'),
  '/api/v1/records-corrections/{id}/answer/service.{format}': ofCorrection('/answer/service.pdf'),
  '/api/v1/remedies/{id}': first(
    '/api/v1/remedies',
    (page: { items: WithId[] }) => page.items[0]?.id,
    (id) => `/api/v1/remedies/${id}`,
  ),

  '/api/v1/screening/findings/{id}': first(
    '/api/v1/screening/findings',
    (page: { findings: WithId[] }) => page.findings[0]?.id,
    (id) => `/api/v1/screening/findings/${id}`,
  ),
  '/api/v1/screening/lexicons/{id}': ofLexicon(),
  '/api/v1/screening/lexicons/{id}/versions/{version}/effect': ofLexicon('/versions/1/effect'),
  '/api/v1/screening/runs/{id}': first(
    '/api/v1/screening/overview',
    (overview: { runs: WithId[] }) => overview.runs[0]?.id,
    (id) => `/api/v1/screening/runs/${id}`,
  ),
  '/api/v1/screening/reports/{kind}/{first}': fixed(`screening/reports/month/${YEAR}-06-01`),
  '/api/v1/screening/reports/{kind}/{first}/file': fixed(`screening/reports/month/${YEAR}-06-01/file?format=pdf`),
  '/api/v1/screening/reports/export.xlsx': fixed(`screening/reports/export.xlsx?year=${YEAR}`),
};
