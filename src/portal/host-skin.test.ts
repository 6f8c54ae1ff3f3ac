import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import { h } from 'preact';
import { expect, it } from 'vitest';
import { HostTemplateError, readHostTemplate } from './host-skin.ts';
import { registerPortalShell, sendPage } from './shell.ts';

const template = `<!doctype html><html><head><title>某区人民政府</title>
<link rel="stylesheet" href="/style/site.css"><link rel=stylesheet href="https://www.example.gov.cn/style/extra.css">
<link rel="stylesheet" href="https://cdn.example.com/font.css"><style>body{display:none}</style></head>
<body onload="x()"><header class="site-top" id="main"><a href="/" onclick="x()">某区人民政府</a>
<img src="/logo.png" alt="标志"><img src="https://tracker.example.com/pixel.gif" alt=""><script>alert(1)</script>
<form action="/search" method="post"><input type="text" name="word"><input type="password" name="p"></form>
<a href="javascript:alert(1)">坏</a><iframe src="/x"></iframe></header>
<!-- gongkai:content -->
<footer style="position:fixed"><p>主办：某区人民政府</p></footer></body></html>`;

it('keeps the header, footer and style sheets of the host and nothing that runs or loads from elsewhere', () => {
  const { styleSheets, before, after } = readHostTemplate(template, 'www.example.gov.cn');
  expect(styleSheets).toEqual(['/style/site.css', 'https://www.example.gov.cn/style/extra.css']);
  expect(before).toContain('<header class="site-top">');
  expect(before).toContain('src="/logo.png"');
  expect(before).toContain('method="get"');
  expect(after).toBe('\n<footer><p>主办：某区人民政府</p></footer>');
  expect(`${before}${after}`).not.toMatch(/script|onclick|onload|javascript:|iframe|tracker|password|style=|id=/);
});

it.each([
  ['no slot', '<body><header>x</header></body>'],
  ['two slots', '<!-- gongkai:content --><!-- gongkai:content -->'],
  ['a flood', 'x'.repeat(300_000)],
])('refuses a template with %s', (_, html) => {
  expect(() => readHostTemplate(html)).toThrow(HostTemplateError);
});

it('takes the public collection of hostile HTML without letting anything run', () => {
  const file = new URL('../capabilities/publications/html/testing/xss-vectors.json', import.meta.url);
  for (const vector of JSON.parse(readFileSync(file, 'utf8')) as unknown[]) {
    const hostile = typeof vector === 'string' ? vector : JSON.stringify(vector);
    const { before, after } = readHostTemplate(`${hostile}<!-- gongkai:content -->${hostile}`);
    const tags = [...`${before}${after}`.matchAll(/<[^>]*>/g)].map(([tag]) => tag).join('');
    expect(tags, hostile).not.toMatch(/(?:href|src|action)="\s*javascript:/i);
    // What stands inside a quoted value is text.
    expect(tags.replace(/="[^"]*"/g, '=""'), hostile).not.toMatch(/<script|<iframe|<svg|<style|\son\w+/i);
  }
});

it('stands around every page in the place of the portal’s own name and foot', async () => {
  const app = fastify();
  const skin = readHostTemplate(template);
  registerPortalShell(app, { site: { name: '公开平台', sponsor: '某局' }, skin, basePath: '/zwgk' });
  app.get('/page', (request, reply) => sendPage(request, reply, { title: '甲', children: h('h1', null, '甲') }));
  const { body } = await app.inject('/page');
  await app.close();
  expect(body).toContain('<link rel="stylesheet" href="/style/site.css"');
  expect(body.indexOf('site-top')).toBeLessThan(body.indexOf('<h1>甲</h1>'));
  expect(body.indexOf('主办：某区人民政府')).toBeGreaterThan(body.indexOf('<h1>甲</h1>'));
  expect(body).not.toContain('site-footer');
  expect(body).not.toContain('brand-name');
  expect(body).toContain('href="/zwgk/settings');
});
