import { describe, expect, it } from 'vitest';
import { cleanHtml } from '../html/clean.ts';
import { partsOf } from '../html/parts.ts';
import { catalogueFor, flatten, statutoryCategories } from './catalogue.ts';
import { elementsOf, interpretationFaults } from './interpretation.ts';
import { fillTemplate, openBlanks, publicationTemplates } from './templates.ts';

describe('templates', () => {
  it('serve every category of Art. 20 and stand in the catalogue', () => {
    const codes = new Set(flatten(catalogueFor('municipal-or-county')).map(({ code }) => code));
    for (const { category } of publicationTemplates) expect(codes).toContain(category);
    const served = new Set(publicationTemplates.map(({ category }) => category.split('.')[0]));
    for (const { code } of statutoryCategories) expect(served, code).toContain(code);
    expect(new Set(publicationTemplates.map(({ key }) => key)).size).toBe(publicationTemplates.length);
  });

  it('survive the cleaning unchanged, so that what is shown first is what is saved', () => {
    for (const template of publicationTemplates) {
      const { bodyHtml, title } = fillTemplate(template, { name: '某局', shortName: '某局' }, 2022);
      expect(cleanHtml(bodyHtml), template.key).toBe(bodyHtml);
      expect(`${title}${bodyHtml}`).not.toMatch(/[{}]/);
    }
  });

  it('tell what was left blank, and take the year of a 文号 for none', () => {
    expect(openBlanks('根据仑政办〔2022〕5号，〔内容〕〔内容〕于〔　〕年')).toEqual(['〔内容〕', '〔　〕']);
    expect(openBlanks('仑政办〔2022〕5号')).toEqual([]);
  });
});

describe('an interpretation', () => {
  const text = (parts: Record<string, string>): string =>
    Object.entries(parts)
      .map(([heading, body]) => `<h2>${heading}</h2><p>${body}</p>`)
      .join('');
  const whole = {
    '一、背景依据': '依据条例。',
    '二、目标任务': '方便群众。',
    '（三）主要内容': '共八条。',
    '四、涉及范围：': '本区。',
    '五、解读机关和联系方式': '解读机关：某局</p><p>解读人：王某（虚构）</p><p>联系方式：0574-00000000',
  };

  it('is whole with its four parts and who answers, however the headings are numbered', () => {
    expect(interpretationFaults(partsOf(text(whole)))).toEqual([]);
    expect(
      elementsOf(partsOf(text(whole)))
        .filter(({ isPresent }) => isPresent)
        .map(({ element }) => element.key),
    ).toEqual(['background', 'aims', 'content', 'scope', 'contact']);
  });

  it('names each part that is missing or empty, and each label without words', () => {
    const { '二、目标任务': _, ...rest } = whole;
    const faults = interpretationFaults(
      partsOf(text({ ...rest, '四、涉及范围：': '', '五、解读机关和联系方式': '解读机关：某局</p><p>解读人：' })),
    );
    expect(faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('目标任务'),
      expect.stringContaining('涉及范围'),
      expect.stringContaining('解读人'),
      expect.stringContaining('联系方式'),
    ]);
  });
});
