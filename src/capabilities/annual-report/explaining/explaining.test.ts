import { strFromU8, strToU8, unzipSync } from 'fflate';
import { type DefaultTreeAdapterMap, parse, defaultTreeAdapter as tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { checkReadReport, readReport } from '../reading/read-report.ts';
import { screenWording } from '../reading/screen-wording.ts';
import { filledTables, findRow, type ReportTables } from '../rules/form.ts';
import { renderReportText } from '../rules/testing/render-text.ts';
import { type CheckedFile, findingsSheet } from './findings-sheet.ts';
import { markUpReport } from './mark-up.tsx';
import { summariseCheck } from './summary.ts';

async function checked(change: (tables: ReportTables) => void, overall: string) {
  const tables = filledTables('2021', 0);
  change(tables);
  const text = renderReportText({ organ: '甲区人民政府', year: 2023, form: '2021', tables, overall }, 'tabs');
  const report = await readReport(strToU8(text), 'a.txt');
  return { report, check: checkReadReport(report, { screen: screenWording }) };
}

const faulty = () =>
  checked((tables) => {
    findRow(tables, 'granted')!.values = [5, 0, 0, 0, 0, 0, 6];
  }, '<script>alert(1)</script>健全审核审核发布机制。全年收到政府信息公开申请3件。');

type Node = DefaultTreeAdapterMap['node'];

interface Seen {
  tags: Set<string>;
  marks: string[];
  ids: Set<string>;
  links: string[];
  handlers: string[];
  policy: string;
}

function look(html: string): Seen {
  const seen: Seen = { tags: new Set(), marks: [], ids: new Set(), links: [], handlers: [], policy: '' };
  const textOf = (node: Node): string =>
    tree.isTextNode(node) ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
  const visit = (node: Node): void => {
    if (tree.isElementNode(node)) {
      seen.tags.add(node.tagName);
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      if (attributes.id !== undefined) seen.ids.add(attributes.id);
      if (attributes.href !== undefined) seen.links.push(attributes.href);
      if (attributes['http-equiv'] === 'Content-Security-Policy') seen.policy = attributes.content ?? '';
      seen.handlers.push(...Object.keys(attributes).filter((name) => name.startsWith('on') || name === 'style'));
      if (node.tagName === 'mark' || attributes.class?.startsWith('marked')) seen.marks.push(textOf(node));
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(parse(html));
  return seen;
}

describe('the marked copy', () => {
  test('every finding stands in its place and is linked to its explanation', async () => {
    const { report, check } = await faulty();
    const html = markUpReport(report, check);
    const seen = look(html);
    expect(check.findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['requests.row-sum', 'requests.results-sum', 'narrative.figure', 'text.spelling']),
    );
    for (const number of check.findings.keys()) expect(seen.ids).toContain(`finding-${number + 1}`);
    for (const href of seen.links) expect(seen.ids).toContain(href.slice(1));
    expect(new Set(seen.links).size).toBe(check.findings.length);
    expect(seen.marks.some((text) => text.startsWith('审核审核'))).toBe(true);
    expect(seen.marks.some((text) => /^6\d/.test(text))).toBe(true);
  });

  test('what a hostile report writes is shown and never run', async () => {
    const { report, check } = await faulty();
    const html = markUpReport(report, { ...check, file: '"><img src=x onerror=alert(1)>.txt' });
    const { tags, handlers, policy } = look(html);
    expect(tags).not.toContain('script');
    expect(tags).not.toContain('img');
    expect(handlers).toEqual([]);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(html).toContain('&lt;script>alert(1)');
  });

  test('the whole text is kept, also without any finding', async () => {
    const { report, check } = await checked(() => {}, '本年度工作平稳。');
    const html = markUpReport(report, check);
    expect(html).toContain('未发现问题。');
    expect(html).toContain('本年度工作平稳。');
    expect(look(html).marks).toEqual([]);
  });
});

test('the summary stays a page and leads with the errors', async () => {
  const { check } = await faulty();
  const summary = summariseCheck(check);
  expect(summary).toContain('甲区人民政府 2023年度');
  expect(summary).toContain('本年新收0件');
  expect(summary.indexOf('[错误]')).toBeLessThan(summary.indexOf('[警告]'));
  const blank = await checked((tables) => Object.assign(tables, filledTables('2021', null)), '无。');
  const page = summariseCheck(blank.check);
  expect(page.split('\n').length).toBeLessThan(50);
  expect(page).toMatch(/其余\d+处/);
});

test('the sheet lists each finding with file, place, quote and advice, and the files that could not be read', async () => {
  const { check } = await faulty();
  async function* files(): AsyncGenerator<CheckedFile> {
    yield { file: 'a.txt', check };
    yield { file: '=cmd()', problem: 'not a report', isFault: false };
  }
  const parts: Uint8Array[] = [];
  for await (const part of findingsSheet(files())) parts.push(part);
  const sheet = strFromU8(unzipSync(Buffer.concat(parts))['xl/worksheets/sheet1.xml']!);
  expect(sheet.match(/<row /g)).toHaveLength(check.findings.length + 2);
  expect(sheet).toContain('审核审核');
  expect(sheet).toContain('未能读取');
  expect(sheet).not.toContain('<f>');
});
