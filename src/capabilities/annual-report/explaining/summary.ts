/** One page on one report: what it says, what is wrong with it, what to do. */
import type { ReportCheck } from '../reading/read-report.ts';
import { totalOf } from '../rules/checks/cells.ts';
import { groupTotal } from '../rules/comparing/measures.ts';
import { RESULT_GROUPS, type ResultGroup } from '../rules/form.ts';
import { countBySeverity, describeFinding, lookAt, reportName, SEVERITIES } from './describe.ts';

/** So that it stays one page; the rest is counted. */
const MOST_SHOWN = 12;

const shown = (value: number | null): string => (value === null ? '（空）' : `${value}件`);

function verdict(check: ReportCheck): string {
  const { error, warning, info } = countBySeverity(check.findings);
  if (error > 0) return `须改正：错误${error}处、警告${warning}处、提示${info}处。`;
  if (warning > 0) return `没有错误；须核对的警告${warning}处、提示${info}处。`;
  return info > 0 ? `没有错误和警告；提示${info}处。` : '未发现问题。';
}

/** Plain text in Chinese, at most a page; ends with a line break. */
export function summariseCheck(check: ReportCheck): string {
  const { tables, findings } = check;
  const groups = (Object.keys(RESULT_GROUPS) as ResultGroup[]).map(
    (group) => `${RESULT_GROUPS[group].name}${shown(groupTotal(tables, group))}`,
  );
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = tables.remedies;
  const lines = [
    reportName(check),
    '─'.repeat(40),
    `文件：${check.file}`,
    `格式：${check.form}年格式`,
    `结论：${verdict(check)}`,
    '',
    '主要数据',
    `  本年新收${shown(totalOf(tables, 'new'))}，上年结转${shown(totalOf(tables, 'carried'))}，办理结果总计${shown(totalOf(tables, 'total'))}，结转下年度${shown(totalOf(tables, 'forward'))}。`,
    `  予以公开${shown(totalOf(tables, 'granted'))}、部分公开${shown(totalOf(tables, 'partial'))}、${groups.join('、')}。`,
    `  行政复议${shown(reconsideration[4])}，未经复议直接起诉${shown(litigationDirect[4])}，复议后起诉${shown(litigationAfterReconsideration[4])}。`,
    `  现行有效行政规范性文件${shown(tables.proactive.normativeDocuments[2])}。`,
  ];
  const ordered = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
  if (ordered.length > 0) lines.push('', '发现的问题');
  for (const [index, finding] of ordered.slice(0, MOST_SHOWN).entries())
    lines.push(`${index + 1}. ${describeFinding(finding)}`, `   核对：${lookAt(finding)}`);
  if (ordered.length > MOST_SHOWN)
    lines.push(`其余${ordered.length - MOST_SHOWN}处见标注稿（--html）或者问题清单（--xlsx）。`);
  return `${lines.join('\n')}\n`;
}
