import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Alphabet, BOUNDARY } from './alphabet.ts';
import { encode } from './encode.ts';
import { findEntry, growBucket, growPrint, layOut, SEED_BUCKET, SEED_PRINT, startsOf } from './hashing.ts';
import { checkSpelling } from './index.ts';
import { ScoreChain } from './language-model.ts';
import { loadSpellingModel, SAME_SOUND, SIMILAR_SHAPE } from './model.ts';
import { packSections, unpackSections } from './model-file.ts';
import { parseWrongForms } from './wrong-forms.ts';

function rules(text: string, includeSuspects = false): string[] {
  return checkSpelling(text, { includeSuspects }).map((finding) => finding.rule);
}

describe('verified wrong forms', () => {
  test('carry the right form and the exact place', () => {
    const text = '各部门要认真贯彻落时会议精神。';
    const [finding, ...rest] = checkSpelling(text);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      kind: 'spelling',
      rule: 'spelling.wrong-form',
      text: '贯彻落时',
      suggestion: '贯彻落实',
      severity: 'error',
    });
    expect(text.slice(finding!.start, finding!.end)).toBe('贯彻落时');
  });

  test.each(['有关建设单位', '能够成功', '引导至安全地带', '随附合格证', '预防犯罪', '指定其他机关', '提供消防服务'])(
    '%s only looks like one: the characters belong to different words',
    (text) => {
      expect(rules(text)).toEqual([]);
    },
  );

  test('old variants are only suspected', () => {
    expect(rules('设置会计帐簿。')).toEqual([]);
    expect(rules('设置会计帐簿。', true)).toEqual(['spelling.wrong-form']);
  });
});

describe('repetitions', () => {
  test.each([
    ['打造整体统一的的网站界面', '的'],
    ['规范审核审核发布机制', '审核'],
    ['由县级人民政府人民政府负责', '人民政府'],
  ])('%s', (text, once) => {
    expect(checkSpelling(text)).toMatchObject([{ rule: 'spelling.repeated', suggestion: once }]);
  });

  test.each([
    '以此为目的的活动',
    '为了了解情况',
    '教育、科技等等',
    '逐项项目核对',
    '国家有关规定规定应当公开的信息',
    '人人有责，层层落实',
  ])('%s is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });
});

describe('slips of set phrases', () => {
  test('a lost and an exchanged character', () => {
    expect(checkSpelling('适用于香港别行政区。')).toMatchObject([
      { rule: 'spelling.missing', suggestion: '香港特别行政' },
    ]);
    expect(rules('由监督理管部门处理。')).toEqual(['spelling.order']);
  });
});

describe('statistics', () => {
  test.each([
    ['本办法自发布之日起施性。', '行'],
    ['严格按照时间节点完成工作任物。', '务'],
    ['会议通过了关于调整领导小祖成员的通知。', '组'],
  ])('%s', (text, right) => {
    expect(checkSpelling(text)).toMatchObject([{ rule: 'spelling.character', suggestion: right, severity: 'warning' }]);
  });

  test.each([
    '本办法自发布之日起施行。',
    '行政机关应当自收到申请之日起二十个工作日内予以答复。',
    '依照《中华人民共和国行政复议法》的规定申请行政复议。',
    '闽政办网传〔2017〕24号',
  ])('%s is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });

  test('what the site writes on purpose is dropped', () => {
    const text = '会议通过了关于调整领导小祖成员的通知。';
    expect(checkSpelling(text, { allowed: ['领导小祖'] })).toEqual([]);
    expect(checkSpelling(text, { allowed: ['领导小组'] })).toHaveLength(1);
  });

  test('suspects come as info only, and never without being asked for', () => {
    const text = '他门地老师很历害，我觉的很高心。';
    expect(checkSpelling(text).every((finding) => finding.severity !== 'info')).toBe(true);
    const all = checkSpelling(text, { includeSuspects: true });
    expect(all.length).toBeGreaterThanOrEqual(checkSpelling(text).length);
  });

  test('a right character is less surprising than a wrong one', () => {
    const { alphabet, language } = loadSpellingModel();
    const total = (text: string) => {
      const { ids, length } = encode(text, alphabet);
      const chain = new ScoreChain(length + 8);
      language.score(ids, 0, length, chain);
      return chain.surprise.slice(0, length).reduce((sum, value) => sum + value, 0);
    };
    expect(total('国务院办公厅关于印发通知')).toBeLessThan(total('国务院办公厅关于引发通知'));
  });
});

test('candidates sound or look alike', () => {
  const model = loadSpellingModel();
  const id = (character: string) => model.alphabet.idOf(character.charCodeAt(0));
  expect(model.candidatesOf(id('式'))).toContainEqual({ id: id('室'), kind: SAME_SOUND });
  expect(model.candidatesOf(id('拔'))).toContainEqual({ id: id('拨'), kind: SIMILAR_SHAPE });
});

test('offsets cut the reported text and findings never overlap, whatever the input', () => {
  const piece = fc.constantFrom(
    '贯彻落时',
    '行政',
    '的的',
    '审核审核',
    '复义',
    '。',
    '\n',
    ' ',
    '　',
    '😀',
    '\ud800',
    'abc',
    '12',
    '“',
    '应当依法',
    '任物',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, includeSuspects) => {
      const text = pieces.join('');
      for (const finding of checkSpelling(text, { includeSuspects })) {
        expect(finding.start).toBeLessThan(finding.end);
        expect(text.slice(finding.start, finding.end)).toBe(finding.text);
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['案件由人民发源依法审理。', '发源', '法院'],
  ['省级人民征服可以制定规章。', '征服', '政府'],
  ['当事人应当提供政局证明其主张。', '政局', '证据'],
])('a word taken for another of the same sound is suspected, never demanded: %s', (text, wrong, right) => {
  const found = checkSpelling(text, { includeSuspects: true });
  expect(found.map((finding) => [finding.text, finding.suggestion, finding.severity])).toEqual([
    [wrong, right, 'info'],
  ]);
  expect(checkSpelling(text)).toEqual([]);
  expect(checkSpelling(text.replace(wrong, right), { includeSuspects: true })).toEqual([]);
});

test('long texts are read in pieces with the same places', () => {
  const filler = '行政机关应当依法公开政府信息。'.repeat(2000);
  const text = `${filler}本办法自发布之日起施性。`;
  expect(checkSpelling(text)).toMatchObject([{ start: text.length - 2, suggestion: '行' }]);
});

test('encoding leaves blanks out and keeps the places', () => {
  const alphabet = new Alphabet('总则，');
  const { ids, places, length } = encode('总 则,', alphabet);
  expect(Array.from(ids.subarray(0, length))).toEqual([BOUNDARY, 4, 5, 6, BOUNDARY]);
  expect(Array.from(places.subarray(0, length))).toEqual([-1, 0, 2, 3, 4]);
});

test('every entry laid out is found again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 }), (numbers) => {
      const buckets = Int32Array.from(numbers, (number) => growBucket(SEED_BUCKET, number));
      const prints = numbers.map((number) => growPrint(SEED_PRINT, number));
      const { order, sizes } = layOut(buckets, 6);
      const table = {
        bucketBits: 6,
        starts: startsOf(sizes),
        prints: Uint16Array.from(order, (entry) => prints[entry]! >>> 16),
      };
      for (const [index, bucket] of buckets.entries()) {
        expect(table.prints[findEntry(table, bucket, prints[index]!)]).toBe(prints[index]! >>> 16);
      }
    }),
    { numRuns: 30 },
  );
});

