import type { AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildHttp, closeGracefully, type HttpOptions, ProblemError, problemResponses, zodRoutes } from './index.ts';

let app: FastifyInstance;
let log: string[] = [];
afterEach(async () => {
  await app.close();
  log = [];
});

/** A server with one route of each kind. */
async function start(options: Partial<HttpOptions> = {}): Promise<FastifyInstance> {
  app = await buildHttp({
    version: '1.2.3',
    readiness: async () => [],
    log: { stream: { write: (line) => void log.push(line) } },
    ...options,
  });
  const applicant = z.object({
    name: z.string().min(2).meta({ example: '示例' }),
    receivedOn: z.iso.date(),
    'odd/~key': z.array(z.int()).optional(),
    code: z
      .string()
      .regex(/^\d{6}$/, '应为六位数字')
      .optional(),
  });
  zodRoutes(app).post(
    '/api/v1/things/:id',
    {
      schema: {
        summary: '登记',
        params: z.object({ id: z.uuid() }),
        querystring: z.object({ page: z.coerce.number().int().min(1).default(1) }),
        body: applicant.meta({ id: 'Applicant' }),
        response: { 200: z.object({ page: z.int() }), ...problemResponses(400, 409) },
      },
    },
    async (request) => ({ page: request.query.page }),
  );
  app.get('/api/v1/conflict', () => {
    throw new ProblemError(409, '该年度报告已经发布。', { kind: 'report-already-published', title: '已经发布' });
  });
  app.get('/api/v1/fault/:name', () => {
    throw Object.assign(new Error('duplicate key (name)=(张三丰)'), { code: '23505', detail: 'Key (name)=(张三丰)' });
  });
  app.get('/page/fault', () => {
    throw new Error('张三丰');
  });
  app.get('/page', async () => 'page');
  return app;
}

const GOOD = { method: 'POST', url: '/api/v1/things/0191e1a0-7c1f-4d7a-9a53-0c6f3c0a6b11' } as const;

describe('problems below /api', () => {
  it('name every fault of a request in Chinese, by JSON pointer, without repeating what was sent', async () => {
    await start();
    const payload = { name: '张', receivedOn: '2022-02-30', 'odd/~key': [1, '二'], code: '身份证330206' };
    const response = await app.inject({ ...GOOD, payload });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = response.json();
    expect(problem).toMatchObject({
      type: 'urn:gongkai:problem:validation',
      title: '请求不符合要求',
      status: 400,
      detail: '有 4 处需要改正。',
      instance: `urn:uuid:${response.headers['x-request-id']}`,
    });
    const pointers = problem.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers).toEqual(['/name', '/receivedOn', '/odd~1~0key/1', '/code']);
    expect(problem.errors[3]).toEqual({ in: 'body', pointer: '/code', detail: '应为六位数字' });
    for (const { detail } of problem.errors) expect(detail).toMatch(/[一-鿿]/);
    expect(response.body).not.toContain('330206');
  });

  it.each([
    ['path', { ...GOOD, url: '/api/v1/things/none' }, '/id'],
    ['query', { ...GOOD, url: `${GOOD.url}?page=0` }, '/page'],
    ['body', GOOD, ''],
  ] as const)('say when the fault is in the %s', async (place, request, pointer) => {
    await start();
    const payload = place === 'body' ? [] : { name: '某某', receivedOn: '2022-09-28' };
    const response = await app.inject({ ...request, payload });
    expect(response.json().errors).toEqual([{ in: place, pointer, detail: expect.stringMatching(/[一-鿿]/) }]);
  });

  it('let a sound request through', async () => {
    await start();
    const response = await app.inject({
      ...GOOD,
      url: `${GOOD.url}?page=3`,
      payload: { name: '某某', receivedOn: '2022-09-28' },
    });
    expect([response.statusCode, response.json()]).toEqual([200, { page: 3 }]);
  });

  it('carry what a route says', async () => {
    await start();
    const response = await app.inject('/api/v1/conflict');
    expect(response.json()).toEqual({
      type: 'urn:gongkai:problem:report-already-published',
      title: '已经发布',
      status: 409,
      detail: '该年度报告已经发布。',
      instance: `urn:uuid:${response.headers['x-request-id']}`,
    });
  });

  it.each([
    ['an unknown address', { url: '/api/v1/none' }, 404],
    ['broken JSON', { ...GOOD, payload: '{"name":', headers: { 'content-type': 'application/json' } }, 400],
    ['another media type', { ...GOOD, payload: 'x', headers: { 'content-type': 'text/csv' } }, 415],
    ['a body too large', { ...GOOD, payload: { name: 'x'.repeat(2000), receivedOn: '2022-09-28' } }, 413],
    ['a broken address', { url: '/api/v1/%zz' }, 400],
  ] as const)('answer %s', async (_what, request, status) => {
    await start({ bodyLimit: 1000 });
    const response = await app.inject(request);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(response.json()).toMatchObject({ status, title: expect.stringMatching(/[一-鿿]/) });
  });

  it('say nothing of what went wrong inside', async () => {
    await start();
    const response = await app.inject('/api/v1/fault/x');
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ type: 'about:blank', title: '系统内部错误', status: 500 });
    expect(response.body).not.toContain('张三丰');
  });
});

