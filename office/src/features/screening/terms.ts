import type { FindingKind, FindingSeverity, FindingState } from '../../client.generated/types.gen.ts';

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
export const severityLabels: Readonly<Record<FindingSeverity, string>> = {
  error: '须改',
  warning: '存疑',
  info: '提示',
};
export const severityColours: Readonly<Record<FindingSeverity, string>> = {
  error: 'red',
  warning: 'default',
  info: 'default',
};
export const stateLabels: Readonly<Record<FindingState, string>> = {
  open: '待处理',
  assigned: '已分派',
  disputed: '有异议',
  mended: '已改正',
  dismissed: '误报',
};
export const sourceLabels = {
  publication: '已发布',
  attachment: '附件',
  draft: '发布前',
  'new-media': '新媒体',
} as const;

export const options = <Key extends string>(labels: Readonly<Record<Key, string>>) =>
  Object.entries<string>(labels).map(([value, label]) => ({ value: value as Key, label }));

export const formatInstant = (text: string): string =>
  new Date(text).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

export const count = (value: number): string => value.toLocaleString('zh-CN');
