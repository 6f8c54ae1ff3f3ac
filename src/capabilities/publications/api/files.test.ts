import { Document, Packer, Paragraph } from 'docx';
import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../../platform/database/index.ts';
import { addPerson, FINANCE, insertSampleOrgans, TestOffice } from '../../../platform/identity/testing/office.ts';
import { registerPublicationApi } from './routes.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let cookie: string;
let id: string;
let revision: number;

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  office = await TestOffice.open(db, {}, (app) =>
    registerPublicationApi(app, { db, division: '330206', clock: () => office.now }),
  );
  cookie = await office.cookieOf('clerk');
  const created = await office.ask('POST', '/api/v1/publications', {
    cookie,
    payload: {
      organCode: FINANCE,
      kind: 'item',
      metadata: {
        title: '部门预算',
        documentNumber: null,
        formedOn: '2022-09-20',
        category: 'budgets.budget',
        theme: '财政、金融、审计',
        genre: '数据',
        keywords: [],
        disclosure: 'proactive',
        summary: '公开部门预算。',
      },
      bodyHtml: '<p>收入预算</p>',
    },
  });
  ({ id, revision } = created.json());
});

async function send(fileName: string, bytes: Uint8Array, purpose = 'attachment', of = revision) {
  const query = new URLSearchParams({ fileName, purpose, revision: String(of) });
  const response = await office.app.inject({
    method: 'POST',
    url: `/api/v1/publications/${id}/files?${query}`,
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  });
  const body = response.json();
  if (response.statusCode === 201) revision = body.publication.revision;
  return { status: response.statusCode, body };
}
const get = (path: string) => office.ask('GET', `/api/v1/publications/${id}${path}`, { cookie });
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF');

describe('files of a draft', () => {
  it('are taken by their content, given back as they came, and taken out again', async () => {
    const { status, body } = await send('附件1.pdf', pdf);
    expect(status, JSON.stringify(body)).toBe(201);
    const file = await get(`/files/${body.fileId}`);
    expect(file.rawPayload.equals(pdf)).toBe(true);
    expect(file.headers['content-security-policy']).toContain('sandbox');
    expect(body.publication.files).toMatchObject([{ fileName: '附件1.pdf', isPublished: false }]);
    const removed = await office.ask('DELETE', `/api/v1/publications/${id}/files/${body.fileId}?revision=${revision}`, {
      cookie,
    });
    expect(removed.json().files).toEqual([]);
  });

  it('are refused by name when they are something else', async () => {
    const disguised = await send('附件.pdf', Buffer.from('MZ not a document at all'));
    expect(disguised).toMatchObject({ status: 422, body: { detail: expect.stringContaining('附件.pdf') } });
    const script = await send('图.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'));
    expect(script.status).toBe(422);
    const drawing = await send('图.pdf', pdf, 'illustration');
    expect(drawing.body.detail).toMatch(/不是图片/);
    const late = await send('附件2.pdf', pdf, 'attachment', revision + 5);
    expect(late.status).toBe(409);
    expect((await get('')).json().files).toEqual([]);
  });

  it('become the text: a DOCX is read, a broken one named and kept', async () => {
    const docx = await Packer.toBuffer(
      new Document({
        sections: [{ children: [new Paragraph('第一条 为了规范预算公开。'), new Paragraph('第二条 附表。')] }],
      }),
    );
    const sent = await send('预算说明.docx', docx, 'source');
    const read = await get(`/files/${sent.body.fileId}/text`);
    expect(read.json().bodyHtml).toBe('<p>第一条 为了规范预算公开。</p><p>第二条 附表。</p>');

    const broken = await send('损坏.docx', docx.subarray(0, 900), 'source');
    expect(broken.status, JSON.stringify(broken.body)).toBe(201);
    const unread = await get(`/files/${broken.body.fileId}/text`);
    expect(unread.statusCode).toBe(422);
    expect(unread.json().detail).toMatch(/损坏\.docx.*文件已保留/);
    expect((await get(`/files/${broken.body.fileId}`)).rawPayload).toHaveLength(900);

    const page = await send(
      '旧网页.html',
      Buffer.from('<html><title>旧页</title><body><p onclick=x>正文</p></body>'),
      'source',
    );
    expect((await get(`/files/${page.body.fileId}/text`)).json()).toEqual({ title: '旧页', bodyHtml: '<p>正文</p>' });
  });
});

it('tells what changed between the draft and what it was', async () => {
  const nothing = await get('/comparison?from=1&to=draft');
  expect(nothing.statusCode).toBe(404);
  const same = await get('/comparison?from=draft&to=draft');
  expect(same.json()).toMatchObject({ fields: [], paragraphs: [{ change: 'same' }] });
});

it('leads old addresses here, once each', async () => {
  const put = (addresses: string[]) =>
    office.ask('PUT', `/api/v1/publications/${id}/redirects`, { cookie, payload: { addresses } });
  const set = await put(['/art/2019/3/1/art_1.html', 'https://old.example.gov.cn/art/2.html']);
  expect(set.json().redirects).toEqual(['/art/2.html', '/art/2019/3/1/art_1.html']);
  const bad = await put(['art/1.html']);
  expect(bad.json().detail).toMatch(/以“\/”开头/);
  const events = await db
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'publications.redirect')
    .execute();
  expect(events).toEqual([{ after: { redirects: ['/art/2019/3/1/art_1.html', '/art/2.html'] } }]);
});
