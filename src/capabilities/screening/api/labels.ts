import type { FindingKind, Severity } from '../rules/finding.ts';
import type { FindingSource } from '../store/findings.ts';
import type { LexiconAct } from '../store/lexicons.ts';
import type { RunKind } from '../store/runs.ts';

export const kindLabels: Readonly<Record<FindingKind, string>> = {
  spelling: '错别字',
  term: '规范表述',
  lexicon: '词库',
  'personal-data': '个人信息',
  date: '日期',
  numbering: '序号',
  sum: '数字勾稽',
  punctuation: '标点',
};
export const severityLabels: Readonly<Record<Severity, string>> = { error: '须改', warning: '存疑', info: '提示' };
export const sourceLabels: Readonly<Record<FindingSource, string>> = {
  publication: '已发布',
  attachment: '附件',
  draft: '发布前',
  'new-media': '新媒体',
};
export const runLabels: Readonly<Record<RunKind, string>> = { daily: '每日筛查', rescan: '重新筛查' };
export const lexiconActLabels: Readonly<Record<LexiconAct, string>> = {
  uploaded: '载入',
  activated: '启用',
  'rolled-back': '退回',
  'switched-off': '停用',
};
