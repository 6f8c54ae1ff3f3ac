import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { LetterDesk } from './testing/letter-desk.ts';

const open = withTestDatabases();
let desk: LetterDesk;

beforeEach(async () => {
  desk = await LetterDesk.open(await open());
  desk.today = '2022-09-28';
});
afterEach(() => desk.close());

const PDF = '%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF';

async function upload(id: string, name: string, content: string, purpose = 'disclosed', who = 'clerk') {
  const form = new FormData();
  form.set('purpose', purpose);
  form.set('file', new Blob([content]), name);
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  return desk.office.app.inject({
    method: 'POST',
    url: `/api/v1/requests/${id}/attachments`,
    payload: Buffer.from(await request.arrayBuffer()),
    headers: {
      'content-type': request.headers.get('content-type')!,
      'sec-fetch-site': 'same-origin',
      cookie: await desk.cookieOf(who),
    },
  });
}

describe('the file of a case', () => {
  it('keeps searches and notes with who wrote them, and is sealed', async () => {
    const id = await desk.register('2022-09-26');
    const search = { on: '2022-09-28', by: '示例clerk', places: ['档案室'], terms: ['预算'], result: '未检索到' };
    expect((await desk.as('clerk', 'POST', `/api/v1/requests/${id}/searches`, search)).statusCode).toBe(201);
    const late = await desk.as('clerk', 'POST', `/api/v1/requests/${id}/searches`, { ...search, on: '2022-09-29' });
    expect(late.json().errors[0]).toMatchObject({ pointer: '/on', detail: '检索日期不能晚于今天' });
    const empty = await desk.as('clerk', 'POST', `/api/v1/requests/${id}/searches`, { ...search, places: [] });
    expect(empty.json().errors[0].detail).toBe('请填写检索范围');
    expect((await desk.as('reviewer', 'POST', `/api/v1/requests/${id}/searches`, search)).statusCode).toBe(404);
    expect((await desk.as('reviewer', 'POST', `/api/v1/requests/${id}/notes`, { text: '请核对' })).statusCode).toBe(
      201,
    );
    const file = (await desk.as('clerk', 'GET', `/api/v1/requests/${id}/file`)).json();
    expect(file.searches).toMatchObject([{ ...search, recordedBy: '示例clerk（科员）' }]);
    expect(file.notes).toMatchObject([{ text: '请核对', recordedBy: '示例reviewer（科员）' }]);
    const rows = await desk.db.selectFrom('case_entry').select('content').execute();
    expect(Buffer.concat(rows.map(({ content }) => content)).includes('档案室')).toBe(false);
    // With the search on record the decision stands, with what was searched.
    const decision = (await desk.as('clerk', 'GET', `/api/v1/requests/${id}/decision`)).json();
    expect(decision.facts.search).toEqual({ on: '2022-09-28', places: ['档案室'], terms: ['预算'] });
  });

  it('refuses a decision the file does not bear, with the article', async () => {
    const id = await desk.register('2022-09-26');
    const refused = await desk.as('clerk', 'PUT', `/api/v1/requests/${id}/decision`, {
      version: 0,
      items: [
        {
          answers: { clarity: 'clear', nature: 'information', responsibility: 'ours', existence: 'NOT_EXIST' },
          finding: { outcome: 'NOT_EXIST', search: null },
        },
      ],
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().detail).toContain('应当先登记检索记录');
    const other = await desk.as('clerk', 'PUT', `/api/v1/requests/${id}/decision`, {
      version: 0,
      items: [{ answers: { clarity: 'clear' }, finding: { outcome: 'OTHER', reason: '咨询' } }],
    });
    expect(other.json().errors[0]).toMatchObject({ pointer: '/items/0/answers', detail: '问题还没有回答完' });
  });

  it('takes files that are what they say, gives them back, and keeps them through the clean-up', async () => {
    const id = await desk.register('2022-09-26');
    expect((await upload(id, '预算表.pdf', 'no pdf')).json().errors[0].detail).toContain('预算表.pdf');
    expect((await upload(id, '预算表.pdf', PDF, 'nothing')).json().errors[0].pointer).toBe('/purpose');
    const stored = await upload(id, '预算表.pdf', PDF);
    expect(stored.statusCode).toBe(201);
    const { attachments } = (await desk.as('clerk', 'GET', `/api/v1/requests/${id}/file`)).json();
    expect(attachments).toMatchObject([{ name: '预算表.pdf', purpose: 'disclosed', bytes: PDF.length }]);
    const { cleanUpIntake } = await import('../intake/clean-up.ts');
    const later = new Date(Date.now() + 10 * 86_400_000);
    const { db, protection, files, calendar } = desk;
    await cleanUpIntake({
      db,
      division: '330206',
      protection,
      files,
      now: () => later,
      calendar: async () => calendar,
    });
    const given = await desk.as('clerk', 'GET', `/api/v1/requests/${id}/attachments/${stored.json().id}`);
    expect(given.body).toBe(PDF);
    const elsewhere = await desk.register('2022-09-26');
    const wrong = await desk.as('clerk', 'GET', `/api/v1/requests/${elsewhere}/attachments/${stored.json().id}`);
    expect(wrong.statusCode).toBe(404);
  });
});

describe('templates', () => {
  const read = async () => (await desk.as('clerk', 'GET', '/api/v1/letter-templates')).json();

  it('change what is issued from then on; one that would lose a mandatory element is refused by name', async () => {
    const { addPerson, FINANCE, GOVERNMENT } = await import('../../../platform/identity/testing/office.ts');
    await addPerson(desk.db, 'admin', GOVERNMENT, ['administrator']);
    const { version, templates } = await read();
    const correction = templates.find(({ key }: { key: string }) => key === 'L02');
    const save = (paragraphs: string[], at = version, who = 'admin') =>
      desk.as(who, 'PUT', '/api/v1/letter-templates', {
        version: at,
        reason: '统一用语',
        changes: { letters: { L02: paragraphs } },
      });
    expect((await save(correction.defaults, 0, 'clerk')).statusCode).toBe(404);
    const faulty = await save(correction.defaults.filter((text: string) => text !== '{defects}'));
    expect(faulty.statusCode).toBe(422);
    expect(faulty.json().errors).toEqual([
      { in: 'body', pointer: '/changes/letters/L02', detail: expect.stringContaining('缺少必备要素{defects}') },
    ]);
    const changed = correction.defaults.map((text: string) => text.replace('补正指导：', '补正提示：'));
    expect((await save(changed)).json()).toEqual({ version: 1 });
    expect((await save(changed)).statusCode).toBe(409);
    const id = await desk.register('2022-09-26');
    await desk.draft(id, {
      facts: { kind: 'L02', defects: ['年度'], guidance: '写明年度', respondBy: '2022-10-20' },
      service: 'post',
    });
    expect((await desk.letters('clerk', id)).letters[0]!.paragraphs.join('')).toContain('补正提示：写明年度');
    const settings = (await desk.as('clerk', 'GET', '/api/v1/letter-settings')).json().organs;
    expect(settings).toMatchObject([{ organCode: FINANCE, word: '示财', mayChange: false }]);
  });
});
