import { DEFAULT_STAGES } from './reminders.ts';

export interface MailSettings {
  /** smtp://user:password@host:port or smtps://… */
  readonly url: string;
  readonly from: string;
  readonly timeoutMs: number;
}

export interface SmsSettings {
  readonly url: string;
  readonly token: string | null;
  /** JSON with {phone}, {text} and {id} in its texts, as the gateway wants it. */
  readonly body: string;
  readonly timeoutMs: number;
}

export interface NotificationSettings {
  readonly mail: MailSettings | null;
  readonly sms: SmsSettings | null;
  /** Working days before the last one. */
  readonly stages: readonly number[];
  /** Address under which people reach the platform, for links in mails. */
  readonly publicUrl: string | null;
}

/** A setting that cannot be used; the message names the variable and what was expected. */
export class NotificationSettingsError extends Error {
  override name = 'NotificationSettingsError';
}

const SMS_BODY = '{"id":"{id}","phone":"{phone}","text":"{text}"}';
const TIMEOUT_MS = 20_000;

/**
 * Reads GONGKAI_SMTP_URL, GONGKAI_MAIL_FROM, GONGKAI_SMS_URL, GONGKAI_SMS_TOKEN, GONGKAI_SMS_BODY, GONGKAI_REMINDER_DAYS and
 * GONGKAI_PUBLIC_URL (docs/operate/notifications.md). A channel without its address is off.
 * @throws NotificationSettingsError
 */
export function readNotificationSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): NotificationSettings {
  const fail = (name: string, expected: string): never => {
    throw new NotificationSettingsError(`${name}: expected ${expected}`);
  };
  const address = (name: string, protocols: readonly string[]): string | null => {
    const text = env[name]?.trim();
    if (!text) return null;
    const url = URL.parse(text);
    if (!url || !protocols.includes(url.protocol)) fail(name, `an address with ${protocols.join(' or ')}//`);
    return text;
  };
  const smtp = address('GONGKAI_SMTP_URL', ['smtp:', 'smtps:']);
  const from = env.GONGKAI_MAIL_FROM?.trim();
  if (smtp && !from) fail('GONGKAI_MAIL_FROM', 'the address mails come from, since GONGKAI_SMTP_URL is set');
  const gateway = address('GONGKAI_SMS_URL', ['http:', 'https:']);
  const body = env.GONGKAI_SMS_BODY?.trim() || SMS_BODY;
  if (gateway) checkBody(body, fail);
  const days = env.GONGKAI_REMINDER_DAYS?.trim();
  const stages = days ? days.split(',').map((part) => Number(part)) : DEFAULT_STAGES;
  if (stages.some((stage) => !Number.isInteger(stage) || stage < 0 || stage > 40))
    fail('GONGKAI_REMINDER_DAYS', 'numbers of working days from 0 to 40 with commas, such as 5,3,1,0');
  return {
    mail: smtp ? { url: smtp, from: from!, timeoutMs: TIMEOUT_MS } : null,
    sms: gateway ? { url: gateway, token: env.GONGKAI_SMS_TOKEN?.trim() || null, body, timeoutMs: TIMEOUT_MS } : null,
    stages,
    publicUrl: address('GONGKAI_PUBLIC_URL', ['http:', 'https:']),
  };
}

function checkBody(body: string, fail: (name: string, expected: string) => never): void {
  try {
    JSON.parse(body);
  } catch {
    fail('GONGKAI_SMS_BODY', 'JSON');
  }
  for (const part of ['{phone}', '{text}'])
    if (!body.includes(part)) fail('GONGKAI_SMS_BODY', `${part} somewhere in it`);
}
