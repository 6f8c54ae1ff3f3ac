import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** A file of the design or an island, ready to send in the encodings browsers ask for. */
export interface PortalAsset {
  /** Name with content hash, such as `portal.1f2e3d4c5b.css`. */
  readonly fileName: string;
  readonly contentType: string;
  readonly identity: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

export interface PortalAssets {
  /** By plain name (`portal.css`). */
  readonly byName: ReadonlyMap<string, PortalAsset>;
  /** By hashed name, as asked for by browsers. */
  readonly byFileName: ReadonlyMap<string, PortalAsset>;
}

/** What is served, and the source files each is joined from, in order of the cascade. */
const sources: Readonly<Record<string, readonly string[]>> = {
  'portal.css': [
    'design/tokens.css',
    'design/base.css',
    'design/layout.css',
    'design/navigation.css',
    'design/content.css',
    'design/table.css',
    'design/forms.css',
    'design/publications.css',
    'design/samples.css',
  ],
  'dark.css': ['design/dark.css'],
  'contrast.css': ['design/contrast.css'],
  'contrast-dark.css': ['design/contrast-dark.css'],
  'elder.css': ['design/elder.css'],
  'print.css': ['design/print.css'],
  'portal.js': [
    'islands/page-tools.js',
    'islands/text-size.js',
    'islands/read-aloud.js',
    'islands/search-suggestions.js',
  ],
  'icon.svg': ['design/icon.svg'],
};

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

let loaded: PortalAssets | undefined;

/** Reads and joins the portal's static files once per process. */
export function loadPortalAssets(): PortalAssets {
  loaded ??= readAssets();
  return loaded;
}

function readAssets(): PortalAssets {
  const byName = new Map<string, PortalAsset>();
  const byFileName = new Map<string, PortalAsset>();
  for (const [name, files] of Object.entries(sources)) {
    const identity = Buffer.concat(files.map((file) => readFileSync(new URL(file, import.meta.url))));
    const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12);
    const dot = name.lastIndexOf('.');
    const extension = name.slice(dot + 1);
    let gzip: Buffer | undefined;
    let brotli: Buffer | undefined;
    const asset: PortalAsset = {
      fileName: `${name.slice(0, dot)}.${hash}.${extension}`,
      contentType: contentTypes[extension] ?? 'application/octet-stream',
      identity,
      // Compressed when first asked for: all at once would keep the first page waiting.
      get gzip() {
        gzip ??= gzipSync(identity, { level: 9 });
        return gzip;
      },
      get brotli() {
        brotli ??= brotliCompressSync(identity, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
        });
        return brotli;
      },
    };
    byName.set(name, asset);
    byFileName.set(asset.fileName, asset);
  }
  return { byName, byFileName };
}
