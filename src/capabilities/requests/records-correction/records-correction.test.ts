import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { buildIntakeApp, FormClient } from '../../../../test/support/intake.ts';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import { addPerson, DIVISION, EDUCATION, FINANCE } from '../../../platform/identity/testing/office.ts';
import { LetterDesk } from '../api/testing/letter-desk.ts';
import { cleanUpIntake } from '../intake/clean-up.ts';
import type { IntakeContext } from '../intake/context.ts';
import { type CorrectionEvent, CorrectionRefusedError, foldCorrection, nextAnswerActs } from './course.ts';

const open = withTestDatabases();
let desk: LetterDesk;

beforeEach(async () => {
  desk = await LetterDesk.open(await open());
  desk.today = '2025-03-07';
});
afterEach(() => desk.close());

const form = {
  organCode: FINANCE,
  applicantName: '示例王五',
  record: '2020年补贴发放登记',
  requested: '将发放金额更正为实际数额',
  evidence: '银行流水复印件',
  receivedOn: '2025-03-03',
  answerBy: '2025-04-01',
};
const refusal = { outcome: 'refused', facts: '登记数额与发放凭证一致', text: '记录无误', service: 'online' };

const register = async (more: object = {}) =>
  desk.as('clerk', 'POST', '/api/v1/records-corrections', { ...form, ...more });
const record = (id: string, version: number, event: object) =>
  desk.as('clerk', 'POST', `/api/v1/records-corrections/${id}/events`, { version, event });
const read = async (id: string, who = 'clerk') =>
  (await desk.as(who, 'GET', `/api/v1/records-corrections/${id}`)).json();
const draft = async (id: string, answer: object) =>
  desk.as('clerk', 'PUT', `/api/v1/records-corrections/${id}/answer`, { version: (await read(id)).version, answer });
const act = async (who: string, id: string, name: string, opinion = '同意') =>
  desk.as(who, 'POST', `/api/v1/records-corrections/${id}/answer/acts`, {
    version: (await read(id)).version,
    act: name,
    opinion,
  });

async function verified(more: object = {}): Promise<{ id: string; reference: string; code: string }> {
  const made = (await register(more)).json();
  await record(made.id, 1, { kind: 'verified', on: '2025-03-04', finding: '查阅了发放凭证' });
  return made;
}

async function issued(answer: object, more: object = {}) {
  const made = await verified(more);
  for (const response of [
    await draft(made.id, answer),
    await act('clerk', made.id, 'submit'),
    await act('reviewer', made.id, 'review'),
    await act('head', made.id, 'issue'),
  ])
    expect([response.statusCode, response.body]).toEqual([200, expect.anything()]);
  return made;
}

