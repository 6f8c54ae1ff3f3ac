import { describe, expect, test } from 'vitest';
import { checkLexicon, compareLexicons, installLexicon, type Lexicon, parseLexicon, previewEffect } from './index.ts';

const HEAD = '# 名称：错别字\n# 所有者：区政务公开办\n# 用途：公文常见错字\n# 级别：须改\n# 版本：2023-1\n';
const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string, format: 'csv' | 'txt' = 'csv'): Lexicon {
  const reading = parseLexicon(bytes(text), format);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.lexicon;
}

function faults(text: string | Uint8Array, format: 'csv' | 'txt' = 'csv'): [number, string][] {
  const reading = parseLexicon(typeof text === 'string' ? bytes(text) : text, format);
  return reading.ok ? [] : reading.problems.map(({ line, code }) => [line, code]);
}

const SAMPLE = read(
  `${HEAD}词条,建议,级别,说明,例外\n按排,安排,,“安排”之误,按排名|按排列\n再接再励,再接再厉,存疑,,\n"甲,乙",,提示,含逗号,\n`,
);

describe('reading a lexicon', () => {
  test('CSV with head, own severities, exceptions and quoted cells', () => {
    expect(SAMPLE).toMatchObject({ name: '错别字', owner: '区政务公开办', severity: 'error', version: '2023-1' });
    expect(SAMPLE.entries.map(({ term, suggestion, severity }) => [term, suggestion, severity])).toEqual([
      ['按排', '安排', 'error'],
      ['再接再励', '再接再厉', 'warning'],
      ['甲,乙', null, 'info'],
    ]);
    expect(SAMPLE.entries[0]?.allowedIn).toEqual(['按排名', '按排列']);
  });

  test('TXT, byte order mark and Windows line ends', () => {
    expect(
      read(`\ufeff${HEAD}峻工\n按排\n`.replaceAll('\n', '\r\n'), 'txt').entries.map((entry) => entry.term),
    ).toEqual(['峻工', '按排']);
  });

  test('every fault is named with its line, and one fault refuses the file', () => {
    expect(
      faults(
        `${HEAD}词条,级别\n按排,\n,\n按 排,\n按排,严重\n的,\n --,\n规定,\n峻工,,多\n坏\u0007字,\n${'长'.repeat(256)},\n`,
      ),
    ).toEqual([
      [8, 'empty-term'],
      [9, 'duplicate-term'],
      [10, 'duplicate-term'],
      [10, 'bad-severity'],
      [11, 'matches-everything'],
      [12, 'matches-everything'],
      [13, 'matches-everything'],
      [14, 'columns'],
      [15, 'bad-character'],
      [16, 'term-too-long'],
    ]);
  });

  test('variants of width, case and script are the same term', () => {
    expect(faults(`${HEAD}Ａ股\na股\n國家局\n国家局\n`, 'txt')).toEqual([
      [7, 'duplicate-term'],
      [9, 'duplicate-term'],
    ]);
  });

  test('an empty line in a TXT file is an empty term', () => {
    expect(faults(`${HEAD}按排\n\n峻工\n`, 'txt')).toEqual([[7, 'empty-term']]);
  });

  test('another encoding is named by line, UTF-16 as a whole', () => {
    const gbk = Uint8Array.from([0xb9, 0xfa, 0xbc, 0xd2, 10]);
    expect(faults(new Uint8Array([...bytes(`${HEAD}按排\n`), ...gbk]), 'txt')).toEqual([[7, 'encoding']]);
    expect(faults(Uint8Array.from([0xff, 0xfe, 0x09, 0x63]), 'txt')).toEqual([[0, 'encoding']]);
  });

  test('head, title row and terms must be there', () => {
    expect(faults('建议\n', 'csv').map(([, code]) => code)).toEqual([
      'head-missing',
      'head-missing',
      'head-missing',
      'head-missing',
      'no-terms',
      'columns',
    ]);
  });
});

describe('checking with a lexicon', () => {
  const installed = installLexicon(SAMPLE);

  test('finds variants and keeps exact offsets', () => {
    expect(checkLexicon('会议按　排在周一', installed)).toEqual([
      {
        kind: 'lexicon',
        rule: 'lexicon.错别字',
        start: 2,
        end: 5,
        text: '按　排',
        suggestion: '安排',
        severity: 'error',
        message: '词库“错别字”：“安排”之误',
      },
    ]);
  });

  test('a phrase in which the term is right lets it pass, elsewhere it does not', () => {
    expect(checkLexicon('按排名先后，按排列顺序。工作按排', installed).map((finding) => finding.start)).toEqual([14]);
  });

  test('an allowance holds only in its context', () => {
    const allowances = [{ term: '再接再励', before: '原文作“', after: null, reason: '引用原文' }];
    const starts = checkLexicon('原文作“再接再励”，应再接再励', installed, allowances).map((finding) => finding.start);
    expect(starts).toEqual([11]);
  });

  test('a saved compiled form is taken when it fits, else the list is compiled anew', () => {
    const text = '工作按排';
    expect(checkLexicon(text, installLexicon(SAMPLE, installed.matcher.save()))).toEqual(checkLexicon(text, installed));
    const other = installLexicon(read(`${HEAD}峻工\n`, 'txt')).matcher.save();
    expect(checkLexicon(text, installLexicon(SAMPLE, other))).toEqual(checkLexicon(text, installed));
  });

  test('the preview counts documents and findings by term', () => {
    expect(previewEffect(['按排、按排', '无', '再接再励，按排'], installed)).toEqual({
      documents: 3,
      documentsHit: 2,
      findings: 4,
      terms: [
        { term: '按排', findings: 3, documents: 2 },
        { term: '再接再励', findings: 1, documents: 1 },
      ],
    });
  });

  test('a new version shows what it adds, drops and changes', () => {
    const next = {
      ...SAMPLE,
      entries: [
        { ...SAMPLE.entries[0]!, note: '新说明' },
        { ...SAMPLE.entries[1]!, term: '峻工' },
      ],
    };
    const difference = compareLexicons(SAMPLE, next);
    expect(difference.added.map((entry) => entry.term)).toEqual(['峻工']);
    expect(difference.removed.map((entry) => entry.term)).toEqual(['再接再励', '甲,乙']);
    expect(difference.changed.map((change) => change.to.note)).toEqual(['新说明']);
  });
});
