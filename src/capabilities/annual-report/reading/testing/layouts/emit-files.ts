/** Support for tests: parts of a report as pages and documents with the mark-up that offices and sites leave in them. */
import { strToU8, zipSync } from 'fflate';
import { type Merged, type Part, renderPdf, renderXlsx } from '../render-files.ts';
import type { Dice } from './dice.ts';

const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** One figure or word in several runs, as Word saves it after corrections. */
function pieces(text: string, dice: Dice, share: number): string[] {
  if (text.length < 2 || !dice.chance(share)) return [text];
  const at = 1 + dice.below(text.length - 1);
  return [text.slice(0, at), text.slice(at)];
}

export function emitHtml(parts: readonly Part[], dice: Dice): Uint8Array {
  const word = dice.chance(0.5);
  const broken = dice.chance(0.3) ? 0.2 : 0;
  const wrongSpans = dice.chance(0.2);
  const upper = dice.chance(0.15);
  const noEnds = dice.chance(0.1);
  const span = (text: string): string =>
    pieces(text, dice, broken)
      .map((piece) =>
        word
          ? `<span lang=EN-US style='font-size:12.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>${escapeXml(piece)}<o:p></o:p></span>`
          : escapeXml(piece),
      )
      .join('');
  const blank = dice.pick(['', '&nbsp;', '<p><br></p>', '<span>&ensp;</span>']);
  const td = ({ text, rows, columns }: Merged): string => {
    const body =
      text === ''
        ? blank
        : `${dice.chance(0.3) ? '\n   ' : ''}${word ? `<p class=MsoNormal align=center>${span(text)}</p>` : span(text)}`;
    const width = wrongSpans && columns > 1 && dice.chance(0.3) ? columns + 1 : columns;
    return `<td width="${20 + dice.below(90)}"${rows > 1 ? ` rowspan="${rows}"` : ''}${width > 1 ? ` colspan=${width}` : ''}>${body}${noEnds ? '' : '</td>'}`;
  };
  const body = parts.map((part) => {
    if (typeof part === 'string') {
      return part
        .split('\n')
        .map((line) =>
          word
            ? `<p class=MsoNormal style='text-indent:32.0pt'>${span(line)}</p>`
            : dice.chance(0.5)
              ? `<p>　　${span(line)}</p>`
              : `${span(line)}<br/>`,
        )
        .join('\n');
    }
    const rows = part.map((row) => `<tr>${row.map(td).join(dice.chance(0.5) ? '' : '\n')}${noEnds ? '' : '</tr>'}`);
    const empty = dice.chance(0.1) ? '<tr></tr>' : '';
    return `<table class=MsoTableGrid border=1 cellspacing=0><tbody>${rows.join('\n')}${empty}</tbody></table>`;
  });
  const framed = dice.chance(0.3)
    ? `<table><tr><td>${body.join('\n')}</td></tr></table>`
    : `<div class="article-content">${body.join('\n')}</div>`;
  const head = `<meta charset="utf-8"><meta name="SiteName" content="示例区人民政府"><style>p{margin:0}</style>`;
  const office = word
    ? '<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->'
    : '';
  const menu = dice.chance(0.5)
    ? '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li>政府信息公开年报</li></ul><script>var a = 1234567;</script>'
    : '';
  let html = `<!DOCTYPE html><html xmlns:o="urn:schemas-microsoft-com:office:office"><head>${head}${office}</head><body>${menu}${framed}<div class="foot">主办：示例区人民政府办公室　备案号：苏ICP备05012345号　公网安备 32130202080001号</div></body></html>`;
  if (upper)
    html = html.replace(
      /<(\/?)(table|tr|td|tbody|p|span)\b/g,
      (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}`,
    );
  return new TextEncoder().encode(html);
}

export function emitDocx(parts: readonly Part[], dice: Dice): Uint8Array {
  const broken = dice.chance(0.4) ? 0.3 : 0;
  const controls = dice.chance(0.15);
  const run = (text: string): string =>
    `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  const paragraph = (text: string): string => {
    const deleted = dice.chance(0.02)
      ? `<w:del w:id="1"><w:r><w:delText>${escapeXml('9')}</w:delText></w:r></w:del>`
      : '';
    return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${deleted}${pieces(text, dice, broken).map(run).join('')}</w:p>`;
  };
  const body = parts.flatMap((part) => {
    if (typeof part === 'string') return part.split('\n').map(paragraph);
    const open = new Map<number, { left: number; columns: number }>();
    const rows = part.map((row) => {
      const cells: string[] = [];
      let column = 0;
      const cover = (): void => {
        for (let above = open.get(column); above; above = open.get(column)) {
          cells.push(
            `<w:tc><w:tcPr><w:gridSpan w:val="${above.columns}"/><w:vMerge w:val="continue"/></w:tcPr><w:p/></w:tc>`,
          );
          above.left -= 1;
          if (above.left === 0) open.delete(column);
          column += above.columns;
        }
      };
      for (const { text, rows: height, columns } of row) {
        cover();
        const merge = height > 1 ? '<w:vMerge w:val="restart"/>' : '';
        const inner = paragraph(text);
        const content = controls && dice.chance(0.3) ? `<w:sdt><w:sdtContent>${inner}</w:sdtContent></w:sdt>` : inner;
        cells.push(`<w:tc><w:tcPr><w:gridSpan w:val="${columns}"/>${merge}</w:tcPr>${content}</w:tc>`);
        if (height > 1) open.set(column, { left: height - 1, columns });
        column += columns;
      }
      cover();
      return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
    });
    return [`<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`, '<w:p/>'];
  });
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${space}><w:body>${body.join('')}<w:sectPr/></w:body></w:document>`;
  const footer = `<w:ftr ${space}><w:p><w:r><w:t>- 3 -</w:t></w:r></w:p></w:ftr>`;
  return zipSync({ 'word/document.xml': strToU8(xml), 'word/footer1.xml': strToU8(footer) });
}

function splitLines(parts: readonly Part[]): Part[] {
  return parts.flatMap((part): Part[] => (typeof part === 'string' ? part.split('\n') : [part]));
}

export function emitXlsx(parts: readonly Part[], _dice: Dice): Uint8Array {
  return renderXlsx(splitLines(parts));
}

export function emitPdf(parts: readonly Part[], _dice: Dice): Uint8Array {
  return renderPdf(splitLines(parts).filter((part) => typeof part !== 'string' || part !== ''));
}
