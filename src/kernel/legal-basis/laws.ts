import type { PlainDate } from '../calendar/plain-date.ts';
import { plainDate } from '../calendar/plain-date.ts';

/** Level of a text in the hierarchy of the 立法法; only `law` and `administrative-regulation` can prohibit disclosure (条例 Art. 14). */
export type LawLevel =
  | 'law'
  | 'administrative-regulation'
  | 'judicial-interpretation'
  | 'normative-document'
  | 'standard';

export interface Law {
  title: string;
  level: LawLevel;
  inForceFrom: PlainDate;
  inForceTo?: PlainDate;
  /** 令第711号, 国办函〔2020〕109号 … */
  number?: string;
  /** True when the wording was not confirmed against the official text: shown as practice, never as the rule's wording. */
  unverified?: true;
}

const law = (
  title: string,
  level: LawLevel,
  from: string,
  number?: string,
  more: { to?: string; unverified?: true } = {},
): Law => ({
  title,
  level,
  inForceFrom: plainDate(from),
  ...(more.to ? { inForceTo: plainDate(more.to) } : {}),
  ...(number ? { number } : {}),
  ...(more.unverified ? { unverified: true as const } : {}),
});

/** The texts the platform's rules come from. A changed law gets a new entry with its dates; the old one gets inForceTo. */
export const laws = {
  disclosureRegulation: law(
    '中华人民共和国政府信息公开条例',
    'administrative-regulation',
    '2019-05-15',
    '国务院令第711号',
  ),
  disclosureRegulation2007: law(
    '中华人民共和国政府信息公开条例',
    'administrative-regulation',
    '2008-05-01',
    '国务院令第492号',
    { to: '2019-05-14' },
  ),
  reconsiderationLaw: law('中华人民共和国行政复议法', 'law', '2024-01-01'),
  reconsiderationLaw2017: law('中华人民共和国行政复议法', 'law', '1999-10-01', undefined, { to: '2023-12-31' }),
  litigationLaw: law('中华人民共和国行政诉讼法', 'law', '1990-10-01'),
  civilProcedureLaw: law('中华人民共和国民事诉讼法', 'law', '1991-04-09'),
  litigationInterpretation: law(
    '最高人民法院关于适用《中华人民共和国行政诉讼法》的解释',
    'judicial-interpretation',
    '2018-02-08',
    '法释〔2018〕1号',
  ),
  disclosureLitigation: law(
    '最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释',
    'judicial-interpretation',
    '2025-06-01',
    '法释〔2025〕8号',
  ),
  penaltyLaw: law('中华人民共和国行政处罚法', 'law', '2021-07-15'),
  secrecyLaw: law('中华人民共和国保守国家秘密法', 'law', '2024-05-01'),
  feeMeasures: law('政府信息公开信息处理费管理办法', 'normative-document', '2021-01-01', '国办函〔2020〕109号'),
  reportFormat2021: law(
    '中华人民共和国政府信息公开工作年度报告格式',
    'normative-document',
    '2021-09-26',
    '国办公开办函〔2021〕30号',
  ),
  reportFormat2019: law(
    '关于政府信息公开工作年度报告有关事项的通知',
    'normative-document',
    '2019-11-01',
    '国办公开办函〔2019〕60号',
    { to: '2021-09-25' },
  ),
  platformNotice: law(
    '关于规范政府信息公开平台有关事项的通知',
    'normative-document',
    '2019-12-01',
    '国办公开办函〔2019〕61号',
  ),
  serviceOfDecisions: law(
    '关于政府信息公开处理决定送达问题的解释',
    'normative-document',
    '2016-01-01',
    '国办公开办函〔2016〕235号',
  ),
  officialDocumentFormat: law('党政机关公文格式', 'standard', '2012-07-01', 'GB/T 9704-2012'),
  majorDecisions: law('重大行政决策程序暂行条例', 'administrative-regulation', '2019-09-01', '国务院令第713号'),
  ruleMaking: law('规章制定程序条例', 'administrative-regulation', '2018-05-01', '国务院令第695号'),
  normativeFiling: law('行政规范性文件备案的地方规定', 'normative-document', '2018-01-01', undefined, {
    unverified: true,
  }),
  petitionRules: law('信访工作条例', 'normative-document', '2022-05-01'),
} as const satisfies Record<string, Law>;

export type LawCode = keyof typeof laws;
