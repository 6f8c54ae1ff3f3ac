export type RemedyKind = 'reconsideration' | 'litigation-direct' | 'litigation-after-reconsideration';

export const remedyKindLabels: Readonly<Record<RemedyKind, string>> = {
  reconsideration: '行政复议',
  'litigation-direct': '行政诉讼（未经复议直接起诉）',
  'litigation-after-reconsideration': '行政诉讼（复议后起诉）',
};
export const remedyKinds = Object.keys(remedyKindLabels) as RemedyKind[];

/** Column of table four a conclusion counts in. */
export type RemedyResult = 'upheld' | 'corrected' | 'other';

export const remedyResultLabels: Readonly<Record<RemedyResult | 'pending', string>> = {
  upheld: '结果维持',
  corrected: '结果纠正',
  other: '其他结果',
  pending: '尚未审结',
};

type Court = 'both' | 'reconsideration' | 'litigation';

/** How a case can end, where, and its column (table four of 国办公开办函〔2021〕30号; the sorting is practice, not confirmed wording). */
export const conclusions = {
  upheld: { label: '维持', result: 'upheld', court: 'reconsideration' },
  'claim-dismissed': { label: '驳回请求', result: 'upheld', court: 'both' },
  revoked: { label: '撤销', result: 'corrected', court: 'both' },
  changed: { label: '变更', result: 'corrected', court: 'both' },
  'declared-unlawful': { label: '确认违法', result: 'corrected', court: 'both' },
  'ordered-to-perform': { label: '责令履行', result: 'corrected', court: 'both' },
  terminated: { label: '终止', result: 'other', court: 'both' },
  'not-accepted': { label: '不予受理', result: 'other', court: 'both' },
  'suit-dismissed': { label: '驳回起诉', result: 'other', court: 'litigation' },
  withdrawn: { label: '撤回', result: 'other', court: 'both' },
  mediated: { label: '调解', result: 'other', court: 'both' },
} as const satisfies Record<string, { label: string; result: RemedyResult; court: Court }>;

export type Conclusion = keyof typeof conclusions;
export const conclusionNames = Object.keys(conclusions) as Conclusion[];

export function isConclusion(value: unknown): value is Conclusion {
  return typeof value === 'string' && Object.hasOwn(conclusions, value);
}

/** A judgment upholds no act since 2015 but dismisses the claim (行政诉讼法 Art. 69); only a court dismisses a suit. */
export function conclusionsOf(kind: RemedyKind): Conclusion[] {
  const other: Court = kind === 'reconsideration' ? 'litigation' : 'reconsideration';
  return conclusionNames.filter((name) => conclusions[name].court !== other);
}

/** What a case attacks. */
export const attackedKinds = {
  reply: '对申请的答复',
  inaction: '逾期不答复',
  reanswer: '重新作出的答复',
  proactive: '主动公开中的行为',
} as const;
export type Attacked = keyof typeof attackedKinds;

/** Where the organ's work fell short, for the lessons kept of a case. */
export const lessonTopics = {
  facts: '事实认定与检索',
  law: '法律适用',
  procedure: '办理程序',
  limits: '办理期限',
  reasons: '说理',
  service: '送达与告知',
  other: '其他',
} as const;
export type LessonTopic = keyof typeof lessonTopics;
