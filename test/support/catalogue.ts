import { type Kysely, sql } from 'kysely';
import type { TableKind } from '../../src/platform/database/index.ts';

// Reads a migrated catalogue and names every breach of the rules that let the same schema run on Citus, tables distributed
// by division_code. docs/adr/0003-database.md says why each rule is there.

type AnyDatabase = Kysely<unknown>;
type Kinds = ReadonlyMap<string, TableKind>;

/** One sentence for each breach, sorted; an empty list when the schema keeps every rule. */
export async function findSchemaBreaches<Schema>(database: Kysely<Schema>, kinds: Kinds): Promise<string[]> {
  const db = database as AnyDatabase;
  const checks = [
    tablesWithoutKind,
    divisionColumns,
    primaryKeys,
    indexes,
    foreignKeys,
    exclusionConstraints,
    triggers,
    rewriteRules,
    inheritance,
    domains,
    views,
    policies,
  ];
  const breaches: string[] = [];
  for (const check of checks) breaches.push(...(await check(db, kinds)));
  return breaches.sort();
}

const IN_PUBLIC = sql`(select oid from pg_namespace where nspname = 'public')`;

function isGrowing(kinds: Kinds, table: string): boolean {
  return kinds.get(table) === 'growing';
}

async function tablesWithoutKind(db: AnyDatabase, kinds: Kinds): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition and relnamespace = ${IN_PUBLIC}`.execute(db);
  const names = new Set(rows.map(({ name }) => name));
  const unnamed = [...names]
    .filter((name) => !kinds.has(name))
    .map((name) => `${name}: no citus comment says its kind`);
  const absent = [...kinds.keys()].filter((name) => !names.has(name));
  return [...unnamed, ...absent.map((name) => `${name}: has a citus comment but there is no such table`)];
}

async function divisionColumns(db: AnyDatabase, kinds: Kinds): Promise<string[]> {
  const { rows } = await sql<{ table: string; type: string; isNullable: boolean }>`
    select c.relname as "table", format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'division_code'
    where c.relkind in ('r', 'p') and c.relnamespace = ${IN_PUBLIC}`.execute(db);
  const found = new Map(rows.map((row) => [row.table, row]));
  return [...kinds.keys()]
    .filter((table) => isGrowing(kinds, table))
    .flatMap((table) => {
      const column = found.get(table);
      if (column === undefined) return [`${table}: growing, but has no division_code`];
      const breaches: string[] = [];
      if (column.type !== 'character(6)') breaches.push(`${table}: division_code is ${column.type}, not char(6)`);
      if (column.isNullable) breaches.push(`${table}: division_code may be null`);
      return breaches;
    });
}

async function primaryKeys(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class c
    where relkind in ('r', 'p') and relnamespace = ${IN_PUBLIC}
      and not exists (select from pg_constraint where conrelid = c.oid and contype = 'p')`.execute(db);
  return rows.map(({ name }) => `${name}: has no primary key`);
}

async function indexes(db: AnyDatabase, kinds: Kinds): Promise<string[]> {
  const { rows } = await sql<{
    table: string;
    name: string;
    isUnique: boolean;
    isOrdered: boolean;
    first: string | null;
  }>`
    select t.relname as "table", i.relname as name, x.indisunique as "isUnique", m.amname = 'btree' as "isOrdered",
      (select attname from pg_attribute where attrelid = t.oid and attnum = x.indkey[0] and attnum > 0) as first
    from pg_index x
    join pg_class t on t.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    join pg_am m on m.oid = i.relam
    where t.relnamespace = ${IN_PUBLIC} and t.relkind in ('r', 'p', 'm')`.execute(db);
  // Inverted indexes hold no other column without an extension, so only ordered ones can lead with division_code.
  return rows
    .filter(({ table, isOrdered, first }) => isGrowing(kinds, table) && isOrdered && first !== 'division_code')
    .map(
      ({ table, name, isUnique, first }) =>
        `${table}: ${isUnique ? 'unique ' : ''}index ${name} starts with ${first ?? 'an expression'}, not division_code`,
    );
}

const ACTIONS: Record<string, string> = { n: 'set null', d: 'set default', c: 'cascade' };

