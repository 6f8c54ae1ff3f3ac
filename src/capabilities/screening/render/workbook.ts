import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { kindLabels } from '../api/labels.ts';
import { periodLabels, periodName, type ReportContent } from '../rules/workflow/index.ts';

const sheet = (name: string, widths: readonly number[], rows: CellValue[][]) => ({
  name,
  rows,
  columns: widths.map((width) => ({ width })),
  freezePane: { rows: 1 },
});

/** Reports side by side: one line a period, and the figures by organ, kind and day below each other; figures are numbers. */
export function reportsWorkbook(contents: readonly ReportContent[]): Promise<Uint8Array> {
  const period = (content: ReportContent): CellValue[] => [
    periodLabels[content.kind],
    periodName(content),
    content.first,
    content.last,
  ];
  const PERIOD = ['种类', '时段', '起', '止'];
  const TALLY = ['发现', '改正', '误报'];
  return writeXlsx({
    sheets: [
      sheet(
        '总表',
        [10, 34, 12, 12, 10, 10, 10, 10, 10, 12, 14, 14, 12, 12, 12, 14],
        [
          [
            ...PERIOD,
            '期初待处理',
            ...TALLY,
            '期末待处理',
            '发布前改正',
            '发现个人信息',
            '处理个人信息',
            '巡查篇次',
            '检查篇次',
            '检查字数',
            '原样发布件数',
          ],
          ...contents.map((content) => [
            ...period(content),
            content.openAtStart,
            content.found,
            content.mended,
            content.dismissed,
            content.openAtEnd,
            content.beforeRelease,
            content.personalData.found,
            content.personalData.mended,
            content.documents,
            content.screened,
            content.characters,
            content.releasedWithErrors,
          ]),
        ],
      ),
      sheet(
        '按机关',
        [10, 34, 12, 12, 34, 10, 10, 10],
        [
          [...PERIOD, '机关', ...TALLY],
          ...contents.flatMap((content) =>
            content.byOrgan.map((row) => [...period(content), row.organName, row.found, row.mended, row.dismissed]),
          ),
        ],
      ),
      sheet(
        '按种类',
        [10, 34, 12, 12, 14, 10, 10, 10],
        [
          [...PERIOD, '问题种类', ...TALLY],
          ...contents.flatMap((content) =>
            content.byKind.map((row) => [
              ...period(content),
              kindLabels[row.kind],
              row.found,
              row.mended,
              row.dismissed,
            ]),
          ),
        ],
      ),
      sheet(
        '按日',
        [10, 34, 12, 12, 12, 10, 10, 10],
        [
          [...PERIOD, '日期', ...TALLY],
          ...contents.flatMap((content) =>
            content.byDay.map((row) => [...period(content), row.day, row.found, row.mended, row.dismissed]),
          ),
        ],
      ),
    ],
    properties: { title: '内容筛查' },
  });
}
