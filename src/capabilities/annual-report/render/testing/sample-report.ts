/** Support for tests and benches: a report around given tables; every name in it is invented. */
import { composeContent, type ReportContent } from '../../rules/composing/content.ts';
import type { ReportTables } from '../../rules/form.ts';

export function sampleReport(
  tables: ReportTables,
  problems = '政策解读形式较为单一。\n下一步，将加强业务培训，统一答复文书格式。',
): ReportContent {
  return composeContent({
    organ: { code: '000000', name: '示例市示例区人民政府', shortName: '示例区' },
    organs: [{ code: '000000', name: '示例市示例区人民政府' }],
    year: 2025,
    scope: 'aggregated',
    tables,
    work: { publications: 12034, gazettes: 6, topics: 3 },
    fees: { notified: 0, paidYuan: 0 },
    written: { problems, others: '' },
  });
}
