import pg from 'pg';

// How a value of the database becomes a value of the program. One table for both engines, because their drivers disagree:
// node-postgres turns `date` into a Date in the machine's zone (a legal date would shift) and counts into text, PGlite
// turns `date` into a Date in UTC and counts into a number or a bigint.

type Parse = (text: string) => unknown;

const OID = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  numeric: 1700,
  dateArray: 1182,
  int8Array: 1016,
  numericArray: 1231,
  textArray: 1009,
} as const;

export class UnsafeNumberError extends RangeError {
  override name = 'UnsafeNumberError';
  constructor(text: string) {
    super(`the database holds ${text}, which a number cannot hold exactly`);
  }
}

/** int8: a count or a number of bytes. Refuses what a double would round, so no figure is ever silently wrong. */
export function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new UnsafeNumberError(text);
  return value;
}

/** numeric: fractions may round in the 16th digit (an average has no end), whole parts may not. */
export function parseNumeric(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && !Number.isSafeInteger(Math.trunc(value))) throw new UnsafeNumberError(text);
  return value;
}

const keepText: Parse = (text) => text;

const scalarParsers: Record<number, Parse> = {
  [OID.int8]: parseInteger,
  [OID.numeric]: parseNumeric,
  [OID.date]: keepText,
  [OID.timestamp]: keepText,
};

/** Parsers for PGlite, which derives those of the array types itself. */
export const pgliteParsers: Record<number, (text: string) => unknown> = scalarParsers;

const parseTextArray: (text: string) => (string | null)[] = pg.types.getTypeParser(OID.textArray as number);

function arrayOf(parse: Parse): Parse {
  return (text) => parseTextArray(text).map((element) => (element === null ? null : parse(element)));
}

const serverParsers: Record<number, Parse> = {
  ...scalarParsers,
  [OID.dateArray]: arrayOf(keepText),
  [OID.int8Array]: arrayOf(parseInteger),
  [OID.numericArray]: arrayOf(parseNumeric),
};

/** The `types` option of a node-postgres pool. */
export const serverTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return format === 'binary'
      ? pg.types.getTypeParser(oid, 'binary')
      : (serverParsers[oid] ?? pg.types.getTypeParser(oid));
  },
};
