import type { PersonalDataKind, PersonalDatum } from './datum.ts';
import { leadsToName } from './names.ts';

interface Column {
  readonly kind: PersonalDataKind;
  readonly title: RegExp;
  readonly cell: RegExp;
}

/** Columns that make a list private. The cell pattern keeps totals, dashes and remarks out. */
const COLUMNS: readonly Column[] = [
  { kind: 'resident-id', title: /身份证|公民身份|证件号/, cell: /^\d{15}(?:\d{2}[\dXx])?$/ },
  { kind: 'mobile', title: /手机|移动电话|联系电话|联系方式|电话/, cell: /^1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/ },
  { kind: 'landline', title: /家庭电话|住宅电话|宅电/, cell: /^(?:0\d{2,3}-?)?[2-8]\d{6,7}$/ },
  { kind: 'bank-card', title: /银行卡|卡号|账号|帐号|存折/, cell: /^\d[\d ]{10,24}$/ },
  { kind: 'passport', title: /护照/, cell: /^[A-Z]{1,2}\d{7,8}$/ },
  {
    kind: 'address',
    title: /家庭住址|家庭地址|住址|居住地|户籍/,
    cell: /(?:村|组|路|街|巷|弄|号|室|小区|社区|苑|园|庄|屯).*|.*(?:镇|乡).+/,
  },
  {
    kind: 'health',
    title: /病种|病情|疾病|诊断|残疾(?:类别|等级|类型)|健康状况/,
    cell: /^(?!健康|良好|无|正常).{2,20}$/,
  },
];
const NAME_TITLE =
  /^(?:姓名|户主(?:姓名)?|申请人(?:姓名)?|当事人|学生姓名|患者姓名|受助人|救助对象|保障对象|持卡人|户名|家长姓名|监护人(?:姓名)?|子女姓名|儿童姓名|残疾人姓名|老人姓名|家庭成员|承租人|成员姓名)$/;
const MINOR_TITLE = /学生|子女|儿童|幼儿/;
const OFFICE_TITLE = /职务|职称|单位|部门|岗位/;
/** A list of relief or of minors is private by its subject, though it shows no identifier. */
const PRIVATE_SUBJECT =
  /低保|最低生活保障|特困|救助|残疾|孤儿|困境儿童|留守儿童|患者|病人|大病|抚恤|失独|计划生育|戒毒|社区矫正/;

interface Cell {
  readonly start: number;
  readonly value: string;
}

/** Rows of tables as plain text: cells parted by tabs, bars, two blanks or half-width commas, headed by a row of titles. */
export function findInTables(text: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  let header: string[] | null = null;
  let caption = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const cells = splitRow(line, at);
    at += line.length + 1;
    if (cells.length < 2) {
      if (line.trim() === '' || line.length > 60) header = null;
      if (line.trim() !== '') caption = line;
      continue;
    }
    const titles = cells.map((cell) => cell.value.replace(/\s+/g, ''));
    if (titles.some((title) => NAME_TITLE.test(title)) && titles.every((title) => !/\d{4}/.test(title))) {
      header = titles;
      continue;
    }
    if (header) found.push(...readRow(header, cells, caption));
  }
  return found;
}

function splitRow(line: string, at: number): Cell[] {
  const separator = line.includes('\t') ? /\t/g : line.includes('|') ? /\|/g : /,/.test(line) ? /,/g : / {2,}/g;
  const cells: Cell[] = [];
  let from = 0;
  const push = (to: number) => {
    const raw = line.slice(from, to);
    const value = raw.trim();
    if (value !== '' || separator.source !== '\\|')
      cells.push({ start: at + from + (raw.length - raw.trimStart().length), value });
  };
  for (const match of line.matchAll(separator)) {
    push(match.index);
    from = match.index + match[0].length;
  }
  push(line.length);
  return cells;
}

function readRow(header: readonly string[], cells: readonly Cell[], caption: string): PersonalDatum[] {
  const found: PersonalDatum[] = [];
  const add = (cell: Cell, kind: PersonalDataKind, reason: string) => {
    found.push({ kind, start: cell.start, end: cell.start + cell.value.length, confidence: 'certain', reason });
  };
  cells.forEach((cell, index) => {
    const title = header[index] ?? '';
    const column = COLUMNS.find((known) => known.title.test(title));
    if (column?.cell.test(cell.value)) add(cell, column.kind, `表格“${title}”栏`);
  });
  const tied = found.length > 0 || PRIVATE_SUBJECT.test(caption + header.join(''));
  const office = header.some((title) => OFFICE_TITLE.test(title)) && found.every((datum) => datum.kind === 'landline');
  if (!tied || office) return found;
  cells.forEach((cell, index) => {
    const title = header[index] ?? '';
    if (!NAME_TITLE.test(title) || !leadsToName(cell.value)) return;
    add(cell, MINOR_TITLE.test(title) ? 'minor-name' : 'name', `表格“${title}”栏，同行列有个人信息`);
  });
  return found;
}
