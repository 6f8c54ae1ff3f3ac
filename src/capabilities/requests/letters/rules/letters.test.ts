import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromEpochDay, plainDate, toEpochDay } from '../../../../kernel/calendar/index.ts';
import { cite } from '../../../../kernel/legal-basis/index.ts';
import { type Outcome, outcomeKinds, outcomeRule, remedyClassOf } from '../../rules/outcomes.ts';
import { sampleApplication, sampleDecision, sampleFindings, sampleLetters, sampleOrgan } from '../testing/samples.ts';
import { assembleLetter, composeLetter, WrongLetterError } from './assemble.ts';
import cases from './cases/letters.json' with { type: 'json' };
import { LetterIncompleteError } from './elements.ts';
import { basesOf, type Finding } from './findings.ts';
import type { LetterInput } from './input.ts';
import { letterKindOf, letterKinds } from './kinds.ts';

const words = (input: LetterInput): string => assembleLetter(input).paragraphs.join('\n');

function incompleteness(input: LetterInput): LetterIncompleteError {
  try {
    assembleLetter(input);
  } catch (error) {
    if (error instanceof LetterIncompleteError) return error;
    throw error;
  }
  throw new Error('the letter was issued');
}

describe('worked letters', () => {
  test.each(letterKinds)('%s reads as an official wrote it', (kind) => {
    const { title, addressee, paragraphs, annexes } = assembleLetter(sampleLetters[kind]);
    expect({ title, addressee, paragraphs, annexes }).toEqual(cases.kinds[kind]);
  });

  test.each(outcomeKinds)('%s reads as an official wrote it', (outcome) => {
    expect(assembleLetter(sampleDecision(outcome)).paragraphs).toEqual(cases.outcomes[outcome]);
  });
});

