import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/kernel/canonical-json.ts';

// From the second start on people run the bundle: it must do what the sources do.

const root = fileURLToPath(new URL('../../', import.meta.url));
const launcher = join(root, 'bin', 'gongkai');
const { bundleManifest, currentBundle } = (await import(new URL('../../bin/bundle.js', import.meta.url).href)) as {
  bundleManifest: string;
  currentBundle: (options: { manifest?: string; wanted?: boolean }) => string | null;
};

const environment = (bundle: boolean) => ({
  ...process.env,
  DATABASE_URL: '',
  NO_COLOR: '1',
  GONGKAI_BUNDLE: bundle ? 'on' : 'off',
});
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-bundle-'));
  execFileSync(process.execPath, [join(root, 'bin', 'build-bundle.js')]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('which bundle is started', () => {
  it('is the one made of the sources as they are', () => {
    expect(currentBundle({ wanted: true })).toMatch(/bundles\/.*\/cli\.mjs$/);
  });

  it('is none when a source has changed, packages have, or the operator wants none', () => {
    const manifest = JSON.parse(readFileSync(bundleManifest, 'utf8'));
    const changed = (path: string): string => {
      const file = join(folder, 'changed.json');
      expect(Object.keys(manifest.inputs)).toContain(path);
      writeFileSync(file, JSON.stringify({ ...manifest, inputs: { ...manifest.inputs, [path]: '1 1' } }));
      return file;
    };
    expect(currentBundle({ wanted: true, manifest: changed('src/main.ts') })).toBeNull();
    expect(currentBundle({ wanted: true, manifest: changed('node_modules/.package-lock.json') })).toBeNull();
    expect(currentBundle({ wanted: true, manifest: join(folder, 'none.json') })).toBeNull();
    expect(currentBundle({ wanted: false })).toBeNull();
  });
});

describe('what the bundle does', () => {
  const both = (args: string[], input = ''): string[] =>
    [true, false].map((bundle) => {
      const { stdout, stderr, status } = spawnSync(launcher, args, {
        env: environment(bundle),
        input,
        encoding: 'utf8',
      });
      return JSON.stringify({ stdout, stderr, status });
    });

  it('is what the sources do, command by command', () => {
    for (const [args, input] of [
      [['--help'], ''],
      [['calendar', 'add', '2022-09-28', '20'], ''],
      [['clock', '-'], '{"id":"1","receivedOn":"2022-09-28","asOf":"2022-10-10","events":[]}\n'],
      [['screen', '-', '--json'], '联系人张三，身份证号110101199003074514，2023年2月30日。\n'],
      [['report', 'check', '/nowhere.txt'], ''],
    ] as [string[], string][]) {
      const [fromBundle, fromSources] = both(args, input);
      expect(fromBundle).toBe(fromSources);
    }
  });

  const served = async (data: string, bundle: boolean): Promise<Record<string, string>> => {
    const child: ChildProcess = spawn(launcher, ['demo', '--data', data, '--port', '0'], { env: environment(bundle) });
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let out = '';
        child.stdout!.on('data', (chunk) => {
          out += chunk;
          const found = /公开演示区已启动：(\S+)/.exec(out);
          if (found) resolve(found[1]!);
        });
        child.once('exit', (status) => reject(new Error(`demo ended with ${status}`)));
      });
      const answers: Record<string, string> = {};
      for (const path of [
        '/',
        '/reports/330206/2022',
        '/reports/330206/2022/report.json',
        '/reports/330206/2022/report.docx',
        '/reports/330206/2022/report.pdf',
        '/reports/330206/2022/report.xlsx',
        '/search?q=政府信息公开',
        '/search?q=zhengfu',
        '/gazettes',
        '/documents',
        '/topics',
        '/requests',
        '/sitemap.xml',
        '/office',
        '/api/openapi.json',
      ]) {
        const response = await fetch(`${address}${path}`);
        const body = Buffer.from(await response.arrayBuffer());
        // Files made anew carry the time they were made; pages carry numbers of this very answer.
        // The description lists its parts in the order in which modules were evaluated.
        const text = /docx|pdf|xlsx/.test(path)
          ? `${Math.round(body.length / 1024)} KiB`
          : /openapi/.test(path)
            ? canonicalJson(JSON.parse(body.toString()))
            : body
                .toString()
                .replaceAll(address, '')
                .replaceAll(/nonce="[^"]*"|nonce-[\w-]+|value="[\w.-]{20,}"/g, '');
        answers[path] = `${response.status} ${response.headers.get('content-type')} ${text}`;
      }
      const signedIn = await fetch(`${address}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: address },
        body: JSON.stringify({ name: 'gongkai', password: 'beilun-yanshi-2022' }),
      });
      answers.session = `${signedIn.status} ${Object.keys((await signedIn.json()) as object)}`;
      return answers;
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    }
  };

  it('is what the sources serve, page by page and file by file', { timeout: 300_000 }, async () => {
    const data = join(folder, 'data');
    execFileSync(launcher, ['demo', '--no-serve', '--data', data], { env: environment(true), stdio: 'ignore' });
    const copy = join(folder, 'copy');
    cpSync(data, copy, { recursive: true });
    cpSync(`${data}.keys.json`, `${copy}.keys.json`);
    const fromBundle = await served(data, true);
    const fromSources = await served(copy, false);
    expect(Object.keys(fromBundle)).toEqual(Object.keys(fromSources));
    for (const [path, answer] of Object.entries(fromSources)) {
      expect(answer.slice(0, 3), path).toMatch(/^20[01]$/);
      expect(fromBundle[path], path).toBe(answer);
    }
  });
});
