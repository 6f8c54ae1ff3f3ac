import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { loadPortalAssets } from './assets.ts';
import type { PageContent } from './components/page.tsx';
import { createPortalContext, type PortalContext } from './context.ts';
import type { HostSkin } from './host-skin.ts';
import { parseLanguage } from './i18n/index.ts';
import { componentsPage } from './pages/components-page.tsx';
import { errorPage } from './pages/error-pages.tsx';
import { settingsPage } from './pages/settings-page.tsx';
import { statementPages } from './pages/statement-pages.tsx';
import { renderPage } from './render.tsx';
import {
  applySettings,
  type DisplaySettings,
  defaultSettings,
  parseSettings,
  safeReturnPath,
  serializeSettings,
  settingsCookieMaxAge,
  settingsCookieName,
} from './settings.ts';
import type { NavigationEntry, SiteProfile } from './site-profile.ts';

export interface PortalShellOptions {
  readonly site: SiteProfile;
  readonly navigation?: readonly NavigationEntry[];
  /** Path inside the portal that answers `?q=`; without it no search box is shown. */
  readonly searchPath?: string;
  /** Where visitors find the portal, when a proxy in front cuts that prefix off; otherwise Fastify's own prefix is used. */
  readonly basePath?: string;
  /** Header and footer of the site that the portal is mounted in (readHostTemplate). */
  readonly skin?: HostSkin;
  /**
   * Sets this instance's answers for unknown addresses and for errors: pages for people, problem+json (RFC 9457) for
   * programs. Default true; false when the application sets its own and calls `sendErrorPage`.
   */
  readonly handleErrors?: boolean;
}

interface PortalShell extends PortalShellOptions {
  readonly prefix: string;
  readonly basePath: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    portalShell: PortalShell;
  }
}

/** Content-Security-Policy of portal pages where the application has set none: nothing inline, nothing from elsewhere. */
export const portalContentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const compressors = {
  br: promisify(brotliCompress),
  gzip: promisify(gzip),
};

type Encoding = 'br' | 'gzip' | 'identity';

function encodingFor(request: FastifyRequest): Encoding {
  const accepted = request.headers['accept-encoding'];
  if (accepted === undefined) return 'identity';
  const chosen = negotiate(accepted, ['br', 'gzip']);
  return chosen === 'br' || chosen === 'gzip' ? chosen : 'identity';
}

/** Compressed pages by what they say, so that a page many visitors read is compressed once. At most 32 MB. */
const compressedPages = new LRUCache<string, Buffer>({
  maxSize: 32 * 1024 * 1024,
  sizeCalculation: (page) => page.length,
});

async function compress(page: Buffer, encoding: 'br' | 'gzip', tag: string, keep: boolean): Promise<Buffer> {
  const key = `${encoding} ${tag}`;
  const known = keep ? compressedPages.get(key) : undefined;
  if (known !== undefined) return known;
  const compressed =
    encoding === 'br'
      ? await compressors.br(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : await compressors.gzip(page, { level: 6 });
  if (keep) compressedPages.set(key, compressed);
  return compressed;
}

function cookieSettings(request: FastifyRequest): DisplaySettings {
  const header = request.headers.cookie;
  return parseSettings(header === undefined ? undefined : parseCookie(header)[settingsCookieName]);
}

function setSettingsCookie(request: FastifyRequest, reply: FastifyReply, settings: DisplaySettings): void {
  reply.header(
    'set-cookie',
    stringifySetCookie({
      name: settingsCookieName,
      value: serializeSettings(settings),
      path: request.server.portalShell.basePath || '/',
      maxAge: settingsCookieMaxAge,
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
    }),
  );
}

function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return typeof request.query === 'object' && request.query !== null ? { ...request.query } : {};
}

const defaultLook = serializeSettings(defaultSettings);

/** How this visitor has pages shown, as a key for what is kept of a page. */
export function displayLook(request: FastifyRequest): string {
  return request.headers.cookie === undefined ? defaultLook : serializeSettings(cookieSettings(request));
}

const NO_NAVIGATION: readonly NavigationEntry[] = [];

/** What a page of this instance needs to know at a path of the portal: what it says of the site, and how it is looked at. */
function contextAt(shell: PortalShell, path: string, settings: DisplaySettings, back?: unknown): PortalContext {
  const assets = loadPortalAssets();
  return createPortalContext({
    site: shell.site,
    navigation: shell.navigation ?? NO_NAVIGATION,
    searchPath: shell.searchPath,
    basePath: shell.basePath,
    skin: shell.skin,
    path,
    ...(/^\/settings(?:[?/]|$)/.test(path) ? { returnPath: safeReturnPath(back, shell.basePath) } : {}),
    settings,
    asset: (name) => {
      const asset = assets.byName.get(name);
      if (asset === undefined) throw new Error(`no portal asset named ${name}`);
      return `${shell.basePath}/assets/${asset.fileName}`;
    },
  });
}

/** What the pages of this request need to know: site, settings from the cookie, language from `?lang=` or the cookie. */
export function portalContext(request: FastifyRequest): PortalContext {
  const shell = request.server.portalShell;
  const settings = cookieSettings(request);
  const language = parseLanguage(queryOf(request).lang) ?? settings.language;
  const path = request.url.startsWith(`${shell.prefix}/`) ? request.url.slice(shell.prefix.length) : '/';
  return contextAt(shell, path, { ...settings, language }, queryOf(request).back);
}