describe('remedies', () => {
  const anyDay = fc
    .integer({ min: toEpochDay(plainDate('2019-05-15')), max: toEpochDay(plainDate('2026-12-31')) })
    .map(fromEpochDay);

  test('every outcome cites its articles and carries the remedy of its class and day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...outcomeKinds), anyDay, (outcome, date) => {
        const text = words(sampleDecision(outcome, date));
        for (const basis of basesOf(outcome).slice(0, 1)) expect(text).toContain(cite(basis));
        const { legalBasis, reportRow } = outcomeRule(outcome);
        if (legalBasis.law !== 'reportFormat2021') expect(text, reportRow).toContain(cite(legalBasis));
        const grounds = outcome === 'PARTIAL' ? (['DENIED_THIRD_PARTY'] as const) : [];
        const expected = remedyClassOf(outcome, date, grounds);
        const first = text.includes('应当自收到') && text.includes('日起六十日内先向');
        const choice = text.includes('或者自收到') && text.includes('起六个月内依法向');
        expect({ first, choice }).toEqual(
          {
            'reconsideration-first': { first: true, choice: false },
            'reconsideration-first-for-withheld': { first: true, choice: true },
            choice: { first: false, choice: true },
            none: { first: false, choice: false },
          }[expected],
        );
        if (date < '2024-01-01') expect(first).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('the day the law changed: a refusal of 29 December 2023 may be sued at once, of 2 January 2024 not', () => {
    expect(words(sampleDecision('DENIED_PROCESS', plainDate('2023-12-29')))).toContain(
      '或者自收到本答复书之日起六个月内',
    );
    expect(words(sampleDecision('DENIED_PROCESS', plainDate('2024-01-02')))).toContain('之日起六十日内先向');
  });

  test('before 2024 a department had two review organs, since then one', () => {
    expect(words(sampleDecision('NOT_EXIST', plainDate('2023-05-08')))).toContain(
      '向示例市示例区人民政府或者示例市住房和城乡建设局申请行政复议',
    );
    const now = words(sampleDecision('NOT_EXIST', plainDate('2025-05-08')));
    expect(now).toContain('向示例市示例区人民政府申请行政复议');
    expect(now).not.toContain('示例市住房和城乡建设局');
  });

  test.each([
    ['in-person', '当面提出的政府信息公开申请'],
    ['oral', '口头提出的政府信息公开申请'],
    ['registered-mail', '以邮寄方式提出的政府信息公开申请'],
    ['online', '通过互联网渠道提出的政府信息公开申请'],
  ] as const)('says as an official would how an application came: %s', (channel, sentence) => {
    const input = sampleDecision('GRANTED');
    if (input.kind !== 'L13') throw new Error();
    const text = words({ ...input, application: { ...input.application, channel } });
    expect(text).toContain(sentence);
    expect(text).not.toMatch(/通过(?:当面|口头|以)/);
  });

  test('行政查询 stands under 不予公开 in the report and is still directly suable', () => {
    expect(assembleLetter(sampleDecision('SPECIAL_QUERY')).remedyClass).toBe('choice');
  });

  test('several items: what is refused goes to reconsideration first, the rest does not', () => {
    const input = sampleDecision('GRANTED');
    if (input.kind !== 'L13') throw new Error();
    const letter = assembleLetter({
      ...input,
      items: [
        { requested: '项目名单', finding: sampleFindings.GRANTED },
        { requested: '讨论记录', finding: sampleFindings.DENIED_PROCESS },
        { requested: '重复的一项', finding: sampleFindings.REPEAT },
      ],
    });
    expect(letter.remedyClass).toBe('reconsideration-first-for-withheld');
    expect(letter.paragraphs.join('\n')).toMatch(
      /（一）关于“项目名单”。[\s\S]*（二）关于“讨论记录”。[\s\S]*（三）关于“重复的一项”。/,
    );
  });

  test('served online, the internet channel for reconsideration is named; before 2024 it was not asked for', () => {
    const organ = { ...sampleOrgan, onlineReview: ' ' };
    expect(incompleteness(sampleDecision('NOT_EXIST', plainDate('2025-03-05'), organ)).missing).toEqual([
      {
        name: 'onlineReview',
        label: '提交行政复议申请书的互联网渠道',
        basis: '《中华人民共和国行政复议法》第二十二条',
      },
    ]);
    expect(words(sampleDecision('NOT_EXIST', plainDate('2023-03-06'), organ))).not.toContain('互联网渠道提交');
  });
});

describe('a letter that lacks something is not issued, and says what', () => {
  const blanked = <F extends Finding>(outcome: F['outcome'], change: Partial<F>): LetterInput => {
    const input = sampleDecision(outcome);
    if (input.kind === 'L12') return input;
    return { ...input, items: [{ finding: { ...sampleFindings[outcome], ...change } as Finding }] } as LetterInput;
  };

  test('a refusal without reason, review organ, court and number names all four at once', () => {
    const organ = { ...sampleOrgan, position: { kind: 'government', superiorGovernment: '' } as const, court: '' };
    const input = { ...sampleDecision('DENIED_LAW', plainDate('2025-03-05'), organ), number: null };
    if (input.kind !== 'L13') throw new Error();
    const error = incompleteness({ ...input, items: [{ finding: { ...sampleFindings.DENIED_LAW, reason: '  ' } }] });
    expect(error.missing.map(({ label }) => label)).toEqual(['理由', '行政复议机关', '有管辖权的人民法院', '发文字号']);
    expect(error.message).toBe(
      '《政府信息公开申请答复书》不完整，不能发出，缺少：理由（《中华人民共和国政府信息公开条例》第三十六条第（三）项）；行政复议机关（《中华人民共和国行政复议法》第二十条）；有管辖权的人民法院（《中华人民共和国行政诉讼法》第四十六条）；发文字号（《党政机关公文格式》）',
    );
  });

  test.each<[string, LetterInput, string]>([
    [
      'granted without annex or way',
      blanked('GRANTED', { delivery: { enclosed: [] } }),
      '信息本身（附件），或者获取的方式、途径和时间',
    ],
    [
      'granted with half a way',
      blanked('GRANTED', { delivery: { manner: '查阅', where: '', when: '即日' } }),
      '信息本身（附件），或者获取的方式、途径和时间',
    ],
    ['partial that gives nothing', blanked('PARTIAL', { disclosed: [] }), '予以公开的内容'],
    ['partial that withholds nothing', blanked('PARTIAL', { withheld: [] }), '不予公开的内容及各自的理由'],
    ['not existing without search log', blanked('NOT_EXIST', { search: null }), '检索记录（检索时间、范围和结果）'],
    [
      'not existing, searched nowhere',
      blanked('NOT_EXIST', { search: { on: plainDate('2025-02-18'), places: [' '], terms: ['甲'] } }),
      '检索记录（检索时间、范围和结果）',
    ],
    ['third party not consulted', blanked('DENIED_THIRD_PARTY', { consultation: null }), '征求第三方意见的经过'],
    [
      'rules not looked up',
      blanked('DENIED_PROCESS', { noRuleDemands: false }),
      '法律、法规、规章未规定应当公开的判断',
    ],
    ['repeat without the earlier reply', blanked('REPEAT', { earlier: null }), '此前答复的日期'],
    ['prohibited by no law', blanked('DENIED_LAW', { law: '' }), '法律、行政法规的名称'],
  ])('%s', (_, input, label) => {
    expect(incompleteness(input).missing.map((element) => element.label)).toContain(label);
  });

  test('a withheld part without its reason is named with its place', () => {
    const input = blanked<Extract<Finding, { outcome: 'PARTIAL' }>>('PARTIAL', {
      withheld: [
        { what: '甲', finding: sampleFindings.DENIED_INTERNAL },
        { what: '乙', finding: { ...sampleFindings.DENIED_PROCESS, reason: '' } },
      ],
    });
    expect(incompleteness(input).missing.map(({ label }) => label)).toEqual(['不予公开的第2项：理由']);
  });

  test('an extension nobody approved is not notified', () => {
    expect(incompleteness({ ...sampleLetters.L03, approvedBy: ' ' }).missing[0]!.label).toBe(
      '政府信息公开工作机构负责人同意',
    );
  });

  test('whatever text of whatever letter is emptied, either it was optional or the refusal names it', () => {
    const paths = letterKinds.flatMap((kind) => textPaths(sampleLetters[kind]).map((path) => ({ kind, path })));
    expect(paths.length).toBeGreaterThan(150);
    for (const { kind, path } of paths) {
      const input = structuredClone(sampleLetters[kind]) as unknown as Node;
      const parent = path.slice(0, -1).reduce((node, key) => node[key] as Node, input);
      parent[path.at(-1)!] = '';
      const { letter, missing } = composeLetter(input as unknown as LetterInput);
      if (missing.length > 0) continue;
      // Issued all the same: nothing may be left hanging where the words were.
      expect(letter.paragraphs.join('\n'), `${kind} ${path.join('.')}`).not.toMatch(
        /“”|《》|（）|\{|\}|：。|。。|，。|、、/,
      );
    }
  });
});

type Node = Record<string, unknown>;

/** Paths of the free texts of an input, enumerations and dates left out. */
function textPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') {
    const fixed = /^(?:[a-z-]+|[A-Z_]+|L\d\d|\d{4}-\d\d-\d\d)$/.test(value) || path.at(-1) === 'category';
    return fixed ? [] : [path];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'events' ? [] : textPaths(inner, [...path, key])));
}

