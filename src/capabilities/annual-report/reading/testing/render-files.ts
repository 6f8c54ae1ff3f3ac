/** Support for tests: a report as HTML, DOCX, XLSX and PDF, with the merges of the official tables. */
import { strToU8, zipSync } from 'fflate';
import {
  BALANCE_NOTE,
  type Cell,
  COLUMN_LABELS,
  FORMS,
  type FormVersion,
  groupOfRow,
  PART_NUMERALS,
  PART_TITLES,
  REMEDY_COLUMN_LABELS,
  REMEDY_KEYS,
  RESULT_GROUPS,
  RESULTS_HEADING,
  type ReportTables,
  ROW_LABELS,
} from '../../rules/form.ts';

export interface Merged {
  text: string;
  rows: number;
  columns: number;
}

/** Paragraphs and tables of cells with their spans, cells in the row where they begin. */
export type Part = string | Merged[][];

function cell(value: Cell | string, rows = 1, columns = 1): Merged {
  return { text: value === null ? '' : String(value), rows, columns };
}

/** Columns before the seven of figures: 三、 · (三) · the row's own label. */
function requestTable(tables: ReportTables): Merged[][] {
  const rows: Merged[][] = [
    [cell(BALANCE_NOTE, 3, 3), cell('申请人情况', 1, 7)],
    [cell('自然人', 2), cell('法人或其他组织', 1, 5), cell('总计', 2)],
    Object.values(COLUMN_LABELS)
      .slice(1, 6)
      .map((label) => cell(label)),
  ];
  const printed = tables.requests.rows.filter(
    (row) =>
      row.merged ||
      !tables.requests.rows.some(
        (other) => other.merged && groupOfRow(other.key) === groupOfRow(row.key) && groupOfRow(row.key) !== null,
      ),
  );
  const results = printed.filter(({ key }) => key !== 'new' && key !== 'carried' && key !== 'forward');
  let group: string | null = null;
  for (const row of printed) {
    const own = groupOfRow(row.key);
    const line: Merged[] = [];
    if (row.key === 'granted') line.push(cell(RESULTS_HEADING, results.length));
    const single = row.merged || row.key === 'other' || own === null;
    if (!single && own !== group) {
      line.push(cell(RESULT_GROUPS[own].label, printed.filter(({ key }) => groupOfRow(key) === own).length));
    }
    const isResult = results.includes(row);
    const label = row.merged && own !== null ? RESULT_GROUPS[own].label : ROW_LABELS[row.key];
    line.push(cell(label, 1, isResult ? (single ? 2 : 1) : 3));
    line.push(...row.values.map((value) => cell(value)));
    group = own;
    rows.push(line);
  }
  return rows;
}

function proactiveTable(tables: ReportTables, form: FormVersion): Merged[][] {
  const { proactive } = tables;
  const heads = FORMS[form].documentColumns.map((label) => cell(label));
  const one = (label: string, value: Cell): Merged[] => [cell(label), cell(value, 1, 3)];
  return [
    [cell('第二十条第（一）项', 1, 4)],
    [cell('信息内容'), ...heads],
    [cell('规章'), ...proactive.rules.map((value) => cell(value))],
    [cell('行政规范性文件'), ...proactive.normativeDocuments.map((value) => cell(value))],
    [cell('第二十条第（五）项', 1, 4)],
    [cell('信息内容'), cell('本年处理决定数量', 1, 3)],
    one('行政许可', proactive.licensing),
    [cell('第二十条第（六）项', 1, 4)],
    [cell('信息内容'), cell('本年处理决定数量', 1, 3)],
    one('行政处罚', proactive.penalties),
    one('行政强制', proactive.compulsion),
    [cell('第二十条第（八）项', 1, 4)],
    [cell('信息内容'), cell('本年收费金额（单位：万元）', 1, 3)],
    one('行政事业性收费', proactive.chargesWan),
  ];
}

function remediesTable(tables: ReportTables): Merged[][] {
  const labels = (): Merged[] => Object.values(REMEDY_COLUMN_LABELS).map((label) => cell(label));
  return [
    [cell('行政复议', 1, 5), cell('行政诉讼', 1, 10)],
    [...labels().map((label) => ({ ...label, rows: 2 })), cell('未经复议直接起诉', 1, 5), cell('复议后起诉', 1, 5)],
    [...labels(), ...labels()],
    REMEDY_KEYS.flatMap((key) => tables.remedies[key].map((value) => cell(value))),
  ];
}

