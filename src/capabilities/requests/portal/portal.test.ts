import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { DIVISION, ORGAN, RESIDENT_ID } from '../../../../test/support/intake.ts';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { indexEntries } from '../../../platform/search/index.ts';
import type { RequestedContent } from '../rules/intake/content.ts';
import { findPublished } from './find-published.ts';
import {
  app,
  applicant,
  client,
  fillIn,
  intake,
  PDF,
  publish,
  published,
  usePortal,
} from './testing/applicant-desk.ts';

usePortal(withTestDatabases());

describe('the steps', () => {
  it('lead from the organ to the receipt', async () => {
    expect((await client.post('/requests/new/organ', { organ: ORGAN })).headers.location).toBe('/requests/new/content');
    expect((await client.post('/requests/new/content', { title: '某批复' })).headers.location).toBe(
      '/requests/new/applicant',
    );
    expect((await client.post('/requests/new/applicant', { kind: 'natural' })).headers.location).toBe(
      '/requests/new/applicant/details',
    );
    expect((await client.post('/requests/new/applicant/details', applicant)).headers.location).toBe(
      '/requests/new/delivery',
    );
    expect(
      (await client.post('/requests/new/delivery', { medium: 'electronic', route: 'online' })).headers.location,
    ).toBe('/requests/new/files');
    const check = await client.get('/requests/new/check');
    expect(check.body).toContain(RESIDENT_ID);
    expect(check.headers['cache-control']).toContain('no-store');
    expect((await client.post('/requests/new/submit')).headers.location).toBe('/requests/receipt');
    const { body } = await client.get('/requests/receipt');
    expect(body).toContain('33020601-2026-0001');
    expect(body).toContain('尚未确定，以机关与您确认之日为准');
    expect(body).not.toContain(RESIDENT_ID);
  });

  it('name what is wrong above and beside the fields, and keep what was typed', async () => {
    await client.post('/requests/new/organ', { organ: ORGAN });
    await client.post('/requests/new/applicant', { kind: 'natural' });
    const wrong = await client.post('/requests/new/applicant/details', {
      ...applicant,
      idNumber: '330206198506150018',
      telephone: '1380000000',
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toMatch(/<title>填写有误/);
    expect(wrong.body).toMatch(/class="error-summary" role="alert"/);
    expect(wrong.body.match(/居民身份证号码校验位不符/g)).toHaveLength(2);
    expect(wrong.body).toMatch(/<a href="#telephone">/);
    expect(wrong.body).toMatch(/value="330206198506150018"/);
    expect((await client.get('/requests/new/applicant/details')).body).toMatch(/value="330206198506150018"/);
  });

  it('show what is already public, and let the applicant go on', async () => {
    publish(published);
    await client.post('/requests/new/organ', { organ: ORGAN });
    const sent = await client.post('/requests/new/content', { title: '补偿方案' });
    expect(sent.headers.location).toBe('/requests/new/published');
    const page = await client.get('/requests/new/published');
    expect(page.body).toContain('某某路拓宽工程补偿方案（已公开）');
    expect(page.body).toContain('href="/requests/new/applicant"');
  });

  it('propose an organisation’s category and let it be corrected', async () => {
    await client.post('/requests/new/organ', { organ: ORGAN });
    await client.post('/requests/new/applicant', { kind: 'organisation' });
    const details = {
      organisationName: '某某公司',
      creditCode: '91110000100017643K',
      representative: '林某某',
      contactName: '周某某',
      telephone: '0574-86780000',
    };
    expect((await client.post('/requests/new/applicant/details', details)).headers.location).toBe(
      '/requests/new/applicant/category',
    );
    expect((await client.get('/requests/new/applicant/category')).body).toMatch(/value="business" checked/);
    await client.post('/requests/new/applicant/category', { category: 'research' });
    expect((await client.get('/requests/new/applicant/category')).body).toMatch(/value="research" checked/);
  });

  it('lead back to the check page from a change, and to the first gap from the check page', async () => {
    await fillIn('check');
    const changed = await client.post('/requests/new/content?from=check', { title: '另一批复' });
    expect(changed.headers.location).toBe('/requests/new/check');
    await client.post('/requests/new/applicant/details', { ...applicant, name: '' });
    expect((await client.get('/requests/new/check')).headers.location).toBe('/requests/new/applicant/details');
    expect((await client.post('/requests/new/submit')).headers.location).toBe('/requests/new/applicant/details');
  });

  it('begin anew without a draft, with a forged one and with another’s', async () => {
    for (const token of ['', 'A'.repeat(43), '../../x', '%00', 'a'.repeat(5000)]) {
      client.cookies.set('gongkai-request', token);
      expect((await client.get('/requests/new/check')).headers.location).toBe('/requests/new/organ?draft=none');
      expect((await client.post('/requests/new/submit')).headers.location).toBe('/requests/new/organ?draft=none');
    }
    client.cookies.clear();
    expect((await client.get('/requests/new/organ?draft=none')).body).toContain('没有找到草稿');
  });

  it('forget a deleted draft', async () => {
    await fillIn('check');
    await client.post('/requests/new/discard');
    expect(client.cookies.has('gongkai-request')).toBe(false);
    expect(await intake.db.selectFrom('application_draft').select('id').execute()).toEqual([]);
  });

  it('show typed text as text', async () => {
    await client.post('/requests/new/organ', { organ: ORGAN });
    const hostile = '"><script>alert(1)</script>';
    await client.post('/requests/new/content', { title: hostile, description: hostile });
    const { body, headers } = await client.get('/requests/new/content');
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;script>alert(1)');
    expect(headers['content-security-policy']).toMatch(/script-src 'self'/);
  });

  it('refuse forms that another site sends', async () => {
    await fillIn('check');
    const sent = await client.post(
      '/requests/new/submit',
      {},
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    );
    expect(sent.statusCode).toBe(403);
    expect(await intake.db.selectFrom('application').select('id').execute()).toEqual([]);
  });

  it('make one application of clicks at once', async () => {
    await fillIn('check');
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.post('/requests/new/submit')));
    expect(answers.map(({ headers }) => headers.location)).toEqual(Array(5).fill('/requests/receipt'));
    expect(await intake.db.selectFrom('application').select('id').execute()).toHaveLength(1);
  });
});

