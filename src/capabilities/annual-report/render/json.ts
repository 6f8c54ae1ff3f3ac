import { type ReportAddress, recordsPath } from '../portal/addresses.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { paragraphText } from '../rules/composing/sentences.ts';
import { figuresOf } from '../rules/composing/tables.ts';
import { COLUMN_KEYS } from '../rules/form.ts';

/** The report as `gongkai report compile --format json` and the API give it: contract `tables`, with every figure's `records` link. */
export function reportJson(content: ReportContent, address: ReportAddress) {
  const records = Object.fromEntries([...figuresOf(content.tables)].map(({ id }) => [id, recordsPath(address, id)]));
  return {
    form: content.form,
    organ: content.organ.name,
    organCode: content.organ.code,
    year: content.year,
    scope: content.scope,
    title: content.title,
    organs: content.organs,
    tables: {
      ...content.tables,
      requests: {
        rows: content.tables.requests.rows.map((row) => ({
          ...row,
          records: COLUMN_KEYS.map((column) => records[`requests/${row.key}/${column}`]!),
        })),
      },
    },
    /** The link of every figure of the three tables by its address, e.g. `requests/granted/natural`. */
    records,
    preamble: content.preamble,
    parts: content.parts.map((part) => ({
      numeral: part.numeral,
      title: part.title,
      paragraphs: part.paragraphs.map(paragraphText),
      ...(part.table ? { table: part.table } : {}),
    })),
  };
}
