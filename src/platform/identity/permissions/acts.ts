/**
 * The states in which acts are distinguished, by the kind of thing acted upon. Capabilities own their states; those named
 * here are the ones a permission may depend on, and a capability's test keeps the two lists equal.
 */
export const subjectStates = {
  application: [
    'submitted',
    'processing',
    'awaiting-correction',
    'correction-lapsed',
    'suspended',
    'awaiting-payment',
    'payment-lapsed',
    'closed',
  ],
  report: ['drafting', 'submitted', 'checked', 'signed', 'published'],
  document: ['in-force', 'amended', 'suspended', 'repealed', 'lapsed'],
  publication: ['drafting', 'first-review', 'second-review', 'final-review', 'approved', 'settled'],
  account: ['active', 'disabled'],
  /** Acts that depend on no state. */
  none: ['always'],
} as const;

export type SubjectKind = keyof typeof subjectStates;
export type SubjectState = (typeof subjectStates)[SubjectKind][number];

interface ActDefinition {
  readonly label: string;
  readonly subject: SubjectKind;
}

const on =
  (subject: SubjectKind) =>
  (label: string): ActDefinition => ({ label, subject });
const application = on('application');
const report = on('report');
const document = on('document');
const publication = on('publication');
const account = on('account');
const any = on('none');

