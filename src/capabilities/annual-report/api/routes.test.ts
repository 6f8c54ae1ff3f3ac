import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import figures from '../../../../demo/beilun-2022.json' with { type: 'json' };
import { withTestDatabases } from '../../../../test/support/database.ts';
import { buildDistrictApp } from '../../../../test/support/district.ts';

const open = withTestDatabases();
let app: FastifyInstance;
beforeAll(async () => {
  app = await buildDistrictApp(await open());
});
afterAll(() => app?.close());

const get = async (url: string) => {
  const response = await app.inject({ url, headers: { accept: 'application/json' } });
  return { status: response.statusCode, type: response.headers['content-type'], body: response.json() };
};

interface Row {
  key: string;
  values: number[];
  records: string[];
}

describe('/api/v1/reports', () => {
  it('lists what is published, and what the list links to is there', async () => {
    const { body } = await get('/api/v1/reports');
    expect(body.reports[0]).toMatchObject({
      organCode: '330206',
      year: 2022,
      scope: 'aggregated',
      version: 1,
      reason: null,
    });
    for (const { links } of body.reports.slice(0, 3)) {
      expect((await get(links.self)).status).toBe(200);
      expect((await app.inject({ url: links.page })).statusCode).toBe(200);
    }
  });

  it('gives the tables of the year, and for every figure a link to as many records as it counts', async () => {
    const { body } = await get('/api/v1/reports/330206/2022');
    const rows = body.tables.requests.rows as Row[];
    expect(rows.find((row) => row.key === 'granted')?.values.slice(0, 6)).toEqual(figures.requests.results.granted);
    for (const row of rows)
      for (const [i, link] of row.records.entries()) {
        const { body: page } = await get(`/api/v1${link}?limit=200`);
        expect(page.items.length, link).toBe(row.values[i]);
      }
  });

  it('shows no name and no content of an application', async () => {
    const { body } = await get('/api/v1/reports/330206/2022/records/requests/new/total?limit=200');
    expect(JSON.stringify(body)).not.toContain('虚构');
    expect(Object.keys(body.items[0]).sort()).toEqual([
      'applicantCategory',
      'closedOn',
      'dueOn',
      'id',
      'number',
      'organCode',
      'outcome',
      'receivedOn',
      'reportRow',
    ]);
  });

  it('sums monthly figures to what the table says', async () => {
    const { body } = await get('/api/v1/reports/330206/2022/records/proactive/licensing?limit=200');
    let sum = 0;
    let page = body;
    for (;;) {
      sum += page.items.reduce((total: number, item: { value: number }) => total + item.value, 0);
      if (page.next === null) break;
      page = (await get(`/api/v1/reports/330206/2022/records/proactive/licensing?limit=200&after=${page.next}`)).body;
    }
    expect(sum).toBe(figures.acts.licensing);
  });

  it.each([
    ['/api/v1/reports/330206/2023', 404],
    ['/api/v1/reports/330299/2022', 404],
    ['/api/v1/reports/330206/2022?version=9', 404],
    ['/api/v1/reports/330206/abcd', 400],
    ['/api/v1/reports/330206/2022?scope=everything', 400],
    ['/api/v1/reports/330206/2022/records/requests/nothing/total', 404],
    ['/api/v1/reports/330206/2022/records/requests/new/total?after=garbage', 400],
    ['/api/v1/reports/330206/2022/records/requests/new/total?limit=100000', 400],
    ['/api/v1/reports/..%2F..%2Fetc/2022', 400],
  ])('answers %s with problem %i', async (url, status) => {
    const answer = await get(url);
    expect(answer.status).toBe(status);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status });
  });

  it('describes every route in OpenAPI 3.1', async () => {
    const { body } = await get('/api/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    for (const path of ['/api/v1/reports', '/api/v1/reports/{organ}/{year}'])
      expect(body.paths[path].get.responses['200']).toBeDefined();
    expect(body.components.schemas.AnnualReport).toBeDefined();
  });
});
