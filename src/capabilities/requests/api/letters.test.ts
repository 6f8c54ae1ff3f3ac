import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { ApplicationEvent } from '../rules/events.ts';
import { day, LetterDesk } from './testing/letter-desk.ts';

const open = withTestDatabases();
let desk: LetterDesk;

beforeEach(async () => {
  desk = await LetterDesk.open(await open());
});
afterEach(() => desk.close());

const correction = (service = 'post') => ({
  facts: {
    kind: 'L02',
    defects: ['未写明所需信息的年度'],
    guidance: '请写明年度和预算科目',
    respondBy: '2022-10-20',
  },
  service,
  annexes: [],
  enclosures: [],
});

describe('a letter of the procedure', () => {
  it('is drafted, submitted, signed by another, and its event stands in the record with its number', async () => {
    const id = await desk.register('2022-09-26');
    desk.today = '2022-09-28';
    const { letterId, response } = await desk.draft(id, correction());
    expect(response.statusCode).toBe(201);
    const [draft] = (await desk.letters('clerk', id)).letters;
    expect(draft).toMatchObject({ status: 'drafting', missing: [], objections: [] });
    expect(draft!.paragraphs.join('')).toContain('未写明所需信息的年度');
    expect((await desk.act('clerk', id, letterId, 'submit', '')).statusCode).toBe(200);
    const signed = await desk.act('head', id, letterId, 'issue', '同意补正');
    expect(signed.json()).toEqual({ version: 3, number: '示财公开告〔2022〕1号', problems: [] });
    const found = await desk.case(id);
    expect(found).toMatchObject({ state: 'awaiting-correction', version: 3 });
    expect(found.events.at(-1).details).toContainEqual({ label: '补正期限', value: '2022-10-20' });
    const [issued] = (await desk.letters('clerk', id)).letters;
    expect(issued).toMatchObject({ status: 'issued', number: '示财公开告〔2022〕1号', servedOn: null });
    expect(issued!.steps.map(({ step, doneBy, opinion }) => [step, doneBy, opinion])).toEqual([
      ['drafted', '示例clerk（科员）', null],
      ['submitted', '示例clerk（科员）', null],
      ['issued', '示例head（科员）', '同意补正'],
    ]);
  });

  it('tells what it lacks and is refused with it; the number goes back', async () => {
    const id = await desk.register('2022-09-26');
    desk.today = '2022-09-28';
    const content = correction();
    const { letterId } = await desk.draft(id, { ...content, facts: { ...content.facts, defects: [''], guidance: '' } });
    const [draft] = (await desk.letters('clerk', id)).letters;
    expect(draft!.missing.map(({ label }) => label)).toEqual(['全部补正事项', '补正指导和释明']);
    await desk.act('clerk', id, letterId, 'submit');
    const refused = await desk.act('head', id, letterId, 'issue');
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors.map(({ detail }: { detail: string }) => detail)).toContain(
      '缺少全部补正事项（《中华人民共和国政府信息公开条例》第三十条）',
    );
    expect((await desk.case(id)).state).toBe('processing');
    const returned = await desk.act('head', id, letterId, 'return', '请写明补正事项');
    expect(returned.statusCode).toBe(200);
    const version = returned.json().version;
    const edited = await desk.as('clerk', 'PUT', `/api/v1/requests/${id}/letters/${letterId}`, {
      version,
      content: correction(),
    });
    expect(edited.statusCode).toBe(200);
    await desk.act('clerk', id, letterId, 'submit');
    expect((await desk.act('head', id, letterId, 'issue')).json().number).toBe('示财公开告〔2022〕1号');
  });

  it('is begun once by a double click, issued once by two at once, and the second is told who did it', async () => {
    const id = await desk.register('2022-09-26');
    desk.today = '2022-09-28';
    const letterId = '11111111-1111-4111-8111-111111111111';
    const body = { id: letterId, content: correction() };
    const both = await Promise.all([1, 2].map(() => desk.as('clerk', 'POST', `/api/v1/requests/${id}/letters`, body)));
    expect(both.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect((await desk.letters('clerk', id)).letters).toHaveLength(1);
    const second = await desk.draft(id, correction());
    expect(second.response.json().detail).toContain('已有一份正在办理的《政府信息公开申请补正告知书》');
    await desk.act('clerk', id, letterId, 'submit');
    const url = `/api/v1/requests/${id}/letters/${letterId}/acts`;
    const sign = (who: string) => desk.as(who, 'POST', url, { version: 2, act: 'issue', opinion: '' });
    const answers = await Promise.all([sign('head'), sign('disclosure-officer')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const told = answers.find(({ statusCode }) => statusCode === 409)!.json();
    expect(told.title).toBe('他人已先行办理');
    expect(told.detail).toMatch(
      /示例(head|disclosure-officer)（科员）已于2022年9月28日10:00签发了这份文书，文号为示财公开告〔2022〕1号/,
    );
    expect(
      (await desk.case(id)).events.filter(({ kind }: { kind: string }) => kind === 'correction-requested'),
    ).toHaveLength(1);
    const { rows } = {
      rows: await desk.db.selectFrom('number_series').selectAll().where('series', '=', 'letter-notice').execute(),
    };
    expect(rows.map(({ last_number }) => last_number)).toEqual([1]);
  });

  it('is refused by law when it is too late, at the draft and at the signature', async () => {
    const id = await desk.register('2022-08-01');
    desk.today = '2022-09-28';
    const content = { facts: { kind: 'L03', reason: '需要逐份审查', workingDays: 10 }, service: 'post' };
    const { letterId } = await desk.draft(id, content);
    const [draft] = (await desk.letters('clerk', id)).letters;
    expect(draft!.objections).toEqual([
      '答复期限届满后不能再延长（《中华人民共和国政府信息公开条例》第三十三条第二款）',
    ]);
    await desk.act('clerk', id, letterId, 'submit');
    expect((await desk.act('head', id, letterId, 'issue')).statusCode).toBe(422);
  });
});

describe('a reply', () => {
  const items = [{ finding: { outcome: 'GRANTED', delivery: { enclosed: ['2021年度部门预算执行情况表'] } } }];
  const decide = (id: string, list: object[] = items, version = 0) =>
    desk.as('clerk', 'PUT', `/api/v1/requests/${id}/decision`, {
      version,
      items: list.map((item) => ({
        ...item,
        answers: {
          clarity: 'clear',
          nature: 'information',
          responsibility: 'ours',
          existence: 'held',
          disclosure: 'GRANTED',
        },
      })),
    });
  const content = (list: object[] = items, service = 'post') => ({
    facts: { kind: 'L13', items: list },
    service,
    annexes: [],
    enclosures: [],
  });

  it('goes through the hands of three persons, none of whom may do two of the acts', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-28';
    expect((await decide(id)).json()).toEqual({ version: 1, outcome: 'GRANTED', letter: 'L13' });
    const proposal = (await desk.letters('clerk', id)).kinds.find(({ kind }) => kind === 'L13');
    expect(proposal).toMatchObject({ mayDraft: true, reason: null, proposal: { facts: { kind: 'L13', items } } });
    const { letterId } = await desk.draft(id, content());
    await desk.act('clerk', id, letterId, 'submit');
    expect((await desk.act('head', id, letterId, 'issue')).statusCode).toBe(400);
    expect((await desk.act('clerk', id, letterId, 'review')).statusCode).toBe(404);
    expect((await desk.act('legal', id, letterId, 'legal-review', '合法')).statusCode).toBe(200);
    const waiting = async (who: string) =>
      (await desk.as(who, 'GET', '/api/v1/letters/waiting')).json().letters.map(({ acts }: { acts: string[] }) => acts);
    expect([await waiting('reviewer'), await waiting('head'), await waiting('clerk')]).toEqual([[['review']], [], []]);
    expect((await desk.act('reviewer', id, letterId, 'review', '内容已审查，可以公开')).statusCode).toBe(200);
    expect([await waiting('reviewer'), await waiting('head')]).toEqual([[], [['issue']]]);
    const issued = await desk.act('head', id, letterId, 'issue');
    expect(issued.json()).toMatchObject({ number: '示财公复〔2022〕1号' });
    const [letter] = (await desk.letters('clerk', id)).letters;
    expect(letter!.inTime?.text).toContain('应当于2022年10月9日前送达');
    expect(await desk.case(id)).toMatchObject({ state: 'processing', repliedOn: '2022-09-28' });
  });

  it('cannot be signed by one person who drafted it under another post', async () => {
    const { addPerson, FINANCE } = await import('../../../platform/identity/testing/office.ts');
    await addPerson(desk.db, 'both', FINANCE, ['clerk', 'head', 'reviewer']);
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-28';
    await decide(id);
    const { letterId } = await desk.draft(id, content(), 'both');
    await desk.act('both', id, letterId, 'submit');
    const own = await desk.act('both', id, letterId, 'review');
    expect([own.statusCode, own.json().detail]).toEqual([403, '起草答复的人员不能审核同一答复。']);
    await desk.act('reviewer', id, letterId, 'review');
    expect((await desk.act('both', id, letterId, 'issue')).statusCode).toBe(403);
  });

  it('is served by post on the day it was posted, once, with proof, and closes the case', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-28';
    await decide(id);
    const { letterId } = await desk.issue(id, content());
    const serve = (on: string) =>
      desk.as('clerk', 'POST', `/api/v1/requests/${id}/letters/${letterId}/service`, {
        service: 'post',
        on,
        proof: '给据邮件XA00000000001',
      });
    desk.today = '2022-10-08';
    expect((await serve('2022-10-09')).json().detail).toContain('不能晚于今天');
    expect((await serve('2022-09-27')).json().detail).toContain('不能早于签发日期');
    expect((await serve('2022-10-08')).json()).toEqual({ problems: [] });
    expect((await serve('2022-10-08')).statusCode).toBe(409);
    expect(await desk.case(id)).toMatchObject({ state: 'closed', closedOn: '2022-10-08', outcome: 'GRANTED' });
    const [letter] = (await desk.letters('clerk', id)).letters;
    expect(letter!.inTime).toEqual({ ok: true, text: '2022年10月8日送达，答复期限届满日为2022年10月9日，在期限内' });
    const proof = await desk.as('clerk', 'GET', `/api/v1/requests/${id}/letters/${letterId}/service.docx`);
    expect(proof.statusCode).toBe(200);
    expect(wordsOf(proof.rawPayload)).toContain('给据邮件XA00000000001');
  });

  it('is kept as PDF and DOCX that nobody reads unrecorded, and is noise in the file store', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-28';
    await decide(id);
    const { letterId } = await desk.issue(id, content());
    const url = (format: string) => `/api/v1/requests/${id}/letters/${letterId}/issued.${format}`;
    const pdf = await desk.as('clerk', 'GET', url('pdf'));
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const docx = await desk.as('clerk', 'GET', url('docx'));
    expect(wordsOf(docx.rawPayload)).toContain('示财公复〔2022〕1号');
    expect(wordsOf(docx.rawPayload)).toContain('示例张三');
    expect((await desk.as('reviewer', 'GET', url('pdf'))).statusCode).toBe(404);
    const looks = await desk.db
      .selectFrom('audit_event')
      .select(['action', 'person_name'])
      .where('action', '=', 'requests.read-letter')
      .execute();
    expect(looks).toHaveLength(2);
    const row = await desk.db.selectFrom('case_letter').selectAll().executeTakeFirstOrThrow();
    expect((await desk.files.read(row.pdf_address!)).includes('%PDF')).toBe(false);
  });

  it('shows the reviewer what is decided but not who asked', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-28';
    await decide(id);
    const { letterId } = await desk.draft(id, content());
    const preview = (who: string) =>
      desk
        .as(who, 'GET', `/api/v1/requests/${id}/letters/${letterId}/preview.docx`)
        .then((answer) => wordsOf(answer.rawPayload));
    expect(await preview('reviewer')).not.toContain('示例张三');
    expect(await preview('clerk')).toContain('示例张三');
  });
});

