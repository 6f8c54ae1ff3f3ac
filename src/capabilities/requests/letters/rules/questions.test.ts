import { describe, expect, it } from 'vitest';
import { nationalCalendar, plainDate } from '../../../../kernel/calendar/index.ts';
import { type Outcome, outcomeKinds } from '../../rules/outcomes.ts';
import { sampleApplication, sampleFindings, sampleLetters, sampleOrgan, sampleRefusals } from '../testing/samples.ts';
import { composeCaseLetter } from './case-letter.ts';
import { type DecisionCircumstances, decisionObjections } from './decision-conditions.ts';
import { decisionItemsSchema, findingSchema, letterInputSchema } from './input-schema.ts';
import { eventOfLetter, outcomeOfItems } from './letter-event.ts';
import { type Answers, followPath, questions } from './questions.ts';
import { defaultTemplates } from './templates.ts';

/** Every way through the questions to an end. */
function* paths(key = 'clarity', so: Answers = {}): Generator<Answers> {
  const question = questions.find((one) => one.key === key)!;
  for (const answer of question.answers) {
    const answers = { ...so, [question.key]: answer.key };
    if (answer.next) yield* paths(answer.next, answers);
    else yield answers;
  }
}

describe('the questions', () => {
  it('lead to each of the 24 outcomes, each answer with its article', () => {
    const reached = [...paths()].map(followPath).flatMap((path) => (path.ended ? [path.outcome] : []));
    expect(new Set(reached)).toEqual(new Set(outcomeKinds));
    for (const { answers } of questions) for (const { basis } of answers) expect(basis).toMatch(/^《.+》|第.+条/);
  });

  it('stop where a letter must come first, and at the first question without an answer', () => {
    expect(followPath({ clarity: 'unclear' })).toEqual({ ended: false, next: null, before: 'L02' });
    expect(followPath({})).toEqual({ ended: false, next: 'clarity', before: null });
    expect(followPath({ clarity: 'clear', nature: 'information' })).toMatchObject({ next: 'responsibility' });
    // What was answered behind the end counts for nothing.
    expect(followPath({ clarity: 'STILL_UNCLEAR', disclosure: 'GRANTED' })).toEqual({
      ended: true,
      outcome: 'STILL_UNCLEAR',
      letter: 'L13',
    });
    expect(followPath({ clarity: 'WITHDRAWN' })).toEqual({ ended: true, outcome: 'WITHDRAWN', letter: null });
  });

  it('show how far the law binds for every ground of refusal', () => {
    const ground = questions.find(({ key }) => key === 'ground')!;
    expect(Object.fromEntries(ground.answers.map(({ key, force }) => [key, force]))).toEqual({
      DENIED_STATE_SECRET: 'mandatory',
      DENIED_LAW: 'mandatory',
      DENIED_SECURITY: 'mandatory',
      DENIED_THIRD_PARTY: 'mandatory-with-balancing',
      DENIED_INTERNAL: 'discretionary',
      DENIED_PROCESS: 'discretionary',
      DENIED_CASE_FILE: 'discretionary',
    });
  });
});

const day = plainDate('2025-03-05');
const bare: DecisionCircumstances = {
  state: 'processing',
  corrected: false,
  searches: [],
  thirdParties: [],
  earlierReplies: [],
  reasonsRequested: false,
};
const borne: DecisionCircumstances = {
  state: 'processing',
  corrected: true,
  searches: [{ on: day }],
  thirdParties: [{ sentOn: day, answer: 'refused' }],
  earlierReplies: [{ number: '示建公复〔2024〕31号', on: day }],
  reasonsRequested: true,
};

describe('what the file must show', () => {
  const NEEDS: readonly Outcome[] = [
    'NOT_EXIST',
    'DENIED_THIRD_PARTY',
    'REPEAT',
    'EXCESSIVE',
    'STILL_UNCLEAR',
    'ABANDONED_CORRECTION',
    'FEE_UNPAID',
    'WITHDRAWN',
    'PARTIAL',
  ];

  it.each(outcomeKinds)('%s', (outcome) => {
    const objections = decisionObjections([{ finding: sampleFindings[outcome] }], bare);
    expect(objections.length > 0).toBe(NEEDS.includes(outcome));
    for (const objection of objections) expect(objection).toMatch(/（《.+》.*）$/);
    const state = outcome === 'FEE_UNPAID' ? 'payment-lapsed' : 'correction-lapsed';
    const lapsed = outcome === 'FEE_UNPAID' || outcome === 'ABANDONED_CORRECTION';
    const shown = decisionObjections([{ finding: sampleFindings[outcome] }], lapsed ? { ...borne, state } : borne);
    expect(shown.length > 0).toBe(outcome === 'WITHDRAWN');
  });

  it('a third party that agreed is no ground, and one still asked none yet', () => {
    const finding = sampleRefusals.DENIED_THIRD_PARTY;
    const at = (answer: 'agreed' | 'open') => ({ ...borne, thirdParties: [{ sentOn: day, answer }] });
    expect(decisionObjections([{ finding }], at('agreed'))[0]).toContain('同意公开的，应当予以公开');
    expect(decisionObjections([{ finding }], at('open'))[0]).toContain('期限也没有届满');
  });

  it('a partial disclosure gives something and withholds something; nothing is passed on to another organ', () => {
    const finding = { ...sampleFindings.PARTIAL, disclosed: [''], withheld: [] };
    expect(decisionObjections([{ finding }], borne)).toHaveLength(2);
    const passed = { ...sampleFindings.NOT_THIS_AGENCY, reason: '已转送区财政局办理' };
    expect(decisionObjections([{ finding: passed }], borne)[0]).toContain('不得写转送');
  });
});

