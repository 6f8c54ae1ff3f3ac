/** 省级 codes of GB/T 2260. */
const PROVINCES: Readonly<Record<string, string>> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
  71: '台湾省',
  81: '香港特别行政区',
  82: '澳门特别行政区',
};

export type DivisionLevel = 'province' | 'city' | 'county';

export interface Division {
  code: string;
  level: DivisionLevel;
  /** Code of the division above, null for a province. */
  parent: string | null;
  province: string;
}

export type DivisionReading = { ok: true; value: Division } | { ok: false; message: string };

/** Whether two digits begin a 行政区划代码. 91 also begins ID numbers (foreigners' permanent residence cards). */
export function isDivisionProvince(prefix: string): boolean {
  return prefix in PROVINCES || prefix === '91' || prefix === '83';
}

/**
 * Reads a six-digit 行政区划代码 (GB/T 2260): two digits province, two city, two county. The structure is checked;
 * which codes exist changes every year and is data of the platform.
 */
export function readDivisionCode(code: string): DivisionReading {
  if (!/^\d{6}$/.test(code)) return { ok: false, message: `行政区划代码应为6位数字：${code}` };
  const province = PROVINCES[code.slice(0, 2)];
  if (!province) return { ok: false, message: `行政区划代码的省级部分“${code.slice(0, 2)}”不存在` };
  const city = code.slice(2, 4);
  const county = code.slice(4, 6);
  if (city === '00' && county !== '00') return { ok: false, message: `行政区划代码“${code}”缺少市级部分` };
  if (city === '00') return { ok: true, value: { code, level: 'province', parent: null, province } };
  if (county === '00') return { ok: true, value: { code, level: 'city', parent: `${code.slice(0, 2)}0000`, province } };
  return { ok: true, value: { code, level: 'county', parent: `${code.slice(0, 4)}00`, province } };
}

export function isDivisionCode(code: string): boolean {
  return readDivisionCode(code).ok;
}
