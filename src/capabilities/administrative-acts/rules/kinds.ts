/** What an organ reports by month. The first four are figures of table two (条例 Art. 20 items 5, 6, 8). */
export const monthlyFigureKinds = {
  licensing: { label: '行政许可处理决定', unit: '件', decimals: 0 },
  penalties: { label: '行政处罚处理决定', unit: '件', decimals: 0 },
  compulsion: { label: '行政强制处理决定', unit: '件', decimals: 0 },
  charges: { label: '行政事业性收费', unit: '万元', decimals: 6 },
  publications: { label: '主动公开政府信息', unit: '条', decimals: 0 },
  gazettes: { label: '政府公报', unit: '期', decimals: 0 },
  publicConcernsAnswered: { label: '回应公众热点或舆情', unit: '次', decimals: 0 },
  pressConferences: { label: '新闻发布会', unit: '次', decimals: 0 },
  onlineInterviews: { label: '在线访谈', unit: '次', decimals: 0 },
  interpretations: { label: '政策解读信息', unit: '条', decimals: 0 },
  topics: { label: '新增信息公开专题', unit: '个', decimals: 0 },
  wrongExpressionsMended: { label: '整改错敏信息', unit: '条', decimals: 0 },
  personalDataDeidentified: { label: '个人信息去标识化整改', unit: '条', decimals: 0 },
  accountsKept: { label: '政务新媒体账号', unit: '个', decimals: 0 },
} as const satisfies Record<string, { label: string; unit: string; decimals: number }>;

export type MonthlyFigureKind = keyof typeof monthlyFigureKinds;

export function isMonthlyFigureKind(value: unknown): value is MonthlyFigureKind {
  return typeof value === 'string' && Object.hasOwn(monthlyFigureKinds, value);
}

export class MonthlyFigureError extends Error {
  override name = 'MonthlyFigureError';
}

/**
 * Checks a reported value: not negative, whole but for charges, which are in 万元 with at most six decimals.
 * @throws MonthlyFigureError in Chinese
 */
export function checkMonthlyFigure(kind: MonthlyFigureKind, month: string, value: number): void {
  const { label, unit, decimals } = monthlyFigureKinds[kind];
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) throw new MonthlyFigureError(`月份应写作2022-01，填报的是“${month}”`);
  if (!Number.isFinite(value) || value < 0) throw new MonthlyFigureError(`${label}应为不小于0的数，填报的是${value}`);
  if (decimals === 0 && !Number.isSafeInteger(value))
    throw new MonthlyFigureError(`${label}以“${unit}”计，应为整数，填报的是${value}`);
  if (Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) > 1e-4)
    throw new MonthlyFigureError(`${label}以“${unit}”计，最多${decimals}位小数，填报的是${value}`);
}
