import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import {
  buildIntakeApp,
  DIVISION,
  FormClient,
  ORGAN,
  openIntake,
  RESIDENT_ID,
} from '../../../../test/support/intake.ts';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import { indexEntries } from '../../../platform/search/index.ts';
import { recordEvent } from '../commands/record-event.ts';
import type { RequestedContent } from '../rules/intake/content.ts';
import { findPublished } from './find-published.ts';

const open = withTestDatabases();
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF');

let intake: Awaited<ReturnType<typeof openIntake>>;
let app: FastifyInstance;
let log: string;
let client: FormClient;
const published = [{ href: '/p/1', title: '某某路拓宽工程补偿方案（已公开）' }];
let matches: typeof published;

beforeEach(async () => {
  intake = await openIntake(await open());
  log = '';
  matches = [];
  const stream = {
    write: (line: string) => {
      log += line;
    },
  };
  const letters = {
    list: async () => [
      { id: 'letter-1', title: '补正告知书', number: '某公补〔2026〕1号', issuedOn: '2026-06-17', format: 'PDF' },
    ],
    open: async (_db: unknown, _division: string, applicationId: string, id: string) =>
      id === 'letter-1'
        ? { content: Buffer.from(applicationId), mediaType: 'application/pdf', fileName: '补正告知书.pdf' }
        : undefined,
  };
  app = await buildIntakeApp(intake, { findPublished: async () => matches, letters }, stream);
  client = new FormClient(app);
});
afterEach(async () => {
  await app.close();
  await intake.close();
});

const applicant = {
  name: '林某某',
  idType: 'resident-id',
  idNumber: RESIDENT_ID,
  telephone: '13800000000',
  email: '',
  address: '',
  postcode: '',
};

async function fillIn(to: 'check' | 'submit', who = client): Promise<void> {
  await who.post('/requests/new/organ', { organ: ORGAN });
  await who.post('/requests/new/content', { title: '某某路拓宽工程补偿方案' });
  await who.post('/requests/new/applicant', { kind: 'natural' });
  await who.post('/requests/new/applicant/details', applicant);
  await who.post('/requests/new/delivery', { medium: 'electronic', route: 'online' });
  if (to === 'submit') await who.post('/requests/new/submit');
}

/** Number and code as the receipt shows them. */
async function receipt(who = client): Promise<{ reference: string; code: string }> {
  const { body } = await who.get('/requests/receipt');
  const shown = (id: string) => new RegExp(`<strong id="${id}">([^<]+)<`).exec(body)?.[1] ?? '';
  return { reference: shown('reference'), code: shown('code') };
}

async function applicationId(): Promise<string> {
  return (await intake.db.selectFrom('application').select('id').executeTakeFirstOrThrow()).id;
}

const record = async (event: Parameters<typeof recordEvent>[3]) =>
  recordEvent(intake.db, DIVISION, await applicationId(), event, nationalCalendar(), 'test');

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
    matches = published;
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

