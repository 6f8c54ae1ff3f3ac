import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../../kernel/calendar/index.ts';
import {
  creditCodeCheckDigit,
  organisationCodeCheckDigit,
  residentIdCheckDigit,
} from '../../../../kernel/identifiers/index.ts';
import { readApplicant, telephoneFault } from './applicant.ts';
import { contentFaults, readContent, subjectOf } from './content.ts';
import { readDelivery } from './delivery.ts';
import { type ApplicantForm, cleanLine, cleanText, emptyApplicant, emptyDelivery } from './form.ts';
import { proposedCategory } from './organisation-category.ts';
import { CODE_ALPHABET, formatCode, formatReference, parseCode, parseReference } from './reference.ts';

const TODAY = plainDate('2026-06-15');

/** An invented number whose check character is right. */
const residentId = (first17: string): string => first17 + residentIdCheckDigit(first17);
const creditCode = (head: string): string => {
  const first = `${head}330206A1234567`.slice(0, 16);
  const seventeen = first + organisationCodeCheckDigit(first.slice(8, 16));
  return seventeen + creditCodeCheckDigit(seventeen);
};
const person: ApplicantForm = {
  ...emptyApplicant,
  kind: 'natural',
  name: '林某某',
  idNumber: residentId('33020619850615001'),
  telephone: '13800000000',
};
const organisation: ApplicantForm = {
  ...emptyApplicant,
  kind: 'organisation',
  organisationName: '北仑某某律师事务所',
  creditCode: creditCode('31'),
  representative: '林某某',
  contactName: '周某某',
  email: 'office@example.com',
};

function faultsOf(form: ApplicantForm): Record<string, string> {
  const reading = readApplicant(form, TODAY);
  return reading.ok ? {} : Object.fromEntries(reading.faults.map(({ name, message }) => [name, message]));
}

describe('what is asked for', () => {
  it.each([
    { title: '关于某项目的批复', documentNumber: '', description: '' },
    { title: '', documentNumber: '仑政〔2024〕1号', description: '' },
    { title: '', documentNumber: '', description: '2024年某某路拓宽工程的补偿方案' },
  ])('is told by any one of name, number and description', (form) =>
    expect(contentFaults(readContent(form))).toEqual([]),
  );

  it('is missing when nothing but blanks and marks was typed', () => {
    const faults = contentFaults(readContent({ title: ' 　', documentNumber: '……', description: '\u200b\n' }));
    expect(faults.map(({ name }) => name)).toEqual(['title']);
  });

  it('is not cut when too long, but refused with both lengths', () => {
    const [fault] = contentFaults(readContent({ title: '批'.repeat(201), documentNumber: '', description: '' }));
    expect(fault).toMatchObject({ name: 'title', message: expect.stringMatching(/最多200字，现在有201字/) });
  });

  it('counts characters outside the basic plane as one', () =>
    expect(contentFaults(readContent({ title: '𠮷'.repeat(200), documentNumber: '', description: '' }))).toEqual([]));

  it('becomes one line for registers, never more than 500 characters', () => {
    expect(subjectOf({ title: '某批复', documentNumber: '仑政〔2024〕1号', description: '第一行\n第二行' })).toBe(
      '某批复（仑政〔2024〕1号）；第一行 第二行',
    );
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200, unit: 'grapheme' }),
        fc.string({ maxLength: 1500, unit: 'grapheme' }),
        (title, text) => {
          const subject = subjectOf(readContent({ title, documentNumber: '', description: text }));
          expect([...subject].length).toBeLessThanOrEqual(500);
          expect(subject).not.toMatch(/\n/);
        },
      ),
    );
  });
});

describe('text as it is kept', () => {
  it('loses what prints nothing and would make it read otherwise', () => {
    expect(cleanText('a\u202eb\u0000c\r\nd\u200b ')).toBe('abc\nd');
    expect(cleanLine('  林\n某　某 ')).toBe('林 某 某');
  });

  it('is the same when cleaned again', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    ));
});

describe('a citizen who applies', () => {
  it('needs a name, an identity number and one way to be reached', () => {
    expect(readApplicant(person, TODAY)).toMatchObject({ ok: true, applicant: { kind: 'natural', name: '林某某' } });
    expect(Object.keys(faultsOf({ ...emptyApplicant, kind: 'natural' }))).toEqual(['name', 'idNumber', 'telephone']);
  });

  it.each(['telephone', 'email', 'address'] as const)('may be reached by %s alone', (only) => {
    const contact = { telephone: '0574-86780000', email: 'a@example.com', address: '北仑区某某路1号' };
    expect(faultsOf({ ...person, telephone: '', [only]: contact[only] })).toEqual({});
  });

  it('reads numbers typed with full-width characters, blanks and small letters', () => {
    const number = residentId('33020619850615004');
    const typed = number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).toLowerCase();
    expect(readApplicant({ ...person, idNumber: ` ${typed.slice(0, 6)} ${typed.slice(6)}` }, TODAY)).toMatchObject({
      applicant: { idNumber: number },
    });
  });

  it('is told what is wrong with the number', () => {
    const right = residentId('33020619850615001');
    const wrong = right.slice(0, 17) + (right[17] === '1' ? '2' : '1');
    expect(faultsOf({ ...person, idNumber: wrong }).idNumber).toMatch(/居民身份证号码校验位不符/);
    expect(faultsOf({ ...person, idNumber: '3302061985' }).idNumber).toMatch(/应为18位/);
    expect(faultsOf({ ...person, idNumber: residentId('33020620300615001') }).idNumber).toMatch(/晚于今天/);
    expect(faultsOf({ ...person, idType: 'driving-licence' }).idType).toMatch(/请选择/);
  });

  it.each([
    ['mainland-permit-hong-kong-macau', 'h12345678', 'K12345678'],
    ['mainland-permit-taiwan', '12345678', '1234567'],
    ['passport', 'e12345678', 'E1'],
    ['permanent-resident-card', 'USA123456789012', 'US123456789012'],
    ['residence-permit', residentId('81000019850615001'), '81000019850615001'],
  ])('may show a %s', (idType, right, wrong) => {
    expect(faultsOf({ ...person, idType, idNumber: right })).toEqual({});
    expect(Object.keys(faultsOf({ ...person, idType, idNumber: wrong }))).toEqual(['idNumber']);
  });

  it('may have a name of any script but not of digits', () => {
    for (const name of ['买买提·艾合买提', 'John Smith', '𠮷某', '欧阳某某'])
      expect(faultsOf({ ...person, name })).toEqual({});
    for (const name of ['123', '林1', '——']) expect(Object.keys(faultsOf({ ...person, name }))).toContain('name');
  });
});

