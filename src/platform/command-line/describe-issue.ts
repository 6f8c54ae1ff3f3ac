import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** `events[2].kind`, or '' for the whole. */
function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : text === '' ? String(key) : `.${String(key)}`;
  return text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

const LONGEST_QUOTE = 60;

function quote(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object {…}',
};

/** Counted in what the limit is about: characters of a text, entries of a list, else the number itself. */
function bound(words: string, limit: number | bigint, origin: string): string {
  if (origin === 'string') return `text of ${words} ${limit} character${limit === 1 ? '' : 's'}`;
  if (origin === 'array') return `a list of ${words} ${limit} entries`;
  return `a number of ${words} ${limit}`;
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1
        ? quote(issue.values[0])
        : `one of ${issue.values.map((value) => String(value)).join(', ')}`;
    case 'too_small':
      return bound('at least', issue.minimum, issue.origin);
    case 'too_big':
      return bound('at most', issue.maximum, issue.origin);
    case 'invalid_union':
      return expectedByUnion(issue);
    default:
      return issue.message;
  }
}

/** Of a choice between kinds of objects the kinds there are, of one between types the types. */
function expectedByUnion(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  if ('options' in issue && Array.isArray(issue.options))
    return `one of ${issue.options.map((option) => String(option)).join(', ')}`;
  const words = issue.errors.flatMap(([first]) => (first ? [expectedBy(first)] : []));
  return [...new Set(words)].join(' or ');
}

/**
 * The first fault of an input in plain words: the field, what was expected there and what was found. A message that a
 * schema gives itself and that begins with “expected” is kept.
 */
export function describeIssue(error: z.ZodError, input: unknown): string {
  const issue = error.issues[0]!;
  const field = pathText(issue.path) || 'the line';
  if (/^expected /.test(issue.message))
    return `${field}: ${issue.message}${issue.message.includes(', found ') ? '' : `, found ${quote(valueAt(input, issue.path))}`}`;
  return `${field}: expected ${expectedBy(issue)}, found ${quote(valueAt(input, issue.path))}`;
}