describe('following a case', () => {
  it('opens with number and code, in no address and no log', async () => {
    await fillIn('submit');
    const { reference, code } = await receipt();
    const pdf = await client.get('/requests/receipt.pdf');
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const stranger = new FormClient(app);
    expect((await stranger.get('/requests/case')).headers.location).toBe('/requests/status');
    expect((await stranger.get('/requests/receipt')).headers.location).toBe('/requests/status');
    expect((await stranger.get('/requests/receipt.pdf')).statusCode).toBe(404);
    const opened = await stranger.post('/requests/status', { reference: ` ${reference} `, code: code.toLowerCase() });
    expect(opened.headers.location).toBe('/requests/case');
    const page = await stranger.get('/requests/case');
    expect(page.body).toContain('等待机关确认收到');
    expect(page.headers['cache-control']).toContain('no-store');
    for (const secret of [code, code.replace('-', ''), RESIDENT_ID, '林某某', '补偿方案', reference])
      expect(log).not.toContain(secret);
    expect(log).toContain('/requests/status');
  });

  it('fills in the number from the QR code’s address only when it is one', async () => {
    expect((await client.get('/requests/status?number=33020601-2026-0001')).body).toContain(
      'value="33020601-2026-0001"',
    );
    expect((await client.get('/requests/status?number=%22%3E%3Cscript%3E')).body).not.toContain('<script>"');
  });

  it('does not say whether number or code is wrong, and slows guessing down', async () => {
    await fillIn('submit');
    const { reference, code } = await receipt();
    const stranger = new FormClient(app);
    stranger.address = '203.0.113.7';
    const attempt = (given: string, to = reference) =>
      stranger.post('/requests/status', { reference: to, code: given });
    const wrongCode = await attempt('AAAAA-AAAAA');
    const wrongNumber = await attempt('AAAAA-AAAAA', '33020601-2026-9999');
    const text = (body: string) => body.replace(/value="[^"]*"/g, '');
    expect(text(wrongCode.body)).toBe(text(wrongNumber.body));
    for (let i = 0; i < 3; i++) await attempt('AAAAA-AAAAA');
    await attempt('AAAAA-AAAAA');
    const slowed = await attempt(code);
    expect(slowed.statusCode).toBe(429);
    expect(slowed.body).toContain('多次输入有误');
    // The applicant, coming from elsewhere, is not locked out.
    const applicantElsewhere = new FormClient(app);
    applicantElsewhere.address = '198.51.100.9';
    expect((await applicantElsewhere.post('/requests/status', { reference, code })).headers.location).toBe(
      '/requests/case',
    );
    intake.clock.pass(16 * 60_000);
    expect((await attempt(code)).headers.location).toBe('/requests/case');
  });

  it('stops a flood from one network', async () => {
    const answers: number[] = [];
    for (let i = 0; i < 32; i++)
      answers.push(
        (await client.post('/requests/status', { reference: `33020601-2026-${1000 + i}`, code: 'AAAAA-AAAAA' }))
          .statusCode,
      );
    expect(answers.at(-1)).toBe(429);
  });

  it('shows a correction that is due, takes it, and waits for confirmation', async () => {
    await fillIn('submit');
    await record({ kind: 'received', on: plainDate('2026-06-15') });
    await record({ kind: 'correction-requested', on: plainDate('2026-06-15'), respondBy: plainDate('2026-06-24') });
    await client.post('/requests/receipt/follow');
    expect((await client.get('/requests/case')).body).toContain('请于2026年6月24日前补正');
    const empty = new FormData();
    empty.set('text', ' ');
    expect((await client.upload('/requests/case/correction', empty)).body).toContain('请填写补正内容');
    const bad = new FormData();
    bad.set('text', '指2024年的方案');
    bad.append('files', new Blob([PDF]), '假.png');
    const refused = await client.upload('/requests/case/correction', bad);
    expect(refused.body).toContain('文件“假.png”');
    expect(refused.body).toContain('指2024年的方案</textarea>');
    const good = new FormData();
    good.set('text', '指2024年的方案');
    good.append('files', new Blob([PDF]), '补充.pdf');
    expect((await client.upload('/requests/case/correction', good)).headers.location).toBe(
      '/requests/case?done=corrected',
    );
    const page = await client.get('/requests/case?done=corrected');
    expect(page.body).toContain('您已于2026年6月15日提交补正');
    expect(page.body).toContain('补充.pdf');
    expect((await client.get('/requests/case/correction')).headers.location).toBe('/requests/case?done=not-awaited');
  });

  it('withdraws after a confirmation, once, and not what changed meanwhile', async () => {
    await fillIn('submit');
    await client.post('/requests/receipt/follow');
    expect((await client.get('/requests/case/withdraw')).body).toContain('确定要撤回申请吗');
    await record({ kind: 'received', on: plainDate('2026-06-15') });
    expect((await client.post('/requests/case/withdraw', { version: '1' })).headers.location).toBe(
      '/requests/case?done=changed',
    );
    const clicks = await Promise.all([1, 2].map(() => client.post('/requests/case/withdraw', { version: '2' })));
    for (const { headers } of clicks) expect(headers.location).toBe('/requests/case?done=withdrawn');
    expect((await client.get('/requests/case')).body).toContain('您已撤回申请');
  });

  it('gives letters of this case only', async () => {
    await fillIn('submit');
    expect((await client.get('/requests/case/letters/letter-1')).headers.location).toBe('/requests/status');
    await client.post('/requests/receipt/follow');
    expect((await client.get('/requests/case')).body).toContain('补正告知书（某公补〔2026〕1号）');
    const letter = await client.get('/requests/case/letters/letter-1');
    expect(letter.body).toBe(await applicationId());
    expect(letter.headers['content-disposition']).toMatch(/^attachment/);
    expect((await client.get('/requests/case/letters/other')).statusCode).toBe(404);
    await client.post('/requests/case/leave');
    expect((await client.get('/requests/case')).headers.location).toBe('/requests/status');
  });

  it('tells the remedy of the reply, and what can be done about silence', async () => {
    await fillIn('submit');
    const { reference, code } = await receipt();
    await record({ kind: 'received', on: plainDate('2026-06-15') });
    intake.clock.pass(60 * 86_400_000);
    await client.post('/requests/status', { reference, code });
    expect((await client.get('/requests/case')).body).toContain('机关逾期不答复的，您可以向某某区人民政府申请行政复议');
    await record({
      kind: 'replied',
      on: plainDate('2026-08-14'),
      outcome: 'DENIED_PROCESS',
      service: 'post',
      servedOn: plainDate('2026-08-14'),
    });
    const { body } = await client.get('/requests/case');
    expect(body).toContain('应当自收到答复书之日起六十日内先向某某区人民政府申请行政复议');
    expect(body).not.toContain('撤回申请</a>');
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
