import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrationSources } from '../../src/migrations.ts';
import { readColumns } from '../../src/platform/database/catalogue.ts';
import { readTableKinds, type TableKind } from '../../src/platform/database/index.ts';
import { readMigrations } from '../../src/platform/database/migrations.ts';
import { renderRowTypes } from '../../src/platform/database/row-types.ts';
import { findSchemaBreaches, findScriptBreaches } from '../support/catalogue.ts';
import { withTestDatabases } from '../support/database.ts';

describe('the migrated schema', () => {
  const open = withTestDatabases();

  it('keeps every rule that lets it run on Citus', async () => {
    expect(await findSchemaBreaches(await open(), readTableKinds(migrationSources))).toEqual([]);
    expect(findScriptBreaches(readMigrations(migrationSources))).toEqual([]);
  });

  it('is what the generated row types say (scripts/generate-row-types.ts writes them anew)', async () => {
    const file = new URL('../../src/platform/database/schema.generated.ts', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(renderRowTypes(await readColumns(await open())));
  });
});

describe('the catalogue check', () => {
  const open = withTestDatabases([]);

  /** Breaches found in a schema of these statements, to which a sound growing and a sound shared table belong. */
  async function breachesOf(kinds: Record<string, TableKind>, ...statements: string[]): Promise<string[]> {
    const db = await open();
    const sound = [
      `create table matter (division_code char(6) not null, id uuid not null, doc_no text,
        primary key (division_code, id), unique (division_code, doc_no))`,
      'create table shared (code text primary key)',
      'create table job (id uuid primary key)',
    ];
    for (const statement of [...sound, ...statements]) await sql.raw(statement).execute(db);
    const all = { matter: 'growing', shared: 'reference', job: 'local', schema_migration: 'local', ...kinds } as const;
    return findSchemaBreaches(db, new Map(Object.entries(all)));
  }

  it('finds nothing in a schema that keeps the rules', async () => {
    const found = await breachesOf(
      { step: 'growing', note: 'local' },
      `create table step (division_code char(6) not null, matter_id uuid not null, n int not null,
        kind text references shared (code), words tsvector,
        primary key (division_code, matter_id, n),
        foreign key (division_code, matter_id) references matter (division_code, id) on delete cascade)`,
      'create index step_words on step using gin (words)',
      'create index step_kind on step (division_code, kind)',
      'create table note (id uuid primary key, kind text references shared (code))',
      `create view step_of_matter as select s.division_code, s.n, m.doc_no
        from step s join matter m on m.division_code = s.division_code and m.id = s.matter_id`,
    );
    expect(found).toEqual([]);
  });

  const table = 'create table faulty (division_code char(6) not null, id uuid not null, other uuid,';
  const key = 'primary key (division_code, id)';
  it.each<[name: string, expected: string[], statements: string[]]>([
    ['an id alone as key', ['unique index faulty_pkey starts with id'], [`${table} primary key (id))`]],
    ['no key', ['has no primary key'], [`${table} check (true))`]],
    [
      'no division',
      ['growing, but has no division_code', 'has no primary key'],
      ['create table faulty (division_codes text)'],
    ],
    [
      'a division of another type',
      ['division_code is text'],
      [`create table faulty (division_code text, id uuid, ${key})`],
    ],
    [
      'a global unique number',
      ['unique index faulty_other_key starts with other'],
      [`${table} ${key}, unique (other))`],
    ],
    [
      'an index without division',
      ['index by_other starts with other'],
      [`${table} ${key})`, 'create index by_other on faulty (other)'],
    ],
    [
      'an index on an expression',
      ['starts with an expression'],
      [`${table} ${key})`, 'create index on faulty (lower(id::text), division_code)'],
    ],
    [
      'a trigger',
      ['trigger watch'],
      [
        `${table} ${key})`,
        'create function f() returns trigger language plpgsql as $$ begin return new; end $$',
        'create trigger watch before insert on faulty for each row execute function f()',
      ],
    ],
    ['a rule', ['rule silent'], [`${table} ${key})`, 'create rule silent as on delete to faulty do instead nothing']],
    ['inheritance', ['inherits from matter', 'has no primary key'], ['create table faulty () inherits (matter)']],
    [
      'set null',
      ['is on delete set null'],
      [
        `${table} ${key}, foreign key (division_code, other) references matter (division_code, id) on delete set null (other))`,
      ],
    ],
    [
      'a change of the key that cascades',
      ['is on update cascade'],
      [`${table} ${key}, foreign key (division_code, other) references matter (division_code, id) on update cascade)`],
    ],
    [
      'a foreign key with the divisions crossed',
      ['lacks division_code on both sides'],
      [
        'create table faulty (division_code char(6) not null, id uuid not null, origin char(6), primary key (division_code, id), foreign key (origin, id) references matter (division_code, id))',
      ],
    ],
    [
      'a foreign key to a local table',
      ['to the local table job'],
      [`${table} ${key}, foreign key (other) references job (id))`],
    ],
    [
      'a subquery in a policy',
      ['policy own has a subquery'],
      [`${table} ${key})`, 'create policy own on faulty using (exists (select from shared))'],
    ],
    ['an exclusion', ['exclusion constraint faulty_id_excl'], [`${table} ${key}, exclude using hash (id with =))`]],
  ])('finds %s', async (_name, expected, statements) => {
    const found = await breachesOf({ faulty: 'growing' }, ...statements);
    for (const part of expected)
      expect(
        found.some((breach) => breach.includes(part)),
        `${part} in ${found}`,
      ).toBe(true);
    expect(found).toHaveLength(expected.length);
  });

  it('finds foreign keys that start at shared or ordinary tables and end at growing ones', async () => {
    const columns =
      '(code text primary key, division_code char(6), id uuid, foreign key (division_code, id) references matter (division_code, id))';
    const found = await breachesOf(
      { kind: 'reference', task: 'local', tag: 'reference' },
      `create table kind ${columns}`,
      `create table task ${columns}`,
      'create table tag (code text primary key, job uuid references job (id))',
    );
    expect(found).toEqual([
      'kind: foreign key kind_division_code_id_fkey points from a reference to the growing table matter',
      'tag: foreign key tag_job_fkey points from a reference to the local table job',
      'task: foreign key task_division_code_id_fkey points from a local to the growing table matter',
    ]);
  });

  it('finds domains, views across divisions and tables that nothing is said of', async () => {
    const found = await breachesOf(
      { gone: 'growing', pair: 'growing' },
      `create domain code6 as char(6)`,
      `create table pair (division_code char(6) not null, id uuid not null, primary key (division_code, id))`,
      'create view mixed as select m.id from matter m join pair p on p.id = m.id',
      'create table forgotten (id uuid primary key)',
    );
    expect(found).toEqual([
      'code6: is a domain',
      'forgotten: no citus comment says its kind',
      'gone: growing, but has no division_code',
      'gone: has a citus comment but there is no such table',
      'mixed: view joins matter and pair without division_code',
    ]);
  });

  it('finds an identity column added later', () => {
    const late = { id: 'x/0002_late', text: 'alter table matter\n add column n bigint generated always as identity;' };
    const early = {
      id: 'x/0001_early',
      text: 'create table t (n bigint generated always as identity); alter table t add column b int;',
    };
    expect(findScriptBreaches([early, late])).toEqual(['x/0002_late: adds an identity column to a table that exists']);
  });
});

describe('the generated row types', () => {
  const open = withTestDatabases([]);

  it('say what may be left out, what may be null and what may not be written', async () => {
    const db = await open();
    await sql`create table every_kind (
      id uuid not null, n bigint generated always as identity, m int generated by default as identity,
      made_on date not null, ended_on date, made_at timestamptz not null, seen_at timestamptz default now(),
      content jsonb not null, extra jsonb, size numeric not null default 0, tags text[] not null, days date[],
      double_size numeric generated always as (size * 2) stored, body bytea)`.execute(db);
    const rendered = renderRowTypes((await readColumns(db)).filter(({ table }) => table === 'every_kind'));
    expect(rendered.slice(rendered.indexOf('export interface EveryKindTable'))).toBe(`export interface EveryKindTable {
  id: string;
  n: GeneratedAlways<number>;
  m: Generated<number>;
  made_on: PlainDate;
  ended_on: PlainDate | null;
  made_at: Instant;
  seen_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  content: JsonColumn;
  extra: ColumnType<unknown, Json | null | undefined, Json | null>;
  size: Generated<number>;
  tags: string[];
  days: PlainDate[] | null;
  double_size: GeneratedAlways<number | null>;
  body: Uint8Array | null;
}

export interface DatabaseSchema {
  every_kind: EveryKindTable;
}
`);
  });

  it('refuse a type that the program has no form for', async () => {
    const db = await open();
    await sql`create table odd (at timestamp)`.execute(db);
    const columns = await readColumns(db);
    expect(() => renderRowTypes(columns)).toThrow('odd.at is of type timestamp');
  });
});
