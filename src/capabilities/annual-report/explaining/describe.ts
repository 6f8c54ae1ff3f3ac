/** A finding in the words of the person who must mend the report: where, what stands there, what to look at. */
import { describePlace, type Finding, type Severity } from '../rules/checks/finding.ts';

export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = { error: '错误', warning: '警告', info: '提示' };
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

const PART_NAMES = ['开头', '第一部分', '第二部分', '第三部分', '第四部分', '第五部分', '第六部分'];

/** “第一部分文字”, “第三部分表格“（一）予以公开”“总计”列”, “报告整体”. */
export function placeName(finding: Finding): string {
  const { where } = finding;
  if ('quote' in where) return `${PART_NAMES[where.section] ?? ''}文字`;
  return where.table === 'report' ? '报告整体' : describePlace(where);
}

/** The words or the figure that the finding is about. */
export function quoteOf(finding: Finding): string {
  if ('quote' in finding.where) return finding.where.quote.replace(/\s+/g, '');
  return finding.actual === null ? '' : String(finding.actual);
}

/** One line: severity, place, quote, arithmetic. */
export function describeFinding(finding: Finding): string {
  const head = `[${SEVERITY_NAMES[finding.severity]}] `;
  const { where } = finding;
  if ('quote' in where) return `${head}${PART_NAMES[where.section] ?? ''}“${quoteOf(finding)}”：${finding.message}`;
  if (where.table === 'report' || /^第[二三四]部分/.test(finding.message)) return head + finding.message;
  return `${head}${describePlace(where)}：${finding.message}`;
}

const LOOK_AT: Readonly<Record<string, string>> = {
  'requests.balance': '核对该列的新收、上年结转、（七）总计、结转下年度四个数，查登记台账中年末未办结的件数。',
  'requests.results-sum': '逐行核对该列（一）至（六）的件数与（七）总计，看是否有一行漏填、错行或者重复计算。',
  'requests.row-sum': '核对该行六类申请人的件数与总计，看是否有一格错列或者漏计。',
  'requests.outlier': '抽查该行的答复书，看是否把其他情形归入了本行；确属实际增加的，可在第一部分说明原因。',
  'remedies.total': '核对该类案件的维持、纠正、其他结果、尚未审结各数，与司法行政机关、法院的文书件数对照。',
  'carry-over': '与上一年度已公布的报告对照；上年数据有误或者机构有调整的，在第六部分说明，必要时更正上年报告。',
  'in-force-roll-forward': '与司法行政部门的规范性文件目录对照，列出本年自动失效、清理后重新归类的文件。',
  'narrative.figure': '对照表格核对文字中的数字：常见的是只抄了“自然人”一列、只抄了下属一行，或者口径不含上年结转。',
  'narrative.sum': '把分项与总数逐一对照表格，看是否漏写一项或者抄错一项。',
  'narrative.percentage': '按表格重新计算比例，注意分子、分母的口径和四舍五入。',
  'narrative.claim': '对照表格核对这句话；仍有未办结、未审结或者结转的，改写结论。',
  'text.spelling': '按提示改正文字；已公布的，更正网页和附件。',
  'text.term': '核对规范名称后改正。',
  'text.date': '核对日历和原始文件上的日期。',
  'form.outdated': '改用国办公开办函〔2021〕30号规定的格式，并更新编制依据。',
  'form.row-missing': '对照规定的格式，把漏掉的行补上；转换格式时丢失的，重新导出后再检查。',
  'form.row-repeated': '删去重复的一行，重新核对各项合计。',
  'form.row-order': '对照规定的格式，恢复各行的名称和顺序。',
  'form.row-cells': '对照规定的格式，每行只留七格数字。',
  'form.column-order': '对照规定的格式，恢复表头各列的名称和顺序，再核对数字是否随之错列。',
  'form.part-order': '按规定的六个部分的顺序和序号排列。',
  'form.part-missing': '补上缺少的部分；没有内容的，也应当保留标题并作说明。',
  'cell.blank': '没有发生的填“0”；漏填的补上实际件数。',
  'cell.not-a-number': '改填阿拉伯数字，没有发生的填“0”。',
  'cell.ambiguous': '对照原件确认各格的数字。',
  deadline: '核对实际公布日期；确已逾期的，向主管部门说明。',
};

/** What to look at to settle the finding. */
export function lookAt(finding: Finding): string {
  return LOOK_AT[finding.rule] ?? '对照原件和登记台账核对。';
}

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** “错误2处、警告1处”, or '' without findings. */
export function countsInWords(findings: readonly Finding[]): string {
  const counts = countBySeverity(findings);
  return SEVERITIES.filter((severity) => counts[severity] > 0)
    .map((severity) => `${SEVERITY_NAMES[severity]}${counts[severity]}处`)
    .join('、');
}

/** The report's name, as far as it was read. */
export function reportName(report: { organ: string | null; year: number | null }): string {
  return `${report.organ ?? '（未识别机关名称）'} ${report.year ?? '（未识别年份）'}年度政府信息公开工作年度报告`;
}
