import { expect, it } from 'vitest';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { readPdf } from '../../../platform/typesetting/testing/pdf-content.ts';
import { blocksOf } from './blocks.ts';
import { typesetGazette } from './typeset.ts';

const issue = {
  title: '示例区人民政府公报',
  organName: '示例区人民政府',
  year: 2022,
  number: 3,
  runningNumber: 27,
  publishedOn: plainDate('2022-03-31'),
};
const paragraph = `<p>${'为了规范人才公寓管理，根据有关法律、法规，结合本区实际，制定本办法。'.repeat(6)}</p>`;
const matter = (section: string, title: string, paragraphs: number) => ({
  section,
  title,
  documentNumber: `仑政办〔2022〕${paragraphs}号`,
  bodyHtml: paragraph.repeat(paragraphs),
});

it('prints every matter on the page its contents name', async () => {
  const matters = [
    matter('区政府文件', '甲办法', 9),
    matter('区政府文件', '乙办法', 1),
    matter('政策解读', '丙解读', 5),
  ];
  const printed = await typesetGazette(issue, matters);
  const { pages } = await readPdf(printed.pdf);
  expect(pages).toHaveLength(printed.pages);
  expect(printed.entries.map(({ page }) => page)).toEqual([2, 2 + printed.entries[0]!.pages, expect.any(Number)]);
  expect(printed.entries[0]!.pages).toBeGreaterThan(1);
  for (const { title, page } of printed.entries) {
    expect(pages[0], '目录').toContain(title);
    expect(pages[page - 1], title).toContain(title);
    // Nothing else begins there, and the page number printed is the one the contents name.
    expect(pages[page - 1]).toMatch(new RegExp(`—\\s*${page}\\s*—`));
  }
  expect(pages[0]).toMatch(/2022年第3期（总第27期）/);
});

it('keeps what a text is made of: headings, tables with their spans, lists, the signature', () => {
  expect(
    blocksOf(
      '<h2>一、总则</h2><p>甲<strong>乙</strong></p>' +
        '<table><caption>表一</caption><thead><tr><th>项目</th><th>金额</th></tr></thead>' +
        '<tbody><tr><td colspan="2">合计</td></tr><tr><th>收入</th><td>12</td></tr></tbody></table>' +
        '<ol start="3"><li>第三<ul><li>细目</li></ul></li></ol>' +
        '<p class="signature">示例区政府</p><p class="signature">2022年3月1日</p>',
    ),
  ).toEqual([
    { kind: 'heading', level: 1, text: '一、总则' },
    { kind: 'paragraph', runs: ['甲', { text: '乙', strong: true }] },
    { kind: 'paragraph', runs: [{ text: '表一', strong: true }] },
    {
      kind: 'table',
      columns: [4, 4],
      head: [
        [
          { text: '项目', heading: true },
          { text: '金额', heading: true },
        ],
      ],
      body: [
        [{ text: '合计', columns: 2, align: 'left' }],
        [
          { text: '收入', heading: true },
          { text: '12', align: 'left' },
        ],
      ],
    },
    { kind: 'paragraph', runs: ['3．', '第三'] },
    { kind: 'paragraph', runs: ['　—　', '细目'] },
    { kind: 'signature', organ: '示例区政府', date: '2022年3月1日' },
  ]);
});
