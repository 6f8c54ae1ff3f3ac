import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { residentIdCheckDigit } from '../../../kernel/identifiers/index.ts';
import { UsageError } from '../../../platform/command-line/io.ts';
import type { Finding } from '../rules/finding.ts';
import { screenText } from '../screen.ts';
import { cutsOf, screenLongText } from './long-text.ts';
import { runScreen } from './screen.ts';

// The person and the number are invented.
const ID = `33020619850307221${residentIdCheckDigit('33020619850307221')}`;
const LEAK = `申请人：周小敏，身份证号：${ID}。`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'screen-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(input: string | Uint8Array, options: Parameters<typeof runScreen>[1]) {
  let out = '';
  let err = '';
  const status = await runScreen('-', options, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: Readable.from([Buffer.from(input)]),
  });
  return { status, out, err };
}

describe('gongkai screen', () => {
  test('--json prints one document with the findings of the contract, in order, and exits 1 for an error', async () => {
    const { status, out } = await run(`${LEAK}\n第二行：会议定于2023年2月30日召开。`, { json: true });
    expect(status).toBe(1);
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    expect(new Set(findings.map((finding) => finding.kind))).toEqual(new Set(['personal-data', 'date']));
    for (const finding of findings) {
      expect(Object.keys(finding).sort()).toEqual(
        ['end', 'kind', 'message', 'rule', 'severity', 'start', 'suggestion', 'text'].sort(),
      );
    }
    expect(findings.map((finding) => finding.start)).toEqual(
      findings.map((finding) => finding.start).sort((a, b) => a - b),
    );
  });

  test('a clean text exits 0 and prints an empty list', async () => {
    expect(await run('本办法自公布之日起施行。', { json: true })).toEqual({
      status: 0,
      out: '{"findings":[]}\n',
      err: '',
    });
  });

  test('for people: line and column of each finding', async () => {
    const { out } = await run(`第一行。\n${LEAK}`, {});
    expect(out).toContain('-:2:5 须改 “周小敏” → 周某某');
    expect(out).toContain('-:2:14 须改');
  });

  test('--mask leaves nothing to find', async () => {
    const { status, out } = await run(LEAK, { mask: true });
    expect(status).toBe(0);
    expect(out).toBe('申请人：周某某，身份证号：******************。');
  });

  test('of a workbook, messages name sheet and cell; keys stay those of the contract', async () => {
    const file = join(folder, '名单.xlsx');
    writeFileSync(file, 'bytes of a workbook');
    let out = '';
    const io = {
      out: (text: string) => {
        out += text;
      },
      err: () => {},
      stdin: process.stdin,
    };
    const status = await runScreen(file, { json: true }, io, async () => `名单\n姓名\t身份证号\n周小敏\t${ID}\f`);
    const { findings } = JSON.parse(out) as { findings: Finding[] };
    expect([status, findings.at(-1)?.rule]).toEqual([1, 'personal-data.resident-id']);
    expect(findings.at(-1)?.message).toMatch(/（工作表“名单”B2单元格）$/);
    expect(Object.keys(findings[0]!)).toHaveLength(8);
  });

  test('bytes that are not UTF-8 are refused with file and line', async () => {
    const bytes = Buffer.concat([Buffer.from('第一行\n'), Buffer.from([0xb9, 0xfa, 0xbc, 0xd2])]);
    await expect(run(bytes, {})).rejects.toThrow(/^-:2: expected UTF-8/);
    await expect(
      runScreen(join(folder, 'none.txt'), {}, { out: () => {}, err: () => {}, stdin: process.stdin }),
    ).rejects.toThrow(UsageError);
  });

  test('lone surrogates keep their offsets', async () => {
    const findings = screenText(`\ud800${LEAK}\udc00`).findings;
    expect(findings.every((finding) => `\ud800${LEAK}`.slice(finding.start, finding.end) === finding.text)).toBe(true);
  });
});

describe('a long text in pieces', () => {
  test('is cut behind a line break, else a full stop, never inside a pair of surrogates, and loses nothing', () => {
    expect(cutsOf('一二\n三四五六', 4)).toEqual([0, 3, 7]);
    expect(cutsOf('一。二三四五', 4)).toEqual([0, 2, 6]);
    expect(cutsOf('一二三𠮷五六', 4)).toEqual([0, 3, 7]);
    expect(cutsOf('', 4)).toEqual([0]);
  });

  test('gives what the whole gives, with offsets into the whole, and tells how far it is', async () => {
    const text = Array.from({ length: 40 }, (_, i) => `第${i}号通知。${i % 3 === 0 ? LEAK : '会议如期召开。'}\n`).join(
      '',
    );
    const told: number[] = [];
    const findings: Finding[] = [];
    for await (const found of screenLongText(text, (done) => told.push(done), 300)) findings.push(...found);
    expect(findings).toEqual(screenText(text).findings);
    expect(told.length).toBeGreaterThan(2);
    expect(told.at(-1)).toBe(text.length);
  });
});

describe('gongkai screen --batch', () => {
  test('answers in order, the same on workers as in this thread', async () => {
    const documents = Array.from({ length: 150 }, (_, i) => ({
      id: i % 2 === 0 ? `d${i}` : i,
      text: i % 7 === 0 ? LEAK : `第${i}号通知。会议定于2023年2月30日召开。`,
    }));
    const file = join(folder, 'batch.jsonl');
    writeFileSync(file, documents.map((document) => JSON.stringify(document)).join('\n'));
    let out = '';
    const io = {
      out: (text: string) => {
        out += text;
      },
      err: () => {},
      stdin: process.stdin,
    };
    expect(await runScreen(file, { batch: true }, io)).toBe(1);
    const lines = out.trimEnd().split('\n');
    expect(lines).toEqual(documents.map(({ id, text }) => JSON.stringify({ id, findings: screenText(text).findings })));
  });

  test('a line of another shape is named; nothing is printed for an empty batch', async () => {
    await expect(run('{"id":"1","text":"好"}\n{"id":"2"}\n', { batch: true })).rejects.toThrow('-:2: expected {"id"');
    await expect(run('{"id":"1","text":"好"}\nno json\n', { batch: true })).rejects.toThrow(
      '-:2: expected one JSON object',
    );
    expect(await run('', { batch: true })).toEqual({ status: 0, out: '', err: '' });
  });
});
