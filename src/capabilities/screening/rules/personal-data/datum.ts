/** What a piece of personal data is; each kind has its own mask and its own words for the clerk. */
export const PERSONAL_DATA_KINDS = [
  'resident-id',
  'mobile',
  'landline',
  'bank-card',
  'passport',
  'travel-permit',
  'credential',
  'plate',
  'email',
  'account',
  'address',
  'name',
  'minor-name',
  'health',
] as const;

export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

export interface PersonalDatum {
  readonly kind: PersonalDataKind;
  /** UTF-16 offsets into the text as given, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** `certain`: proven by a checksum or a plain label; `likely`: by its surroundings only. */
  readonly confidence: 'certain' | 'likely';
  /** Why it counts as personal, in Chinese; never contains the datum itself. */
  readonly reason: string;
}

/** Chinese name of each kind. */
export const KIND_LABELS: Readonly<Record<PersonalDataKind, string>> = {
  'resident-id': '公民身份号码',
  mobile: '手机号码',
  landline: '个人固定电话',
  'bank-card': '银行账号',
  passport: '护照号码',
  'travel-permit': '出入境通行证件号码',
  credential: '个人证件号码',
  plate: '机动车号牌',
  email: '电子邮箱',
  account: '网络账号',
  address: '个人住址',
  name: '个人姓名',
  'minor-name': '未成年人姓名',
  health: '健康信息',
};
