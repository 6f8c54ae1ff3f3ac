import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import {
  changedSince,
  indexEntries,
  parseSynonyms,
  readCounts,
  readPublicVersion,
  removeEntries,
  type SearchEntry,
  type SearchRequest,
  SynonymsError,
  search,
  setEntryValidity,
  storeSynonyms,
  suggest,
} from '../../src/platform/search/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';

const DIVISION = '330206';
const entry = (title: string, body: string, more: Partial<SearchEntry> = {}): SearchEntry => ({
  id: randomUUID(),
  kind: 'document',
  address: `/items/${title}`,
  title,
  number: null,
  organCode: '33020601',
  category: 'regulations.normative',
  theme: '综合政务',
  genre: '办法',
  validity: 'in-force',
  inForce: true,
  publishedOn: plainDate('2022-05-01'),
  keywords: [],
  body,
  ...more,
});

const entries: readonly SearchEntry[] = [
  entry('人才公寓管理办法', '申请人可以通过窗口提出申请。鼛鼓不列入本办法。', {
    number: '仑政办〔2022〕12号',
  }),
  entry('人才公寓管理暂行办法', '申请人才公寓的，由街道受理。', {
    number: '仑政办〔2015〕3号',
    validity: 'repealed',
    inForce: false,
    publishedOn: plainDate('2015-05-01'),
  }),
  entry('住房保障工作通知', '各街道应当做好人才公寓、公共租赁住房的配租工作，人才公寓优先。', {
    kind: 'item',
    organCode: '33020602',
    genre: '通知',
    validity: null,
    publishedOn: plainDate('2023-02-01'),
  }),
  entry('城镇职工社会保险补贴实施细则', '符合条件的企业可以申领社会保险补贴。', { theme: '劳动、人事、监察' }),
  entry('道路交通管制通告', '滨海大道自五月一日起限制货车通行，<b>请绕行</b>。ETC车道照常。', { genre: '通告' }),
  ...Array.from({ length: 30 }, (_, n) =>
    entry(`统计月报${n}`, '规模以上工业增加值平稳增长。', {
      kind: 'item',
      validity: null,
      publishedOn: plainDate(`2021-01-${String((n % 28) + 1).padStart(2, '0')}`),
    }),
  ),
];