export function partsOf(tables: ReportTables, form: FormVersion, overall: string): Part[] {
  const year = form === '2021' ? 2023 : 2020;
  const heading = (index: number): string => `${PART_NUMERALS[index]}、${PART_TITLES[index]}`;
  return [
    '示例区人民政府',
    `${year}年政府信息公开工作年度报告`,
    heading(0),
    overall,
    heading(1),
    proactiveTable(tables, form),
    heading(2),
    requestTable(tables),
    heading(3),
    remediesTable(tables),
    heading(4),
    '存在的问题是解读形式还不够丰富。',
    heading(5),
    '本年度收取信息处理费0元。',
  ];
}

const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export function renderHtml(parts: readonly Part[]): Uint8Array {
  const body = parts.map((part) => {
    if (typeof part === 'string') return `<p class=MsoNormal><span>${escapeXml(part)}<o:p></o:p></span></p>`;
    const rows = part.map((row) => {
      const cells = row.map(
        ({ text, rows, columns }) =>
          `<td rowspan=${rows} colspan=${columns}><p><span>${escapeXml(text)}</span>&nbsp;</p></td>`,
      );
      return `<tr>${cells.join('\n')}</tr>`;
    });
    return `<table border=1><tbody>${rows.join('\n')}</tbody></table>`;
  });
  const menu = '<script>var total = 12;</script><table><tr><td>栏目</td><td>12</td></tr></table>';
  const html = `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${menu}<table><tr><td>${body.join('\n')}</td></tr></table></body></html>`;
  return new TextEncoder().encode(html);
}

export function renderDocx(parts: readonly Part[]): Uint8Array {
  const paragraph = (text: string): string =>
    `<w:p><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;
  const body = parts.map((part) => {
    if (typeof part === 'string') return paragraph(part);
    // A cell over several rows is written again in each, as w:vMerge without a value.
    const open = new Map<number, { left: number; columns: number }>();
    const rows = part.map((row) => {
      const cells: string[] = [];
      let column = 0;
      const cover = (): void => {
        for (let above = open.get(column); above; above = open.get(column)) {
          cells.push(`<w:tc><w:tcPr><w:gridSpan w:val="${above.columns}"/><w:vMerge/></w:tcPr><w:p/></w:tc>`);
          above.left -= 1;
          if (above.left === 0) open.delete(column);
          column += above.columns;
        }
      };
      for (const { text, rows: height, columns } of row) {
        cover();
        const merge = height > 1 ? '<w:vMerge w:val="restart"/>' : '';
        cells.push(`<w:tc><w:tcPr><w:gridSpan w:val="${columns}"/>${merge}</w:tcPr>${paragraph(text)}</w:tc>`);
        if (height > 1) open.set(column, { left: height - 1, columns });
        column += columns;
      }
      cover();
      return `<w:tr>${cells.join('')}</w:tr>`;
    });
    return `<w:tbl>${rows.join('')}</w:tbl>`;
  });
  const xml = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`;
  return zipSync({ 'word/document.xml': strToU8(xml) });
}

function columnName(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);
}

export function renderXlsx(parts: readonly Part[]): Uint8Array {
  const strings: string[] = [];
  const merges: string[] = [];
  const lines: string[] = [];
  let top = 0;
  const textCell = (reference: string, text: string): string => {
    strings.push(text);
    return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      lines.push(`<row r="${top + 1}">${textCell(`A${top + 1}`, part)}</row>`);
      top += 1;
      continue;
    }
    const taken = new Set<string>();
    for (const row of part) {
      const cells: string[] = [];
      let column = 0;
      for (const { text, rows, columns } of row) {
        while (taken.has(`${top}/${column}`)) column += 1;
        for (let r = 0; r < rows; r += 1) for (let c = 0; c < columns; c += 1) taken.add(`${top + r}/${column + c}`);
        const reference = `${columnName(column)}${top + 1}`;
        if (/^\d+(?:\.\d+)?$/.test(text)) cells.push(`<c r="${reference}"><v>${text}</v></c>`);
        else if (text !== '') cells.push(textCell(reference, text));
        if (rows > 1 || columns > 1) merges.push(`${reference}:${columnName(column + columns - 1)}${top + rows}`);
        column += columns;
      }
      lines.push(`<row r="${top + 1}">${cells.join('')}</row>`);
      top += 1;
    }
  }
  const space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const sheet = `<worksheet ${space}><sheetData>${lines.join('')}</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`;
  const shared = `<sst ${space}>${strings.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`;
  return zipSync({ 'xl/worksheets/sheet1.xml': strToU8(sheet), 'xl/sharedStrings.xml': strToU8(shared) });
}

