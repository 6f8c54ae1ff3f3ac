import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Document, Packer, Paragraph } from 'docx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findPublication,
  importedId,
  importPublications,
  listPublished,
} from '../../src/capabilities/publications/index.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import { migrationSources } from '../../src/migrations.ts';
import { type Database, migrate, openDatabase } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { search } from '../../src/platform/search/index.ts';
import { withTestDatabases } from '../support/database.ts';

const DIVISION = '330206';
const open = withTestDatabases();
const root = fileURLToPath(new URL('../..', import.meta.url));
const shared = process.env.GONGKAI_SHARED ?? join(root, '../shared');
const policies = join(shared, 'data/text/govcn_policies.jsonl');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-import-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function addGovernment(db: Database): Promise<void> {
  await insertOrgans(db, [
    {
      divisionCode: DIVISION,
      code: DIVISION,
      name: '测试区人民政府',
      shortName: '测试区',
      kind: 'government',
      parentCode: null,
      sortOrder: 0,
      activeFrom: plainDate('2000-01-01'),
      activeTo: null,
    },
  ]);
}

async function take(db: Database, source: string, refused: { source: string; reason: string }[] = []) {
  return importPublications({
    db,
    division: DIVISION,
    source,
    organCode: DIVISION,
    category: 'regulations.policies',
    kind: 'item',
    by: '导入',
    now: new Date('2026-06-15T02:00:00Z'),
    onRefused: (one) => refused.push(one),
  });
}

async function found(db: Database, text: string): Promise<string[]> {
  const { hits } = await search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 10 });
  return hits.map((hit) => hit.title.map((part) => part.text).join(''));
}

const line = (n: number, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    url: `https://old.example.gov.cn/art/${n}.html`,
    title: `关于第${n}号水库管理的通知`,
    documentNumber: `测政发〔2022〕${n}号`,
    formedOn: '2022-03-01',
    publishedOn: '2022-03-02',
    html: `<div onclick="x()"><p>第${n}号水库由水利部门管理。</p><script>alert(1)</script></div>`,
    ...more,
  });

describe('a folder of an older site', () => {
  it('is taken over with the elements its files state, found by them, and refused where something is missing', async () => {
    const db = await open();
    await addGovernment(db);
    await mkdir(join(folder, 'deep'));
    await writeFile(
      join(folder, 'page.html'),
      `<html><head><meta name="ArticleTitle" content="关于印发绿地认养办法的通知"><meta name="PubDate" content="2021-05-06 14:30"></head>
      <body><nav>首页</nav><table><tr><td>索 引 号：</td><td>009/2021-00001</td></tr><tr><td>发文字号：</td><td>测绿〔2021〕7号</td></tr>
      <tr><td>成文日期：</td><td>2021年4月30日</td></tr></table><div id="zoom"><p>城市绿地可以由市民认养。</p></div></body></html>`,
    );
    await writeFile(
      join(folder, 'deep', 'notice.txt'),
      '关于征集档案的公告\n测档〔2020〕3号\n现面向社会征集族谱和旧照片。\n测试区档案馆\n二〇二〇年三月十二日\n',
    );
    await writeFile(
      join(folder, 'opinion.docx'),
      await Packer.toBuffer(
        new Document({
          sections: [
            {
              children: ['关于扶持渔业的意见', '渔船更新给予补贴。', '2019年12月1日'].map(
                (text) => new Paragraph(text),
              ),
            },
          ],
        }),
      ),
    );
    await writeFile(
      join(folder, 'lines.jsonl'),
      `${line(1)}\n\n${line(2)}\n{not json\n${line(3, { formedOn: '2022-04-01' })}\n`,
    );
    await writeFile(join(folder, 'undated.txt'), '没有日期的文件\n正文。');
    await writeFile(join(folder, 'broken.docx'), 'PK\u0003\u0004broken');
    await writeFile(join(folder, 'picture.gif'), 'GIF89a');

    const refused: { source: string; reason: string }[] = [];
    expect(await take(db, folder, refused)).toEqual({ imported: 5, known: 0, refused: 5 });
    expect(new Map(refused.map(({ source, reason }) => [source, reason]))).toEqual(
      new Map([
        ['picture.gif', expect.stringContaining('不是HTML')],
        ['lines.jsonl:4', '不是JSON'],
        ['lines.jsonl:5', expect.stringContaining('早于成文日期')],
        ['undated.txt', '找不到成文日期'],
        ['broken.docx', expect.stringContaining('DOCX')],
      ]),
    );
    expect(await found(db, '测绿〔2021〕7号')).toEqual(['关于印发绿地认养办法的通知']);
    expect(await found(db, '族谱')).toEqual(['关于征集档案的公告']);
    expect(await found(db, '渔船更新')).toEqual(['关于扶持渔业的意见']);
    const page = (await findPublication(db, DIVISION, importedId(DIVISION, 'page.html')))!;
    expect(page.indexNumber).toBe('009/2021-00001');
    expect(page.firstPublishedAt).toEqual(new Date('2021-05-06T06:30:00Z'));
    const [notice] = await listPublished(db, DIVISION, { ids: [importedId(DIVISION, 'deep/notice.txt')] });
    expect(notice).toMatchObject({ documentNumber: '测档〔2020〕3号', formedOn: '2020-03-12', genre: '公告' });
    const redirect = await db.selectFrom('publication_redirect').select('address').orderBy('address').execute();
    expect(redirect.map((row) => row.address)).toEqual(['/art/1.html', '/art/2.html']);
  });

  it('taken over again leaves what is there as it is', async () => {
    const db = await open();
    await addGovernment(db);
    const source = join(folder, 'lines.jsonl');
    await writeFile(source, [1, 2, 3].map((n) => line(n)).join('\n'));
    expect(await take(db, source)).toMatchObject({ imported: 3, known: 0 });
    await writeFile(source, [0, 1, 2, 3, 4].map((n) => line(n)).join('\n'));
    expect(await take(db, source)).toMatchObject({ imported: 2, known: 3 });
    expect(await listPublished(db, DIVISION)).toHaveLength(5);
  });

  it('refuses a second item with the 索引号 of another, and takes the rest', async () => {
    const db = await open();
    await addGovernment(db);
    const source = join(folder, 'lines.jsonl');
    await writeFile(source, [line(1, { indexNumber: 'A-1' }), line(2, { indexNumber: 'A-1' }), line(3)].join('\n'));
    const refused: { source: string; reason: string }[] = [];
    expect(await take(db, source, refused)).toMatchObject({ imported: 2, refused: 1 });
    expect(refused[0]!.reason).toContain('A-1');
  });

  it('names a folder, an organ or a category that is not there', async () => {
    const db = await open();
    await addGovernment(db);
    await expect(take(db, join(folder, 'nowhere'))).rejects.toThrow('cannot be read');
  });
});

