import type { ReportContent } from '../rules/composing/content.ts';
import { paragraphText } from '../rules/composing/sentences.ts';
import {
  COLUMN_KEYS,
  COLUMN_LABELS,
  groupOfRow,
  PROACTIVE_BLOCKS,
  PROACTIVE_LABELS,
  REMEDY_COLUMN_KEYS,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  REMEDY_LABELS,
  RESULT_GROUPS,
  type ReportTables,
  ROW_LABELS,
} from '../rules/form.ts';

/** Keeps text one cell and free of mark-up. */
function cell(text: string): string {
  return text.replace(/([\\|*_`<>[\]])/g, '\\$1').replace(/\s*\n\s*/g, ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const rule = `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

function proactive(tables: ReportTables): string {
  return PROACTIVE_BLOCKS.map((block) => {
    const rows = block.rows.map((row) => {
      const value = tables.proactive[row];
      return [PROACTIVE_LABELS[row], ...(Array.isArray(value) ? value : [value]).map(figure)];
    });
    return `${block.heading}\n\n${table(['信息内容', ...block.columns], rows)}`;
  }).join('\n\n');
}

function requests(tables: ReportTables): string {
  let group: string | null = null;
  const rows = tables.requests.rows.flatMap((row) => {
    const own = groupOfRow(row.key);
    const heading = own !== null && own !== group ? [[RESULT_GROUPS[own].label, ...COLUMN_KEYS.map(() => '')]] : [];
    const results = row.key === 'granted' ? [['三、本年度办理结果', ...COLUMN_KEYS.map(() => '')]] : [];
    group = own;
    return [...results, ...heading, [ROW_LABELS[row.key], ...row.values.map(figure)]];
  });
  return table(['申请人情况', ...COLUMN_KEYS.map((column) => COLUMN_LABELS[column])], rows);
}

function remedies(tables: ReportTables): string {
  return table(
    ['案件', ...REMEDY_COLUMN_KEYS.map((column) => REMEDY_COLUMN_LABELS[column])],
    REMEDY_KEYS.map((key) => [REMEDY_LABELS[key], ...tables.remedies[key].map(figure)]),
  );
}

const render = { proactive, requests, remedies };

export function reportMarkdown(content: ReportContent): string {
  const parts = content.parts.map((part) =>
    [
      `## ${part.numeral}、${part.title}`,
      ...part.paragraphs.map((paragraph) => cell(paragraphText(paragraph))),
      ...(part.table ? [render[part.table](content.tables)] : []),
    ].join('\n\n'),
  );
  return `# ${content.title}\n\n${content.preamble}\n\n${parts.join('\n\n')}\n`;
}