describe('the answer to a request to correct own records', () => {
  it('is verified, drafted, reviewed and signed by three people, numbered with the replies, and closes the request', async () => {
    const { id } = await verified();
    expect((await read(id)).answer).toMatchObject({ status: 'none', acts: [{ key: 'draft' }] });
    await draft(id, refusal);
    expect((await read(id)).answer).toMatchObject({ status: 'drafting', missing: [], content: refusal });
    await act('clerk', id, 'submit');
    expect((await read(id, 'reviewer')).answer.acts.map(({ key }: { key: string }) => key)).toEqual([
      'review',
      'return',
    ]);
    expect((await act('head', id, 'issue')).statusCode).toBe(422);
    await act('reviewer', id, 'review');
    const signed = (await act('head', id, 'issue')).json();
    expect(signed.number).toBe('示财公复〔2025〕1号');
    const found = await read(id);
    expect(found).toMatchObject({ state: 'closed', outcomeLabel: '经核实无误，不予更正', closedOn: '2025-03-07' });
    expect(found.answer).toMatchObject({ status: 'served', number: '示财公复〔2025〕1号', acts: [] });
    expect(await desk.db.selectFrom('application').selectAll().execute()).toEqual([]);
    // A second one goes on in the same series.
    await issued({ ...refusal, service: 'post' });
    const numbers = await desk.db.selectFrom('records_correction_letter').select('number').orderBy('number').execute();
    expect(numbers.map(({ number }) => number)).toEqual(['示财公复〔2025〕1号', '示财公复〔2025〕2号']);
  });

  it('says what was found, decided and what can be done against it, as PDF and as DOCX', async () => {
    const { id } = await verified();
    await draft(id, { ...refusal, service: 'hand' });
    for (const [format, head] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ] as const) {
      const preview = await desk.as('clerk', 'GET', `/api/v1/records-corrections/${id}/answer/preview.${format}`);
      expect([preview.statusCode, preview.body.slice(0, head.length)]).toEqual([200, head]);
    }
    await act('clerk', id, 'submit');
    await act('reviewer', id, 'review');
    await act('head', id, 'issue');
    const { findCorrectionWords } = await import('./letter-store.ts');
    const words = (await findCorrectionWords(desk.db, context(), id))!;
    expect([words.title, words.addressee, words.number]).toEqual([
      '政府信息更正申请答复书',
      '示例王五：',
      '示财公复〔2025〕1号',
    ]);
    const text = words.paragraphs.join('\n');
    expect(text).toContain('经核实，登记数额与发放凭证一致。');
    expect(text).toContain('第四十一条的规定，本机关不予更正，理由如下：记录无误。');
    expect(text).toContain('六十日内向示例区人民政府申请行政复议');
    expect(text).toContain('向示例区人民法院提起行政诉讼');
    for (const format of ['pdf', 'docx'] as const) {
      const file = await desk.as('head', 'GET', `/api/v1/records-corrections/${id}/answer/issued.${format}`);
      expect(file.statusCode).toBe(200);
    }
    expect((await desk.as('reviewer', 'GET', `/api/v1/records-corrections/${id}/answer/issued.pdf`)).statusCode).toBe(
      404,
    );
    // Handed over: in time from the day it was signed for.
    const url = `/api/v1/records-corrections/${id}/answer/service`;
    const { version } = await read(id);
    const early = await desk.as('clerk', 'POST', url, {
      version,
      service: 'hand',
      on: '2025-03-06',
      proof: '本人签收',
    });
    expect([early.statusCode, early.json().errors[0].pointer]).toEqual([400, '/on']);
    await desk.as('clerk', 'POST', url, { version, service: 'hand', on: '2025-03-07', proof: '本人签收' });
    expect((await read(id)).answer.served).toEqual({ label: expect.any(String), on: '2025-03-07', proof: '本人签收' });
    const proof = await desk.as('clerk', 'GET', `/api/v1/records-corrections/${id}/answer/service.pdf`);
    expect(proof.body.slice(0, 4)).toBe('%PDF');
  });

  it('of another organ’s record passes it on or tells where to go, and names who is meant', async () => {
    const { id } = (await register({ isOrganisation: true, applicantName: '示例有限公司' })).json();
    const elsewhere = {
      outcome: 'transferred',
      facts: '该记录由民政部门形成',
      text: '有关材料一并转送',
      service: 'post',
    };
    expect((await draft(id, elsewhere)).json().errors[0].pointer).toBe('/answer/competent');
    const { composeAnswer } = await import('./answer.ts');
    const { findCorrectionRequest } = await import('./store.ts');
    const found = (await findCorrectionRequest(desk.db, desk.protection, DIVISION, id))!;
    const textOf = async (outcome: 'transferred' | 'redirected') =>
      (
        await composeAnswer(
          desk.db,
          context(),
          found,
          { outcome, facts: '该记录由民政部门形成', text: '', competent: '示例区民政局', service: 'post' },
          '示财公复〔2025〕1号',
        )
      ).letter.paragraphs.join('');
    expect(await textOf('transferred')).toContain('本机关无权更正该信息，已转送示例区民政局处理，现予告知。');
    expect(await textOf('transferred')).not.toContain('行政复议');
    expect(await textOf('redirected')).toContain('请你单位向示例区民政局提出更正申请。');
    expect(await textOf('redirected')).toContain('行政复议');
  });

  it('is refused beside its field, before it was verified, and to who wrote or reviewed it', async () => {
    const { id } = (await register()).json();
    const early = await draft(id, refusal);
    expect([early.statusCode, early.json().detail]).toEqual([422, expect.stringContaining('应当先核实')]);
    await record(id, 1, { kind: 'verified', on: '2025-03-04', finding: '查阅了发放凭证' });
    expect((await draft(id, { ...refusal, text: '' })).json().errors[0].pointer).toBe('/answer/text');
    expect((await draft(id, { ...refusal, facts: '' })).json().errors[0].pointer).toBe('/answer/facts');
    // Who is clerk and head at once may not sign what they wrote.
    await addPerson(desk.db, 'both', FINANCE, ['clerk', 'head']);
    const { version } = await read(id);
    await desk.as('both', 'PUT', `/api/v1/records-corrections/${id}/answer`, { version, answer: refusal });
    await act('clerk', id, 'submit');
    await act('reviewer', id, 'review');
    expect((await act('both', id, 'issue')).statusCode).toBe(403);
    expect((await act('head', id, 'return', '')).json().errors[0].pointer).toBe('/opinion');
    expect((await act('head', id, 'return', '理由不充分')).statusCode).toBe(200);
    expect((await read(id)).answer.status).toBe('drafting');
  });

  it('tells who comes second what the first one did, and signs once', async () => {
    const { id } = await verified();
    await draft(id, refusal);
    await act('clerk', id, 'submit');
    await act('reviewer', id, 'review');
    const { version } = await read(id);
    const body = { version, act: 'issue', opinion: '同意' };
    const url = `/api/v1/records-corrections/${id}/answer/acts`;
    const both = [await desk.as('head', 'POST', url, body), await desk.as('disclosure-officer', 'POST', url, body)];
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 409]);
    expect(both[1]!.json().detail).toMatch(/^示例head（.+）已于2025年3月7日10:00办理“.+”。/);
    expect(await desk.db.selectFrom('records_correction_letter').selectAll().execute()).toHaveLength(1);
  });

  it('keeps nothing of the applicant in the open, and its files for good', async () => {
    const { id } = await issued(refusal);
    const rows = [
      ...(await desk.db.selectFrom('records_correction').selectAll().execute()),
      ...(await desk.db.selectFrom('records_correction_event').selectAll().execute()),
      ...(await desk.db.selectFrom('records_correction_letter').selectAll().execute()),
    ].flatMap((row) => Object.values(row).filter((value): value is Uint8Array => value instanceof Uint8Array));
    expect(rows.some((bytes) => /补贴|王五|凭证/.test(Buffer.from(bytes).toString('utf8')))).toBe(false);
    const records = await desk.db.selectFrom('audit_event').selectAll().where('subject_id', '=', id).execute();
    expect(JSON.stringify(records.map(({ before, after }) => [before, after]))).not.toMatch(/补贴|王五|凭证/);
    expect(records.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['records-correction.open', 'records-correction.answered']),
    );
    const masked = await read(id, 'reviewer');
    expect([masked.applicant, masked.acts]).toEqual(['示＊＊', []]);
    await addPerson(desk.db, 'teacher', EDUCATION, ['clerk']);
    expect((await desk.as('teacher', 'GET', `/api/v1/records-corrections/${id}`)).statusCode).toBe(404);
    await cleanUpIntake({ ...context(), now: () => new Date('2027-01-01T00:00:00Z') });
    expect((await desk.as('head', 'GET', `/api/v1/records-corrections/${id}/answer/issued.pdf`)).statusCode).toBe(200);
  });

  it('asks for more evidence, and is withdrawn', async () => {
    const { id } = (await register({ answerBy: null })).json();
    expect((await register()).json().number).toBe('更2025-0002');
    expect((await register({ answerBy: '2025-02-01' })).json().errors[0].pointer).toBe('/answerBy');
    await record(id, 1, { kind: 'evidence-requested', on: '2025-03-04', what: '身份证明' });
    const again = await record(id, 2, { kind: 'evidence-requested', on: '2025-03-05', what: '身份证明' });
    expect(again.statusCode).toBe(422);
    await record(id, 2, { kind: 'evidence-given', on: '2025-03-05' });
    expect((await record(id, 3, { kind: 'withdrawn', on: '2025-03-06' })).statusCode).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'closed', outcomeLabel: '申请人撤回', answer: { acts: [] } });
    const items = (await desk.as('clerk', 'GET', '/api/v1/records-corrections')).json().items;
    expect(items.map(({ number }: { number: string }) => number)).toEqual(['更2025-0002']);
  });
});

