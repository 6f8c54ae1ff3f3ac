import type { z } from 'zod';
import type { auditEventSchema } from './schemas.ts';

export const CSV_HEAD = [
  '时间',
  '机关代码',
  '机关',
  '序号',
  '操作代码',
  '操作',
  '操作人',
  '岗位',
  '代谁办理',
  '网络地址',
  '对象类别',
  '对象编号',
  '理由',
  '变更前',
  '变更后',
  '校验值',
];

/** A cell that begins like a formula would be run by spreadsheets; an apostrophe makes it text. */
function csvCell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of RFC 4180. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvFields(event: z.infer<typeof auditEventSchema>, organs: ReadonlyMap<string, string>): string[] {
  const json = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value));
  return [
    event.at,
    event.organCode,
    organs.get(event.organCode) ?? '',
    String(event.sequence),
    event.action,
    event.label,
    event.person.name,
    event.post?.title ?? '',
    event.onBehalfOf?.name ?? '',
    event.origin,
    event.subject?.kind ?? '',
    event.subject?.id ?? '',
    event.reason ?? '',
    json(event.before),
    json(event.after),
    event.hash,
  ];
}
