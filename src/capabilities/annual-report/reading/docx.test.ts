import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readDocx } from './docx.ts';
import { openArchive } from './zip.ts';

const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
const cell = (inner: string): string => `<w:tc><w:p>${inner}</w:p></w:tc>`;

function blocksOf(body: string): ReturnType<typeof readDocx> {
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const xml = `<?xml version="1.0"?><w:document ${space}><w:body>${body}</w:body></w:document>`;
  return readDocx(openArchive(zipSync({ 'word/document.xml': strToU8(xml) })));
}

test('under tracked changes the document reads as if all of them were accepted', () => {
  const struck = '<w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>';
  const added = `<w:ins w:id="2">${run('15')}</w:ins>`;
  const moved = `<w:moveFrom w:id="3">${run('9')}</w:moveFrom>`;
  const rows = [
    `<w:tr>${cell(run('予以公开'))}${cell(struck + added)}</w:tr>`,
    `<w:tr><w:trPr><w:del w:id="4"/></w:trPr>${cell(run('部分公开'))}${cell('')}</w:tr>`,
    `<w:tr><w:trPr><w:ins w:id="5"/></w:trPr>${cell(run('总计'))}${cell(moved + run('15'))}</w:tr>`,
  ];
  expect(blocksOf(`<w:tbl>${rows.join('')}</w:tbl>`)).toEqual([
    {
      kind: 'grid',
      rows: [
        [{ text: '予以公开' }, { text: '15' }],
        [{ text: '总计' }, { text: '15' }],
      ],
    },
  ]);
});

test('a paragraph that was moved is read where it stands now', () => {
  const from = `<w:p><w:moveFrom w:id="1">${run('新收12件。')}</w:moveFrom></w:p>`;
  const to = `<w:p><w:moveTo w:id="2">${run('新收12件。')}</w:moveTo></w:p>`;
  expect(blocksOf(`${from}<w:p>${run('总体情况')}</w:p>${to}`)).toEqual([
    { kind: 'paragraph', text: '总体情况' },
    { kind: 'paragraph', text: '新收12件。' },
  ]);
});
