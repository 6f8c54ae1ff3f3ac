import { describe, expect, it } from 'vitest';
import { nationalCalendar, plainDate } from '../src/kernel/calendar/index.ts';
import { demonstrationYear } from './input.ts';
import { planLetters } from './letters.ts';
import { planDistrict } from './plan.ts';
import { Random } from './random.ts';

const figures = demonstrationYear();
const calendar = nationalCalendar();
const plan = planDistrict(figures, calendar, plainDate('2026-06-15'));
const planned = planLetters(plan.applications, plan.organs, figures.division, calendar, new Random('test'));

describe('letters of the demonstration district', () => {
  it('stand behind every notice and every reply, complete', () => {
    const written = new Set(planned.letters.map(({ applicationId, issuedOn }) => `${applicationId} ${issuedOn}`));
    const kinds = ['correction-requested', 'consultation-sent', 'extended', 'fee-notified', 'replied'];
    const without = planned.applications.flatMap(({ id, events }) =>
      events.filter(({ kind, on }) => kinds.includes(kind) && !written.has(`${id} ${on}`)),
    );
    expect(without).toEqual([]);
  });

  it('are numbered without gaps by organ, series and year, in the order of their days', () => {
    const seen = new Map<string, { number: number; on: string }>();
    for (const { number, issuedOn } of planned.letters) {
      const found = /^(.+〔\d{4}〕)(\d+)号$/.exec(number!)!;
      const before = seen.get(found[1]!);
      expect(Number(found[2])).toBe((before?.number ?? 0) + 1);
      if (before) expect(issuedOn >= before.on).toBe(true);
      seen.set(found[1]!, { number: Number(found[2]), on: issuedOn });
    }
    expect([...planned.series.values()].reduce((sum, last) => sum + last, 0)).toBe(planned.letters.length);
  });

  it('give consultations the numbers of their letters, and carry nothing of the applicant to a third party', () => {
    const numbers = new Set(planned.letters.map(({ number }) => number));
    for (const { events } of planned.applications)
      for (const event of events) if (event.kind === 'consultation-sent') expect(numbers.has(event.ref)).toBe(true);
    const names = new Map(planned.applications.map(({ id, applicantName }) => [id, applicantName]));
    for (const { content, words, applicationId } of planned.letters)
      if (content.facts.kind === 'L06') expect(JSON.stringify(words)).not.toContain(names.get(applicationId));
  });
});
