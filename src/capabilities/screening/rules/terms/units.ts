import { makeFinding } from '../facts/make.ts';
import type { Finding } from '../finding.ts';

interface UnitRule {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly message: string;
  /** Which capture group is wrong, and what to write; null when it cannot be known. */
  readonly group: number;
  readonly fix: (wrong: string) => string | null;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  KG: 'kg',
  Kg: 'kg',
  KM: 'km',
  Km: 'km',
  CM: 'cm',
  Cm: 'cm',
  MM: 'mm',
  KW: 'kW',
  Kw: 'kW',
  kw: 'kW',
  KWH: 'kW·h',
  Kwh: 'kW·h',
  kwh: 'kW·h',
  KWh: 'kW·h',
  ML: 'mL',
  HZ: 'Hz',
  hz: 'Hz',
  Mhz: 'MHz',
  mhz: 'MHz',
  KV: 'kV',
  Kv: 'kV',
  kv: 'kV',
};
const OLD_UNITS: Readonly<Record<string, string>> = {
  公尺: '米',
  公分: '厘米',
  公厘: '毫米',
  平方公尺: '平方米',
  立方公尺: '立方米',
  立升: '升',
  公升: '升',
  华里: '里（0.5千米）',
  市尺: '尺（1/3米）',
};

const RULES: readonly UnitRule[] = [
  {
    rule: 'terms.unit',
    pattern: /[\d一二三四五六七八九十百千万]\s?(平方公尺|立方公尺|公尺|公分|公厘|立升|公升|华里|市尺)/g,
    message: '非法定计量单位（国务院关于在我国统一实行法定计量单位的命令）。',
    group: 1,
    fix: (wrong) => {
      const right = OLD_UNITS[wrong] ?? '';
      return right.includes('（') ? null : right;
    },
  },
  {
    rule: 'terms.unit-symbol',
    pattern:
      /(?<![A-Za-z\d.-])\d+(?:\.\d+)?\s?(KWH|Kwh|kwh|KWh|KG|Kg|KM|Km|CM|Cm|MM|KW|Kw|kw|ML|HZ|hz|Mhz|mhz|KV|Kv|kv)(?![A-Za-z\d-])/g,
    message: '计量单位符号的大小写不规范（GB 3100—93）。',
    group: 1,
    fix: (wrong) => SYMBOLS[wrong] ?? null,
  },
  {
    rule: 'terms.number-approximate',
    pattern: /(?:大约|将近|约|近)\d+(?:\.\d+)?[万亿]?(余|多)(?=[人个件户家项次元亩吨公里米名条])/g,
    message: '约数表述重复：前有“约”“近”，后不再用“余”“多”。',
    group: 1,
    fix: () => '',
  },
  {
    rule: 'terms.number-approximate',
    pattern: /(?:大约|将近|约|近)\d+(?:\.\d+)?[%％万亿]?(?:[人个件户家项次元亩吨天年月]|公里|小时|分钟)?(左右|上下)/g,
    message: '约数表述重复：前有“约”“近”，后不再用“左右”“上下”。',
    group: 1,
    fix: () => '',
  },
  {
    rule: 'terms.number-approximate',
    pattern:
      /(?:超过|突破|高于|多于)了?\d+(?:\.\d+)?[%％万亿]?(?:[人个件户家项次元亩吨天年月]|公里|小时|平方米)?(以上)/g,
    message: '约数表述重复：“超过”与“以上”不并用。',
    group: 1,
    fix: () => '',
  },
  {
    rule: 'terms.number-times',
    pattern: /(?:减少|下降|降低|缩小|缩短|压减|压缩)了?(?:近|约|超过|超)?([0-9.]+|[一二三四五六七八九十两数几])倍/g,
    message: '数量减少、降低不用倍数表示，应改用百分数或几分之几。',
    group: 0,
    fix: () => null,
  },
  {
    rule: 'terms.number-year',
    pattern: /(?<![〇零一二三四五六七八九十百千万])([一二][〇零九][〇零一二三四五六七八九]{2})(?=年)/g,
    message: '年份中的“零”应写作“〇”（GB/T 15835—2011）。',
    group: 1,
    fix: (wrong) => (wrong.includes('零') ? wrong.replaceAll('零', '〇') : wrong),
  },
  {
    rule: 'terms.number-mixed',
    pattern: /(?<![\d.])(\d{1,3}[千百])(?=[元人户件亩个名吨册余多]|万元)/g,
    message: '阿拉伯数字不与“百”“千”连用，可与“万”“亿”连用（GB/T 15835—2011）。',
    group: 1,
    fix: (wrong) =>
      wrong.replace(/^(\d+)([千百])$/, (_, digits: string, word: string) => digits + (word === '千' ? '000' : '00')),
  },
  {
    rule: 'terms.percent',
    pattern: /\d(?:\.\d+)?([%％]个?百分点|百分点个)/g,
    message: '百分号与百分点不并用。',
    group: 1,
    fix: () => '个百分点',
  },
  {
    rule: 'terms.date-zero',
    pattern:
      /(?<=[\u4e00-\u9fff“（，]\s?)(?:19|20)\d{2}年(?:0\d月\d{1,2}|\d{1,2}月0\d)日(?=[\u4e00-\u9fff，。；、）])/g,
    message: '公文中的日期月、日不编虚位（GB/T 9704—2012）。',
    group: 0,
    fix: (wrong) => wrong.replace(/年0/, '年').replace(/月0/, '月'),
  },
];

/** Units of measurement and the writing of numbers. */
export function checkUnits(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, pattern, message, group, fix } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const wrong = match[group]!;
      const right = fix(wrong);
      if (right === wrong) continue;
      const start = group === 0 ? match.index : match.index + match[0].lastIndexOf(wrong);
      findings.push(makeFinding(text, 'term', rule, start, start + wrong.length, 'warning', message, right));
    }
  }
  return findings;
}