describe('consultation, extension and fee', () => {
  it('a third party’s days run from the day it receives the letter', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-14';
    const content = {
      facts: { kind: 'L06', thirdParty: '示例建筑有限公司', content: '投标报价明细' },
      service: 'post',
      annexes: [],
      enclosures: [],
    };
    const letter = await desk.issue(id, content);
    expect(letter.number).toBe('示财公开告〔2022〕1号');
    expect((await desk.case(id)).clock.due).toBeNull();
    desk.today = '2022-09-16';
    const served = await desk.as('clerk', 'POST', `/api/v1/requests/${id}/letters/${letter.letterId}/service`, {
      service: 'post',
      on: '2022-09-16',
      proof: '回执签收：示例建筑有限公司',
    });
    expect(served.statusCode).toBe(200);
    const found = await desk.case(id);
    expect(found.state).toBe('suspended');
    expect(found.clock.due).not.toBeNull();
    const words = await desk.as('clerk', 'GET', `/api/v1/requests/${id}/letters/${letter.letterId}/issued.docx`);
    expect(wordsOf(words.rawPayload)).not.toContain('示例张三');
  });

  it('an extension names the day the clock names, and who signed as who consented', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-28';
    const letter = await desk.issue(id, {
      facts: { kind: 'L03', reason: '需要逐份审查', workingDays: 10 } as { kind: string },
      service: 'post',
    });
    const found = await desk.case(id);
    expect(found.clock.due).toBe('2022-10-21');
    const words = wordsOf(
      (await desk.as('clerk', 'GET', `/api/v1/requests/${id}/letters/${letter.letterId}/issued.docx`)).rawPayload,
    );
    expect(words).toContain('2022年10月21日');
    expect(found.events.at(-1).details).toContainEqual({ label: '批准人', value: '示例head' });
  });

  it('a fee by pages stands in the ledger, its days run from receipt, and the payment starts the clock afresh', async () => {
    const id = await desk.register('2022-09-05');
    desk.today = '2022-09-07';
    const letter = await desk.issue(id, {
      facts: { kind: 'L11', mode: 'page', quantity: 150, itemsBefore: 0 } as { kind: string },
      service: 'hand',
    });
    await desk.as('clerk', 'POST', `/api/v1/requests/${id}/letters/${letter.letterId}/service`, {
      service: 'hand',
      on: '2022-09-07',
      proof: '申请人签收',
    });
    const ledger = async () => (await desk.as('clerk', 'GET', '/api/v1/fees?from=2022-09-01&to=2022-09-30')).json();
    expect(await ledger()).toMatchObject({
      demandedYuan: 1700,
      paidYuan: 0,
      lines: [{ amountYuan: 1700, status: 'due', payBy: '2022-10-08', noticeNumber: '示财公开告〔2022〕1号' }],
    });
    desk.today = '2022-09-20';
    const { version } = await desk.case(id);
    const paid = await desk.as('clerk', 'POST', `/api/v1/requests/${id}/payment`, {
      version,
      on: '2022-09-20',
      receiptNumber: '示0000001',
    });
    expect(paid.statusCode).toBe(200);
    const second = await desk.as('clerk', 'POST', `/api/v1/requests/${id}/payment`, {
      version,
      on: '2022-09-20',
      receiptNumber: '示0000002',
    });
    expect(second.statusCode).toBe(409);
    expect(second.json()).toMatchObject({ title: '他人已先行办理' });
    expect(second.json().detail).toMatch(/示例clerk.*已于.+办理“完成缴费”。请核对最新情况后再办理。/);
    expect((await desk.case(id)).clock.due).toBe('2022-10-21');
    expect(await ledger()).toMatchObject({ paidYuan: 1700, lines: [{ status: 'paid', receiptNumber: '示0000001' }] });
  });

  it('a fee by items goes on where the applicant’s month stands', async () => {
    for (let i = 0; i < 11; i++) await desk.register('2022-09-05');
    const id = await desk.register('2022-09-05');
    const quote = await desk.as('clerk', 'GET', `/api/v1/requests/${id}/fee-quote?mode=item&quantity=1`);
    expect(quote.json()).toEqual({
      mode: 'item',
      quantity: 1,
      itemsBefore: 11,
      amountYuan: 100,
      bands: [{ from: 12, to: 12, unitPrice: 100, amount: 100 }],
    });
  });
});

