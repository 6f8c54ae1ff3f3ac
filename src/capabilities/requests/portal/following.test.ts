import { describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { FormClient, RESIDENT_ID } from '../../../../test/support/intake.ts';
import { plainDate } from '../../../kernel/calendar/index.ts';
import {
  app,
  applicationId,
  client,
  fillIn,
  intake,
  log,
  PDF,
  receipt,
  record,
  usePortal,
} from './testing/applicant-desk.ts';

usePortal(withTestDatabases());

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