describe('telephone numbers', () => {
  it.each(['13800000000', '0574-86780000', '(0574)86780000', '+8613800000000', '057486780000转801', '95105105'])(
    'takes %s',
    (number) => expect(telephoneFault(number)).toBeUndefined(),
  );
  it.each(['1380000000', '138000000000', '12000000000', '电话', '12-34', '0574-8678000a'])('refuses %s', (number) =>
    expect(telephoneFault(number)).toBeTypeOf('string'),
  );
});

describe('an organisation that applies', () => {
  it('gets its category from its code', () =>
    expect(readApplicant(organisation, TODAY)).toMatchObject({ ok: true, applicant: { category: 'legal' } }));

  it('may correct the category, but not to one the report has no column for', () => {
    expect(readApplicant({ ...organisation, category: 'other' }, TODAY)).toMatchObject({
      applicant: { category: 'other' },
    });
    expect(readApplicant({ ...organisation, category: 'natural' }, TODAY)).toMatchObject({
      applicant: { category: 'legal' },
    });
  });

  it('is told what is wrong with its code', () => {
    const right = creditCode('91');
    const wrong = right.slice(0, 17) + (right[17] === '1' ? '2' : '1');
    expect(faultsOf({ ...organisation, creditCode: wrong }).creditCode).toMatch(/校验位不符/);
    expect(faultsOf({ ...organisation, creditCode: '' }).creditCode).toMatch(/请填写统一社会信用代码/);
  });

  it.each([
    ['enterprise', '北仑某某研究院有限公司', 'business'],
    ['public-institution', '某某农业科学研究院', 'research'],
    ['public-institution', '某某中学', 'other'],
    ['private-non-enterprise', '某某社会工作服务中心', 'welfare'],
    ['foundation', '某某基金会', 'welfare'],
    ['justice-other', '某某基层法律服务所', 'legal'],
    ['village-collective', '某某股份经济合作社', 'other'],
  ] as const)('of kind %s called %s is proposed as %s', (kind, name, category) =>
    expect(proposedCategory(kind, name)).toBe(category),
  );
});

describe('how the information is given', () => {
  const contact = { telephone: '', email: '', address: '', postcode: '' };
  const faultNames = (form: Partial<typeof emptyDelivery>, to = contact) => {
    const reading = readDelivery({ ...emptyDelivery, ...form }, to);
    return reading.ok ? [] : reading.faults.map(({ name }) => name);
  };

  it('must be chosen', () => expect(faultNames({})).toEqual(['medium', 'route']));
  it('must be possible: paper is not sent by e-mail', () =>
    expect(faultNames({ medium: 'paper', route: 'email' })).toEqual(['route']));
  it('needs somewhere to go', () => {
    expect(faultNames({ medium: 'paper', route: 'post' })).toEqual(['deliverTo']);
    expect(faultNames({ medium: 'paper', route: 'post' }, { ...contact, address: '某某路1号' })).toEqual([]);
    expect(faultNames({ medium: 'electronic', route: 'email', deliverTo: 'not an address' })).toEqual(['deliverTo']);
    expect(faultNames({ medium: 'paper', route: 'fax', deliverTo: '0574-86780000' })).toEqual([]);
    expect(faultNames({ medium: 'electronic', route: 'online' })).toEqual([]);
  });
  it('keeps only kinds of help there are', () => {
    const reading = readDelivery(
      { ...emptyDelivery, medium: 'inspection', route: 'collection', assistance: ['large-print', '__proto__', 'x'] },
      null,
    );
    expect(reading).toMatchObject({ ok: true, delivery: { assistance: ['large-print'], acceptsOther: true } });
  });
});

describe('number and code', () => {
  it('are read back however they are typed', () => {
    const reference = { organCode: '33020601', number: '2026-0001' };
    expect(parseReference(formatReference(reference))).toEqual(reference);
    expect(parseReference(' 33020601 — 2026－０００１ ')).toEqual(reference);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CODE_ALPHABET), { minLength: 10, maxLength: 10 }), (characters) => {
        const code = characters.join('');
        expect(parseCode(formatCode(code).toLowerCase())).toBe(code);
      }),
    );
  });

  it.each(['', '2026-0001', '33020601', '33020601-2026-1', '../../etc', `${'3'.repeat(40)}-2026-0001`])(
    'are refused when they can be none: %s',
    (text) => {
      expect(parseReference(text)).toBeNull();
      expect(parseCode(text)).toBeNull();
    },
  );
});
