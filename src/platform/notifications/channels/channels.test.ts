import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNotificationSettings } from '../settings.ts';
import {
  type MailServer,
  type SmsGateway,
  startMailServer,
  startSilentServer,
  startSmsGateway,
} from '../testing/servers.ts';
import { DeliveryError } from './channel.ts';
import { mailChannel } from './mail.ts';
import { smsChannel } from './sms.ts';

const message = {
  id: '0191e1a0-7c1f-7d7a-8a53-0c6f3c0a6b11',
  title: '申请2026-0012的答复期限还剩1个工作日',
  body: '届满日为2026-06-16。',
  link: 'https://gongkai.example/office/requests/1',
};
/** Long enough for a loopback, short enough for a test. */
const timeoutMs = 400;

async function faultOf(work: Promise<void>): Promise<DeliveryError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}

/** A header as people read it (RFC 2047). */
function decoded(header: string): string {
  return header.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=\s*/gi, (_, how: string, text: string) =>
    how.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : decodeURIComponent(text.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gi, '%$1')),
  );
}

describe('mail', () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMailServer();
  });
  afterEach(() => server.close());
  const send = async (url = server.url): Promise<void> => {
    const channel = mailChannel({ url, from: '公开办 <gongkai@example.gov.cn>', timeoutMs });
    try {
      await channel.send('someone@example.org', message);
    } finally {
      channel.close();
    }
  };

  it('arrives with its title, its text, its link and a name of its own', async () => {
    await send();
    const [mail] = server.taken;
    expect(mail?.to).toEqual(['someone@example.org']);
    const raw = mail?.text ?? '';
    const end = raw.indexOf('\r\n\r\n');
    const [head, body] = [raw.slice(0, end), raw.slice(end + 4)];
    const unfolded = head.replace(/\r\n\s+/g, ' ');
    expect(decoded(/^Subject: (.*)$/m.exec(unfolded)?.[1] ?? '')).toBe(message.title);
    expect(unfolded).toContain(`Message-ID: <${message.id}@example.gov.cn>`);
    const text = /base64/i.test(head)
      ? Buffer.from(body, 'base64').toString('utf8')
      : decoded(`=?UTF-8?Q?${body.replace(/=\r\n/g, '')}?=`);
    expect(text).toContain('届满日为2026-06-16。');
    expect(text).toContain(message.link);
  });

  it('that is refused is final, one the server cannot take now is not', async () => {
    server.manner = 'refuses';
    expect(await faultOf(send())).toMatchObject({ isFinal: true, message: '邮件服务器拒收（SMTP 550）' });
    server.manner = 'busy';
    expect(await faultOf(send())).toMatchObject({ isFinal: false, message: '邮件服务器暂不接收（SMTP 451）' });
  });

  it('waits for no server that hangs after the mail, or drops it half way', async () => {
    server.manner = 'hangs';
    expect((await faultOf(send())).isFinal).toBe(false);
    server.manner = 'drops';
    expect((await faultOf(send())).isFinal).toBe(false);
    expect(server.taken).toEqual([]);
  });

  it('waits for no server that never greets, and for none that is not there', async () => {
    const silent = await startSilentServer();
    expect((await faultOf(send(`smtp://127.0.0.1:${silent.port}`))).isFinal).toBe(false);
    await silent.close();
    const gone = await faultOf(send(`smtp://127.0.0.1:${silent.port}`));
    expect(gone.isFinal).toBe(false);
    expect(gone.message).not.toContain('example.org');
  });
});

describe('an SMS', () => {
  let gateway: SmsGateway;
  beforeEach(async () => {
    gateway = await startSmsGateway();
  });
  afterEach(() => gateway.close());
  const send = (body = '{"id":"{id}","phone":"{phone}","text":"{text}"}', text = message) =>
    smsChannel({ url: gateway.url, token: 'sample-token', body, timeoutMs }).send('13800000000', text);

  it('is what the gateway wants, and nothing in a text breaks out of it', async () => {
    await send();
    await send('{"to":["{phone}"],"params":{"c":"{text}"}}', {
      ...message,
      title: '","to":["13900000000"],"x":"{phone}',
    });
    expect(gateway.taken[0]).toEqual({
      authorization: 'Bearer sample-token',
      key: message.id,
      body: { id: message.id, phone: '13800000000', text: `【政府信息公开】${message.title}，请登录办公系统办理。` },
    });
    expect(gateway.taken[1]?.body).toMatchObject({ to: ['13800000000'] });
  });

  it.each([
    ['refuses', true],
    ['busy', false],
    ['hangs', false],
    ['drops', false],
    ['redirects', false],
  ] as const)('to a gateway that %s is final: %s', async (manner, isFinal) => {
    gateway.manner = manner;
    const fault = await faultOf(send());
    expect(fault.isFinal).toBe(isFinal);
    expect(fault.message).not.toContain('138');
    expect(gateway.taken).toEqual([]);
  });
});

describe('settings', () => {
  it('are off without addresses, and refused by name when they cannot be', () => {
    expect(readNotificationSettings({})).toEqual({ mail: null, sms: null, stages: [5, 3, 1, 0], publicUrl: null });
    const faulty: [Record<string, string>, string][] = [
      [{ GONGKAI_SMTP_URL: 'mail.example' }, 'GONGKAI_SMTP_URL'],
      [{ GONGKAI_SMTP_URL: 'smtp://mail.example' }, 'GONGKAI_MAIL_FROM'],
      [{ GONGKAI_SMS_URL: 'ftp://sms.example' }, 'GONGKAI_SMS_URL'],
      [{ GONGKAI_SMS_URL: 'https://sms.example', GONGKAI_SMS_BODY: '{"phone":"{phone}"}' }, 'GONGKAI_SMS_BODY'],
      [{ GONGKAI_SMS_URL: 'https://sms.example', GONGKAI_SMS_BODY: 'phone={phone}&text={text}' }, 'GONGKAI_SMS_BODY'],
      [{ GONGKAI_REMINDER_DAYS: '5,three' }, 'GONGKAI_REMINDER_DAYS'],
    ];
    for (const [env, name] of faulty) expect(() => readNotificationSettings(env)).toThrow(name);
    expect(readNotificationSettings({ GONGKAI_REMINDER_DAYS: '10,2' }).stages).toEqual([10, 2]);
  });
});