describe('who is told what', () => {
  test('letters to third parties and other organs hold nothing of the applicant', () => {
    for (const kind of ['L06', 'L08', 'L09', 'L10'] as const) {
      const text = JSON.stringify(assembleLetter(sampleLetters[kind]));
      for (const secret of [sampleApplication.applicant, sampleApplication.number, sampleApplication.requested])
        expect(text).not.toContain(secret);
    }
  });

  test('consultation inside the organ stays out of the reply', () => {
    const input = sampleDecision('GRANTED');
    const text = words({
      ...input,
      application: {
        ...sampleApplication,
        events: [
          { kind: 'consultation-sent', on: plainDate('2025-02-12'), ref: 'a', party: 'internal', deliveredOn: null },
        ],
      },
    });
    expect(text).not.toContain('征求');
    expect(text).not.toContain('办理期间');
  });

  test('an organisation is addressed as such', () => {
    const input = sampleDecision('NOT_EXIST');
    const text = words({ ...input, application: { ...sampleApplication, organisation: true } });
    expect(text).toContain('你单位申请公开的上述信息');
    expect(text).not.toContain('您');
  });

  test('an outcome that belongs into another letter is refused by name', () => {
    const input = sampleDecision('REPEAT');
    if (input.kind !== 'L14') throw new Error();
    expect(() => assembleLetter({ ...input, kind: 'L13' })).toThrow(WrongLetterError);
    expect(() => assembleLetter({ ...input, items: [{ finding: sampleFindings.NOT_EXIST }] })).toThrow(
      /应当使用《政府信息公开申请答复书》/,
    );
    const outcomesOf = (kind: string): Outcome[] => outcomeKinds.filter((outcome) => letterKindOf(outcome) === kind);
    expect(outcomesOf('L12')).toEqual(['ABANDONED_CORRECTION', 'FEE_UNPAID']);
    expect(outcomesOf('L13').length + outcomesOf('L14').length + 2).toBe(outcomeKinds.length);
  });
});
