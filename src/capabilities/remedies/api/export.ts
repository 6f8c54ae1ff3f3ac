import { writeXlsxStream } from 'hucre/xlsx';
import type { RemedyItem } from './view.ts';

const COLUMNS = [
  { header: '案件种类', width: 26 },
  { header: '案号', width: 28 },
  { header: '被申请人（被告）', width: 18 },
  { header: '复议机关（法院）', width: 24 },
  { header: '针对的行为', width: 18 },
  { header: '申请登记编号', width: 14 },
  { header: '提起日期', width: 12 },
  { header: '状态', width: 16 },
  { header: '审结日期', width: 12 },
  { header: '审理结果', width: 14 },
  { header: '年报归类', width: 12 },
  { header: '当前期限', width: 24 },
  { header: '届满日', width: 12 },
  { header: '剩余工作日', width: 12 },
] as const;

/** A list of cases as a workbook, a row at a time. Names of applicants stand in none of its columns. */
export function remedyWorkbook(items: readonly RemedyItem[]) {
  return writeXlsxStream(rowsOf(items), {
    name: '复议诉讼',
    columns: COLUMNS.map((column) => ({ ...column })),
    freezePane: { rows: 1 },
  });
}

async function* rowsOf(items: readonly RemedyItem[]) {
  for (const item of items)
    yield [
      item.kindLabel,
      item.caseNumber,
      item.organName,
      item.body,
      item.attackedLabel,
      item.applicationNumber,
      item.filedOn,
      item.stateLabel,
      item.concludedOn,
      item.conclusionLabel,
      item.resultLabel,
      item.next?.label ?? null,
      item.next?.due ?? null,
      item.next?.workingDaysLeft ?? null,
    ];
}