test('a model file is unpacked as it was packed, and another version is refused', () => {
  const sections = {
    text: { a: '甲乙' },
    numbers: { b: [1, 2] },
    arrays: { c: Uint8Array.of(1, 2, 3), d: Uint16Array.of(500, 600) },
  };
  const packed = packSections(sections);
  expect(unpackSections(packed)).toEqual(sections);
  const other = Buffer.from(packed.toString('latin1').replace('"version":1', '"version":9'), 'latin1');
  expect(() => unpackSections(other)).toThrow('version 9');
});

test('lines that are no wrong form are left out', () => {
  expect(parseWrongForms('wrong,right,band\n甲乙,甲丙,must\n甲,乙,must\n丙丁,丙丁,must\n戊己,庚辛,suspect\n')).toEqual([
    { wrong: '甲乙', right: '甲丙', band: 'must' },
    { wrong: '戊己', right: '庚辛', band: 'suspect' },
  ]);
});

describe('characters lost and written twice', () => {
  const found = (text: string) => checkSpelling(text).map((finding) => [finding.text, finding.suggestion]);

  test.each([
    ['申请人应当如实提有关材料。', '提有', '提供有'],
    ['要切实加强组织导，落实工作责任。', '织导', '织领导'],
    ['认为行政机关在政府信息公开工作中侵犯其合法益的，可以申请行政复议。', '法益', '法权益'],
  ])('a lost character is put in where the corpus knows what stood there: %s', (text, wrong, right) => {
    expect(found(text)).toEqual([[wrong, right]]);
  });

  test('what a document says twice is its own way of saying it', () => {
    expect(found('申请人应当如实提有关材料。申请人不提有关材料的，不予受理。')).toEqual([]);
  });

  test.each([
    ['依法追究刑事责责任。', '责责', '责'],
    ['有关主管部门部门应当及时公布。', '部门部门', '部门'],
  ])('words are written once where once is far likelier: %s', (text, wrong, right) => {
    expect(found(text)).toEqual([[wrong, right]]);
  });

  test('two words that meet in the same character are no repetition', () => {
    expect(found('外国国旗不得在机关驻地悬挂。')).toEqual([]);
    expect(found('申请人应当说明目的的合法性。')).toEqual([]);
  });
});

describe('what speaks for the text as it stands', () => {
  test('members of a list that end alike, and the subject of a document', () => {
    expect(rules('托运人和收货人名称；\n发站和到站；\n货物名称；')).toEqual([]);
    expect(rules('机载或舰载重力仪、重力梯度仪及为其专门设计的部件')).toEqual([]);
    expect(rules('责令其改正；属出版物的，责令其停止销售，可并处罚款')).toEqual([]);
  });

  test('a word of everyday language is no slip of one that looks like it', () => {
    const found = checkSpelling('她的成绩很好，老师很高兴。', { includeSuspects: true });
    expect(found.filter(({ text }) => text === '很' || text === '她')).toEqual([]);
  });

  test('a shorter list of suspicions is the longer one from a confidence on', () => {
    const texts = ['要加强对代码的审查和管里', '有关部门应当根具实际情况及时作出处理', '他门在会议上题出了建义'];
    for (const text of texts) {
      const all = checkSpelling(text, { includeSuspects: true, suspectFrom: 0.35 });
      const sure = checkSpelling(text, { includeSuspects: true, suspectFrom: 0.99 });
      expect(all).toEqual(checkSpelling(text, { includeSuspects: true }));
      expect(all.length).toBeGreaterThanOrEqual(sure.length);
      for (const { message, rule } of sure)
        if (rule === 'spelling.suspect')
          expect(Number(/把握(\d+)%/.exec(message)?.[1] ?? 100)).toBeGreaterThanOrEqual(99);
    }
  });
});
