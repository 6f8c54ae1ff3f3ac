import { parseCsv } from 'hucre/csv';
import { InvalidDateError, type PlainDate, plainDate } from '../../kernel/calendar/index.ts';
import { isDivisionCode } from '../../kernel/identifiers/index.ts';
import type { Organ, OrganKind } from './organs.ts';

/** A list of organs that cannot be taken; each line of the message names the line of the file and what was expected. */
export class OrganListError extends Error {
  override name = 'OrganListError';
}

export const organKindLabels: Readonly<Record<OrganKind, string>> = {
  government: '人民政府',
  'government-office': '政府办公室',
  department: '工作部门',
  dispatched: '派出机关',
  township: '乡镇人民政府',
  street: '街道办事处',
  'authorised-organisation': '法律法规授权的组织',
};

const kindByWord = new Map<string, OrganKind>(
  (Object.keys(organKindLabels) as OrganKind[]).flatMap((kind) => [
    [kind, kind],
    [organKindLabels[kind], kind],
  ]),
);

/** Titles of the columns in the file's first line. */
const COLUMNS = {
  code: '机构代码',
  name: '名称',
  shortName: '简称',
  kind: '类别',
  parentCode: '上级代码',
  activeFrom: '成立日期',
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['code', 'name', 'kind', 'activeFrom'];

/** Bytes to text: UTF-8, else GB 18030, in which spreadsheets of Chinese systems save. @throws OrganListError */
function decode(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  throw new OrganListError('expected text in UTF-8 or GB 18030');
}

/**
 * Organs of one division from a CSV file: 机构代码 (the division's six digits, with digits behind for all but the
 * government), 名称, 简称, 类别, 上级代码, 成立日期 (YYYY-MM-DD), in any order of lines. Exactly one 人民政府, under which
 * all others stand. @throws OrganListError naming every faulty line
 */
export function readOrganList(bytes: Uint8Array): Organ[] {
  const [titles = [], ...lines] = parseCsv(decode(bytes)).map((line) => line.map((cell) => String(cell ?? '').trim()));
  const position = new Map<Column, number>();
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const found = titles.indexOf(COLUMNS[column]);
    if (found >= 0) position.set(column, found);
  }
  const missing = REQUIRED.filter((column) => !position.has(column));
  if (missing.length > 0)
    throw new OrganListError(
      `line 1: expected the columns ${missing.map((one) => COLUMNS[one]).join('、')}; found ${titles.join('、') || 'nothing'}`,
    );
  const faults: string[] = [];
  const organs: (Organ & { line: number })[] = [];
  lines.forEach((cells, index) => {
    const line = index + 2;
    if (cells.every((cell) => cell === '')) return;
    const cell = (column: Column): string => cells[position.get(column) ?? -1] ?? '';
    const kind = kindByWord.get(cell('kind'));
    let activeFrom: PlainDate | null = null;
    try {
      activeFrom = plainDate(cell('activeFrom'));
    } catch (error) {
      if (!(error instanceof InvalidDateError)) throw error;
    }
    const wrong = [
      ...(/^\d{6,20}$/.test(cell('code')) && isDivisionCode(cell('code').slice(0, 6))
        ? []
        : [`${COLUMNS.code}: expected digits that begin with a division's six, found ${JSON.stringify(cell('code'))}`]),
      ...(cell('name') ? [] : [`${COLUMNS.name}: expected a name`]),
      ...(kind
        ? []
        : [
            `${COLUMNS.kind}: expected ${Object.values(organKindLabels).join('、')}, found ${JSON.stringify(cell('kind'))}`,
          ]),
      ...(activeFrom
        ? []
        : [`${COLUMNS.activeFrom}: expected a day YYYY-MM-DD, found ${JSON.stringify(cell('activeFrom'))}`]),
    ];
    if (!kind || !activeFrom || wrong.length > 0) {
      faults.push(...wrong.map((one) => `line ${line}: ${one}`));
      return;
    }
    organs.push({
      line,
      divisionCode: cell('code').slice(0, 6),
      code: cell('code'),
      name: cell('name'),
      shortName: cell('shortName') || cell('name'),
      kind,
      parentCode: cell('parentCode') || null,
      sortOrder: organs.length,
      activeFrom,
      activeTo: null,
    });
  });
  faults.push(...faultsBetween(organs));
  if (faults.length > 0) throw new OrganListError(faults.join('\n'));
  return parentsFirst(organs.map(({ line: _, ...organ }) => organ));
}

function faultsBetween(organs: readonly (Organ & { line: number })[]): string[] {
  const faults: string[] = [];
  const byCode = new Map<string, number>();
  for (const { code, line } of organs) {
    const first = byCode.get(code);
    if (first !== undefined) faults.push(`line ${line}: ${COLUMNS.code} ${code} stands in line ${first} already`);
    else byCode.set(code, line);
  }
  const governments = organs.filter((organ) => organ.kind === 'government');
  if (organs.length > 0 && governments.length !== 1)
    faults.push(`expected one ${organKindLabels.government}, found ${governments.length}`);
  if (organs.length === 0) faults.push('expected at least one organ');
  const root = governments[0];
  for (const { code, parentCode, divisionCode, line } of organs) {
    if (root && divisionCode !== root.divisionCode)
      faults.push(`line ${line}: expected a code of the division ${root.divisionCode}, found ${code}`);
    if (code === root?.code) {
      if (parentCode !== null)
        faults.push(`line ${line}: the ${organKindLabels.government} has no ${COLUMNS.parentCode}`);
    } else if (parentCode !== null && !byCode.has(parentCode))
      faults.push(`line ${line}: ${COLUMNS.parentCode} ${parentCode} is not in the file`);
  }
  if (faults.length > 0) return faults;
  const parents = new Map(organs.map(({ code, parentCode }) => [code, parentCode]));
  for (const { code, line } of organs) {
    const seen = new Set<string>();
    for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) {
      if (seen.has(at)) {
        faults.push(`line ${line}: ${COLUMNS.parentCode} leads back to ${code}`);
        break;
      }
      seen.add(at);
    }
  }
  return faults;
}

/** Who names no parent stands directly under the government. */
function parentsFirst(organs: readonly Organ[]): Organ[] {
  const root = organs.find((organ) => organ.kind === 'government')!;
  const below = new Map<string, Organ[]>();
  for (const organ of organs) {
    if (organ === root) continue;
    const parentCode = organ.parentCode ?? root.code;
    below.set(parentCode, [...(below.get(parentCode) ?? []), { ...organ, parentCode }]);
  }
  const ordered: Organ[] = [root];
  for (let i = 0; i < ordered.length; i++) ordered.push(...(below.get(ordered[i]!.code) ?? []));
  return ordered;
}