describe('errors outside /api', () => {
  it('go to the page the application gives, with the status set', async () => {
    await start({ sendErrorPage: async (_request, reply, status) => reply.type('text/html').send(`<p>${status}</p>`) });
    const found = await Promise.all(
      ['/nowhere', '/page/fault'].map((url) => app.inject({ url, headers: { accept: 'text/html' } })),
    );
    expect(found.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [404, '<p>404</p>'],
      [500, '<p>500</p>'],
    ]);
    const program = await app.inject({ url: '/nowhere', headers: { accept: 'application/json' } });
    expect(program.json()).toMatchObject({ status: 404 });
  });

  it('are a line of text otherwise', async () => {
    await start();
    expect((await app.inject('/nowhere')).body).toBe('404 没有找到\n');
  });
});

describe('the log', () => {
  it('holds neither query strings, addresses, names nor messages of errors', async () => {
    await start();
    const from = { remoteAddress: '203.0.113.77', headers: { 'user-agent': 'Reader/9', cookie: 'session=secret' } };
    await app.inject({ url: '/page?q=张三丰&code=A1B2', ...from });
    await app.inject({ url: `/api/v1/fault/${encodeURIComponent('李四光')}?q=1`, ...from });
    await app.inject({ url: '/nowhere/13800000000', ...from });
    await app.inject({ ...GOOD, payload: { name: '王', receivedOn: 'x' }, ...from });
    const all = log.join('');
    for (const secret of [
      '张三丰',
      encodeURIComponent('张三丰'),
      '李四光',
      encodeURIComponent('李四光'),
      'A1B2',
      '13800000000',
      '203.0.113',
      'Reader',
      'secret',
      '王',
    ]) {
      expect(all).not.toContain(secret);
    }
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    const answered = lines.filter(({ msg }) => msg === 'answered');
    expect(answered.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/page', 200],
      ['GET', '/api/v1/fault/:name', 500],
      ['GET', '(none)', 404],
      ['POST', '/api/v1/things/:id', 400],
    ]);
    const failed = lines.find(({ msg }) => msg === 'failed');
    expect(failed).toMatchObject({ level: 'error', err: { type: 'Error', code: '23505' }, reqId: answered[1]!.reqId });
  });
});

