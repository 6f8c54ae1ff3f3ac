import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type Block, mapTexts, printable, type Run, type TableBlock, type TypesetDocument } from './document.ts';

/** Word counts in twentieths of a point. */
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440);
const points = (value: number): number => Math.round(value * 20);

const TYPE_AREA = { width: twips(156), height: twips(225) };
/** 22 lines in 225 mm. */
const PITCH = Math.round(TYPE_AREA.height / 22);
/** 三号 is 16 pt in Word; drawn together a little, so that 28 characters fill 156 mm. */
const BODY = { size: 32, characterSpacing: -5 } as const;
const RED = 'D7000F';

/** Latin letters and digits in Times New Roman, as offices set them; Word falls back where a family is missing. */
function face(eastAsia: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia };
}
const FANGSONG = face('仿宋_GB2312');
const XIAOBIAOSONG = face('方正小标宋简体');
const HEI = face('黑体');
const KAI = face('楷体_GB2312');
const SONG = face('宋体');

const exact = (value: number) => ({ line: value, lineRule: LineRuleType.EXACT, before: 0, after: 0 });
/** Two characters. Word reads the count of characters, WPS and LibreOffice the length. */
const FIRST_LINE = { firstLine: points(32), firstLineChars: 200 };

function paragraph(runs: readonly Run[], options: IParagraphOptions = {}, type: IRunOptions = {}): Paragraph {
  return new Paragraph({
    spacing: exact(PITCH),
    ...options,
    children: runs.map((run) =>
      typeof run === 'string'
        ? new TextRun({ ...type, text: run })
        : new TextRun({ ...type, text: run.text, bold: true }),
    ),
  });
}

const LEVELS = [
  { heading: HeadingLevel.HEADING_2, font: HEI, bold: false },
  { heading: HeadingLevel.HEADING_3, font: KAI, bold: false },
  { heading: HeadingLevel.HEADING_4, font: FANGSONG, bold: true },
] as const;

const ALIGNMENT = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

