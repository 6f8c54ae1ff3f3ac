import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  importPublished,
  insertTopics,
  registerPublications,
  setTopicEntries,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { registerPortalShell } from '../../src/portal/index.ts';
import { withTestDatabases } from '../support/database.ts';
import { sampleSite } from '../support/portal.ts';
import { DIVISION, insertTestGovernment, itemId, publishedItem } from '../support/publications.ts';

const open = withTestDatabases();
let app: FastifyInstance;
let db: Database;

beforeEach(async () => {
  db = await open();
  await insertTestGovernment(db);
  await importPublished(
    db,
    DIVISION,
    Array.from({ length: 133 }, (_, i) => publishedItem(i + 1, i < 130 ? {} : { category: 'budgets.budget' })),
    '导入',
    new Date(),
  );
  await insertTopics(db, DIVISION, [
    {
      slug: 'plans',
      title: '规划专题',
      description: '测试。',
      rule: { category: 'plans.special' },
      position: 0,
      openedOn: plainDate('2022-01-01'),
      closedOn: null,
    },
  ]);
  // One of another category, one the rule finds too, and one that is withdrawn below.
  await setTopicEntries(db, DIVISION, 'plans', [itemId(131), itemId(7), itemId(132)]);
  await withdraw(
    {
      db,
      divisionCode: DIVISION,
      calendar: nationalCalendar(),
      now: new Date(),
      by: { id: itemId(999), name: '某某' },
    },
    itemId(132),
    1,
    'inaccurate',
    '数字有误',
  );
  app = fastify();
  registerPortalShell(app, { site: sampleSite, navigation: [], searchPath: '/search' });
  registerPublications(app, { db, division: DIVISION });
});

afterEach(() => app.close());

async function titles(path: string): Promise<{ status: number; numbers: number[]; html: string }> {
  const { statusCode, body } = await app.inject(path);
  return {
    status: statusCode,
    numbers: [...body.matchAll(/测试信息(\d+)</g)].map((one) => Number(one[1])),
    html: body,
  };
}

it('shows all that a rule finds on as many pages as it takes, what was chosen by hand before it, each once', async () => {
  const first = await titles('/topics/plans');
  expect(first.numbers.slice(0, 4)).toEqual([131, 7, 130, 129]);
  expect(first.html).toContain('/topics/plans/page/7');
  const all = [...first.numbers];
  for (let page = 2; page <= 7; page++) all.push(...(await titles(`/topics/plans/page/${page}`)).numbers);
  // 130 of the category and one chosen from another; the withdrawn one is not among them.
  expect(all).toHaveLength(131);
  expect([...all].sort((a, b) => a - b)).toEqual([...Array.from({ length: 131 }, (_, i) => i + 1)]);
  for (const path of ['/topics/plans/page/8', '/topics/plans/page/1', '/topics/plans/page/x'])
    expect((await titles(path)).status, path).toBe(404);
});
