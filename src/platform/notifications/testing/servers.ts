import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** How a server treats what it is sent. */
export type Manner = 'takes' | 'refuses' | 'busy' | 'hangs' | 'drops';

export interface MailServer {
  readonly url: string;
  manner: Manner;
  /** Raw mails that were taken, with whom they were for. */
  readonly taken: { to: string[]; text: string }[];
  close(): Promise<void>;
}

/** A real SMTP server on the loopback, well-mannered or not. */
export async function startMailServer(): Promise<MailServer> {
  const taken: MailServer['taken'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onRcptTo(_address, _session, done) {
      if (state.manner === 'refuses') done(Object.assign(new Error('no such user'), { responseCode: 550 }));
      else if (state.manner === 'busy') done(Object.assign(new Error('try again later'), { responseCode: 451 }));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (state.manner === 'drops') for (const one of server.connections) destroy(one);
      });
      stream.on('end', () => {
        if (state.manner !== 'takes') return;
        taken.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const state: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    manner: 'takes',
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return state;
}

/** What the library keeps of a connection, as far as cutting it needs. */
function destroy(connection: unknown): void {
  (connection as { _socket?: { destroy(): void } })._socket?.destroy();
}

/** A port that takes connections and never says a word. */
export async function startSilentServer(): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export interface SmsGateway {
  readonly url: string;
  manner: Manner | 'redirects';
  readonly taken: { authorization: string | undefined; key: string | undefined; body: unknown }[];
  close(): Promise<void>;
}

/** A gateway for short messages on the loopback. */
export async function startSmsGateway(): Promise<SmsGateway> {
  const taken: SmsGateway['taken'] = [];
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answers = { refuses: 400, busy: 503, redirects: 302, takes: 200 } as const;
      if (gateway.manner === 'hangs') return;
      if (gateway.manner === 'drops') return void request.socket.destroy();
      if (gateway.manner === 'takes')
        taken.push({
          authorization: request.headers.authorization,
          key: request.headers['idempotency-key'] as string | undefined,
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown,
        });
      response.writeHead(answers[gateway.manner], gateway.manner === 'redirects' ? { location: '/elsewhere' } : {});
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gateway: SmsGateway = {
    url: `http://127.0.0.1:${port}/send`,
    manner: 'takes',
    taken,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return gateway;
}
