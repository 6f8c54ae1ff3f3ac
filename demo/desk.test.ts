import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nationalCalendar, plainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import type { Protection } from '../src/platform/protection/index.ts';
import { openTestProtection } from '../src/platform/protection/testing/protection.ts';
import { withTestDatabases } from '../test/support/database.ts';
import { addDemonstrationAccounts } from './accounts.ts';
import { deskBegins, setDemonstrationDesk } from './desk.ts';
import { OFFICE } from './desk-office.ts';
import { buildDemonstrationDistrict } from './index.ts';

const open = withTestDatabases();
const today = plainDate('2026-06-15');
const now = new Date(`${today}T08:30:00Z`);
let db: Database;
let protection: Protection;
let filesDirectory: string;
let refused: readonly string[];

beforeAll(async () => {
  db = await open();
  protection = await openTestProtection(db);
  filesDirectory = await mkdtemp(join(tmpdir(), 'gongkai-desk-'));
  await buildDemonstrationDistrict(db, nationalCalendar(), { today, protection });
  const since = deskBegins(today);
  await addDemonstrationAccounts(db, since, new Date(`${since}T01:00:00Z`));
  refused = await setDemonstrationDesk(db, { protection, filesDirectory, now });
}, 120_000);

afterAll(() => rm(filesDirectory, { recursive: true, force: true }));

async function statesOf(organCode: string): Promise<string[]> {
  const rows = await db
    .selectFrom('application')
    .select('state')
    .where('organ_code', '=', organCode)
    .where('submitted_on', '>=', plainDate('2026-01-01'))
    .execute();
  return rows.map(({ state }) => state).sort();
}

describe('the working desk', () => {
  it('was refused nothing', () => expect(refused).toEqual([]));

  it('has applications in every open state', async () => {
    const states = new Set(await statesOf(OFFICE));
    expect([...states].sort()).toEqual([
      'awaiting-correction',
      'awaiting-payment',
      'closed',
      'processing',
      'submitted',
      'suspended',
    ]);
  });
});
