import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { describeOnEachDatabase, withTestDatabases } from '../../../test/support/database.ts';
import { plainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { eraseDataKey, newKeyRing, Protection } from '../protection/index.ts';
import { rememberActiveKey } from '../protection/protection.ts';
import { appendAudit, openPersonal } from './append.ts';
import { runAuditVerify } from './cli/verify.ts';
import type { AuditEvent, JsonValue } from './event.ts';
import { dayEnds, listSealedDays, merkleRoot, sealAuditDays } from './merkle.ts';
import { verifyAudit } from './verify.ts';

const DIVISION = '330206';
const FINANCE = '330206-01';

function eventOf(after: JsonValue, organCode = FINANCE): AuditEvent {
  return {
    divisionCode: DIVISION,
    organCode,
    action: 'requests.record.extended',
    personId: '0191e1a0-7c1f-4d7a-9a53-0c6f3c0a6b11',
    personName: '示例人员',
    postId: null,
    postTitle: '科员',
    delegationId: null,
    origin: '192.0.2.10',
    subject: { kind: 'application', id: 'a1' },
    reason: '案情复杂',
    before: null,
    after,
  };
}

const at = (text: string) => new Date(text);

async function append(db: Database, after: JsonValue, now: Date, organCode = FINANCE): Promise<void> {
  await db.transaction().execute((transaction) => appendAudit(transaction, eventOf(after, organCode), now));
}

/** Two organs, three days, some thirty events; the first two days sealed. */
async function fill(db: Database): Promise<void> {
  for (const day of ['2022-09-28', '2022-09-29', '2022-10-08'])
    for (let i = 0; i < 5; i++) {
      await append(db, { n: i }, at(`${day}T02:0${i}:00Z`));
      await append(db, { n: i, share: 0.1 + i }, at(`${day}T02:0${i}:30Z`), '330206-02');
    }
  await sealAuditDays(db, DIVISION, at('2022-10-08T03:00:00Z'));
}

describeOnEachDatabase('the audit chain', (open) => {
  it('is whole after ordinary use, whatever the values', async () => {
    const db = await open();
    await fill(db);
    const odd: JsonValue[] = [
      { text: 'NUL\u0000 and \ud800 alone', deep: [{ a: null, 'é\u0000': [] }] },
      [1e21, -0, 5e-324, 0.1 + 0.2, 2 ** 53],
      'plain',
      0,
      false,
      null,
    ];
    for (const value of odd) await append(db, value, at('2022-10-08T05:00:00.123Z'));
    const result = await verifyAudit(db, DIVISION);
    expect(result).toMatchObject({ events: 36, organs: 2, sealedDays: 2, breaches: [] });
    expect(result.lastRoot).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes the day of Shanghai, starts at 1 each day, and goes on from the day before', async () => {
    const db = await open();
    await append(db, 1, at('2022-09-28T15:59:59Z'));
    await append(db, 2, at('2022-09-28T16:00:00Z'));
    await append(db, 3, at('2022-09-28T15:00:00Z'));
    const rows = await db
      .selectFrom('audit_event')
      .select(['day', 'sequence', 'previous_hash', 'hash', 'after'])
      .orderBy('day')
      .orderBy('sequence')
      .execute();
    expect(rows.map(({ day, sequence, after }) => [day, sequence, after])).toEqual([
      ['2022-09-28', 1, 1],
      ['2022-09-29', 1, 2],
      // The clock was set back: the link stands in the day that is open.
      ['2022-09-29', 2, 3],
    ]);
    expect(rows[1]!.previous_hash).toBe(rows[0]!.hash);
    expect((await verifyAudit(db, DIVISION)).breaches).toEqual([]);
  });

  it('has no gaps or forks when many write at once', async () => {
    const db = await open();
    await Promise.all(Array.from({ length: 25 }, (_, i) => append(db, i, at('2022-09-28T02:00:00Z'))));
    expect(await verifyAudit(db, DIVISION)).toMatchObject({ events: 25, breaches: [] });
  });

  it('stands or falls with the act', async () => {
    const db = await open();
    await append(db, 1, at('2022-09-28T02:00:00Z'));
    const failing = db.transaction().execute(async (transaction) => {
      await appendAudit(transaction, eventOf(2), at('2022-09-28T02:00:01Z'));
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await verifyAudit(db, DIVISION)).toMatchObject({ events: 1, breaches: [] });
    await expect(appendAudit(db, eventOf(3), at('2022-09-28T02:00:02Z'))).rejects.toThrow('transaction');
  });

  // As somebody with the database's own rights would do it: they give themselves the right first.
  const allow = (db: Database) => sql`grant all on audit_event, audit_day to current_user`.execute(db);
  const tampered: [name: string, statement: string, first: [string, string | null, number | null]][] = [
    [
      'a changed content',
      `update audit_event set after = '{"n": 9}' where day = '2022-09-29' and organ_code = '330206-01' and sequence = 3`,
      ['content-changed', FINANCE, 3],
    ],
    [
      'a changed person',
      `update audit_event set person_name = '他人' where day = '2022-10-08' and organ_code = '330206-01' and sequence = 2`,
      ['content-changed', FINANCE, 2],
    ],
    [
      'a changed instant',
      `update audit_event set occurred_at = occurred_at - interval '1 ms' where day = '2022-10-08' and organ_code = '330206-01' and sequence = 5`,
      ['content-changed', FINANCE, 5],
    ],
    [
      'a record taken out',
      `delete from audit_event where day = '2022-09-29' and organ_code = '330206-01' and sequence = 3`,
      ['record-missing', FINANCE, 4],
    ],
    [
      'a record taken out and the rest renumbered',
      `delete from audit_event where day = '2022-10-08' and organ_code = '330206-01' and sequence = 1; update audit_event set sequence = sequence + 10 where day = '2022-10-08' and organ_code = '330206-01'; update audit_event set sequence = sequence - 11 where sequence > 10`,
      ['content-changed', FINANCE, 1],
    ],
    [
      'the end taken off',
      `delete from audit_event where day = '2022-10-08' and organ_code = '330206-01' and sequence = 5`,
      ['end-missing', FINANCE, 5],
    ],
    [
      'a whole day taken out',
      `delete from audit_event where day = '2022-09-29' and organ_code = '330206-01'`,
      ['link-broken', FINANCE, 1],
    ],
    ['a whole chain taken out', `delete from audit_event where organ_code = '330206-01'`, ['end-missing', FINANCE, 5]],
    [
      'a root changed',
      `update audit_day set root = repeat('a', 64) where day = '2022-09-28'`,
      ['day-changed', null, null],
    ],
  ];
  it.each(tampered)('shows %s and names the record', async (_name, statement, [kind, organCode, sequence]) => {
    const db = await open();
    await fill(db);
    await allow(db);
    for (const part of statement.split('; ')) await sql.raw(part).execute(db);
    const { breaches } = await verifyAudit(db, DIVISION);
    expect(breaches).toContainEqual(expect.objectContaining({ kind, organCode, sequence }));
  });

  it('a chain rewritten from some record on, hashes and all, is betrayed by the sealed root', async () => {
    const db = await open();
    await fill(db);
    await allow(db);
    const root = (await listSealedDays(db, DIVISION)).at(-1)!.root;
    // The forger takes two days' records away, writes them anew with other content, and repairs the head.
    await sql`delete from audit_event where organ_code = ${FINANCE} and day >= '2022-09-29'`.execute(db);
    const end = await db
      .selectFrom('audit_event')
      .select(['day', 'sequence', 'hash'])
      .where('organ_code', '=', FINANCE)
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    await db.updateTable('audit_head').set(end).where('organ_code', '=', FINANCE).execute();
    for (let i = 0; i < 5; i++) await append(db, { forged: i }, at(`2022-09-29T02:0${i}:00Z`));
    const result = await verifyAudit(db, DIVISION);
    expect(result.breaches.map(({ kind, day }) => [kind, day])).toEqual([['day-changed', '2022-09-29']]);
    // Had they sealed that day anew as well, the root on paper would still betray them.
    await sql`delete from audit_day where day = '2022-09-29'`.execute(db);
    await sealAuditDays(db, DIVISION, at('2022-10-08T03:00:00Z'));
    expect((await verifyAudit(db, DIVISION)).breaches).toEqual([]);
    const printed: string[] = [];
    const io = { out: (text: string) => void printed.push(text), err: () => {}, stdin: process.stdin };
    expect(await runAuditVerify(db, { root }, io)).toBe(1);
    expect(printed.join('')).toContain(`没有根值为 ${root} 的封存日`);
  });

  it('the command proves a whole record and names the first broken one', async () => {
    const db = await open();
    await fill(db);
    const run = async (json: boolean) => {
      const printed: string[] = [];
      const io = { out: (text: string) => void printed.push(text), err: () => {}, stdin: process.stdin };
      return { status: await runAuditVerify(db, { json }, io), text: printed.join('') };
    };
    const good = await run(true);
    expect(good.status).toBe(0);
    expect(JSON.parse(good.text)).toMatchObject({
      whole: true,
      divisions: [{ divisionCode: DIVISION, events: 30, breaches: [] }],
    });
    await allow(db);
    await sql`update audit_event set reason = '无' where day = '2022-09-28' and organ_code = ${FINANCE} and sequence >= 2`.execute(
      db,
    );
    const bad = await run(false);
    expect(bad.status).toBe(1);
    expect(bad.text).toContain(`✗ ${FINANCE} 2022-09-28 第2条：内容与其校验值不符`);
    expect(bad.text).toContain('审计记录不完整');
  });

  it('personal data are sealed; erasing their key leaves the chain whole', async () => {
    const db = await open();
    const protection = new Protection(newKeyRing());
    await rememberActiveKey(db, protection.ring, at('2022-09-28T00:00:00Z'));
    const subject = { divisionCode: DIVISION, kind: 'application', id: 'a1' };
    const event: AuditEvent = {
      ...eventOf(null),
      personal: { of: subject, content: { name: '张三丰', phone: '13800000000' } },
    };
    await expect(
      db.transaction().execute((trx) => appendAudit(trx, event, at('2022-09-28T02:00:00Z'))),
    ).rejects.toThrow('protection');
    await db.transaction().execute((trx) => appendAudit(trx, event, at('2022-09-28T02:00:00Z'), protection));
    const stored = await db.selectFrom('audit_event').selectAll().executeTakeFirstOrThrow();
    expect(Buffer.from(stored.personal!).includes('张三丰')).toBe(false);
    expect(await openPersonal(db, protection, stored.personal)).toEqual({ name: '张三丰', phone: '13800000000' });
    expect(await eraseDataKey(db, subject, '示例人员', '申请人要求删除', at('2022-10-08T00:00:00Z'))).toBe(true);
    expect(await openPersonal(db, protection, stored.personal)).toBeNull();
    await db.transaction().execute((trx) => appendAudit(trx, event, at('2022-10-08T02:00:00Z'), protection));
    const later = await db
      .selectFrom('audit_event')
      .select('personal')
      .where('day', '=', plainDate('2022-10-08'))
      .executeTakeFirstOrThrow();
    expect(later.personal).toBeNull();
    expect((await verifyAudit(db, DIVISION)).breaches).toEqual([]);
  });
});

describeOnEachDatabase('the audit table', (open) => {
  it('refuses change and removal even to the role that owns it', async () => {
    const db = await open();
    // The migrations again, by a role like the application's: no superuser, owner of its tables.
    const migration = readFileSync(new URL('./migrations/0001_audit_events.sql', import.meta.url), 'utf8');
    await sql`create role gongkai_application_test`.execute(db);
    await sql`create schema application_test authorization gongkai_application_test`.execute(db);
    try {
      await db.connection().execute(async (connection) => {
        await sql`set role gongkai_application_test`.execute(connection);
        await sql`set search_path to application_test`.execute(connection);
        for (const statement of migration.split(/;\s*\n/).filter((part) => part.replace(/--.*$/gm, '').trim() !== ''))
          await sql.raw(statement).execute(connection);
        await connection.transaction().execute((trx) => appendAudit(trx, eventOf(1), at('2022-09-28T02:00:00Z')));
        await sealAuditDays(connection, DIVISION, at('2022-10-08T02:00:00Z'));
        for (const statement of [
          `update audit_event set reason = 'x'`,
          'delete from audit_event',
          'truncate audit_event',
          `update audit_day set root = repeat('a', 64)`,
          'delete from audit_day',
        ])
          await expect(sql.raw(statement).execute(connection), statement).rejects.toMatchObject({ code: '42501' });
        expect(await verifyAudit(connection, DIVISION)).toMatchObject({ events: 1, sealedDays: 1, breaches: [] });
        await sql`reset role`.execute(connection);
        await sql`reset search_path`.execute(connection);
      });
    } finally {
      await sql`drop schema application_test cascade`.execute(db);
      await sql`drop role gongkai_application_test`.execute(db);
    }
  });

  it('has no personal data outside the sealed column', async () => {
    const db = await open();
    const { rows } = await sql<{ column_name: string }>`
      select column_name from information_schema.columns where table_name = 'audit_event' and data_type = 'bytea'`.execute(
      db,
    );
    expect(rows.map(({ column_name }) => column_name)).toEqual(['personal']);
  });
});

describe('sealed days', () => {
  const open = withTestDatabases();

  it('are sealed once, an hour after they are over, in order, and only when something happened', async () => {
    const db = await open();
    await append(db, 1, at('2022-09-28T02:00:00Z'));
    await append(db, 2, at('2022-09-30T02:00:00Z'));
    expect(await sealAuditDays(db, DIVISION, at('2022-09-28T16:30:00Z'))).toEqual([]);
    const first = await sealAuditDays(db, DIVISION, at('2022-09-28T17:00:01Z'));
    expect(first.map(({ day, organs, events }) => [day, organs, events])).toEqual([['2022-09-28', 1, 1]]);
    const second = await sealAuditDays(db, DIVISION, at('2022-10-08T00:00:00Z'));
    expect(second.map(({ day }) => day)).toEqual(['2022-09-30']);
    expect(second[0]!.previousRoot).toBe(first[0]!.root);
    expect(await sealAuditDays(db, DIVISION, at('2022-10-08T00:00:00Z'))).toEqual([]);
  });

  it('have a root that any change of any organ moves', async () => {
    const db = await open();
    for (const organ of ['a', 'b', 'c']) await append(db, organ, at('2022-09-28T02:00:00Z'), organ);
    const day = plainDate('2022-09-28');
    const ends = await dayEnds(db, DIVISION, day);
    const zero = '0'.repeat(64);
    const root = merkleRoot(DIVISION, day, ends, zero);
    expect(merkleRoot(DIVISION, day, [...ends].reverse(), zero)).toBe(root);
    const others = [
      merkleRoot(DIVISION, day, ends.slice(0, 2), zero),
      merkleRoot(DIVISION, plainDate('2022-09-29'), ends, zero),
      merkleRoot('330205', day, ends, zero),
      merkleRoot(DIVISION, day, ends, root),
      ...ends.map((end, i) => merkleRoot(DIVISION, day, ends.with(i, { ...end, count: 2 }), zero)),
      ...ends.map((end, i) => merkleRoot(DIVISION, day, ends.with(i, { ...end, hash: zero }), zero)),
    ];
    expect(new Set([root, ...others]).size).toBe(others.length + 1);
  });
});
