import type { SmsSettings } from '../settings.ts';
import { type Channel, DeliveryError, type Message } from './channel.ts';

/** Worth another try although it is 4xx. */
const TEMPORARY = new Set([401, 403, 408, 425, 429]);

/** Puts values into the texts of a JSON template, so that none of them can break out of its text. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return JSON.stringify(JSON.parse(template), (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/\{(id|phone|text)\}/g, (_, name: string) => values[name] ?? '') : value,
  );
}

/** A gateway that takes a message by HTTP POST of JSON: 2xx means taken. */
export function smsChannel({ url, token, body, timeoutMs }: SmsSettings): Channel {
  return {
    async send(phone: string, { id, title }: Message): Promise<void> {
      let answer: Response;
      try {
        answer = await fetch(url, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': id,
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          // An SMS says what, the office says the rest.
          body: fill(body, { id, phone, text: `【政府信息公开】${title}，请登录办公系统办理。` }),
        });
        await answer.body?.cancel();
      } catch (error) {
        const isLate = error instanceof DOMException && error.name === 'TimeoutError';
        throw new DeliveryError(isLate ? '短信网关没有在规定时间内应答' : '不能连接短信网关', false);
      }
      if (answer.ok) return;
      const isFinal = answer.status >= 400 && answer.status < 500 && !TEMPORARY.has(answer.status);
      throw new DeliveryError(`短信网关${isFinal ? '拒绝发送' : '暂不受理'}（HTTP ${answer.status}）`, isFinal);
    },
    close: () => {},
  };
}
