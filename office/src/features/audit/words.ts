/** What kinds of things events are about, by the audit record's own names. */
export const SUBJECTS: Readonly<Record<string, string>> = {
  'applicant-account': '申请人账户',
  application: '公开申请',
  person: '用户',
  session: '登录会话',
  passkey: '通行密钥',
  delegation: '委托',
  'organ-change': '机构调整',
  'audit-event': '审计记录',
  report: '年度报告',
  publication: '主动公开稿件',
  document: '规范性文件',
  remedy: '复议诉讼案件',
  figures: '月度数据',
  calendar: '工作日历',
  'application-draft': '申请草稿',
  'clean-up': '文件清理',
  'letter-settings': '文书设置',
  'letter-templates': '文书模板',
  'publication-settings': '公开设置',
  'publication-catalogue': '主动公开目录',
  'search-synonyms': '搜索同义词',
  gazette: '政府公报',
  topic: '专题',
  organ: '机构',
  'records-correction': '更正申请',
  'proactive-suggestion': '主动公开建议',
  'co-handling': '协办',
  'report-collection': '年度报告数据汇总',
  'report-task': '年度报告数据报送',
  'report-check': '外部报告检查',
  'screening-finding': '筛查问题',
  'screening-run': '筛查批次',
  'screening-lexicon': '筛查词库',
  'screening-allowance': '筛查例外',
  'screening-channel': '新媒体账号',
};

export const subjectLabel = (kind: string): string => SUBJECTS[kind] ?? kind;

export const BREACHES: Readonly<Record<string, string>> = {
  'content-changed': '内容被改动',
  'link-broken': '前后衔接中断',
  'record-missing': '记录缺失',
  'end-missing': '末尾记录缺失',
  'day-changed': '每日校验值不符',
  'day-chain-broken': '每日校验值前后不衔接',
};

/** Who acted, as officials call it: what was done on the server itself names no person. */
export const whoOf = (name: string): string => (name === 'command line' ? '服务器命令行' : name);

export const timeOf = (instant: string): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
