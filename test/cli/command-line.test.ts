import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const launcher = new URL('../../bin/gongkai', import.meta.url).pathname;
let folder: string;

interface Outcome {
  status: number | null;
  out: string;
  err: string;
}

/** Runs the real command in a process of its own. */
function gongkai(args: string[], input = ''): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(launcher, args, { env: { ...process.env, DATABASE_URL: '', NO_COLOR: '1' } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('close', (status) => resolve({ status, out, err }));
    child.stdin.end(input);
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('gongkai calendar', () => {
  it('adds working days', async () => {
    expect(await gongkai(['calendar', 'add', '2025-09-24', '20'])).toMatchObject({ status: 0, out: '2025-10-28\n' });
    const { out } = await gongkai(['calendar', 'add', '2022-09-28', '20', '--json']);
    expect(JSON.parse(out)).toEqual({ from: '2022-09-28', workingDays: 20, due: '2022-10-31', calendarDays: 33 });
  });

  it('answers a batch line by line', async () => {
    const { out, status } = await gongkai(
      ['calendar', 'add', '--batch', '-'],
      '{"from":"2022-01-24","workingDays":7}\n\n{"from":"2022-01-24","workingDays":20}\n',
    );
    expect(status).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).due),
    ).toEqual(['2022-02-07', '2022-02-24']);
  });

  it.each([
    [['calendar', 'add', '2031-01-01', '3'], 'no working-day calendar for 2031'],
    [['calendar', 'add', '2022-02-30', '3'], '2022-02-30'],
    [['calendar', 'add', '2022-02-20', '-3'], ''],
    [['calendar', 'add', '2022-02-20', '1.5'], '1.5'],
    [['calendar', 'add', '--batch', '/nonexistent'], 'no such file'],
    [['calendar'], ''],
    [['nonsense'], 'nonsense'],
  ])('refuses %j with exit status 2', async (args, message) => {
    const { status, out, err } = await gongkai(args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  it('writes nothing of a batch with a bad line, and names the line', async () => {
    const { status, out, err } = await gongkai(
      ['calendar', 'add', '--batch', '-'],
      '{"from":"2022-01-24","workingDays":7}\n{"from":"2022-01-32","workingDays":7}\n',
    );
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain('-:2');
  });
});

describe('gongkai clock', () => {
  it('answers in order, with periods that can be recounted', async () => {
    const lines = [
      {
        id: 'a',
        receivedOn: '2023-09-18',
        asOf: '2023-10-13',
        events: [
          { kind: 'consultation-sent', ref: '1', party: 'third-party', on: '2023-09-22', deliveredOn: '2023-09-25' },
          { kind: 'consultation-answered', ref: '1', on: '2023-10-12' },
        ],
      },
      { id: 2, receivedOn: '2022-04-28', asOf: '2022-05-31', events: [] },
    ];
    const { status, out } = await gongkai(['clock', '-'], lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(status).toBe(0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      answers.map(({ id, state, due, overdue, workingDaysLeft }) => ({ id, state, due, overdue, workingDaysLeft })),
    ).toEqual([
      { id: 'a', state: 'processing', due: '2023-11-03', overdue: false, workingDaysLeft: 15 },
      { id: 2, state: 'processing', due: '2022-05-30', overdue: true, workingDaysLeft: -1 },
    ]);
    expect(answers[0].periods.reduce((sum: number, period: { days: number }) => sum + period.days, 0)).toBe(20);
  });

  it.each([
    [
      'an unknown event',
      '{"id":1,"receivedOn":"2022-01-04","asOf":"2022-01-05","events":[{"kind":"lost","on":"2022-01-05"}]}',
      'events[0].kind',
    ],
    ['an impossible date', '{"id":1,"receivedOn":"2022-02-30","asOf":"2022-03-05","events":[]}', 'receivedOn'],
    ['no JSON', 'hello', 'JSON'],
    [
      'a year without a calendar',
      '{"id":1,"receivedOn":"2026-12-20","asOf":"2026-12-21","events":[]}',
      'no working-day calendar for 2027',
    ],
  ])('refuses %s, naming file and line', async (_, line, message) => {
    const file = join(folder, 'bad.jsonl');
    writeFileSync(file, `{"id":0,"receivedOn":"2022-01-04","asOf":"2022-01-05","events":[]}\n${line}\n`);
    const { status, out, err } = await gongkai(['clock', file]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(`${file}:2`);
    expect(err).toContain(message);
  });
});

describe('gongkai clock, further', () => {
  const line = '{"id":1,"receivedOn":"2022-01-04","asOf":"2022-01-05","events":[]}';

  it.each([
    [
      line.replace('"events":[]', '"events":[{"kind":"extended","on":"2022-01-05"}]'),
      'events[0].workingDays: expected a number, found nothing',
    ],
    [
      line.replace('2022-01-05', '2021-12-31'),
      'asOf: expected a day on or after receivedOn 2022-01-04, found 2021-12-31',
    ],
    [line.replace('"id":1,', ''), 'id: expected text or a number, found nothing'],
    ['[]', 'the line: expected an object {…}, found []'],
  ])('tells in plain words what is wrong with %s', async (bad, message) => {
    const { status, out, err } = await gongkai(['clock', '-'], `${line}\n${bad}\n`);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toBe(`gongkai: -:2: ${message}\n`);
  });

  it('takes UTF-8 with its mark and Windows line ends, and refuses UTF-16', async () => {
    const file = join(folder, 'windows.jsonl');
    writeFileSync(file, `\uFEFF${line}\r\n${line}\r\n`);
    const { status, out } = await gongkai(['clock', file]);
    expect(status).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
    writeFileSync(file, Buffer.from(`\uFEFF${line}\n`, 'utf16le'));
    const refused = await gongkai(['clock', file]);
    expect(refused).toMatchObject({ status: 2, out: '', err: `gongkai: ${file}:1: expected text in UTF-8\n` });
  });

  it('ends quietly when its reader has seen enough', async () => {
    const file = join(folder, 'many.jsonl');
    writeFileSync(file, `${line}\n`.repeat(3000));
    const child = spawn('sh', ['-c', `${launcher} clock ${file} | head -1; echo done`]);
    let err = '';
    child.stderr.on('data', (chunk) => (err += chunk));
    await new Promise((resolve) => child.on('close', resolve));
    expect(err).toBe('');
  });
});

describe('gongkai --help', () => {
  it('ends with an example, as that of every command does', async () => {
    const { status, out } = await gongkai(['--help']);
    expect(status).toBe(0);
    expect(out).toMatch(/\nExample:\n {2}gongkai /);
    const names = [...out.matchAll(/^ {2}([a-z]+)(?: .*)?$/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help');
    expect(names.length).toBeGreaterThan(15);
    const helps = await Promise.all(names.map((name) => gongkai([name, '--help'])));
    expect(
      helps.filter(({ status, out }) => status !== 0 || !out.includes('\nExample:\n')).map(({ out }) => out),
    ).toEqual([]);
  });
});

describe('gongkai fee', () => {
  it.each([
    [10, 0],
    [11, 100],
    [30, 2000],
    [31, 2200],
    [40, 4000],
    [41, 4300],
    [55, 9000],
    [100, 37_000],
  ])('%i items cost %i yuan', async (count, amount) => {
    const { out } = await gongkai(['fee', 'item', '--count', String(count), '--json']);
    expect(JSON.parse(out)).toMatchObject({ mode: 'item', quantity: count, amount });
  });
  it.each([
    [30, 0],
    [31, 10],
    [100, 700],
    [150, 1700],
    [201, 2740],
    [500, 14_700],
  ])('%i pages cost %i yuan', async (pages, amount) => {
    const { out } = await gongkai(['fee', 'page', '--pages', String(pages), '--json']);
    const fee = JSON.parse(out);
    expect(fee.amount).toBe(amount);
    expect(fee.bands.reduce((sum: number, band: { amount: number }) => sum + band.amount, 0)).toBe(amount);
  });
  it('refuses a quantity that is none', async () => {
    expect((await gongkai(['fee', 'page', '--pages', 'many'])).status).toBe(2);
  });
});

describe('gongkai demo, report compile and import', () => {
  it('builds the district, compiles its report in each text format, and re-dates after a calendar change', async () => {
    const data = join(folder, 'district');
    expect((await gongkai(['demo', '--no-serve', '--data', data])).status).toBe(0);
    const json = await gongkai([
      'report',
      'compile',
      '--organ',
      '330206',
      '--year',
      '2022',
      '--format',
      'json',
      '--data',
      data,
    ]);
    expect(json.status).toBe(0);
    const report = JSON.parse(json.out);
    expect(report.tables.proactive.licensing).toBe(338_081);
    expect(Object.keys(report.records)).toHaveLength(200);
    const md = join(folder, 'report.md');
    expect(
      (
        await gongkai([
          'report',
          'compile',
          '--organ',
          '330206',
          '--year',
          '2022',
          '--format',
          'md',
          '--data',
          data,
          '-o',
          md,
        ])
      ).status,
    ).toBe(0);
    expect(readFileSync(md, 'utf8')).toContain('| （一）予以公开 | 55 | 1 | 0 | 1 | 0 | 1 | 58 |');
    // What we issue, we read back without a fault.
    const checked = await gongkai(['report', 'check', md, '--json']);
    expect(checked.status).toBe(0);
    expect(JSON.parse(checked.out).tables.requests.rows[2].values).toEqual([55, 1, 0, 1, 0, 1, 58]);

    for (const [args, message] of [
      [['report', 'compile', '--organ', '330299', '--year', '2022', '--format', 'json', '--data', data], '330299'],
      [['report', 'compile', '--organ', '330206', '--year', '22', '--format', 'json', '--data', data], '--year'],
      [['report', 'compile', '--organ', '330206', '--year', '2022', '--format', 'odt', '--data', data], '--format'],
    ] as const) {
      const { status, err } = await gongkai([...args]);
      expect(status).toBe(2);
      expect(err).toContain(message);
    }

    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"year":2027,"version":1,"notices":[],"rest":[],"work":[]}');
    const refused = await gongkai(['import', 'calendar', bad, '--data', data]);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('notices');
    const good = join(folder, '2027.json');
    writeFileSync(
      good,
      JSON.stringify({
        year: 2027,
        version: 1,
        notices: [{ url: 'https://www.gov.cn/example' }],
        rest: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
        work: [],
      }),
    );
    const loaded = await gongkai(['import', 'calendar', good, '--data', data, '--json']);
    expect(loaded.status).toBe(0);
    expect(JSON.parse(loaded.out)).toMatchObject({ year: 2027, version: 1 });
    expect((await gongkai(['import', 'calendar', good, '--data', data])).status).toBe(2);

    const archive = join(folder, 'backup.tar.gz');
    expect((await gongkai(['backup', archive, '--data', data])).status).toBe(0);
    const restored = join(folder, 'restored');
    expect((await gongkai(['restore', archive, '--data', restored])).status).toBe(0);
    expect(
      (
        await gongkai([
          'report',
          'compile',
          '--organ',
          '330206',
          '--year',
          '2022',
          '--format',
          'json',
          '--data',
          restored,
        ])
      ).out,
    ).toBe(json.out);
    const over = await gongkai(['restore', archive, '--data', data]);
    expect(over.status).toBe(2);
    expect(over.err).toContain('不是空目录');
    expect((await gongkai(['restore', md, '--data', join(folder, 'other')])).status).toBe(2);
    expect((await gongkai(['doctor', '--data', restored])).out).toContain('工作日历');
  }, 300_000);
});
