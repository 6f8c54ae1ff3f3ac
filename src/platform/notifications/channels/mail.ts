import type { Transporter } from 'nodemailer';
import type { MailSettings } from '../settings.ts';
import { type Channel, DeliveryError, type Message } from './channel.ts';

interface SmtpFault {
  code?: string;
  responseCode?: number;
}

/** RFC 5321: 5yz is final, except where the server refuses us rather than the recipient. */
const OUR_OWN = new Set([530, 534, 535, 538]);

function faultOf(error: unknown): DeliveryError {
  const { code, responseCode } = error as SmtpFault;
  if (responseCode !== undefined) {
    const isFinal = responseCode >= 500 && !OUR_OWN.has(responseCode);
    const what = OUR_OWN.has(responseCode) ? '邮件服务器不接受登录' : isFinal ? '邮件服务器拒收' : '邮件服务器暂不接收';
    return new DeliveryError(`${what}（SMTP ${responseCode}）`, isFinal);
  }
  const known: Readonly<Record<string, string>> = {
    ETIMEDOUT: '邮件服务器没有在规定时间内应答',
    ECONNECTION: '不能连接邮件服务器',
    ESOCKET: '与邮件服务器的连接中断',
    EDNS: '找不到邮件服务器',
    ETLS: '与邮件服务器不能建立加密连接',
    EAUTH: '邮件服务器不接受登录',
    EENVELOPE: '邮件地址不被接受',
  };
  return new DeliveryError(`${known[code ?? ''] ?? '邮件没有发出'}${code ? `（${code}）` : ''}`, false);
}

/** Plain text by SMTP. Every step has a limit, so a server that hangs holds nothing up. */
export function mailChannel({ url, from, timeoutMs }: MailSettings): Channel {
  let transport: Promise<Transporter> | undefined;
  // Loaded with the first mail: a start can do without.
  const open = () =>
    import('nodemailer').then(({ createTransport }) =>
      createTransport({
        url,
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        dnsTimeout: timeoutMs,
      }),
    );
  return {
    async send(address: string, { id, title, body, link }: Message): Promise<void> {
      const text = link === null ? body : `${body}\n\n${link}\n`;
      try {
        // The same id at every try, so that a mail that came twice is shown once.
        const domain = from.replace(/^.*@/, '').replace(/[^A-Za-z0-9.-]/g, '') || 'localhost';
        transport ??= open();
        await (await transport).sendMail({
          from,
          to: { name: '', address },
          subject: title,
          text,
          messageId: `<${id}@${domain}>`,
        });
      } catch (error) {
        throw faultOf(error);
      }
    },
    close: () => void transport?.then((opened) => opened.close()),
  };
}