/** Every act a permission is asked for, named `what.act`, with what screens and the audit record call it. */
export const acts = {
  'requests.list': any('查看申请列表'),
  'requests.export': any('导出申请列表'),
  'requests.register': any('登记申请'),
  'requests.read': application('查看申请'),
  'requests.read-personal-data': application('查看申请人个人信息'),
  'requests.erase-personal-data': application('删除申请人个人信息'),
  'requests.assign': application('分派承办人'),
  'requests.take': application('认领或者退回申请'),
  'requests.ask-co-handling': application('请求协办'),
  'requests.answer-co-handling': any('答复协办'),
  'requests.suggest-proactive': any('提出主动公开建议'),
  'requests.decide-proactive': any('处理主动公开建议'),
  'records-correction.read': any('查看更正申请'),
  'records-correction.handle': any('办理更正申请'),
  'records-correction.review': any('审核更正答复'),
  'records-correction.sign': any('签发更正答复'),
  'requests.record.submitted': application('记录提交'),
  'requests.record.received': application('确认收到申请之日'),
  'requests.record.correction-requested': application('告知补正'),
  'requests.record.corrected': application('记录收到补正'),
  'requests.record.consultation-sent': application('发出征求意见书'),
  'requests.record.consultation-answered': application('记录征求意见答复'),
  'requests.record.notice-delivered': application('记录通知送达'),
  'requests.request-extension': application('报请延长答复期限'),
  'requests.approve-extension': application('批准延长答复期限'),
  'requests.record.extended': application('记录延长答复期限'),
  'requests.record.reasons-requested': application('要求说明理由'),
  'requests.record.reasons-given': application('记录理由说明'),
  'requests.record.delayed': application('确定延迟答复期限'),
  'requests.record.fee-notified': application('发出收费通知'),
  'requests.record.fee-paid': application('记录缴费'),
  'requests.record.withdrawn': application('记录撤回'),
  'requests.decide': application('提出办理意见'),
  'requests.annotate': application('添加备注和附件'),
  'requests.split': application('拆分申请'),
  'requests.draft-letter': application('起草程序性文书'),
  'requests.review-letter': application('审核程序性文书'),
  'requests.sign-letter': application('签发程序性文书'),
  'requests.serve-letter': application('送达文书'),
  'requests.draft-reply': application('起草答复'),
  'requests.review-reply': application('审核答复'),
  'requests.legal-review': application('法制审核答复'),
  'requests.sign-reply': application('签发答复'),
  'requests.record.replied': application('记录作出答复'),
  'requests.record.served': application('记录送达'),
  'requests.record.reanswer-ordered': application('记录责令重新答复'),
  'requests.record.reanswered': application('记录重新答复'),
  'letters.read': any('查看文书模板'),
  'letters.change-templates': any('修改文书模板'),
  'letters.change-settings': any('设置机关文书信息'),
  'remedies.read': any('查看复议诉讼'),
  'remedies.record': any('登记复议诉讼'),
  'remedies.export': any('导出复议诉讼'),
  'documents.read': document('查看规范性文件'),
  'documents.register': any('登记规范性文件'),
  'documents.legal-review': document('规范性文件合法性审核'),
  'documents.change-validity': document('变更文件效力'),
  'documents.record-step': document('记录文件制定程序和备案'),
  'documents.clean-up': any('登记规范性文件清理结果'),
  'publications.read': publication('查看主动公开稿件'),
  'publications.create': any('新建主动公开稿件'),
  'publications.write': publication('编辑主动公开稿件'),
  'publications.submit': publication('提交主动公开稿件审核'),
  'publications.proofread': publication('校对主动公开稿件'),
  'publications.review-disclosure': publication('主动公开稿件公开审查'),
  'publications.first-review': publication('主动公开稿件初审'),
  'publications.second-review': publication('主动公开稿件复审'),
  'publications.final-review': publication('主动公开稿件终审'),
  'publications.return': publication('退回主动公开稿件'),
  'publications.publish': publication('发布主动公开信息'),
  'publications.revise': publication('修订主动公开信息'),
  'publications.withdraw': publication('撤下主动公开信息'),
  'publications.redirect': publication('设置原地址转向'),
  'publication-settings.read': any('查看公开设置'),
  'publication-settings.change': any('修改公开设置'),
  'publication-settings.adapt-catalogue': any('调整主动公开目录'),
  'search.manage-synonyms': any('管理搜索同义词'),
  'gazettes.compose': any('编辑政府公报'),
  'gazettes.publish': any('出版政府公报'),
  'topics.manage': any('编辑专题'),
  'screening.read': any('查看内容筛查'),
  'screening.check': any('撰写时筛查文本'),
  'screening.assign': any('分派筛查问题'),
  'screening.mend': any('改正筛查问题'),
  'screening.dispute': any('对筛查问题提出异议'),
  'screening.decide-dispute': any('认定筛查误报'),
  'screening.rescan': any('重新筛查存量'),
  'screening.manage-lexicons': any('管理筛查词库'),
  'screening.manage-allowances': any('管理筛查例外清单'),
  'screening.manage-channels': any('管理新媒体账号'),
  'figures.read': any('查看月度数据'),
  'figures.report': any('填报月度数据'),
  'figures.correct': any('更正月度数据'),
  'annual-report.read': report('查看年度报告草稿'),
  'annual-report.compile': report('汇总年度报告'),
  'annual-report.write': report('撰写年度报告'),
  'annual-report.submit': report('报送年度报告审核'),
  'annual-report.check': report('审核年度报告'),
  'annual-report.sign': report('签发年度报告'),
  'annual-report.return': report('退回年度报告'),
  'annual-report.publish': report('发布年度报告'),
  'annual-report.correct': report('更正已发布的年度报告'),
  'report-collection.read': any('查看年度报告数据汇总'),
  'report-collection.manage': any('组织年度报告数据汇总'),
  'report-collection.fill': any('填报年度报告数据'),
  'report-collection.hand-in': any('报送年度报告数据'),
  'report-collection.decide': any('退回或者接受报送的年度报告数据'),
  'users.list': any('查看用户'),
  'users.create': any('新增用户'),
  'users.update': account('修改用户'),
  'users.assign-post': account('任免岗位'),
  'users.disable': account('停用用户'),
  'users.enable': account('恢复用户'),
  'users.reset-credentials': account('重置登录凭据'),
  'organs.read': any('查看机构'),
  'organs.change': any('调整机构'),
  'delegations.create-own': any('委托他人代行职责'),
  'delegations.manage': any('管理委托'),
  'calendar.read': any('查看工作日历'),
  'calendar.load': any('载入工作日历'),
  'audit.search': any('查询审计记录'),
  'audit.export': any('导出审计记录'),
  'audit.verify': any('校验审计记录'),
  'audit.read-personal-data': any('查看审计记录中的个人信息'),
  'notifications.deliveries': any('查看和重发提醒'),
  'system.status': any('查看运行状况'),
  'system.rotate-keys': any('轮换密钥'),
  'system.backup': any('备份与恢复'),
} as const satisfies Record<string, ActDefinition>;

export type Act = keyof typeof acts;

export const actNames = Object.keys(acts) as Act[];

export function isAct(text: string): text is Act {
  return Object.hasOwn(acts, text);
}
