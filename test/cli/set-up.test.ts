import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What docs/operate/install.md tells an operator to do, done.

const launcher = new URL('../../bin/gongkai', import.meta.url).pathname;
const ORGANS = [
  '机构代码,名称,简称,类别,上级代码,成立日期',
  '33020602,北仑区财政局,区财政局,工作部门,,2019-03-01',
  '330206,宁波市北仑区人民政府,北仑区,人民政府,,2008-05-01',
];
let folder: string;
let data: string;

function start(args: string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(launcher, args, { env: { ...process.env, DATABASE_URL: '', NO_COLOR: '1', ...environment } });
}

async function gongkai(args: string[], environment: Record<string, string> = {}) {
  const child = start(args, environment);
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk) => (out += chunk));
  child.stderr!.on('data', (chunk) => (err += chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, out, err };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-set-up-'));
  data = join(folder, 'data');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Processes are started one after the other, and the first server builds the office when its sources are newer.
describe('a real district', { timeout: 240_000 }, () => {
  it('takes no organ from a faulty file, and says in which lines it is', async () => {
    const file = join(folder, 'faulty.csv');
    writeFileSync(file, [...ORGANS, '33020603,某局,,局,,2019-02-30'].join('\n'));
    const { status, err } = await gongkai(['import', 'organs', file, '--data', data]);
    expect(status).toBe(2);
    expect(err).toContain('faulty.csv: line 4: 类别');
    expect(err).toContain('faulty.csv: line 4: 成立日期');
    const { status: served, err: why } = await gongkai(['serve', '--data', data, '--port', '0']);
    expect(served).toBe(2);
    expect(why).toContain('gongkai import organs');
  });

  it('tells a port in use before anything is built', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const unbuilt = join(folder, 'unbuilt');
    for (const command of ['demo', 'serve']) {
      const { status, err } = await gongkai([command, '--data', unbuilt, '--host', '127.0.0.1', '--port', port]);
      expect(status).toBe(2);
      expect(err).toContain(`${port} 端口已被占用`);
    }
    expect(existsSync(unbuilt)).toBe(false);
    await new Promise((resolve) => other.close(resolve));
  });

  it('begins with its organs and an administrator, who signs in', async () => {
    const file = join(folder, 'organs.csv');
    writeFileSync(file, ORGANS.join('\n'));
    const first = await gongkai(['import', 'organs', file, '--data', data, '--json']);
    expect(JSON.parse(first.out)).toEqual({ division: '330206', organs: 2 });
    const again = await gongkai(['import', 'organs', file, '--data', data]);
    expect(again.status).toBe(2);
    expect(again.err).toContain('330206 已有行政机关');

    const added = await gongkai([
      'user',
      'add',
      'lin',
      '--organ',
      '330206',
      '--roles',
      'administrator',
      '--json',
      '--data',
      data,
    ]);
    const { password } = JSON.parse(added.out);

    const server = start(['serve', '--data', data, '--port', '0']);
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let out = '';
        server.stdout!.on('data', (chunk) => {
          out += chunk;
          const found = /http:\/\/\S+/.exec(out);
          if (found) resolve(found[0]);
        });
        server.on('close', (status) => reject(new Error(`serve ended with ${status}: ${out}`)));
      });
      for (const path of ['/', '/disclosure', '/reports', '/requests', '/documents', '/search?q=1', '/sitemap.xml']) {
        const page = await fetch(address + path);
        expect([path, page.status]).toEqual([path, 200]);
      }
      const signedIn = await fetch(`${address}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: address },
        body: JSON.stringify({ name: 'lin', password }),
      });
      expect(signedIn.status).toBeLessThan(300);
    } finally {
      const ended = new Promise((resolve) => server.on('close', resolve));
      server.kill('SIGTERM');
      await ended;
    }
    const verified = await gongkai(['audit', 'verify', '--data', data]);
    expect(verified.status).toBe(0);
  });

  it('does not start with a setting that makes no sense', async () => {
    for (const [name, value] of [
      ['GONGKAI_PUBLIC_URL', 'zwgk'],
      ['GONGKAI_SMTP_URL', 'mail.example.gov.cn'],
      ['GONGKAI_BASE_PATH', 'zwgk'],
    ] as const) {
      const { status, err } = await gongkai(['serve', '--data', data, '--port', '0'], { [name]: value });
      expect([name, status]).toEqual([name, 2]);
      expect(err).toContain(name);
    }
  });
});
