import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { h } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleNavigation, sampleSite } from '../../test/support/portal.ts';
import { loadPortalAssets } from './assets.ts';
import { PageHeading, registerPortalShell, sendPage } from './index.ts';
import { parseSettings } from './settings.ts';

let apps: FastifyInstance[] = [];

function portal(prefix = '', basePath?: string): FastifyInstance {
  const app = fastify();
  apps.push(app);
  app.register(
    async (instance) => {
      registerPortalShell(instance, {
        site: sampleSite,
        navigation: sampleNavigation,
        searchPath: '/search',
        ...(basePath === undefined ? {} : { basePath }),
      });
      instance.get('/hello', (request, reply) =>
        sendPage(request, reply, {
          title: '你好',
          breadcrumbs: [{ label: '你好' }],
          children: h(PageHeading, { title: '你好' }),
        }),
      );
      instance.get('/fails', async () => {
        throw new Error('password of the database is hunter2');
      });
      instance.get('/refuses', async () => {
        throw Object.assign(new Error('no'), { statusCode: 403 });
      });
    },
    { prefix },
  );
  return app;
}

afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  apps = [];
});

/** Compressed bytes of a page with every style sheet, script and icon it names, as a browser would fetch them. */
async function weightOf(app: FastifyInstance, url: string): Promise<number> {
  const headers = { 'accept-encoding': 'gzip' };
  const page = await app.inject({ url, headers });
  const html = gunzipSync(page.rawPayload).toString();
  const linked = new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? ''));
  expect(linked.size).toBeGreaterThanOrEqual(6);
  let weight = page.rawPayload.length;
  for (const address of linked) {
    const asset = await app.inject({ url: address, headers });
    expect(asset.statusCode).toBe(200);
    weight += asset.rawPayload.length;
  }
  return weight;
}

describe('pages', () => {
  it('are complete HTML under a policy that lets nothing inline run', async () => {
    const response = await portal().inject('/hello');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body).toMatch(/^<!doctype html><html lang="zh-CN"/);
    expect(response.body).toMatch(/<\/html>$/);
    expect(response.headers['content-security-policy']).toContain("script-src 'self'");
    expect(response.body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=/i);
  });

  it('weigh less than 100 KB with all they need, even the page of all components', async () => {
    const app = portal();
    expect(await weightOf(app, '/hello')).toBeLessThan(30_000);
    expect(await weightOf(app, '/design')).toBeLessThan(100_000);
  });

  it('are sent once, and not again while they are unchanged', async () => {
    const app = portal();
    const first = await app.inject('/hello');
    expect(first.headers['cache-control']).toBe('no-cache');
    const tag = String(first.headers.etag);
    const second = await app.inject({ url: '/hello', headers: { 'if-none-match': tag } });
    expect(second.statusCode).toBe(304);
    expect(second.body).toBe('');
    const dark = await app.inject({
      url: '/hello',
      headers: { 'if-none-match': tag, cookie: 'portal-display=standard.automatic.dark.standard.zh-CN' },
    });
    expect(dark.statusCode).toBe(200);
    expect(dark.headers.vary).toContain('Cookie');
  });

  it('come in the encoding the browser takes', async () => {
    const app = portal();
    const plain = (await app.inject('/hello')).body;
    const brotli = await app.inject({ url: '/hello', headers: { 'accept-encoding': 'gzip;q=0.5, br' } });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(plain);
    const gzip = await app.inject({ url: '/hello', headers: { 'accept-encoding': 'gzip, br;q=0' } });
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain);
    const neither = await app.inject({ url: '/hello', headers: { 'accept-encoding': 'identity' } });
    expect(neither.headers['content-encoding']).toBeUndefined();
  });

  it('link correctly from under a prefix, and behind a proxy that cuts the prefix off', async () => {
    const mounted = await portal('/disclosure').inject('/disclosure/hello?a=1');
    const proxied = await portal('', '/disclosure').inject('/hello?a=1');
    for (const { body } of [mounted, proxied]) {
      const links = [...body.matchAll(/\s(?:href|src|action)="(\/[^"]*)"/g)].map((match) => match[1] ?? '');
      expect(links.length).toBeGreaterThan(10);
      for (const link of links) expect(link).toMatch(/^\/disclosure(\/|$)/);
      expect(body).toContain('back=%2Fdisclosure%2Fhello%3Fa%3D1');
    }
  });
});

describe('static files', () => {
  it('are kept for a year under a name that changes with their content', async () => {
    const app = portal();
    for (const asset of loadPortalAssets().byName.values()) {
      const response = await app.inject({ url: `/assets/${asset.fileName}`, headers: { 'accept-encoding': 'br' } });
      expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(asset.fileName).toMatch(/\.[0-9a-f]{12}\.(css|js|svg)$/);
      expect(brotliDecompressSync(response.rawPayload).equals(asset.identity)).toBe(true);
    }
    for (const url of ['/assets/portal.css', '/assets/portal.000000000000.css', '/assets/..%2f..%2fpackage.json']) {
      expect((await app.inject(url)).statusCode).toBe(404);
    }
  });
});