function tableOf(block: TableBlock): Table {
  const sum = block.columns.reduce((total, share) => total + share, 0);
  const widths = block.columns.map((share) => Math.floor((share / sum) * TYPE_AREA.width));
  const size = block.size ?? 12;
  // Columns still covered by a cell of a row above, so that each cell knows its column and with it its width.
  const covered: number[] = block.columns.map(() => 0);
  const last = block.head.length + block.body.length - 1;
  const rows = [...block.head, ...block.body].map((cells, index) => {
    let column = 0;
    const children = cells.map((cell) => {
      while ((covered[column] ?? 0) > 0) column++;
      const columns = cell.columns ?? 1;
      const width = widths.slice(column, column + columns).reduce((total, one) => total + one, 0);
      for (let i = column; i < column + columns; i++) covered[i] = cell.rows ?? 1;
      column += columns;
      return new TableCell({
        rowSpan: cell.rows ?? 1,
        columnSpan: columns,
        width: { size: width, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        children: [
          paragraph(
            [cell.text],
            {
              alignment: ALIGNMENT[cell.align ?? 'center'],
              spacing: exact(points(size * 1.35)),
              keepNext: block.together === true && index < last,
            },
            { font: SONG, size: Math.round(size * 2), characterSpacing: 0 },
          ),
        ],
      });
    });
    for (let i = 0; i < covered.length; i++) covered[i] = Math.max(0, (covered[i] ?? 0) - 1);
    return new TableRow({
      tableHeader: index < block.head.length,
      cantSplit: true,
      ...(block.rowHeight ? { height: { value: twips(block.rowHeight), rule: 'atLeast' as const } } : {}),
      children,
    });
  });
  return new Table({
    rows,
    columnWidths: widths,
    width: { size: widths.reduce((total, one) => total + one, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: { left: 40, right: 40, top: 30, bottom: 30 },
  });
}

/** Width of a line in characters, for centring 署名 on the date: Latin digits are half as wide. */
function characters(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0);
}

function signatureOf(organ: string, date: string): Paragraph[] {
  const em = points(15.8);
  const organWidth = characters(organ);
  const dateWidth = characters(date);
  const right = Math.max(0, 4 + (dateWidth - organWidth) / 2);
  const dateRight = Math.max(4, right + (organWidth - dateWidth) / 2);
  const line = (text: string, end: number, keepNext: boolean): Paragraph =>
    paragraph([text], { alignment: AlignmentType.RIGHT, indent: { right: Math.round(end * em) }, keepNext });
  return [...gap(3, true), line(organ, right, true), line(date, dateRight, false)];
}

function gap(lines: number, keepNext = false): Paragraph[] {
  return Array.from({ length: lines }, () => paragraph([], { keepNext }));
}

/** `keepNext`: no page holds a signature alone. */
function blockOf(block: Block, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'masthead':
      return [
        paragraph(
          [`${block.organ}文件`],
          { alignment: AlignmentType.CENTER, spacing: { ...exact(points(42)), before: twips(25) } },
          { font: XIAOBIAOSONG, size: 64, color: RED, characterSpacing: 0 },
        ),
        ...gap(1),
        paragraph([block.number], {
          alignment: AlignmentType.CENTER,
          border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 8 } },
        }),
        ...gap(1),
      ];
    case 'title':
      return block.lines.map((line, i) =>
        paragraph(
          [line],
          {
            alignment: AlignmentType.CENTER,
            spacing: exact(points(35)),
            keepNext: true,
            ...(i === 0 ? { heading: HeadingLevel.TITLE } : { style: 'Title' }),
          },
          { font: XIAOBIAOSONG, size: 44, characterSpacing: 0, color: '000000' },
        ),
      );
    case 'number':
      return [paragraph([block.text], { alignment: AlignmentType.RIGHT, indent: { right: points(16) } })];
    case 'addressee':
      return [paragraph([block.text])];
    case 'heading': {
      const { heading, font, bold } = LEVELS[block.level - 1]!;
      return [
        paragraph(
          [block.text],
          { heading, indent: FIRST_LINE, keepNext: true },
          { font, bold, ...BODY, color: '000000' },
        ),
      ];
    }
    case 'paragraph':
      return [
        paragraph(block.runs, {
          alignment: AlignmentType.JUSTIFIED,
          keepNext,
          ...(block.indent === false ? {} : { indent: FIRST_LINE }),
        }),
      ];
    case 'table':
      return [tableOf(block), paragraph([], { spacing: exact(points(10)) })];
    case 'annexes':
      return [
        ...gap(1, keepNext),
        ...block.titles.map((title, i) => {
          const number = block.titles.length > 1 ? `${i + 1}.` : '';
          const hanging = points(16 * (number ? 1.5 : 0)) + (i === 0 ? points(48) : 0);
          return paragraph([`${i === 0 ? '附件：' : ''}${number}${title}`], {
            indent: { left: points(80) + points(number ? 24 : 0), hanging },
            keepNext,
          });
        }),
      ];
    case 'signature':
      return signatureOf(block.organ, block.date);
    case 'note':
      return [paragraph([`（${block.text}）`], { indent: FIRST_LINE })];
    case 'gap':
      return gap(block.lines);
    case 'page-break':
      // A paragraph of its own behind a full page would leave an empty one.
      return [paragraph([], { pageBreakBefore: true, spacing: exact(20) })];
  }
}

function footer(alignment: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: ALIGNMENT[alignment],
        indent: alignment === 'right' ? { right: points(14) } : { left: points(14) },
        children: [
          new TextRun({ font: SONG, size: 28, characterSpacing: 0, children: ['— ', PageNumber.CURRENT, ' —'] }),
        ],
      }),
    ],
  });
}

/**
 * The document as an editable Word file (OOXML): real headings, real merged cells, header rows that repeat. Families
 * are named as offices have them (仿宋_GB2312 …); they are not embedded.
 */
export async function typesetDocx(document: TypesetDocument): Promise<Uint8Array> {
  const clean = mapTexts(document, printable);
  const file = new Document({
    title: clean.title,
    creator: clean.organ,
    lastModifiedBy: clean.organ,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: FANGSONG, ...BODY, language: { value: 'en-US', eastAsia: 'zh-CN' } },
          paragraph: { spacing: exact(PITCH) },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: {
              top: twips(37),
              bottom: twips(35),
              left: twips(28),
              right: twips(26),
              header: twips(15),
              footer: twips(26),
            },
          },
          // Lines have an exact height; a grid on top of it would pull the rows of tables apart.
          grid: { type: DocumentGridType.DEFAULT, linePitch: PITCH },
        },
        footers: { default: footer('right'), even: footer('left') },
        children: clean.blocks.flatMap((block, i) => blockOf(block, clean.blocks[i + 1]?.kind === 'signature')),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