interface Drawn {
  x: number;
  y: number;
  text: string;
}

const PAGE = { width: 595, height: 842, top: 780, bottom: 70, left: 60 };
const SIZE = 9;

/** Text widths of the font used here: 1 em for Chinese, half an em for ASCII. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 128 ? SIZE / 2 : SIZE), 0);
}

/** Draws the parts on pages; tables run over page breaks, long labels break over lines, figures stand centred. */
function drawPages(parts: readonly Part[]): Drawn[][] {
  const pages: Drawn[][] = [[]];
  let y = PAGE.top;
  const room = (height: number): void => {
    if (y - height >= PAGE.bottom) return;
    pages.at(-1)!.push({ x: PAGE.width / 2, y: 40, text: `- ${pages.length} -` });
    pages.push([]);
    y = PAGE.top;
  };
  const draw = (x: number, at: number, text: string): void => {
    if (text !== '') pages.at(-1)!.push({ x, y: at, text });
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let from = 0; from < part.length; from += 48) {
        room(16);
        draw(PAGE.left, y, part.slice(from, from + 48));
        y -= 16;
      }
      continue;
    }
    const taken = new Set<string>();
    const total = part[0]!.reduce((sum, { columns }) => sum + columns, 0);
    const labels = total === 10 ? 3 : total === 4 ? 1 : 0;
    const labelWidth = labels === 0 ? 0 : 240 / labels;
    const figureWidth = (PAGE.width - 2 * PAGE.left - labels * labelWidth) / (total - labels);
    const left = (column: number): number =>
      PAGE.left + Math.min(column, labels) * labelWidth + Math.max(0, column - labels) * figureWidth;
    for (const [r, row] of part.entries()) {
      let column = 0;
      const placed = row.map((own) => {
        while (taken.has(`${r}/${column}`)) column += 1;
        const at = column;
        for (let i = 0; i < own.rows; i += 1) for (let j = 0; j < own.columns; j += 1) taken.add(`${r + i}/${at + j}`);
        column += own.columns;
        const width = left(at + own.columns) - left(at) - 4;
        const perLine = Math.max(2, Math.floor(width / SIZE));
        const lines: string[] = [];
        if (/^[\d.]*$/.test(own.text)) lines.push(own.text);
        else
          for (let from = 0; from < own.text.length; from += perLine) lines.push(own.text.slice(from, from + perLine));
        return { at, width, lines, own };
      });
      const single = placed.filter(({ own }) => own.rows === 1);
      const height = Math.max(1, ...single.map(({ lines }) => lines.length)) * 12 + 6;
      room(height);
      for (const { at, width, lines } of placed) {
        const top = y - (height - lines.length * 12) / 2;
        for (const [index, line] of lines.entries()) {
          const centred = /^[\d.]+$/.test(line) ? (width - widthOf(line)) / 2 : 0;
          draw(left(at) + 2 + centred, top - index * 12, line);
        }
      }
      y -= height;
    }
  }
  return pages;
}

/** A PDF whose text names an unembedded Chinese font by a predefined character map, so that no font is needed here. */
export function renderPdf(parts: readonly Part[]): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>');
  add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>',
  );
  add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  );
  const kids: number[] = [];
  for (const page of drawPages(parts)) {
    const commands = page.map(({ x, y, text }) => {
      const hex = [...text].map((char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('');
      return `BT /F1 ${SIZE} Tf ${x.toFixed(2)} ${y.toFixed(2)} Td <${hex}> Tj ET`;
    });
    const stream = commands.join('\n');
    const content = add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    kids.push(
      add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${content} 0 R >>`,
      ),
    );
  }
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (char) => char.charCodeAt(0));
}

export const RENDERERS = { html: renderHtml, docx: renderDocx, xlsx: renderXlsx, pdf: renderPdf } as const;
export type FileFormat = keyof typeof RENDERERS;

export function renderFile(
  format: FileFormat,
  tables: ReportTables,
  form: FormVersion,
  overall = '认真落实《条例》。',
): Uint8Array {
  return RENDERERS[format](partsOf(tables, form, overall));
}