describe('one outcome of several items', () => {
  const of = (...outcomes: Outcome[]) =>
    outcomeOfItems(outcomes.map((outcome) => ({ finding: sampleFindings[outcome] })));

  it('is partial as soon as something is given and something withheld', () => {
    expect(of('GRANTED', 'NOT_EXIST')).toEqual({ outcome: 'PARTIAL', withheldGrounds: ['NOT_EXIST'] });
    expect(of('PARTIAL')).toEqual({ outcome: 'PARTIAL', withheldGrounds: ['DENIED_THIRD_PARTY'] });
    expect(of('ALREADY_PUBLIC', 'GRANTED')).toEqual({ outcome: 'GRANTED' });
    expect(of('PETITION', 'DENIED_PROCESS')).toEqual({ outcome: 'DENIED_PROCESS' });
    expect(of('GRANTED', 'PETITION')).toEqual({ outcome: 'GRANTED' });
  });
});

describe('letters from outside', () => {
  it('are read back as they were written, whatever their kind', () => {
    for (const input of Object.values(sampleLetters))
      expect(letterInputSchema.parse(JSON.parse(JSON.stringify(input)))).toEqual(JSON.parse(JSON.stringify(input)));
    for (const finding of Object.values(sampleFindings)) expect(findingSchema.parse(finding)).toEqual(finding);
  });

  it('are refused with the place of the fault, and lose what could pass for a line of its own', () => {
    const wrong = decisionItemsSchema.safeParse([{ finding: { outcome: 'GRANTED', delivery: { enclosed: 'x' } } }]);
    expect(wrong.success).toBe(false);
    expect(
      letterInputSchema.safeParse({ ...sampleLetters.L02, respondBy: '2025-02-30' }).error?.issues[0]?.path,
    ).toEqual(['respondBy']);
    const finding = findingSchema.parse({ outcome: 'OTHER', reason: '第一行\n第二行\u0000\u2028第三行' });
    expect(finding).toEqual({ outcome: 'OTHER', reason: '第一行第二行第三行' });
    expect(findingSchema.safeParse({ outcome: 'OTHER', reason: 'x'.repeat(2001) }).success).toBe(false);
  });
});

describe('the event of a letter', () => {
  const at = {
    date: day,
    number: '示公开告〔2025〕7号',
    service: 'post',
    signer: '钱示例',
    amountYuan: 1700,
    isReanswer: false,
  } as const;

  it('names the letter’s number, days and signer', () => {
    expect(eventOfLetter({ kind: 'L06', thirdParty: '某公司', content: '报价' }, at)).toEqual({
      kind: 'consultation-sent',
      on: day,
      ref: at.number,
      party: 'third-party',
      deliveredOn: null,
    });
    expect(eventOfLetter({ kind: 'L03', reason: '多', workingDays: 10 }, at)).toMatchObject({
      kind: 'extended',
      approvedBy: '钱示例',
    });
    expect(eventOfLetter({ kind: 'L11', mode: 'page', quantity: 150, itemsBefore: 0 }, at)).toMatchObject({
      amountYuan: 1700,
    });
    const reply = { kind: 'L13', items: [{ finding: sampleFindings.GRANTED }] } as const;
    expect(eventOfLetter({ ...reply, items: [...reply.items] }, at)).toMatchObject({ kind: 'replied', servedOn: null });
    expect(eventOfLetter({ ...reply, items: [...reply.items] }, { ...at, isReanswer: true })).toBeNull();
  });
});

describe('a draft of a case', () => {
  it('whose outcome belongs into another letter is told so instead of failing', () => {
    const composed = composeCaseLetter(
      {
        facts: { kind: 'L13', items: [{ finding: sampleFindings.PETITION }] },
        service: 'post',
        annexes: [],
        enclosures: [],
      },
      {
        organ: sampleOrgan,
        word: '示建',
        feeAccount: '',
        application: {
          ...sampleApplication,
          events: [
            { kind: 'submitted', on: sampleApplication.submittedOn, channel: 'online' },
            { kind: 'received', on: sampleApplication.receivedOn },
          ],
        },
        calendar: nationalCalendar(),
        route: null,
        isOnline: false,
        decision: bare,
      },
      { number: null, date: plainDate('2025-02-20'), signer: '钱示例' },
      defaultTemplates,
    );
    expect(composed.letter).toBeNull();
    expect(composed.objections).toEqual([expect.stringContaining('应当使用《政府信息公开申请不予处理告知书》')]);
  });
});
