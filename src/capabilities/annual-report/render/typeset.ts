import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Block, TypesetDocument } from '../../../platform/typesetting/index.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { sentenceText } from '../rules/composing/sentences.ts';
import { officialTables } from './official-tables.ts';

/** The organ's name stands on a line of its own, as reports are printed. */
function titleLines({ title, organ }: ReportContent): string[] {
  return title.startsWith(organ.name) ? [organ.name, title.slice(organ.name.length)] : [title];
}

/** The report as an official document, for PDF and DOCX alike. */
export function typesetReport(content: ReportContent, publishedOn?: PlainDate): TypesetDocument {
  const blocks: Block[] = [
    { kind: 'title', lines: titleLines(content) },
    { kind: 'gap', lines: 1 },
    { kind: 'paragraph', runs: [content.preamble] },
  ];
  for (const part of content.parts) {
    blocks.push({ kind: 'heading', level: 1, text: `${part.numeral}、${part.title}` });
    for (const { heading, sentences } of part.paragraphs) {
      const text = sentenceText(sentences);
      blocks.push({
        kind: 'paragraph',
        runs: heading === undefined ? [text] : [{ text: heading, strong: true }, text],
      });
    }
    if (part.table) blocks.push({ kind: 'table', ...officialTables[part.table](content.tables) });
  }
  return { title: content.title, organ: content.organ.name, ...(publishedOn ? { date: publishedOn } : {}), blocks };
}
