import { expect, test } from 'vitest';
import { type CourseStep, presentRound, stateOf } from './report-course.ts';

const step = (act: CourseStep['act'], sha256 = 'a'): CourseStep => ({ act, sha256 });

test('goes on step by step, and begins anew when the content changes', () => {
  const steps = [step('submitted'), step('checked')];
  expect(stateOf([], 'a', null)).toBe('drafting');
  expect(stateOf(steps, 'a', null)).toBe('checked');
  expect(stateOf(steps, 'b', null)).toBe('drafting');
  expect(stateOf([...steps, step('returned')], 'a', null)).toBe('drafting');
});

test('what was published is due for a correction once it changed', () => {
  const steps = [step('submitted'), step('checked'), step('signed'), step('published')];
  expect(stateOf(steps, 'a', 'a')).toBe('published');
  expect(stateOf(steps, 'b', 'a')).toBe('published');
  expect(stateOf([...steps, step('submitted', 'b')], 'b', 'a')).toBe('submitted');
});

test('who acted before a return or on another content is no part of the present round', () => {
  const steps = [step('submitted'), step('returned'), step('submitted', 'b'), step('submitted')];
  expect(presentRound(steps, 'a')).toEqual([step('submitted')]);
  expect(presentRound([...steps, step('published')], 'a')).toEqual([]);
});