/** The same for a visitor without settings at a path of the portal, outside a request: `renderPage` with it gives the bytes that `sendPage` sends. */
export function visitorContext(app: FastifyInstance, path: string): PortalContext {
  return contextAt(app.portalShell, path, defaultSettings);
}

/** Paths of the design's files inside the portal. */
export function assetPaths(): string[] {
  return [...loadPortalAssets().byFileName.keys()].map((name) => `/assets/${name}`);
}

function setHeader(reply: FastifyReply, name: string, value: string): void {
  if (!reply.hasHeader(name)) reply.header(name, value);
}

/**
 * Renders a page and sends it: compressed as the browser accepts, with an entity tag so that an unchanged page is not sent
 * twice, and to be asked for again each time, because information that was withdrawn must be gone at once.
 */
export async function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: PageContent | ((context: PortalContext) => PageContent),
  status = 200,
): Promise<FastifyReply> {
  const context = portalContext(request);
  const html = renderPage(context, typeof page === 'function' ? page(context) : page);
  const stored = cookieSettings(request);
  // A visitor who came by `?lang=en` keeps English on the next page too.
  const languageIsNew = context.language !== stored.language;
  if (languageIsNew) setSettingsCookie(request, reply, context.settings);
  reply.status(status).type('text/html; charset=utf-8');
  reply.header('vary', 'Cookie, Accept-Encoding');
  reply.header('content-language', context.language);
  setHeader(reply, 'cache-control', languageIsNew || status >= 400 ? 'private, no-cache' : 'no-cache');
  setHeader(reply, 'content-security-policy', portalContentSecurityPolicy);
  setHeader(reply, 'x-content-type-options', 'nosniff');
  setHeader(reply, 'referrer-policy', 'same-origin');
  const body = Buffer.from(html);
  const tag = hash('sha256', body, 'base64url').slice(0, 22);
  if (status === 200) {
    reply.header('etag', `W/"${tag}"`);
    if (request.headers['if-none-match']?.includes(tag)) return reply.status(304).send();
  }
  const isPublic = !/private|no-store/.test(String(reply.getHeader('cache-control')));
  const encoding = encodingFor(request);
  if (encoding === 'identity') return reply.send(body);
  return reply.header('content-encoding', encoding).send(await compress(body, encoding, tag, isPublic));
}

function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.slice(request.server.portalShell.prefix.length);
  if (path.startsWith('/api/')) return false;
  const accept = request.headers.accept ?? '*/*';
  return accept.includes('text/html') || !accept.includes('json');
}

/**
 * Answers with an error: a page for people, problem+json for programs. Says nothing of what went wrong inside; status 500
 * and above shows the request's id, under which the log has the rest.
 */
export async function sendErrorPage(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
): Promise<FastifyReply> {
  if (wantsPage(request)) return sendPage(request, reply, (context) => errorPage(context, status, request.id), status);
  const { title } = errorPage(portalContext(request), status, request.id);
  return reply
    .status(status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send({ type: 'about:blank', title, status, ...(status >= 500 ? { reference: request.id } : {}) });
}

function registerAssets(app: FastifyInstance): void {
  const { byFileName } = loadPortalAssets();
  app.get<{ Params: { fileName: string } }>('/assets/:fileName', async (request, reply) => {
    const asset = byFileName.get(request.params.fileName);
    if (asset === undefined) return sendErrorPage(request, reply, 404);
    const encoding = encodingFor(request);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply
      .type(asset.contentType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'Accept-Encoding')
      .header('x-content-type-options', 'nosniff')
      .send(encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.identity);
  });
}

function registerSettings(app: FastifyInstance): void {
  const { basePath } = app.portalShell;
  app.get('/settings', (request, reply) =>
    sendPage(request, reply, (context) => settingsPage(context, safeReturnPath(queryOf(request).back, basePath))),
  );
  // GET on purpose: it works as a plain link, changes nothing but how pages look, and leads nowhere but back.
  app.get('/settings/apply', async (request, reply) => {
    const query = queryOf(request);
    setSettingsCookie(request, reply, applySettings(cookieSettings(request), query));
    return reply
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex')
      .redirect(safeReturnPath(query.back, basePath), 303);
  });
}

/**
 * Makes a Fastify instance (the root, or one with a prefix) the portal: style sheets and islands under `/assets`, the
 * visitor's settings under `/settings`, the site's statements, every component in every state under `/design`, pages for errors. Pages of the
 * instance and its children are then sent with `sendPage`.
 */
export function registerPortalShell(app: FastifyInstance, options: PortalShellOptions): void {
  const basePath = (options.basePath ?? app.prefix).replace(/\/+$/, '');
  if (basePath !== '' && !/^(\/[A-Za-z0-9._~-]+)+$/.test(basePath)) {
    throw new Error(`portal base path must look like /disclosure, not ${JSON.stringify(basePath)}`);
  }
  app.decorate('portalShell', { ...options, prefix: app.prefix.replace(/\/+$/, ''), basePath });
  registerAssets(app);
  registerSettings(app);
  for (const [path, page] of Object.entries(statementPages))
    app.get(path, { config: { cached: true } }, (request, reply) => sendPage(request, reply, page));
  app.get('/design', (request, reply) => sendPage(request, reply, componentsPage));
  if (options.handleErrors === false) return;
  app.setNotFoundHandler((request, reply) => sendErrorPage(request, reply, 404));
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
    if (status >= 500) request.log.error({ err: error }, 'a page failed');
    else request.log.info({ err: error }, 'a request was refused');
    return sendErrorPage(request, reply, status);
  });
}
