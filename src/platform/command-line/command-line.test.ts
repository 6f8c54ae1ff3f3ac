import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssue } from './describe-issue.ts';
import { HeldAnswers } from './held-answers.ts';
import { type CommandIo, readLines, UsageError } from './io.ts';
import { writeWhole } from './write-whole.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function memoryIo(input: Iterable<Buffer | string> = []): CommandIo & { written: string[] } {
  const written: string[] = [];
  return { written, out: (text) => void written.push(text), err: () => {}, stdin: Readable.from(input) };
}

async function linesOf(bytes: Uint8Array | string, name = 'x.jsonl'): Promise<[number, string][]> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const lines: [number, string][] = [];
  for await (const { number, text } of readLines(file, memoryIo())) lines.push([number, text]);
  return lines;
}

describe('lines of a file', () => {
  it('are numbered from 1, blank ones left out, whatever ends them', async () => {
    expect(await linesOf('a\r\n\n  \nb\u2028c\n')).toEqual([
      [1, 'a'],
      [4, 'b\u2028c'],
    ]);
    expect(await linesOf('\uFEFF一\n二')).toEqual([
      [1, '一'],
      [2, '二'],
    ]);
    expect(await linesOf('')).toEqual([]);
  });

  it('may be cut anywhere by what delivers them', async () => {
    const bytes = Buffer.from('第一行\n第二行\n');
    const io = memoryIo([...bytes].map((byte) => Buffer.from([byte])));
    const lines: string[] = [];
    for await (const { text } of readLines('-', io)) lines.push(text);
    expect(lines).toEqual(['第一行', '第二行']);
  });

  it.each<[string, Uint8Array]>([
    ['UTF-16', Buffer.from('\uFEFF{"id":1}', 'utf16le')],
    ['GB18030', Uint8Array.from([0xd5, 0xfe, 0xb8, 0xae])],
    ['an image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff])],
    ['text cut within a character', Buffer.from('政').subarray(0, 2)],
  ])('that are %s are refused by file and line', async (_, bytes) => {
    await expect(linesOf(bytes)).rejects.toThrow(/x\.jsonl:1: expected text in UTF-8/);
  });

  it('without an end are refused before they fill the memory', async () => {
    await expect(linesOf(`{}\n${'x'.repeat(17 * 1024 * 1024)}`)).rejects.toThrow(
      /x\.jsonl:2: expected lines of at most/,
    );
  });

  it('of a folder or of nothing are refused', async () => {
    const read = async (file: string) => {
      for await (const _ of readLines(file, memoryIo()));
    };
    await expect(read(folder)).rejects.toThrow(/it is a folder/);
    await expect(read(join(folder, 'none'))).rejects.toThrow(UsageError);
  });
});

describe('answers held back', () => {
  it('come out whole and in order, few or many', async () => {
    for (const count of [0, 3, 40_000]) {
      const io = memoryIo();
      const answers = new HeldAnswers();
      for (let i = 0; i < count; i += 1) answers.add(`${i} ${'答复期限𠮷'.repeat(40)}\n`);
      expect(io.written).toEqual([]);
      await answers.release(io);
      const lines = io.written.join('').split('\n');
      expect(lines.pop()).toBe('');
      expect(lines).toHaveLength(count);
      expect(lines.every((line, i) => line === `${i} ${'答复期限𠮷'.repeat(40)}`)).toBe(true);
    }
  });

  it('leave no file behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('gongkai-answers-'));
    const answers = new HeldAnswers();
    for (let i = 0; i < 6; i += 1) answers.add('x'.repeat(1024 * 1024));
    const during = readdirSync(tmpdir()).filter((name) => name.startsWith('gongkai-answers-'));
    answers.discard();
    expect(during).toEqual(before);
  });
});

describe('a result file', () => {
  it('is there whole, in place of an older one', async () => {
    const file = join(folder, 'report.md');
    await writeWhole(file, '一');
    await writeWhole(file, Buffer.from('二'));
    expect(readFileSync(file, 'utf8')).toBe('二');
    expect(readdirSync(folder).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  it('that cannot be written is told with its name', async () => {
    await expect(writeWhole(join(folder, 'none', 'x.md'), '一')).rejects.toThrow(
      /none\/x\.md: cannot be written: there is no such folder/,
    );
    await expect(writeWhole(folder, '一')).rejects.toThrow(/it is a folder/);
  });
});

describe('a faulty field', () => {
  const schema = z.object({
    id: z.union([z.string(), z.number()]),
    on: z.string().refine((text) => /^\d{4}/.test(text), { error: 'expected a date YYYY-MM-DD' }),
    count: z.int().min(1).max(9),
    names: z.array(z.string().min(1)).max(2),
    what: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('paid'), by: z.enum(['hand', 'post']) }),
      z.object({ kind: z.literal('withdrawn') }),
    ]),
    sure: z.boolean().optional(),
  });
  const good = { id: 1, on: '2022-01-04', count: 3, names: [], what: { kind: 'withdrawn' } };

  it.each<[unknown, string]>([
    [5, 'the line: expected an object {…}, found 5'],
    [{ ...good, id: null }, 'id: expected text or a number, found null'],
    [{ ...good, on: 'today' }, 'on: expected a date YYYY-MM-DD, found "today"'],
    [{ ...good, count: 1.5 }, 'count: expected a whole number, found 1.5'],
    [{ ...good, count: 0 }, 'count: expected a number of at least 1, found 0'],
    [{ ...good, count: 10 }, 'count: expected a number of at most 9, found 10'],
    [{ ...good, names: 'a' }, 'names: expected a list, found "a"'],
    [{ ...good, names: [''] }, 'names[0]: expected text of at least 1 character, found ""'],
    [{ ...good, names: ['a', 'b', 'c'] }, 'names: expected a list of at most 2 entries, found ["a","b","c"]'],
    [{ ...good, what: { kind: 'lost' } }, 'what.kind: expected one of paid, withdrawn, found "lost"'],
    [{ ...good, what: { kind: 'paid' } }, 'what.by: expected one of hand, post, found nothing'],
    [{ ...good, sure: 'yes' }, 'sure: expected true or false, found "yes"'],
    [{ ...good, on: { long: 'x'.repeat(200) } }, `on: expected text, found {"long":"${'x'.repeat(51)}…`],
  ])('%j is told in plain words', (input, message) => {
    const { error } = schema.safeParse(input);
    expect(describeIssue(error!, input)).toBe(message);
  });
});
