import { formatChinese, type PlainDate } from '../../../kernel/calendar/index.ts';
import type { TableBlock, TableCell, TypesetDocument } from '../../../platform/typesetting/index.ts';
import { kindLabels, severityLabels } from '../api/labels.ts';
import { daysOf, periodLabels, periodName, type ReportContent, type Tally } from '../rules/workflow/index.ts';

const number = (count: number): TableCell => ({ text: String(count), align: 'right' });
const heading = (text: string): TableCell => ({ text, heading: true, align: 'center' });

function tallyTable(label: string, rows: readonly (Tally & { readonly name: string })[], total: Tally): TableBlock {
  const cells = ({ found, mended, dismissed }: Tally): TableCell[] => [
    number(found),
    number(mended),
    number(dismissed),
  ];
  return {
    kind: 'table',
    columns: [4, 2, 2, 2],
    size: 10.5,
    head: [[heading(label), heading('发现'), heading('改正'), heading('误报')]],
    body: [
      ...rows.map((row) => [{ text: row.name, align: 'left' } as TableCell, ...cells(row)]),
      [{ text: '合计', heading: true, align: 'left' } as TableCell, ...cells(total)],
    ],
  };
}

/** The title of a report: 内容筛查周报（2022年第3周（1月10日至16日））. */
export function reportTitle(content: ReportContent): string {
  return `${periodName(content)}内容筛查${periodLabels[content.kind]}`;
}

/** The sentences that sum a period up. */
export function reportSentences(content: ReportContent): string[] {
  const { found, mended, dismissed, personalData, newMedia } = content;
  const days = daysOf(content);
  const sentences = [
    `本期共${days}天，开展筛查${content.runs}天，巡查${content.documents}篇次，其中重新检查${content.screened}篇次、${content.characters}字。`,
    `发现错敏和不规范表述${found}处，改正${mended}处，认定误报${dismissed}处。期初待处理${content.openAtStart}处，期末待处理${content.openAtEnd}处。`,
    `发布前改正${content.beforeRelease}处。发现个人信息${personalData.found}处，去标识化处理${personalData.mended}处。`,
  ];
  if (newMedia.found + newMedia.mended > 0)
    sentences.push(`新媒体账号发现${newMedia.found}处，改正${newMedia.mended}处。`);
  if (content.releasedWithErrors > 0)
    sentences.push(`写明理由后原样发布的信息${content.releasedWithErrors}件，理由见各件的审核记录。`);
  return sentences;
}

/** A weekly report or monthly summary as an official document, to be printed or passed on. */
export function reportDocument(content: ReportContent, organ: string, on: PlainDate): TypesetDocument {
  const rows = <Row extends Tally>(list: readonly Row[], name: (row: Row) => string) =>
    list.map((row) => ({ ...row, name: name(row) }));
  return {
    title: reportTitle(content),
    organ,
    date: on,
    blocks: [
      { kind: 'title', lines: [`${organ}`, reportTitle(content)] },
      { kind: 'heading', level: 1, text: '一、总体情况' },
      ...reportSentences(content).map((text) => ({ kind: 'paragraph' as const, runs: [text] })),
      { kind: 'heading', level: 1, text: '二、按种类' },
      tallyTable(
        '种类',
        rows(content.byKind, ({ kind }) => kindLabels[kind]),
        content,
      ),
      { kind: 'heading', level: 1, text: '三、按级别' },
      tallyTable(
        '级别',
        rows(content.bySeverity, ({ severity }) => severityLabels[severity]),
        content,
      ),
      { kind: 'heading', level: 1, text: '四、按机关' },
      tallyTable(
        '机关',
        rows(content.byOrgan, ({ organName }) => organName),
        content,
      ),
      { kind: 'heading', level: 1, text: '五、按日' },
      tallyTable(
        '日期',
        rows(content.byDay, ({ day }) => formatChinese(day)),
        content,
      ),
    ],
  };
}
