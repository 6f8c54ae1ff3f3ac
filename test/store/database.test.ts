import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { jsonb } from '../../src/platform/database/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';
import { sampleDatabase, sampleSources } from './fixtures/sample.ts';

describeOnEachDatabase(
  'values',
  (open, engine) => {
    it('come back the same from both engines', async () => {
      const db = sampleDatabase(await open());
      const madeAt = new Date('2022-09-28T15:59:59.123Z');
      await db
        .insertInto('sample')
        .values({
          division_code: '330206',
          sample_id: '0191e1a0-0000-7000-8000-000000000001',
          kind: 'a',
          made_on: '2022-09-28',
          made_at: madeAt,
          size: 9_007_199_254_740_991,
          share: 0.1,
          days: ['2022-12-31', '2023-01-01'],
          content: jsonb(['一', { two: 2 }, null]),
          body: Uint8Array.from([0, 255, 10]),
        })
        .execute();
      const row = await db.selectFrom('sample').selectAll().executeTakeFirstOrThrow();
      expect({ ...row, body: [...(row.body ?? [])] }).toEqual({
        division_code: '330206',
        sample_id: '0191e1a0-0000-7000-8000-000000000001',
        kind: 'a',
        made_on: '2022-09-28',
        made_at: madeAt,
        size: 9_007_199_254_740_991,
        share: 0.1,
        days: ['2022-12-31', '2023-01-01'],
        content: ['一', { two: 2 }, null],
        body: [0, 255, 10],
      });
    });

    it('gives counts, sums and averages as numbers', async () => {
      const db = await open();
      const { rows } = await sql`select count(*) as n, sum(g::bigint) as total, avg(g) as mean
        from generate_series(1, 4) g`.execute(db);
      expect(rows).toEqual([{ n: 4, total: 10, mean: 2.5 }]);
    });

    it.each(['9007199254740992', '-9007199254740992'])('refuses %s rather than rounding it', async (value) => {
      const db = await open();
      for (const type of ['bigint', 'numeric']) {
        await expect(sql`select ${sql.raw(value)}::${sql.raw(type)} as n`.execute(db)).rejects.toThrow(value);
      }
      expect((await sql`select 1 as still_alive`.execute(db)).rows).toEqual([{ still_alive: 1 }]);
    });

    it('keeps time in Asia/Shanghai', async () => {
      const { rows } = await sql`select '2022-12-31T16:00:00Z'::timestamptz::date as day`.execute(await open());
      expect(rows).toEqual([{ day: '2023-01-01' }]);
    });

    it('writes every kind of JSON value through jsonb()', async () => {
      const db = await open();
      for (const value of [null, '文本', '"', 3, true, [], [[1]], { a: [] }]) {
        const { rows } = await sql`select ${jsonb(value)} as value`.execute(db);
        expect(rows).toEqual([{ value }]);
      }
      expect(() => jsonb(undefined)).toThrow(TypeError);
    });

    it('honours isolation level and access mode', async () => {
      const db = await open();
      const seen = await db
        .transaction()
        .setIsolationLevel('serializable')
        .setAccessMode('read only')
        .execute(
          async (trx) =>
            (
              await sql`select current_setting('transaction_isolation') as level,
                current_setting('transaction_read_only') as only`.execute(trx)
            ).rows[0],
        );
      expect(seen).toEqual({ level: 'serializable', only: 'on' });
    });

    it(`never lets one request's statements into another's transaction on ${engine}`, async () => {
      const db = await open();
      await sql`create table counter (id int primary key, n int not null)`.execute(db);
      await sql`insert into counter values (1, 0)`.execute(db);
      const increment = (fail: boolean) =>
        db.transaction().execute(async (trx) => {
          const { rows } = await sql<{ n: number }>`select n from counter where id = 1 for update`.execute(trx);
          await new Promise((resolve) => setTimeout(resolve, 1));
          await sql`update counter set n = ${rows[0]!.n + 1} where id = 1`.execute(trx);
          await new Promise((resolve) => setTimeout(resolve, 1));
          if (fail) throw new Error('on purpose');
        });
      const outside = (id: number) => sql`insert into counter values (${id}, 0)`.execute(db);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 60 }, (_, i) => (i % 3 === 2 ? outside(100 + i) : increment(i % 3 === 1))),
      );
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(20);
      const { rows } = await sql`select n, (select count(*) from counter) as rows from counter where id = 1`.execute(
        db,
      );
      // The 20 that failed took nothing of the others with them: neither increments nor the rows written outside.
      expect(rows).toEqual([{ n: 20, rows: 21 }]);
    });
  },
  sampleSources,
);
