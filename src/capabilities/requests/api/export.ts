import { writeXlsxStream } from 'hucre/xlsx';
import { channels } from '../rules/events.ts';
import { categoryLabels } from './applicant.ts';
import type { WorklistItem } from './worklist-view.ts';

const COLUMNS = [
  { header: '登记编号', width: 14 },
  { header: '受理机关', width: 18 },
  { header: '提交方式', width: 16 },
  { header: '申请人类别', width: 14 },
  { header: '申请人', width: 18 },
  { header: '所需政府信息内容描述', width: 60 },
  { header: '提交日期', width: 12 },
  { header: '收到申请之日', width: 14 },
  { header: '答复期限', width: 12 },
  { header: '剩余工作日', width: 12 },
  { header: '状态', width: 20 },
  { header: '办结日期', width: 12 },
  { header: '办理结果', width: 28 },
] as const;

/** A worklist as a workbook, a row at a time, so that memory does not grow with it. Dates are text: legal dates have no hour. */
export function worklistWorkbook(items: AsyncIterable<WorklistItem>) {
  return writeXlsxStream(rowsOf(items), {
    name: '依申请公开',
    columns: COLUMNS.map((column) => ({ ...column })),
    freezePane: { rows: 1 },
  });
}

async function* rowsOf(items: AsyncIterable<WorklistItem>) {
  for await (const item of items)
    yield [
      item.number,
      item.organName,
      channels[item.channel].label,
      categoryLabels[item.applicantCategory],
      item.applicant,
      item.subject,
      item.submittedOn,
      item.receivedOn,
      item.dueOn,
      item.workingDaysLeft,
      item.stateLabel,
      item.closedOn,
      item.outcomeLabel,
    ];
}