describeOnEachDatabase('search', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await indexEntries(db, DIVISION, entries);
    await indexEntries(db, '330212', [entry('别区人才公寓办法', '人才公寓')]);
  });

  const ask = (text: string, more: Partial<SearchRequest> = {}) =>
    search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 10, ...more });
  const titles = async (text: string, more: Partial<SearchRequest> = {}): Promise<string[]> =>
    (await ask(text, more)).hits.map((hit) => hit.title.map((part) => part.text).join(''));

  it('puts titles first, then what is in force, and never shows another division', async () => {
    expect(await titles('人才公寓')).toEqual(['人才公寓管理办法', '人才公寓管理暂行办法', '住房保障工作通知']);
  });

  it.each(['仑政办〔2022〕12号', '仑政办[2022]12号', '仑政办（2022）12号', '仑政办〔2022〕第12号', '仑政办 2022 12号'])(
    'finds the number %s',
    async (number) => {
      expect((await titles(number))[0]).toBe('人才公寓管理办法');
    },
  );

  it.each([
    ['公寓', 3],
    ['才公', 3],
    ['鼛鼓', 1],
    ['鼛', 1],
    ['etc', 1],
    ['滨海 货车', 1],
    ['滨海 公寓', 0],
    ['滨海大道自五月一日起', 1],
    ['海大道自五', 1],
  ])('finds the string %s in %d texts', async (text, count) => {
    const { total, match } = await ask(text);
    expect(match === 'any' ? 0 : total).toBe(count);
  });

  it('answers a question by what its words say, and tells when it had to guess', async () => {
    expect((await titles('人才公寓怎么申请'))[0]).toBe('人才公寓管理办法');
    expect(await ask('滨海大道人才公寓的社会保险补贴如何申领')).toMatchObject({ match: 'any' });
  });

  it('knows what people say for what documents say', async () => {
    expect(await titles('社保补贴')).toEqual(['城镇职工社会保险补贴实施细则']);
  });

  it.each([
    ['shehuibaoxian', '城镇职工社会保险补贴实施细则'],
    ["jiao'tong guanzhi".replace(' ', ''), '道路交通管制通告'],
    ['daolujiaotong', '道路交通管制通告'],
  ])('reads %s as the pinyin of a title, and marks it', async (letters, title) => {
    const { hits, match } = await ask(letters);
    expect(match).toBe('pinyin');
    expect(hits.map((hit) => hit.title.map((part) => part.text).join(''))).toEqual([title]);
    expect(hits[0]!.title.some((part) => part.isHit)).toBe(true);
  });

  it('takes letters that are written so for themselves', async () => {
    expect(await ask('etc')).toMatchObject({ match: 'all', total: 1 });
    expect((await ask('zhzhzh')).total).toBe(0);
  });

  it('knows synonyms within a longer query, and those a district adds', async () => {
    expect((await ask('医保报销')).total).toBe(0);
    await storeSynonyms(db, DIVISION, parseSynonyms('# 本区的说法\n绕路 绕行\n'), '某某', new Date());
    expect(await titles('绕路')).toEqual(['道路交通管制通告']);
    await storeSynonyms(db, DIVISION, [], '某某', new Date());
    expect((await ask('绕路')).total).toBe(0);
  });

  it.each([
    ['一组一个词', '单独'],
    ['句子', '这 不是，一个!词'],
    ['过长', `短 ${'长'.repeat(30)}`],
  ])('refuses synonyms that are %s', (_, text) => {
    expect(() => parseSynonyms(text)).toThrow(SynonymsError);
  });

  describe('suggests while someone types', () => {
    const suggested = async (text: string) => (await suggest(db, DIVISION, text)).map(({ title }) => title);

    it.each([
      ['人才', ['人才公寓管理办法', '人才公寓管理暂行办法']],
      ['管制', ['道路交通管制通告']],
      ['rencaigo', ['人才公寓管理办法', '人才公寓管理暂行办法']],
      ['shehuibaox', ['城镇职工社会保险补贴实施细则']],
    ])('%s', async (text, expected) => {
      expect(await suggested(text)).toEqual(expected);
    });

    it('at most eight, each title once, and nothing for one character or noise', async () => {
      expect((await suggested('统计月报')).length).toBe(8);
      for (const text of ['人', '', '  ', "'", '\\:*', '☃☃']) expect(await suggested(text), text).toEqual([]);
    });
  });

  it('marks what was found without letting markup through', async () => {
    const [hit] = (await ask('货车')).hits;
    expect(hit!.excerpt.filter((part) => part.isHit).map((part) => part.text)).toEqual(['货车']);
    expect(hit!.excerpt.map((part) => part.text).join('')).toContain('<b>请绕行</b>');
  });

  it('counts facets and narrows by them', async () => {
    const { facets } = await ask('人才公寓');
    expect(facets.validity).toEqual([
      { value: 'in-force', count: 1 },
      { value: 'repealed', count: 1 },
    ]);
    expect(facets.year.map(({ value }) => value)).toEqual(['2023', '2022', '2015']);
    expect(facets.organ).toEqual([
      { value: '33020601', count: 2 },
      { value: '33020602', count: 1 },
    ]);
    expect(await titles('人才公寓', { filters: { validity: 'repealed' } })).toEqual(['人才公寓管理暂行办法']);
    expect(await titles('人才公寓', { filters: { year: '2023', organ: '33020602' } })).toEqual(['住房保障工作通知']);
  });

  it('lists everything newest first when nothing is typed, page by page without repeats', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => titles('', { page })));
    expect(pages[0]![0]).toBe('住房保障工作通知');
    const all = pages.flat();
    expect(new Set(all).size).toBe(entries.length);
    expect((await ask('')).total).toBe(entries.length);
  });

  it('pages a search without repeats', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => titles('统计月报', { page })));
    expect(new Set(pages.flat()).size).toBe(30);
  });

  describe('whatever is typed', () => {
    it.each([
      "'",
      '\\',
      "' & !x | (",
      ':*',
      '%_',
      '<script>',
      '《》',
      'a'.repeat(500),
      '\u0000',
      'a\u0000b',
      '\ud83d',
      '☃',
      '  ',
      "人才' | '公寓",
      '!人才',
      '人才:A',
    ])('%j is a search', async (text) => {
      const result = await ask(text);
      expect(result.total).toBeGreaterThanOrEqual(0);
    });
  });

  it('counts where pages stand and versions what changed, also when they move', async () => {
    const total = async () =>
      (await readCounts(db, '330283')).map(({ category, total }) => `${category} ${total}`).sort();
    const [first, second] = [entry('甲', '甲'), entry('乙', '乙')];
    await indexEntries(db, '330283', [first, second]);
    expect(await total()).toEqual(['regulations.normative 2']);
    const version = await readPublicVersion(db, '330283');
    await indexEntries(db, '330283', [{ ...first, category: 'plans.special' }]);
    expect(await total()).toEqual(['plans.special 1', 'regulations.normative 1']);
    expect(await changedSince(db, '330283', version)).toEqual([first.id]);
    await setEntryValidity(db, '330283', second.id, 'repealed', false);
    expect((await changedSince(db, '330283', version)).sort()).toEqual([first.id, second.id].sort());
    await removeEntries(db, '330283', [first.id, second.id]);
    expect(await total()).toEqual([]);
    expect(await readPublicVersion(db, '330283')).toBeGreaterThan(version + 1);
  });

  describe('of what is said very often', () => {
    const COMMON = '330299';
    // Every 256th entry by the end of its id answers for all once there are enough of them.
    const idOf = (n: number, isSampled: boolean) =>
      `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000${isSampled ? '100' : '111'}`;
    const many = Array.from({ length: 420 }, (_, n) =>
      entry(`第${n}号通知`, n % 2 === 0 ? '关于道路养护的安排。' : '关于道路养护和绿化的安排。', {
        id: idOf(n, n < 300),
        kind: n % 3 === 0 ? 'document' : 'item',
        organCode: n === 419 ? '33029902' : '33029901',
        publishedOn: plainDate(`20${String(10 + (n % 10))}-03-01`),
      }),
    );
    beforeAll(() => indexEntries(db, COMMON, many));
    const askCommon = (text: string, more: Partial<SearchRequest> = {}) =>
      search(db, COMMON, { text, filters: {}, page: 1, pageSize: 20, ...more });
    const pagesOf = async (text: string, more: Partial<SearchRequest>): Promise<string[]> => {
      const ids: string[] = [];
      for (let page = 1; ; page++) {
        const { hits } = await askCommon(text, { ...more, page });
        if (hits.length === 0) return ids;
        ids.push(...hits.map(({ id }) => id));
      }
    };

    it.each(['道路', '道路养护'])('counts %s in the sample and says so, and its facets add up', async (text) => {
      const found = await askCommon(text);
      expect(found).toMatchObject({ match: 'all', isTotalExact: false, total: 300, estimate: 300 * 256 });
      const kinds = found.facets.kind.reduce((sum, { count }) => sum + count, 0);
      expect(kinds).toBe(found.estimate);
      expect(found.facets.year.reduce((sum, { count }) => sum + count, 0)).toBe(found.estimate);
    });

    it.each<[text: string, more: Partial<SearchRequest>]>([
      ['道路', {}],
      ['道路养护', {}],
      ['通知', {}],
      ['绿化', {}],
      ['道路', { filters: { kind: 'document' } }],
      ['', { filters: { organ: '33029901' } }],
      ['道路养护', { order: 'newest' }],
    ])('pages through %j %j without repeats, as many as it says', async (text, more) => {
      const { total } = await askCommon(text, more);
      const ids = await pagesOf(text, more);
      expect(new Set(ids).size).toBe(ids.length);
      // The newest are read from the whole list, which may be shorter than the sample makes believe.
      if (more.order === 'newest' || text === '') expect(ids.length).toBe(Math.min(total, more.filters ? 419 : 420));
      else expect(ids.length).toBe(total);
    });

    it('finds exactly what the sample holds too little of, and narrows by facets before it samples', async () => {
      expect(await askCommon('绿化')).toMatchObject({ isTotalExact: true, total: 210 });
      expect(await askCommon('道路', { filters: { organ: '33029902' } })).toMatchObject({
        isTotalExact: true,
        total: 1,
      });
      expect(await askCommon('道路', { filters: { year: '2019' } })).toMatchObject({ isTotalExact: true, total: 42 });
    });

    it('shows the newest of all, not of the sample', async () => {
      const latest = entry('最新道路通知', '道路', { id: idOf(999, false), publishedOn: plainDate('2024-01-01') });
      await indexEntries(db, COMMON, [latest]);
      for (const text of ['道路', '']) {
        const { hits } = await askCommon(text, { order: 'newest' });
        expect(hits[0]!.id).toBe(latest.id);
      }
      await removeEntries(db, COMMON, [latest.id]);
    });

    it('finds the same newest whether it reads them from the list or fetches all that hold the words', async () => {
      for (const [text, more] of [
        ['道路', {}],
        ['道路养护', { filters: { kind: 'document' } }],
        ['道路养护', { filters: { year: '2019' } }],
      ] as const) {
        const whole = await askCommon(text, { ...more, order: 'newest', pageSize: 1000 });
        expect(whole.hits.length).toBeGreaterThan(20);
        expect(whole.hits.map(({ id }) => id)).toEqual(await pagesOf(text, { ...more, order: 'newest' }));
      }
    });

    it('knows a changed validity in its facets', async () => {
      await setEntryValidity(db, COMMON, many[0]!.id, 'repealed', false);
      expect(await askCommon('道路', { filters: { validity: 'repealed' } })).toMatchObject({ total: 1 });
      expect((await askCommon('第0号', { filters: { validity: 'in-force' } })).hits.map(({ id }) => id)).not.toContain(
        many[0]!.id,
      );
      await setEntryValidity(db, COMMON, many[0]!.id, 'in-force', true);
      expect((await askCommon('道路', { filters: { validity: 'repealed' } })).total).toBe(0);
    });

    it('prefers what holds most words of a question to what holds one', async () => {
      const best = entry('人行天桥电梯管理', '人行天桥的电梯由养护单位管理，夜间照明同步开启。');
      const other = entry('夜间照明', '夜间照明。');
      await indexEntries(db, '330298', [best, other]);
      const { hits, match } = await search(db, '330298', {
        text: '天桥电梯夜间照明检查',
        filters: {},
        page: 1,
        pageSize: 5,
      });
      expect(match).toBe('any');
      expect(hits.map(({ id }) => id)).toEqual([best.id]);
    });
  });

  it('forgets what was removed', async () => {
    const gone = entry('临时公示稿件', '短暂公示');
    await indexEntries(db, DIVISION, [gone]);
    expect(await titles('短暂公示')).toEqual(['临时公示稿件']);
    await removeEntries(db, DIVISION, [gone.id]);
    expect((await ask('短暂公示')).hits).toEqual([]);
  });
});