async function foreignKeys(db: AnyDatabase, kinds: Kinds): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
    from: string;
    to: string;
    isOnDivision: boolean;
    onDelete: string;
    onUpdate: string;
  }>`
    select k.conname as name, f.relname as "from", t.relname as "to",
      k.confdeltype::text as "onDelete", k.confupdtype::text as "onUpdate",
      exists (
        select from unnest(k.conkey, k.confkey) as pair (here, there)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here and a.attname = 'division_code'
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there and b.attname = 'division_code'
      ) as "isOnDivision"
    from pg_constraint k
    join pg_class f on f.oid = k.conrelid
    join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = ${IN_PUBLIC}`.execute(db);
  return rows.flatMap(({ name, from, to, isOnDivision, onDelete, onUpdate }) => {
    const breaches: string[] = [];
    const say = (what: string): void => void breaches.push(`${from}: foreign key ${name} ${what}`);
    const [here, there] = [kinds.get(from), kinds.get(to)];
    if (here === 'growing' && there === 'growing' && !isOnDivision) say('lacks division_code on both sides');
    if (here === 'growing' && there === 'local') say(`points from a growing to the local table ${to}`);
    if (here !== 'growing' && there === 'growing') say(`points from a ${here} to the growing table ${to}`);
    if (here === 'reference' && there === 'local') say(`points from a reference to the local table ${to}`);
    if (here === 'growing' && (onDelete === 'n' || onDelete === 'd')) say(`is on delete ${ACTIONS[onDelete]}`);
    if (here === 'growing' && onUpdate in ACTIONS) say(`is on update ${ACTIONS[onUpdate]}`);
    return breaches;
  });
}

async function exclusionConstraints(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select conrelid::regclass::text as "table", conname as name from pg_constraint
    where contype = 'x' and connamespace = ${IN_PUBLIC}`.execute(db);
  return rows.map(({ table, name }) => `${table}: exclusion constraint ${name}`);
}

async function triggers(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as "table", t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = ${IN_PUBLIC}`.execute(db);
  return rows.map(({ table, name }) => `${table}: trigger ${name}`);
}

async function rewriteRules(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as "table", r.rulename as name from pg_rewrite r join pg_class c on c.oid = r.ev_class
    where r.rulename <> '_RETURN' and c.relnamespace = ${IN_PUBLIC}`.execute(db);
  return rows.map(({ table, name }) => `${table}: rule ${name}`);
}

async function inheritance(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ table: string; parent: string }>`
    select c.relname as "table", p.relname as parent
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relkind = 'r' and c.relnamespace = ${IN_PUBLIC}`.execute(db);
  return rows.map(({ table, parent }) => `${table}: inherits from ${parent}`);
}

async function domains(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select typname as name from pg_type
    where typtype = 'd' and typnamespace = ${IN_PUBLIC}`.execute(db);
  return rows.map(({ name }) => `${name}: is a domain`);
}

async function views(db: AnyDatabase, kinds: Kinds): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string; tables: string[] }>`
    select v.relname as name, pg_get_viewdef(v.oid) as definition,
      array(
        select distinct t.relname::text from pg_depend d
        join pg_rewrite r on r.oid = d.objid
        join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
        where r.ev_class = v.oid and t.oid <> v.oid
      ) as tables
    from pg_class v where v.relkind in ('v', 'm') and v.relnamespace = ${IN_PUBLIC}`.execute(db);
  const joinsOnDivision = /division_code\s*=\s*\w+\.division_code|using\s*\([^)]*division_code/i;
  return rows
    .filter(({ tables }) => tables.filter((table) => isGrowing(kinds, table)).length > 1)
    .filter(({ definition }) => !joinsOnDivision.test(definition))
    .map(({ name, tables }) => `${name}: view joins ${tables.sort().join(' and ')} without division_code`);
}

async function policies(db: AnyDatabase): Promise<string[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as "table", p.polname as name from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relnamespace = ${IN_PUBLIC} and concat(p.polqual::text, p.polwithcheck::text) like '%{SUBLINK%'`.execute(
    db,
  );
  return rows.map(({ table, name }) => `${table}: policy ${name} has a subquery`);
}

const ADDED_IDENTITY = /alter\s+table[^;]*\badd\b[^;]*\bas\s+identity/i;

/** What a catalogue no longer shows: an identity column added after its table was created. */
export function findScriptBreaches(scripts: Iterable<{ readonly id: string; readonly text: string }>): string[] {
  return [...scripts]
    .filter(({ text }) => ADDED_IDENTITY.test(text))
    .map(({ id }) => `${id}: adds an identity column to a table that exists`);
}
