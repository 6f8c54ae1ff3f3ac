import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildDescribedApp } from '../support/described-app.ts';

interface Media {
  schema?: Record<string, unknown>;
  example?: unknown;
  examples?: Record<string, unknown>;
}
interface Body {
  content?: Record<string, Media>;
}
interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  requestBody?: Body;
  responses: Record<string, Body>;
}
interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let app: FastifyInstance;
let description: Description;
let operations: [name: string, operation: Operation][];

beforeAll(async () => {
  app = await buildDescribedApp();
  description = (await app.inject('/api/openapi.json')).json();
  operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});
afterAll(() => app.close());

/** Names of the operations of which `isFaulty` says so. */
const those = (isFaulty: (operation: Operation) => boolean): string[] =>
  operations.filter(([, operation]) => isFaulty(operation)).map(([name]) => name);

const isSuccess = (status: string): boolean => status.startsWith('2');

/** Every JSON body of an operation that is sent or answered. */
function* jsonBodies(operation: Operation): Generator<[place: string, media: Media]> {
  const bodies = { request: operation.requestBody ?? {}, ...operation.responses };
  for (const [place, { content = {} }] of Object.entries(bodies))
    for (const [type, media] of Object.entries(content)) if (/[/+]json$/.test(type)) yield [place, media];
}

describe('the description of /api/v1', () => {
  it('has every operation named, summed up and under a heading', () => {
    expect(operations.length).toBeGreaterThan(100);
    expect(those(({ summary, tags }) => !summary || !tags?.length)).toEqual([]);
    const names = operations.map(([, { operationId }]) => operationId);
    expect(names.filter((name, index) => name === undefined || names.indexOf(name) !== index)).toEqual([]);
  });

  it('tells what every operation answers, when it succeeds and when it does not', () => {
    expect(those(({ responses }) => !Object.keys(responses).some(isSuccess))).toEqual([]);
    const isSilent = ([status, { content = {} }]: [string, Body]): boolean =>
      isSuccess(status) && status !== '204' && !Object.values(content).some(({ schema }) => schema !== undefined);
    expect(those(({ responses }) => Object.entries(responses).some(isSilent))).toEqual([]);
    const tellsProblem = ([status, { content = {} }]: [string, Body]): boolean =>
      /^[45]/.test(status) && 'application/problem+json' in content;
    expect(those(({ responses }) => !Object.entries(responses).some(tellsProblem))).toEqual([]);
  });

  it('shows an example of every body, and each is one', () => {
    const definitions = JSON.parse(
      JSON.stringify(description.components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
    );
    const faulty: string[] = [];
    let shown = 0;
    const readers = new Map<string, z.ZodType>();
    for (const [name, operation] of operations) {
      for (const [place, { schema, example }] of jsonBodies(operation)) {
        if (example === undefined) faulty.push(`${name} ${place}: no example`);
        const text = JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/');
        let reader = readers.get(text);
        if (!reader) {
          reader = z.fromJSONSchema({ ...JSON.parse(text), $defs: definitions });
          readers.set(text, reader);
        }
        const { error } = reader.safeParse(example);
        if (error)
          faulty.push(
            `${name} ${place}: ${error.issues
              .map((issue) => `${issue.path.join('.')} ${issue.message}`)
              .slice(0, 3)
              .join('; ')}`,
          );
        shown += 1;
      }
    }
    expect(faulty).toEqual([]);
    expect(shown).toBeGreaterThan(300);
  });
});

describe('addresses', () => {
  it.each([
    ['DELETE', '/api/v1/reports', 'GET, HEAD'],
    ['POST', '/api/v1/reports/330206/2022?scope=own', 'GET, HEAD'],
    ['PUT', '/reports', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ] as const)('%s %s is answered 405 with the methods there are', async (method, url, allow) => {
    const response = await app.inject({ method, url });
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow]);
    if (url.startsWith('/api/')) expect(response.headers['content-type']).toContain('application/problem+json');
  });

  it.each(['GET', 'POST', 'DELETE'] as const)('%s of one that is not there is 404', async (method) => {
    const response = await app.inject({ method, url: '/api/v1/nothing/here' });
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ status: 404, title: '没有找到' });
    expect((await app.inject({ method, url: '/nothing/here' })).statusCode).toBe(404);
  });
});
