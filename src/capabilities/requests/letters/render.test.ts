import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { MissingGlyphError } from '../../../platform/typesetting/index.ts';
import { readPdf } from '../../../platform/typesetting/testing/pdf-content.ts';
import { assembleLetter, type Letter, letterDocx, letterKinds, letterPdf } from './index.ts';
import { sampleApplication, sampleDecision, sampleLetters } from './testing/samples.ts';

const bare = (text: string): string => text.replace(/\s/g, '');

async function docxText(letter: Letter): Promise<string> {
  const xml = new TextDecoder().decode(unzipSync(await letterDocx(letter))['word/document.xml']);
  return bare(
    xml
      .replace(/<[^>]*>/g, '')
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&'),
  );
}

describe('letters as files', () => {
  test.each(letterKinds)('%s says in PDF and in Word what was assembled', async (kind) => {
    const letter = assembleLetter(sampleLetters[kind]);
    const { pdf, replaced } = await letterPdf(letter);
    const content = await readPdf(pdf);
    // The number of a page stands between two halves of a sentence.
    const printed = content.joined.replace(/—\d+—/g, '');
    const word = await docxText(letter);
    expect(replaced).toEqual([]);
    expect(content.tagged).toBe(true);
    expect(content.title).toBe(`${letter.organ}${letter.title}`);
    expect(content.metadata).toMatch(/pdfaid:part>2</);
    // Rows of the form stand apart, name and content.
    const said = kind === 'L16' ? letter.paragraphs.flatMap((text) => text.split(/：(.*)/s)) : letter.paragraphs;
    for (const text of [
      letter.organ,
      letter.title,
      letter.number ?? '',
      letter.addressee ?? '',
      ...letter.annexes,
      ...said,
    ]) {
      expect(word).toContain(bare(text));
      expect(printed).toContain(bare(text));
    }
  });

  test('the date stands without leading zeros, the number in 六角括号', async () => {
    const letter = assembleLetter(sampleDecision('NOT_EXIST', plainDate('2025-03-05')));
    const { joined } = await readPdf((await letterPdf(letter)).pdf);
    expect(joined).toContain('示建公复〔2025〕12号');
    expect(joined).toMatch(/示例市示例区住房和城乡建设局2025年3月5日/);
  });

  test('a form for the third party comes on a page of its own', async () => {
    const { pages } = await readPdf((await letterPdf(assembleLetter(sampleLetters.L06))).pdf);
    expect(pages).toHaveLength(2);
    expect(bare(pages[1]!)).toContain('政府信息公开第三方意见反馈表');
  });

  test('a name that no font has stops the letter until somebody decides', async () => {
    const letter = assembleLetter({
      ...sampleDecision('NOT_EXIST'),
      application: { ...sampleApplication, applicant: '赵\u{2A6D6}' },
    });
    await expect(letterPdf(letter)).rejects.toThrow(MissingGlyphError);
    const { pdf, replaced } = await letterPdf(letter, { missing: 'code' });
    expect(replaced).toEqual(['\u{2A6D6}']);
    expect((await readPdf(pdf)).joined).toContain('赵〔U+2A6D6〕：');
    expect(await docxText(letter)).toContain('赵\u{2A6D6}：');
  });

  test('the same letter gives the same PDF, byte by byte', async () => {
    const letter = assembleLetter(sampleDecision('GRANTED'));
    const [first, second] = await Promise.all([letterPdf(letter), letterPdf(letter)]);
    expect(Buffer.compare(first!.pdf, second!.pdf)).toBe(0);
  });
});
