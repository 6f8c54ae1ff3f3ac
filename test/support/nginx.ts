import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const BROTLI = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
const candidates = [process.env.NGINX_PATH ?? '', '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'];

export interface Nginx {
  readonly address: string;
  stop(): Promise<void>;
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound ? bound.port : 0;
}

/** Debian's nginx over the given locations, on this machine only. */
export async function startNginx(locations: string): Promise<Nginx> {
  const program = candidates.find((path) => path !== '' && existsSync(path));
  if (program === undefined)
    throw new Error('nginx was not found: `apt-get install nginx-light` (npm test does so when it runs as root).');
  if (!existsSync(BROTLI))
    throw new Error(
      'The Brotli module of nginx was not found: `apt-get install libnginx-mod-http-brotli-static` (npm test does so when it runs as root).',
    );
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-nginx-'));
  const port = await freePort();
  await mkdir(join(folder, 'temporary'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, 'temporary', name)};`,
  );
  const configuration = `${process.getuid?.() === 0 ? 'user root;' : ''}
load_module ${BROTLI};
daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log ${join(folder, 'error.log')} warn;
events {}
http {
  access_log off;
  ${paths.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    ${locations}
  }
}
`;
  await writeFile(join(folder, 'nginx.conf'), configuration);
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const address = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) {
      await stop();
      throw new Error(`nginx ended with status ${child.exitCode}: ${said}`);
    }
    if (
      await fetch(`${address}/`).then(
        () => true,
        () => false,
      )
    )
      return { address, stop };
    await delay(25);
  }
  await stop();
  throw new Error(`nginx did not start within 5 s: ${said}`);
}