const context = (): IntakeContext => ({
  db: desk.db,
  division: DIVISION,
  protection: desk.protection,
  files: desk.files,
  now: () => desk.office.now,
  calendar: async () => nationalCalendar(),
});

describe('the applicant of a correction on the portal', () => {
  async function portal() {
    const app = await buildIntakeApp(context(), { findPublished: async () => [] });
    return { app, client: new FormClient(app) };
  }

  it('follows it by number and code and downloads the answer once it was served', async () => {
    const made = await verified();
    const { app, client } = await portal();
    const prove = (reference: string, code: string) => client.post('/requests/status', { reference, code });
    expect((await prove(made.reference, 'AAAAA-BBBBB')).statusCode).toBe(422);
    expect((await prove(made.reference.replaceAll('-', '－'), made.code)).headers.location).toBe(
      '/requests/records-correction',
    );
    const page = await client.get('/requests/records-correction');
    expect(page.body).toContain('机关核实了记录');
    expect(page.body).toContain('还没有可以下载的文书');
    expect((await client.get('/requests/records-correction/letter.pdf')).statusCode).toBe(404);
    // Not another's case by the same cookie.
    expect((await client.get('/requests/case')).headers.location).toBe('/requests/status');
    await draft(made.id, refusal);
    await act('clerk', made.id, 'submit');
    await act('reviewer', made.id, 'review');
    expect((await client.get('/requests/records-correction')).body).not.toContain('审核');
    await act('head', made.id, 'issue');
    expect((await client.get('/requests/records-correction')).body).toContain('示财公复〔2025〕1号');
    for (const [format, head] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
    ] as const) {
      const file = await client.get(`/requests/records-correction/letter.${format}`);
      expect([file.statusCode, file.body.slice(0, head.length)]).toEqual([200, head]);
    }
    const looks = await desk.db
      .selectFrom('audit_event')
      .select('action')
      .where('subject_id', '=', made.id)
      .where('action', '=', 'records-correction.read-letter')
      .execute();
    expect(looks).toHaveLength(2);
    await client.post('/requests/case/leave', {});
    expect((await client.get('/requests/records-correction')).headers.location).toBe('/requests/status');
    await app.close();
  });

  it('gets a new code for a lost one, and the old one opens nothing', async () => {
    const made = await verified();
    const renewed = await desk.as('clerk', 'POST', `/api/v1/records-corrections/${made.id}/access-code`);
    const { code } = renewed.json();
    const { app, client } = await portal();
    const old = await client.post('/requests/status', { reference: made.reference, code: made.code });
    expect([old.statusCode, code === made.code]).toEqual([422, false]);
    expect((await client.post('/requests/status', { reference: made.reference, code })).statusCode).toBe(303);
    await app.close();
  });
});