describe('settings', () => {
  it('are kept in a cookie by a plain link and show on the next page', async () => {
    const app = portal();
    const applied = await app.inject('/settings/apply?mode=elder&theme=dark&back=%2Fhello%3Fpage%3D2');
    expect(applied.statusCode).toBe(303);
    expect(applied.headers.location).toBe('/hello?page=2');
    const cookie = applied.cookies[0];
    expect(cookie).toMatchObject({ name: 'portal-display', path: '/', httpOnly: true, sameSite: 'Lax' });
    expect(parseSettings(cookie?.value)).toMatchObject({ mode: 'elder', theme: 'dark' });
    const { body } = await app.inject({ url: '/hello', headers: { cookie: `portal-display=${cookie?.value}` } });
    expect(body).toContain('data-mode="elder"');
    expect(body).toMatch(/href="\/assets\/elder\.[^"]+" media="screen"/);
    expect(body).toMatch(/href="\/assets\/dark\.[^"]+" media="screen"/);
    expect(body).toContain('退出长者模式');
  });

  it('never lead to another site', async () => {
    const app = portal();
    for (const back of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/%09/evil.example',
      '%0d%0ax: y',
    ]) {
      const response = await app.inject(`/settings/apply?theme=dark&back=${encodeURIComponent(back)}`);
      expect(new URL(String(response.headers.location), 'https://own.example').host).toBe('own.example');
    }
    const form = await app.inject('/settings?back=https://evil.example/');
    expect(form.body).not.toContain('evil.example');
  });

  it('follow the device for light and dark unless one was chosen', async () => {
    const app = portal();
    const automatic = (await app.inject('/hello')).body;
    expect(automatic).toMatch(/dark\.[^"]+" media="screen and \(prefers-color-scheme: dark\)"/);
    const light = (await app.inject({ url: '/hello', headers: { cookie: 'portal-display=standard.automatic.light' } }))
      .body;
    expect(light).not.toContain('/assets/dark.');
    expect(light).not.toContain('/assets/contrast-dark.');
    const contrastAtNight = (
      await app.inject({ url: '/hello', headers: { cookie: 'portal-display=standard.more.dark.standard.zh-CN' } })
    ).body;
    expect(contrastAtNight).toMatch(/contrast-dark\.[^"]+" media="screen"/);
  });

  it('keep the language a visitor came with', async () => {
    const app = portal();
    const english = await app.inject('/hello?lang=en');
    expect(english.headers['content-language']).toBe('en');
    expect(english.body).toContain('Easy view');
    expect(english.headers['cache-control']).toContain('private');
    const cookie = english.cookies[0]?.value;
    const next = await app.inject({ url: '/hello', headers: { cookie: `portal-display=${cookie}` } });
    expect(next.body).toContain('Easy view');
    expect(next.cookies).toEqual([]);
    expect((await app.inject('/hello?lang=%3Cscript%3E')).headers['content-language']).toBe('zh-CN');
  });
});

describe('errors', () => {
  it('are pages for people', async () => {
    const app = portal();
    const missing = await app.inject({ url: '/nowhere', headers: { accept: 'text/html,*/*' } });
    expect(missing.statusCode).toBe(404);
    expect(missing.body).toContain('找不到这个网页');
    expect(missing.body).toContain('<meta name="robots" content="noindex"/>');
    expect((await app.inject('/refuses')).body).toContain('不能查看这个网页');
  });

  it('are problem+json for programs', async () => {
    const app = portal();
    for (const request of [
      { url: '/nowhere', headers: { accept: 'application/json' } },
      { url: '/api/v1/nowhere', headers: { accept: 'text/html' } },
    ]) {
      const response = await app.inject(request);
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(response.json()).toEqual({ type: 'about:blank', title: '找不到这个网页', status: 404 });
    }
  });

  it('tell a visitor nothing of the inside but a number to quote', async () => {
    const app = portal();
    for (const accept of ['text/html', 'application/json']) {
      const response = await app.inject({ url: '/fails', headers: { accept } });
      expect(response.statusCode).toBe(500);
      expect(response.body).not.toContain('hunter2');
      expect(response.body).toContain('req-');
    }
  });

  it('do not come from strange addresses', async () => {
    const app = portal();
    for (const url of [
      '//evil.example/x',
      '/%00',
      '/hello?lang=en&lang=zh&back[]=x',
      '/settings?back=%E0%A4%A',
      '/design?%',
    ]) {
      expect((await app.inject(url)).statusCode, url).toBeLessThan(500);
    }
  });
});
