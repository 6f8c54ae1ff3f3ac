import { portalContentSecurityPolicy } from '../../../portal/index.ts';
import { attachmentEndings, GONE_FOLDER } from './files.ts';

export interface NginxOptions {
  /** Folder of the exported site, absolute. */
  readonly directory: string;
  /** Where the portal is mounted; empty or `/path`. */
  readonly basePath: string;
  /** Where the application answers, such as http://127.0.0.1:8080; it is asked without the base path. */
  readonly application: string;
  /** Whether nginx has the module brotli_static (Debian: libnginx-mod-http-brotli-static). */
  readonly brotli: boolean;
}

const TYPES = `types {
  text/html html; text/css css; text/javascript js; text/plain txt; text/csv csv; text/markdown md; image/svg+xml svg;
  image/jpeg jpg; image/png png; application/json json; application/xml xml; application/atom+xml atom;
  application/rss+xml rss; application/pdf pdf; application/ofd ofd; application/zip zip; application/msword doc;
  application/vnd.openxmlformats-officedocument.wordprocessingml.document docx; application/vnd.ms-excel xls;
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx;
}`;

const HEADERS = `add_header X-Content-Type-Options nosniff always;
  add_header Referrer-Policy same-origin always;
  add_header Cache-Control no-cache always;
  add_header Vary "Cookie, Accept-Encoding" always;`;

const PAGE_HEADERS = `${HEADERS}
  add_header Content-Security-Policy "${portalContentSecurityPolicy}" always;`;

/**
 * Locations for a `server` block of nginx 1.18 or newer: files first, the application for what is no file, and files alone
 * when it is down. Nothing has to be reloaded when files change.
 */
export function nginxLocations({ directory, basePath, application, brotli }: NginxOptions): string {
  const base = basePath.replace(/\/$/, '');
  const cut = base === '' ? '' : `rewrite ^${base}/(.*)$ /$1 break;\n  `;
  const endings = [...new Set([...Object.values(attachmentEndings), 'bin'])].map((ending) => `$uri.${ending}`);
  const toApplication = `error_page 418 = @application;
  # Visitors with settings of their own or a session, and questions, go to the application.
  if ($http_cookie ~ "portal-display=|gongkai-session=") { return 418; }
  if ($args != "") { return 418; }
  if ($request_method !~ "^(GET|HEAD)$") { return 418; }`;
  return `# Written by gongkai export; included in a server block.
root ${directory};
recursive_error_pages on;
charset utf-8;
charset_types text/html text/plain text/css text/csv text/markdown text/javascript application/json application/xml
  application/atom+xml application/rss+xml application/feed+json image/svg+xml;
gzip_static on;
${brotli ? 'brotli_static on;\n' : ''}${TYPES}
default_type application/octet-stream;

location ${base}/ {
  ${toApplication}
  ${PAGE_HEADERS}
  ${cut}try_files $uri.html $uri $uri/index.html @gone;
}
location ${base}/assets/ {
  add_header Cache-Control "public, max-age=31536000, immutable" always;
  add_header X-Content-Type-Options nosniff always;
  add_header Vary Accept-Encoding always;
  ${cut}try_files $uri @application;
}
location ~ ^${base}/feeds/[a-z-]+\\.json$ {
  types { application/feed+json json; }
  ${toApplication}
  ${HEADERS}
  ${cut}try_files $uri @application;
}
location ~ ^${base}/items/[0-9a-f-]+/files/ {
  ${HEADERS}
  add_header Content-Security-Policy "default-src 'none'; sandbox" always;
  ${cut}try_files ${endings.join(' ')} @application;
}
# What the export keeps for itself, and the pages of what was withdrawn.
location ~ /\\.(?!well-known/) {
  internal;
  ${PAGE_HEADERS}
}
location @gone {
  # What was withdrawn answers 410 with its reason.
  error_page 410 /${GONE_FOLDER}$uri.html;
  error_page 418 = @application;
  if (-f ${directory}/${GONE_FOLDER}$uri.html) { return 410; }
  return 418;
}
location @application {
  proxy_pass ${application};
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_intercept_errors on;
  # The application is down: the plain page rather than none.
  error_page 502 503 504 = @files;
}
location @files {
  ${PAGE_HEADERS}
  try_files $uri.html $uri $uri/index.html =503;
}
`;
}
