import { describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../test/support/database.ts';
import { plainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { changeOrgans, listOrganChanges, listOrgansAsOf, listSuccession, type OrganChange } from './organ-history.ts';
import { listOrgans, type Organ } from './organs.ts';
import { reachOf } from './people/actor.ts';
import { DIVISION, EDUCATION, FINANCE, GOVERNMENT, insertSampleOrgans } from './testing/office.ts';

const now = new Date('2022-12-01T01:00:00Z');
const today = plainDate('2022-12-01');
const basis = (effectiveOn: string) => ({ effectiveOn: plainDate(effectiveOn), document: '示例文〔2022〕1号' });
const department = (code: string, name: string) => ({
  code,
  name,
  shortName: name,
  kind: 'department' as const,
  parentCode: GOVERNMENT,
});

describeOnEachDatabase('the history of organs', (open) => {
  const change = (db: Database, what: OrganChange) =>
    db.transaction().execute((transaction) => changeOrgans(transaction, DIVISION, what, today, 'test', now));
  const treeOn = async (db: Database, day: string) =>
    Object.fromEntries(
      (await listOrgansAsOf(db, DIVISION, plainDate(day))).map((organ: Organ) => [
        organ.code,
        [organ.name, organ.parentCode],
      ]),
    );

  it('tells names and places as of any day', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    await change(db, {
      ...basis('2021-03-01'),
      kind: 'rename',
      organ: EDUCATION,
      name: '示例区教育体育局',
      shortName: '教体局',
    });
    await change(db, {
      ...basis('2022-03-01'),
      kind: 'rename',
      organ: EDUCATION,
      name: '示例区教育和体育局',
      shortName: '教育局',
    });
    await change(db, {
      ...basis('2022-05-01'),
      kind: 'establish',
      organ: department(`${DIVISION}-09`, '示例区数据局'),
    });
    await change(db, { ...basis('2022-06-01'), kind: 'move', organ: `${DIVISION}-09`, parentCode: FINANCE });
    expect((await treeOn(db, '2021-02-28'))[EDUCATION]).toEqual(['示例区教育局', GOVERNMENT]);
    expect((await treeOn(db, '2021-03-01'))[EDUCATION]).toEqual(['示例区教育体育局', GOVERNMENT]);
    expect((await treeOn(db, '2022-02-28'))[EDUCATION]).toEqual(['示例区教育体育局', GOVERNMENT]);
    expect((await treeOn(db, '2022-03-01'))[EDUCATION]).toEqual(['示例区教育和体育局', GOVERNMENT]);
    expect(Object.keys(await treeOn(db, '2022-04-30'))).not.toContain(`${DIVISION}-09`);
    expect((await treeOn(db, '2022-05-31'))[`${DIVISION}-09`]![1]).toBe(GOVERNMENT);
    expect((await treeOn(db, '2022-06-01'))[`${DIVISION}-09`]![1]).toBe(FINANCE);
    expect(await treeOn(db, '2009-12-31')).toEqual({});
    const changes = await listOrganChanges(db, DIVISION);
    expect(changes.map(({ kind, beforeNames, afterNames }) => [kind, beforeNames, afterNames])).toEqual([
      ['move', ['示例区数据局'], ['示例区数据局']],
      ['establish', [], ['示例区数据局']],
      ['rename', ['示例区教育体育局'], ['示例区教育和体育局']],
      ['rename', ['示例区教育局'], ['示例区教育体育局']],
    ]);
  });

  it('a merger ends the organs on the day before, hangs what was below them under the new one, and passes their duties on', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    await change(db, {
      ...basis('2020-01-01'),
      kind: 'establish',
      organ: { ...department(`${DIVISION}-21`, '示例区财政所'), parentCode: FINANCE },
    });
    const merged = department(`${DIVISION}-10`, '示例区财政教育局');
    await change(db, { ...basis('2022-07-01'), kind: 'merge', organs: [FINANCE, EDUCATION], into: merged });
    expect(Object.keys(await treeOn(db, '2022-06-30'))).toEqual(expect.arrayContaining([FINANCE, EDUCATION]));
    const after = await treeOn(db, '2022-07-01');
    expect([after[FINANCE], after[EDUCATION], after[`${DIVISION}-21`]]).toEqual([
      undefined,
      undefined,
      ['示例区财政所', merged.code],
    ]);
    expect((await treeOn(db, '2022-06-30'))[`${DIVISION}-21`]).toEqual(['示例区财政所', FINANCE]);
    const succession = await listSuccession(db, DIVISION);
    const organs = await listOrgans(db, DIVISION);
    expect(reachOf(merged.code, 'own', organs, succession)).toEqual(new Set([merged.code, FINANCE, EDUCATION]));
    expect(reachOf(FINANCE, 'own', organs, succession)).toEqual(new Set([FINANCE]));
    expect(reachOf(GOVERNMENT, 'subordinate', organs, succession).has(FINANCE)).toBe(true);
    expect(await listOrganChanges(db, DIVISION)).toMatchObject([
      {
        kind: 'merge',
        effectiveOn: '2022-07-01',
        before: [FINANCE, EDUCATION],
        after: [merged.code],
        beforeNames: ['示例区财政局', '示例区教育局'],
        afterNames: ['示例区财政教育局'],
      },
      { kind: 'establish' },
    ]);
  });

  it('an organ that takes in another goes on; duties pass on through several changes', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    await change(db, { ...basis('2021-01-01'), kind: 'merge', organs: [FINANCE, EDUCATION], into: FINANCE });
    const [first, second] = [department(`${DIVISION}-31`, '示例区一局'), department(`${DIVISION}-32`, '示例区二局')];
    await change(db, { ...basis('2022-01-01'), kind: 'split', organ: FINANCE, into: [first, second] });
    const reach = reachOf(second.code, 'own', await listOrgans(db, DIVISION), await listSuccession(db, DIVISION));
    expect(reach).toEqual(new Set([second.code, FINANCE, EDUCATION]));
  });

  describe('refuses', () => {
    it.each<[string, OrganChange, RegExp, string]>([
      [
        'a day to come',
        { ...basis('2022-12-02'), kind: 'abolish', organ: FINANCE, successor: EDUCATION },
        /尚未生效/,
        '/effectiveOn',
      ],
      [
        'an organ that is not there',
        { ...basis('2022-01-01'), kind: 'rename', organ: '330206-99', name: 'x', shortName: 'x' },
        /没有机构/,
        '/organ',
      ],
      [
        'an organ of another division',
        { ...basis('2022-01-01'), kind: 'establish', organ: department('330205-01', 'x') },
        /应以330206开头/,
        '/organ/code',
      ],
      [
        'a code in use',
        { ...basis('2022-01-01'), kind: 'establish', organ: department(FINANCE, 'x') },
        /已被使用/,
        '/organ/code',
      ],
      [
        'a circle',
        { ...basis('2022-01-01'), kind: 'move', organ: GOVERNMENT, parentCode: FINANCE },
        /下级机构/,
        '/parentCode',
      ],
      [
        'a merger of one',
        { ...basis('2022-01-01'), kind: 'merge', organs: [FINANCE, FINANCE], into: FINANCE },
        /至少需要两个/,
        '/organs',
      ],
      [
        'an end before the beginning',
        { ...basis('2010-01-01'), kind: 'abolish', organ: FINANCE, successor: EDUCATION },
        /尚未设立/,
        '/effectiveOn',
      ],
      [
        'a part whose code is in use',
        {
          ...basis('2022-01-01'),
          kind: 'split',
          organ: FINANCE,
          into: [department(`${DIVISION}-41`, '甲'), department(EDUCATION, '乙')],
        },
        /已被使用/,
        '/into/1/code',
      ],
    ])('%s, and says where', async (_what, what, message, pointer) => {
      const db = await open();
      await insertSampleOrgans(db);
      await expect(change(db, what)).rejects.toMatchObject({ message: expect.stringMatching(message), pointer });
      expect(await listOrganChanges(db, DIVISION)).toEqual([]);
    });

    it('changes out of their order, and a second end', async () => {
      const db = await open();
      await insertSampleOrgans(db);
      await change(db, { ...basis('2022-03-01'), kind: 'rename', organ: EDUCATION, name: '甲', shortName: '甲' });
      const earlier: OrganChange = {
        ...basis('2022-02-01'),
        kind: 'rename',
        organ: EDUCATION,
        name: '乙',
        shortName: '乙',
      };
      await expect(change(db, earlier)).rejects.toThrow('先后');
      await change(db, { ...basis('2022-04-01'), kind: 'abolish', organ: EDUCATION, successor: FINANCE });
      await expect(
        change(db, { ...basis('2022-05-01'), kind: 'abolish', organ: EDUCATION, successor: FINANCE }),
      ).rejects.toThrow('不存续');
    });
  });
});