describe('attachments', () => {
  const upload = (files: [string, Uint8Array][], then = '') => {
    const form = new FormData();
    form.set('then', then);
    for (const [name, bytes] of files) form.append('files', new Blob([Buffer.from(bytes)]), name);
    return client.upload('/requests/new/files', form);
  };

  it('are kept when good, refused by name when not, and the rest of the draft survives', async () => {
    await fillIn('check');
    const sent = await upload([
      ['证明.pdf', PDF],
      ['伪装.png', PDF],
      ['图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ]);
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('文件“伪装.png”的内容是PDF');
    expect(sent.body).toContain('文件“图.svg”是SVG图形');
    const [, beside] = /id="files-error">([\s\S]*?)<input/.exec(sent.body)!;
    expect(beside).toMatch(/伪装\.png[^<]*<br ?\/?>[^<]*图\.svg/);
    const check = await client.get('/requests/new/check');
    expect(check.statusCode).toBe(200);
    expect(check.body).toContain('证明.pdf');
    expect(check.body).not.toContain('伪装.png');
  });

  it('are refused by name when too long, and others still read', async () => {
    await fillIn('check');
    const long = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]);
    const sent = await upload([
      ['过大.pdf', long],
      ['证明.pdf', PDF],
    ]);
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('文件“过大.pdf”超过10 MB');
    expect((await client.get('/requests/new/files')).body).toContain('证明.pdf');
  });

  it('may be none', async () => {
    await fillIn('check');
    expect((await upload([['', new Uint8Array()]])).headers.location).toBe('/requests/new/check');
    expect((await upload([], 'stay')).headers.location).toBe('/requests/new/files');
  });

  it('that are no form at all are refused without a fault inside', async () => {
    await fillIn('check');
    const sent = await app.inject({
      method: 'POST',
      url: '/requests/new/files',
      payload: '--x\r\nbroken',
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        'sec-fetch-site': 'same-origin',
        cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    expect(sent.statusCode).toBe(400);
  });
});

describe('what search finds for a request', () => {
  const entry = (title: string, number: string | null, body: string) => ({
    id: randomUUID(),
    kind: 'article',
    address: '/p/x',
    title,
    number,
    organCode: ORGAN,
    category: null,
    theme: null,
    genre: null,
    validity: null,
    inForce: true,
    publishedOn: plainDate('2026-01-05'),
    keywords: [],
    body,
  });

  it('is what is near by number or name, not what shares a word', async () => {
    await indexEntries(intake.db, DIVISION, [
      entry('关于中河路拓宽工程补偿方案的批复', '某政发〔2024〕7号', '中河路拓宽工程补偿方案。'),
      entry('关于印发春节放假安排的通知', null, '放假安排。补偿。'),
    ]);
    const find = async (content: Partial<RequestedContent>) =>
      (await findPublished(intake.db, DIVISION, { title: '', documentNumber: '', description: '', ...content })).map(
        ({ title }) => title,
      );
    const approval = ['关于中河路拓宽工程补偿方案的批复'];
    expect(await find({ title: '中河路拓宽工程补偿方案' })).toEqual(approval);
    expect(await find({ documentNumber: '某政发〔2024〕7号' })).toEqual(approval);
    expect(await find({ description: '2024年中河路拓宽工程的补偿方案' })).toEqual(approval);
    expect(await find({ title: '海塘安全鉴定报告' })).toEqual([]);
  });
});

describe('what everybody may read', () => {
  it('names the channels and the organs that act today', async () => {
    const { body } = await client.get('/requests');
    expect(body).toContain('某某区住房和城乡建设局');
    expect(body).not.toContain('某某区旧局');
    expect(body).toContain('双方确认之日为收到申请之日');
    expect((await client.get('/requests/organs/33020602')).statusCode).toBe(404);
    expect((await client.get(`/requests/organs/${ORGAN}`)).body).toContain('尚未登载联系方式');
  });

  it('gives the paper form as PDF and DOCX', async () => {
    const pdf = await client.get('/requests/form.pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const docx = await client.get('/requests/form.docx');
    expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});
