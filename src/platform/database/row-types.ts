import type { CatalogueColumn } from './catalogue.ts';

/** Types of one value as TypeScript: what is read and what may be written. Kept in step with values.ts. */
const TYPES: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  float4: 'number',
  float8: 'number',
  text: 'string',
  varchar: 'string',
  bpchar: 'string',
  uuid: 'string',
  tsvector: 'string',
  date: 'PlainDate',
  bytea: 'Uint8Array',
  timestamptz: 'Instant',
  jsonb: 'JsonColumn',
};

/** Types whose read and write forms differ, so a column of them needs ColumnType spelled out. */
const SELECT_INSERT: Record<string, readonly [select: string, insert: string]> = {
  timestamptz: ['Date', 'Date | string'],
  jsonb: ['unknown', 'Json'],
};

export class UnknownColumnTypeError extends Error {
  override name = 'UnknownColumnTypeError';
}

/** The TypeScript source of the row types, for Kysely, of tables with these columns. */
export function renderRowTypes(columns: readonly CatalogueColumn[]): string {
  const tables = Map.groupBy(columns, ({ table }) => table);
  const interfaces = [...tables].map(([table, ofTable]) => {
    const lines = ofTable.map((column) => `  ${column.name}: ${columnType(column)};`);
    return `export interface ${interfaceName(table)} {\n${lines.join('\n')}\n}\n`;
  });
  const schema = [...tables.keys()].map((table) => `  ${table}: ${interfaceName(table)};`);
  const body = [...interfaces, `export interface DatabaseSchema {\n${schema.join('\n')}\n}\n`].join('\n');
  return `${head(body)}\n${body}`;
}

function head(body: string): string {
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body);
  const helpers: string[] = [];
  if (uses('Instant')) helpers.push('type Instant = ColumnType<Date, Date | string, Date | string>;');
  if (uses('JsonColumn')) helpers.push('type JsonColumn = ColumnType<unknown, Json, Json>;');
  const whole = [body, ...helpers].join('\n');
  const kyselyNames = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) =>
    new RegExp(`\\b${name}<`).test(whole),
  );
  const lines = ['// Written by scripts/generate-row-types.ts from a migrated database; do not edit.'];
  if (kyselyNames.length > 0) lines.push(`import type { ${kyselyNames.join(', ')} } from 'kysely';`);
  if (uses('PlainDate')) lines.push(`import type { PlainDate } from '../../kernel/calendar/plain-date.ts';`);
  if (/\bJson\b/.test(whole)) lines.push(`import type { Json } from './json.ts';`);
  if (helpers.length > 0) lines.push('', ...helpers);
  return `${lines.join('\n')}\n`;
}

function interfaceName(table: string): string {
  const words = table.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Table`;
}

function columnType(column: CatalogueColumn): string {
  const type = TYPES[column.type];
  if (type === undefined) {
    throw new UnknownColumnTypeError(
      `${column.table}.${column.name} is of type ${column.type}; known are ${Object.keys(TYPES).join(', ')}`,
    );
  }
  const special = column.isArray ? undefined : SELECT_INSERT[column.type];
  const nullable = column.isNullable ? ' | null' : '';
  const isOptional = column.hasDefault || column.generated === 'default';
  if (special !== undefined && (isOptional || column.isNullable || column.generated === 'always')) {
    const [select, insert] = special;
    const written = `${insert}${nullable}`;
    const left = column.isNullable || isOptional;
    if (column.generated === 'always') return `ColumnType<${select}${nullable}, never, never>`;
    return `ColumnType<${select}${select === 'unknown' ? '' : nullable}, ${written}${left ? ' | undefined' : ''}, ${written}>`;
  }
  const element = SELECT_INSERT[column.type]?.[0] ?? type;
  const value = `${column.isArray ? `${element}[]` : type}${nullable}`;
  if (column.generated === 'always') return `GeneratedAlways<${value}>`;
  return isOptional ? `Generated<${value}>` : value;
}
