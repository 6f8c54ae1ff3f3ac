import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeKinds } from '../../rules/outcomes.ts';
import { sampleApplication, sampleDecision } from '../testing/samples.ts';
import { assembleLetter } from './assemble.ts';
import { findingElements } from './findings.ts';
import { letterKinds, letterRules } from './kinds.ts';
import {
  applyTemplateChanges,
  checkTemplates,
  defaultTemplates,
  type LetterTemplates,
  TemplateFaultyError,
  templateChangesSchema,
} from './templates.ts';

const faults = (changes: unknown): string[] => {
  try {
    applyTemplateChanges(templateChangesSchema.parse(changes));
    return [];
  } catch (error) {
    if (error instanceof TemplateFaultyError) return error.faults.map(({ message }) => message);
    throw error;
  }
};

describe('templates of an administrator', () => {
  test('the defaults are without fault', () => {
    expect(checkTemplates(defaultTemplates)).toEqual([]);
  });

  test('any mandatory element taken out of any template is missed', () => {
    const drop = (texts: readonly string[], name: string): string[] =>
      texts.map((text) => text.replaceAll(`{${name}}`, ''));
    for (const kind of letterKinds)
      for (const name of letterRules[kind].mandatory) {
        const templates: LetterTemplates = {
          ...defaultTemplates,
          letters: { ...defaultTemplates.letters, [kind]: drop(defaultTemplates.letters[kind], name) },
        };
        const found = checkTemplates(templates).filter((fault) => fault.template === kind);
        expect(found.map(({ message }) => message).join(), `${kind} ${name}`).toContain(`缺少必备要素{${name}}`);
      }
    for (const outcome of outcomeKinds)
      for (const name of findingElements[outcome]) {
        const texts = drop(defaultTemplates.findings[outcome], name);
        const templates = { ...defaultTemplates, findings: { ...defaultTemplates.findings, [outcome]: texts } };
        expect(checkTemplates(templates).length, `${outcome} ${name}`).toBeGreaterThan(0);
      }
  });

  test('a mandatory element is not hidden in a part that may be left out', () => {
    expect(
      faults({ findings: { NOT_EXIST: ['[[{search}，]]未检索到{subject}。根据{basis}的规定，该政府信息不存在。'] } }),
    ).toEqual([expect.stringContaining('缺少必备要素{search}')]);
  });

  test('unknown elements, unpaired brackets and blocks inside a sentence are named', () => {
    const [unknown] = faults({ findings: { OTHER: ['{reason}根据{basis}，{secret}。'] } });
    expect(unknown).toBe('没有名为{secret}的要素');
    expect(faults({ findings: { OTHER: ['{reason}根据{basis}[[。'] } })[0]).toContain('括号不配对');
    const inside = [...defaultTemplates.letters.L13.filter((text) => text !== '{remedy}'), '救济：{remedy}'];
    expect(faults({ letters: { L13: inside } })).toEqual(['要素{remedy}必须单独成段']);
  });

  test('the applicant can not be named to a third party', () => {
    const texts = [...defaultTemplates.letters.L06, '申请人：{applicant}。'];
    expect(faults({ letters: { L06: texts } })).toEqual(['本文书不能使用要素{applicant}（申请人姓名或者名称）']);
  });

  test('“不属于本机关负责公开” may not promise a transfer', () => {
    const texts = defaultTemplates.findings.NOT_THIS_AGENCY.map((text) => `${text}本机关已移送该机关。`);
    expect(faults({ findings: { NOT_THIS_AGENCY: texts } })[0]).toContain('不得写转送、移送');
  });

  test('changed words are used, the rest stays', () => {
    const templates = applyTemplateChanges(
      templateChangesSchema.parse({ findings: { OTHER: ['本机关认为：{reason}（{basis}）'] } }),
    );
    const letter = assembleLetter(sampleDecision('OTHER'), templates);
    expect(letter.paragraphs).toContain(
      '本机关认为：申请内容是就办事流程提出的咨询。（《中华人民共和国政府信息公开条例》第二条）',
    );
    expect(templates.letters).toEqual(defaultTemplates.letters);
  });

  test('what people wrote is never taken for a template', () => {
    const pieces = fc.constantFrom('{reason}', '[[', ']]', '{', '}', '{remedy}', '$&', '$1', '甲', '\\');
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (parts) => {
        const requested = parts.join('');
        const letter = assembleLetter({
          ...sampleDecision('NOT_EXIST'),
          application: { ...sampleApplication, requested },
        });
        expect(letter.paragraphs[0]).toContain(`“${requested}”`);
      }),
    );
  });
});