describe('headers', () => {
  it('allow nothing inline and nothing from elsewhere', async () => {
    await start();
    const { headers } = await app.inject('/page');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('ask for HTTPS where the site is reached by it', async () => {
    await start({ publicUrl: 'https://zwgk.example' });
    expect((await app.inject('/page')).headers['strict-transport-security']).toMatch(/max-age=31536000/);
  });

  it('number every request themselves, whatever the client says', async () => {
    await start();
    const ids = await Promise.all(
      ['a', 'b'].map((id) => app.inject({ url: '/page', headers: { 'x-request-id': id } })),
    );
    const [first, second] = ids.map(({ headers }) => headers['x-request-id']);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(first).not.toBe(second);
  });
});

describe('probes and figures', () => {
  it('/healthz is alive even when /readyz is not ready', async () => {
    await start({ readiness: async () => ['migrations'] });
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'alive' });
    const ready = await app.inject('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'not-ready', problems: ['migrations'] }]);
  });

  it('/readyz is ready when nothing hinders, and hides why a check failed', async () => {
    await start();
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ready', problems: [] });
    await app.close();
    await start({ readiness: () => Promise.reject(new Error('password of 10.0.0.1')) });
    const failed = await app.inject('/readyz');
    expect([failed.statusCode, failed.json().problems]).toEqual([503, ['readiness-check']]);
  });

  it('/metrics counts by route pattern, in OpenMetrics', async () => {
    await start();
    await app.inject('/page?q=张三丰');
    const { headers, body } = await app.inject('/metrics');
    expect(headers['content-type']).toContain('application/openmetrics-text');
    expect(body).toContain('gongkai_http_requests_total{method="GET",route="/page",status="200"} 1');
    expect(body.endsWith('# EOF\n')).toBe(true);
    expect(body).not.toContain('张三丰');
  });

  it('/metrics is for this machine or for a token, also behind a proxy on this machine', async () => {
    await start({ metricsToken: 'long-token' });
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('::1')).toBe(200);
    expect(await ask('203.0.113.7')).toBe(403);
    expect(await ask('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })).toBe(403);
    expect(await ask('203.0.113.7', { authorization: 'Bearer long-token' })).toBe(200);
    expect(await ask('203.0.113.7', { authorization: 'Bearer long-toke' })).toBe(403);
    expect(await ask('203.0.113.7', { authorization: 'Bearer ' })).toBe(403);
  });
});

describe('/api/openapi.json', () => {
  it('describes the routes below /api only, with named schemas, examples and problems', async () => {
    await start({ publicUrl: 'https://zwgk.example' });
    const document = (await app.inject('/api/openapi.json')).json();
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      servers: [{ url: 'https://zwgk.example' }],
    });
    expect(Object.keys(document.paths)).toContain('/api/v1/things/{id}');
    expect(Object.keys(document.paths).every((path) => path.startsWith('/api/v1/'))).toBe(true);
    const { post } = document.paths['/api/v1/things/{id}'];
    expect(post.responses['409'].content['application/problem+json'].schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    expect(post.requestBody.content['application/json'].schema.$ref).toBe('#/components/schemas/ApplicantInput');
    expect(document.components.schemas.ApplicantInput.properties.name.example).toBe('示例');
    expect(document.components.schemas.Problem.properties.errors.items.$ref).toBe('#/components/schemas/FieldError');
  });
});

describe('connections', () => {
  it('are cut when a client sends its headers too slowly', async () => {
    await start({ timeouts: { headers: 100, request: 200, check: 50 } });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = createConnection({ port, host: '127.0.0.1' }, () =>
        socket.write('GET /page HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      );
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
      // The server may reset before everything was read.
      socket.on('error', () => undefined);
    });
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('are cut when a client sends its body too slowly', async () => {
    await start({ timeouts: { headers: 100, request: 200, check: 50 } });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = createConnection({ port, host: '127.0.0.1' }, () =>
        socket.write(
          `POST ${GOOD.url} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":`,
        ),
      );
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
    });
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('under way end before the server closes; a stuck one is cut', async () => {
    await start();
    const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
    const { promise: gate, resolve: openGate } = Promise.withResolvers<void>();
    app.get('/slow', async () => {
      isAsked();
      await gate;
      return 'done';
    });
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const slow = fetch(`${address}/slow`).then((response) => response.text());
    await asked;
    const closed = closeGracefully(app, 30_000);
    openGate();
    expect([await slow, await closed]).toEqual(['done', true]);

    await start();
    const { promise: stuck, resolve: isStuck } = Promise.withResolvers<void>();
    app.get('/stuck', () => {
      isStuck();
      return new Promise(() => {});
    });
    const other = await app.listen({ port: 0, host: '127.0.0.1' });
    const lost = fetch(`${other}/stuck`).then(
      () => 'answered',
      () => 'cut',
    );
    await stuck;
    expect(await closeGracefully(app, 50)).toBe(false);
    expect(await lost).toBe('cut');
  });
});
