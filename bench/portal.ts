// What a public page costs, in microseconds of CPU and bytes.
// CPU time, not wall time, so that a busy machine does not matter. The reference is the same list of twenty titles glued
// together from escaped strings by hand, without any component: what rendering could cost at best.
import { fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { type PageContent, portalContext, registerPortalShell, renderPage, sendPage } from '../src/portal/index.ts';
import type { Bench } from './bench.ts';
import { articlePage, listPage, reportPage } from './portal-pages.tsx';

const runs = 5;
const pages: Readonly<Record<string, PageContent>> = { list: listPage, article: articlePage, report: reportPage };

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function medianCpu(calls: number, act: () => Promise<void> | void): Promise<number> {
  const measured: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    measured.push((user + system) / calls);
  }
  return Math.round(median(measured));
}

/** Median over the runs of this process's CPU microseconds for one call. */
async function cpuPerCall(calls: number, act: () => unknown): Promise<number> {
  for (let index = 0; index < calls; index++) act();
  return medianCpu(calls, () => {
    for (let index = 0; index < calls; index++) act();
  });
}

/** The same for one request over a real connection; the client is a process of its own, so only the server's work counts. */
async function cpuPerRequest(url: string, encoding: string): Promise<number> {
  const calls = 400;
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      const client = fork(fileURLToPath(import.meta.url), ['--client', url, encoding, String(calls)], {
        stdio: 'inherit',
      });
      client.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the client ended with ${code}`))));
    });
  await ask();
  return medianCpu(calls, ask);
}

async function client(url: string, encoding: string, calls: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let index = 0; index < calls; index++) {
    await new Promise<void>((resolve, reject) => {
      get(url, { agent, headers: { 'accept-encoding': encoding } }, (response) => {
        response.resume().once('end', resolve);
      }).once('error', reject);
    });
  }
  agent.destroy();
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

function byHand(): string {
  const escaped = (text: string) => text.replace(/[&<"]/g, (character) => escapes[character] ?? character);
  const items = Array.from({ length: 20 }, (_, index) => {
    const title = `关于印发某区${2003 + index}年政务公开工作要点及其分工安排的通知`;
    const date = `${2003 + index}-06-20`;
    return `<li><div class="link-list-main"><a href="${escaped(`/documents/${index + 1}`)}">${escaped(title)}</a></div><time datetime="${date}">${date}</time></li>`;
  });
  return `<!doctype html><html lang="zh-CN"><body><ul class="link-list">${items.join('')}</ul></body></html>`;
}

async function measure(): Promise<Record<string, number>> {
  const app = fastify();
  registerPortalShell(app, { site: { name: '某区人民政府', domain: 'www.example.gov.cn', sponsor: '某区人民政府' } });
  for (const [name, page] of Object.entries(pages)) {
    app.get(`/${name}`, (request, reply) => sendPage(request, reply, page));
  }
  let context: ReturnType<typeof portalContext> | undefined;
  app.get('/context', async (request) => {
    context = portalContext(request);
    return 'ok';
  });
  app.get('/bare', async (_request, reply) => reply.type('text/html').send('ok'));
  await app.inject('/context');
  if (context === undefined) throw new Error('the portal gave no context');
  const shared = context;

  const headers = { 'accept-encoding': 'gzip' };
  const figures: Record<string, number> = {};
  figures['reference by hand, list'] = await cpuPerCall(3000, byHand);
  for (const [name, page] of Object.entries(pages)) {
    figures[`render ${name}`] = await cpuPerCall(400, () => renderPage(shared, page));
  }
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  figures['request, nothing rendered'] = await cpuPerRequest(`${address}/bare`, 'identity');
  for (const name of Object.keys(pages)) {
    figures[`request ${name}`] = await cpuPerRequest(`${address}/${name}`, 'identity');
    figures[`request ${name}, gzip`] = await cpuPerRequest(`${address}/${name}`, 'gzip');
    const response = await app.inject({ url: `/${name}`, headers });
    figures[`weight ${name}, HTML, gzip`] = response.rawPayload.length;
  }
  const page = await app.inject('/list');
  let assets = 0;
  for (const match of page.body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    const asset = await app.inject({ url: match[1] ?? '', headers });
    assets += asset.rawPayload.length;
  }
  figures['weight all CSS, JS and icon, gzip'] = assets;
  await app.close();
  return figures;
}

export const bench: Bench = {
  name: 'portal',
  description: 'CPU microseconds of rendering and serving public pages, and their weight in bytes',
  run: async () => ({ runs, figures: await measure() }),
};

if (process.argv[2] === '--client') {
  const [url, encoding, calls] = process.argv.slice(3);
  await client(url ?? '', encoding ?? 'identity', Number(calls));
}