describe('the course of a correction', () => {
  const on = plainDate('2025-03-04');
  const answer = { outcome: 'corrected', facts: '有误', text: '已更正', competent: null, service: 'post' } as const;
  const upTo: CorrectionEvent[] = [
    { kind: 'received', on },
    { kind: 'verified', on, finding: '有误' },
    { kind: 'letter-drafted', on, answer },
    { kind: 'letter-submitted', on },
    { kind: 'letter-reviewed', on, opinion: '' },
    { kind: 'answered', on, outcome: 'corrected', letterNumber: '示公复〔2025〕1号', opinion: '' },
    { kind: 'served', on, service: 'post', proof: 'XA1' },
  ];
  const next: CorrectionEvent[] = [
    ...upTo,
    { kind: 'letter-returned', on, opinion: '' },
    { kind: 'withdrawn', on },
    { kind: 'evidence-requested', on, what: '身份证明' },
  ];

  /** Which of all steps the course allows after so many of its own. */
  const allowed = (count: number): string[] =>
    next.flatMap((event) => {
      try {
        foldCorrection([...upTo.slice(0, count), event]);
        return [event.kind];
      } catch (error) {
        if (error instanceof CorrectionRefusedError) return [];
        throw error;
      }
    });

  it.each([
    [1, ['verified', 'withdrawn', 'evidence-requested'], ['draft']],
    [2, ['verified', 'letter-drafted', 'withdrawn', 'evidence-requested'], ['draft']],
    [3, ['verified', 'letter-drafted', 'letter-submitted', 'withdrawn', 'evidence-requested'], ['draft', 'submit']],
    [4, ['verified', 'letter-reviewed', 'letter-returned', 'withdrawn', 'evidence-requested'], ['review', 'return']],
    [5, ['verified', 'answered', 'letter-returned', 'withdrawn', 'evidence-requested'], ['issue', 'return']],
    [6, ['served'], ['serve']],
    [7, [], []],
  ])('after %i steps allows these and no others', (count, kinds, acts) => {
    expect(allowed(count)).toEqual(kinds);
    expect(nextAnswerActs(foldCorrection(upTo.slice(0, count)))).toEqual(acts);
  });
});
