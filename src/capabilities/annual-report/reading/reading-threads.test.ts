import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { NotAReportError } from '../rules/reading/recognise.ts';
import { consistentTables } from '../rules/testing/consistent-tables.ts';
import { readReport } from './read-report.ts';
import { ReadingThreads } from './reading-threads.ts';
import { renderFile } from './testing/render-files.ts';
import { UnreadableFileError } from './unreadable.ts';

const threads = new ReadingThreads(2);
afterAll(() => threads.close());

const read = (bytes: Uint8Array, file: string) => threads.run({ task: 'report', bytes, file });

describe('reading in threads', () => {
  test('a report comes back as it is read without threads, sets and all', async () => {
    const [tables] = fc.sample(consistentTables('2021'), { numRuns: 1, seed: 5 });
    const bytes = renderFile('docx', tables!, '2021');
    expect(await read(bytes, 'a.docx')).toEqual(await readReport(bytes, 'a.docx'));
  });

  test('what is wrong with a file is told as without threads, and costs no other file', async () => {
    const [tables] = fc.sample(consistentTables('2021'), { numRuns: 1, seed: 6 });
    const good = renderFile('pdf', tables!, '2021');
    const results = await Promise.allSettled([
      read(Buffer.from('关于放假的通知'), 'a.txt'),
      read(good.subarray(0, 700), 'b.pdf'),
      read(new Uint8Array(), 'c.txt'),
      read(good, 'd.pdf'),
      read(good, 'e.pdf'),
    ]);
    const reasons = results.map((result) => (result.status === 'rejected' ? (result.reason as Error) : null));
    expect(reasons[0]).toBeInstanceOf(NotAReportError);
    expect(reasons[0]).toHaveProperty('found', expect.stringContaining('0 of them'));
    expect(reasons[1]).toBeInstanceOf(UnreadableFileError);
    expect(reasons[1]?.message).toContain('broken PDF');
    expect(reasons[2]).toBeInstanceOf(UnreadableFileError);
    expect(reasons.slice(3)).toEqual([null, null]);
  });

  test('after the threads were closed the next file starts another', async () => {
    await threads.close();
    await expect(read(Buffer.from('关于放假的通知'), 'a.txt')).rejects.toThrow(NotAReportError);
  });
});