/** Runs the import as a process of its own, and kills it without warning once it has stored something. */
async function importUntilKilled(data: string, source: string): Promise<void> {
  const script = join(root, 'test/store/fixtures/import-until-killed.ts');
  const child = spawn(process.execPath, ['--import', join(root, 'bin/hooks.js'), script, data, source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (said: Buffer) => {
      if (said.toString().includes('stored')) {
        child.kill('SIGKILL');
        resolve();
      }
    });
    child.once('exit', (code) =>
      code === null ? resolve() : reject(new Error(`the import ended by itself (${code})`)),
    );
  });
  await new Promise<void>((resolve) => (child.signalCode === null ? child.once('exit', () => resolve()) : resolve()));
}

it('goes on after it was killed, without loss and without doubles', async () => {
  const data = join(folder, 'data');
  const source = join(folder, 'lines.jsonl');
  const size = 1_600;
  await writeFile(source, Array.from({ length: size }, (_, n) => line(n)).join('\n'));
  const prepared = await openDatabase({ dataDir: data });
  await migrate(prepared.db, migrationSources);
  await addGovernment(prepared.db);
  await prepared.close();

  await importUntilKilled(data, source);
  const { db, close } = await openDatabase({ dataDir: data });
  try {
    const before = await listPublished(db, DIVISION);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(size);
    expect(before.length % 200).toBe(0);
    const result = await take(db, source);
    expect(result).toEqual({ imported: size - before.length, known: before.length, refused: 0 });
    const after = await listPublished(db, DIVISION);
    expect(new Set(after.map(({ documentNumber }) => documentNumber)).size).toBe(size);
    expect(new Set(after.map(({ indexNumber }) => indexNumber)).size).toBe(size);
    const { total } = await search(db, DIVISION, { text: '', filters: {}, page: 1, pageSize: 1 });
    expect(total).toBe(size);
  } finally {
    await close();
  }
}, 180_000);

