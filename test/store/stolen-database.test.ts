import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApplicant, recordEvent, registerApplication } from '../../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import { migrationSources } from '../../src/migrations.ts';
import { appendAudit } from '../../src/platform/audit/index.ts';
import { migrate, openDatabase } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { openProtection } from '../../src/platform/protection/index.ts';

const DIVISION = '330206';
const NAME = '龘靐齉爩';
const REQUEST = '灪龖厵滟爨癵的批复文件';
const PHONE = '13900007531';
const calendar = nationalCalendar();
const day = plainDate('2022-09-01');

describe('a stolen copy of the database folder', () => {
  let folder: string;
  let stolen: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gongkai-stolen-'));
    const dataDir = join(folder, 'data');
    const opened = await openDatabase({ dataDir });
    const { db } = opened;
    await migrate(db, migrationSources);
    const protection = await openProtection(db, { defaultFile: join(folder, 'data.keys.json'), env: {} });
    await insertOrgans(db, [
      {
        divisionCode: DIVISION,
        code: DIVISION,
        name: '示例区人民政府',
        shortName: '示例区',
        kind: 'government',
        parentCode: null,
        sortOrder: 0,
        activeFrom: plainDate('2010-01-01'),
        activeTo: null,
      },
    ]);
    const input = {
      organCode: DIVISION,
      channel: 'in-person' as const,
      applicantCategory: 'natural' as const,
      applicantName: NAME,
      subject: REQUEST,
      submittedOn: day,
      receivedOn: day,
    };
    for (let i = 0; i < 30; i++) {
      const { id } = await registerApplication(db, DIVISION, input, calendar, '示例人员', protection);
      await recordEvent(db, DIVISION, id, { kind: 'withdrawn', on: plainDate('2022-09-02') }, calendar, '示例人员');
      expect(await findApplicant(db, protection, DIVISION, id)).toEqual({ applicantName: NAME, subject: REQUEST });
      await db.transaction().execute((transaction) =>
        appendAudit(
          transaction,
          {
            divisionCode: DIVISION,
            organCode: DIVISION,
            action: 'requests.read-personal-data',
            personId: null,
            personName: '示例人员',
            postId: null,
            postTitle: null,
            delegationId: null,
            origin: '192.0.2.10',
            subject: { kind: 'application', id },
            reason: '电话联系',
            before: null,
            after: null,
            personal: {
              of: { divisionCode: DIVISION, kind: 'application', id },
              content: { name: NAME, phone: PHONE },
            },
          },
          new Date('2022-09-02T02:00:00Z'),
          protection,
        ),
      );
    }
    await opened.maintain();
    stolen = join(folder, 'stolen');
    cpSync(dataDir, stolen, { recursive: true });
    await opened.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function* files(path: string): Generator<string> {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) yield* files(child);
      else if (entry.isFile()) yield child;
    }
  }

  it.each([
    ['name', NAME],
    ['request', REQUEST],
    ['telephone', PHONE],
  ])('shows no applicant’s %s in any of its bytes: tables, indexes, log', (_what, secret) => {
    const needles = [
      Buffer.from(secret, 'utf8'),
      Buffer.from(secret, 'utf16le'),
      Buffer.from(encodeURIComponent(secret)),
    ];
    let seen = 0;
    for (const file of files(stolen)) {
      const bytes = readFileSync(file);
      seen += bytes.length;
      for (const needle of needles) expect(bytes.includes(needle), `${secret} in ${file}`).toBe(false);
    }
    expect(seen).toBeGreaterThan(10_000_000);
  });

  it('holds what is not secret, so that the search above would have found a name', () => {
    const found = [...files(stolen)].some((file) => readFileSync(file).includes('电话联系'));
    expect(found).toBe(true);
  });

  it('opens nothing without the keys', async () => {
    rmSync(join(stolen, 'database.lock'));
    const opened = await openDatabase({ dataDir: stolen });
    const keys = openProtection(opened.db, { defaultFile: join(folder, 'guessed.keys.json'), env: {} });
    await expect(keys).rejects.toThrow('the key file is missing');
    await opened.close();
  });
});
