/** Two years in sequence: what the form of 国办公开办函〔2021〕30号 carries from one year's report into the next. */
import { COLUMN_KEYS, COLUMN_LABELS, findRow, REMEDY_KEYS, REMEDY_LABELS, type ReportTables } from '../form.ts';
import { totalOf } from './cells.ts';
import type { Finding } from './finding.ts';

/**
 * Compares a report with the same organ's report of the year before.
 * The carry-over is an identity (error); the others are only reasons to ask (warning, info), because documents lapse
 * and are re-classified without a column of the form for it.
 */
export function checkAgainstPriorYear(tables: ReportTables, prior: ReportTables): Finding[] {
  return [...checkCarryOver(tables, prior), ...checkPendingRemedies(tables, prior), ...checkInForce(tables, prior)];
}

/** A sentence of part six that speaks of what was carried over and says why it differs. */
const EXPLANATION =
  /结转[^。]{0,60}(?:因|由于|系|原因|调整|更正|有误|错误|差错|漏|口径|合并|撤销|划转|移交|补登|补录)|(?:因|由于|机构|上年|上一年度)[^。]{4,60}结转/;

/** Whether part six explains a carry-over that contradicts the year before. */
export function explainsCarryOver(partSix: string): boolean {
  return EXPLANATION.test(partSix.replace(/\s+/g, ''));
}

/**
 * A carry-over other than what the year before carried forward is lawful when the organ was reorganised or the earlier
 * report was wrong, and part six says so: then it is a warning that stays on record.
 */
export function settleExplained(findings: readonly Finding[], partSix: string): Finding[] {
  if (!explainsCarryOver(partSix)) return [...findings];
  return findings.map((finding) =>
    finding.rule === 'carry-over' && finding.severity === 'error'
      ? { ...finding, severity: 'warning', message: `${finding.message}第六部分已有说明，请核对说明与数据相符。` }
      : finding,
  );
}

function checkCarryOver(tables: ReportTables, prior: ReportTables): Finding[] {
  const carried = findRow(tables, 'carried')?.values;
  const forward = findRow(prior, 'forward')?.values;
  if (!carried || !forward) return [];
  const findings: Finding[] = [];
  for (const [index, column] of COLUMN_KEYS.entries()) {
    const actual = carried[index] ?? null;
    const expected = forward[index] ?? null;
    if (actual === null || expected === null || actual === expected) continue;
    findings.push({
      rule: 'carry-over',
      severity: 'error',
      where: { table: 'requests', row: 'carried', column },
      expected,
      actual,
      message: `“上年结转政府信息公开申请数量”${COLUMN_LABELS[column]}为${actual}，上一年度报告“结转下年度继续办理”为${expected}，相差${actual - expected}。机构调整或者上年数据有误的，应当在第六部分说明。`,
    });
  }
  return findings;
}

function checkPendingRemedies(tables: ReportTables, prior: ReportTables): Finding[] {
  const findings: Finding[] = [];
  for (const key of REMEDY_KEYS) {
    const pending = prior.remedies[key][3];
    const total = tables.remedies[key][4];
    if (pending === null || total === null || pending <= total) continue;
    findings.push({
      rule: 'carry-over',
      severity: 'warning',
      where: { table: 'remedies', row: key, column: 'total' },
      expected: `>=${pending}`,
      actual: total,
      message: `${REMEDY_LABELS[key]}：上一年度尚未审结${pending}件，本年度总计只有${total}件，上年未结案件似未计入，请核对。`,
    });
  }
  return findings;
}

function checkInForce(tables: ReportTables, prior: ReportTables): Finding[] {
  const findings: Finding[] = [];
  for (const key of ['rules', 'normativeDocuments'] as const) {
    const before = prior.proactive[key][2];
    const [issued, repealed, inForce] = tables.proactive[key];
    if (before === null || issued === null || repealed === null || inForce === null) continue;
    const expected = before + issued - repealed;
    if (expected === inForce) continue;
    const name = key === 'rules' ? '规章' : '行政规范性文件';
    findings.push({
      rule: 'in-force-roll-forward',
      severity: 'warning',
      where: { table: 'proactive', row: key, column: 'inForce' },
      expected,
      actual: inForce,
      message: `${name}：上年末现行有效${before}件，加本年制发${issued}件，减本年废止${repealed}件，${before}+${issued}-${repealed}=${expected}，表中现行有效为${inForce}件。有自动失效、清理重新归类等情形的请说明。`,
    });
  }
  return findings;
}

/** Rows whose sudden jump usually means applications filed under the wrong row. */
const WATCHED = ['denied_8', 'unable_1'] as const;

/** At least this many, and this many times last year's, before it is worth a question. */
const JUMP = { atLeast: 20, times: 5 };

export function checkOutliers(tables: ReportTables, prior: ReportTables): Finding[] {
  const findings: Finding[] = [];
  for (const key of WATCHED) {
    const now = totalOf(tables, key);
    const before = totalOf(prior, key);
    if (now === null || before === null || now < JUMP.atLeast || now < before * JUMP.times) continue;
    findings.push({
      rule: 'requests.outlier',
      severity: 'info',
      where: { table: 'requests', row: key, column: 'total' },
      expected: before,
      actual: now,
      message: `该行上年${before}件，本年${now}件，增幅明显，请核对是否归类有误。`,
    });
  }
  return findings;
}