/** One policy as the national site prints it: its elements in a table, its text in a cell below. Invented. */
const printed = (n: number, title: string, text: string): string => {
  const number = `示政发〔2020〕${n}号`;
  const index = `000099999/2020-${String(n).padStart(5, '0')}`;
  const cells = (...pairs: [string, string][]): string =>
    `<tr>${pairs.map(([label, value]) => `<td width="70"><b>${label}</b></td><td>${value}</td>`).join('')}</tr>`;
  return JSON.stringify({
    url: `http://www.example.gov.cn/zhengce/content/2020-03/${n}.htm`,
    crawled: '2020-04-17 15:09:45',
    index_number: index,
    title,
    organ: '示范省人民政府',
    doc_number: number,
    html: `<div class="wrap"><table width="930"><tbody><tr><td><table class="bd1"><tbody>
      ${cells(['索 引 号：', index], ['主题分类：', '农业、林业、水利\\农业'])}
      ${cells(['发文机关：', '示范省人民政府'], ['成文日期：', '2020年03月02日'])}
      ${cells(['标　　题：', title])}
      ${cells(['发文字号：', number], ['发布日期：', '2020年03月09日'])}
      </tbody></table></td></tr><tr><td id="UCAP-CONTENT" class="b12c"><p style="text-align: center;"><b>${title}</b></p>
      <p style="text-indent: 2em;">各市、县人民政府：</p><p style="text-indent: 2em;"><span style="font-family: 宋体;">${text}</span></p></td></tr></tbody></table></div>`,
  });
};
const subjects = [
  '粮食储备',
  '河道采砂',
  '学校供水',
  '公共厕所',
  '古树名木',
  '农村公路',
  '海塘加固',
  '渔港建设',
  '旧楼加梯',
  '夜间巡查',
];

interface PolicySet {
  readonly name: string;
  readonly file: () => Promise<string>;
  /** Two characters, and a title they find. */
  readonly word: readonly [string, string];
  /** A sentence, and what stands in the title of the text it is from. */
  readonly sentence: readonly [string, string];
  /** Fewer than this many may be without a theme of their own. */
  readonly unthemed: number;
}

/** Our own always; the national ones beside the project when they are there. */
const policySets: PolicySet[] = [
  {
    name: 'policies in the dress of the national site',
    file: async () => {
      const lines = subjects.map((subject, n) =>
        printed(
          n + 1,
          `示范省人民政府关于加强${subject}管理的意见`,
          `${subject}由主管部门每季度检查一次，检查结果在十日内公布，${n === 4 ? '遮挡树冠的广告牌应当限期移走' : '问题逐项销号'}。`,
        ),
      );
      const file = join(folder, 'policies.jsonl');
      // The same address twice is one policy.
      await writeFile(file, `${[...lines, lines[0]].join('\n')}\n`);
      return file;
    },
    word: ['粮食', '示范省人民政府关于加强粮食储备管理的意见'],
    sentence: ['遮挡树冠的广告牌应当限期移走', '古树名木'],
    unthemed: 1,
  },
  ...(existsSync(policies)
    ? [
        {
          name: 'the policies beside the project',
          file: async () => policies,
          word: ['粮食', '国务院办公厅关于印发国家粮食应急预案的函'],
          sentence: ['推进政务公开，实行科学民主决策是政府工作的一项基本制度', '提案的答复'],
          unthemed: 20,
        } satisfies PolicySet,
      ]
    : []),
];

it.each(policySets)('$name are found by their number, by two characters and by a sentence', async (set) => {
  const db = await open();
  await addGovernment(db);
  const source = await set.file();
  const refused: { source: string; reason: string }[] = [];
  const result = await take(db, source, refused);
  expect(refused).toEqual([]);
  const lines = (await readFile(source, 'utf8')).trim().split('\n');
  expect(result.imported + result.known).toBe(lines.length);
  expect(result.imported).toBe(new Set(lines.map((text) => (JSON.parse(text) as { url: string }).url)).size);
  for (const text of lines) {
    const policy = JSON.parse(text) as { title: string; doc_number: string; index_number: string };
    const [hit] = await found(db, policy.doc_number || policy.title);
    expect(hit, policy.title).toBe(policy.title.replace(/\s+/g, ' ').trim());
  }
  expect(await found(db, set.word[0])).toContain(set.word[1]);
  expect((await found(db, set.sentence[0]))[0]).toContain(set.sentence[1]);
  const listings = await listPublished(db, DIVISION);
  expect(listings.filter(({ theme }) => theme === '其他').length).toBeLessThan(set.unthemed);
  for (const listing of listings) expect(listing.formedOn <= listing.publishedAt.toISOString().slice(0, 10)).toBe(true);
});