describe('an order to answer anew', () => {
  it('is fulfilled by a new reply on the old application when it is served', async () => {
    const closed: ApplicationEvent[] = [
      { kind: 'replied', on: day('2022-09-09'), outcome: 'NOT_EXIST', service: 'post', servedOn: day('2022-09-09') },
      { kind: 'reanswer-ordered', on: day('2022-09-20'), by: 'reconsideration', dueOn: null },
    ];
    const id = await desk.register('2022-09-05', closed);
    desk.today = '2022-09-28';
    const items = [{ finding: { outcome: 'GRANTED', delivery: { enclosed: ['信息'] } } }];
    await desk.as('clerk', 'PUT', `/api/v1/requests/${id}/decision`, {
      version: 0,
      items: items.map((item) => ({
        ...item,
        answers: {
          clarity: 'clear',
          nature: 'information',
          responsibility: 'ours',
          existence: 'held',
          disclosure: 'GRANTED',
        },
      })),
    });
    const letter = await desk.issue(id, { facts: { kind: 'L13', items } as { kind: string }, service: 'hand' });
    expect((await desk.case(id)).events.at(-1).kind).toBe('reanswer-ordered');
    await desk.as('clerk', 'POST', `/api/v1/requests/${id}/letters/${letter.letterId}/service`, {
      service: 'hand',
      on: '2022-09-28',
      proof: '申请人签收',
    });
    expect((await desk.case(id)).events.at(-1).kind).toBe('reanswered');
  });
});

/** The words of a DOCX: its main part, tags taken out. */
function wordsOf(docx: Buffer): string {
  // Each entry of the central directory names its file and where it begins.
  for (let at = docx.indexOf('PK\u0001\u0002'); at >= 0; at = docx.indexOf('PK\u0001\u0002', at + 4)) {
    const name = docx.toString('utf8', at + 46, at + 46 + docx.readUInt16LE(at + 28));
    if (name !== 'word/document.xml') continue;
    const size = docx.readUInt32LE(at + 20);
    const local = docx.readUInt32LE(at + 42);
    const start = local + 30 + docx.readUInt16LE(local + 26) + docx.readUInt16LE(local + 28);
    return inflateRawSync(docx.subarray(start, start + size))
      .toString('utf8')
      .replace(/<[^>]+>/g, '');
  }
  return '';
}
