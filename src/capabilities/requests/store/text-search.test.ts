import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../../test/support/database.ts';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { DIVISION, EDUCATION, FINANCE, insertSampleOrgans } from '../../../platform/identity/testing/office.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import { openTestProtection } from '../../../platform/protection/testing/protection.ts';
import { eraseApplicant, registerApplication } from '../index.ts';
import { TextSearch } from './text-search.ts';
import { countWorklist, listWorklist, searched, type WorklistQuery } from './worklist.ts';

const both = [FINANCE, EDUCATION];

async function register(
  db: Database,
  protection: Protection,
  subject: string,
  { organCode = FINANCE, name = '示例张三', on = '2022-09-01' } = {},
): Promise<string> {
  const day = plainDate(on);
  const registration = {
    organCode,
    channel: 'in-person' as const,
    applicantCategory: 'natural' as const,
    applicantName: name,
    subject,
    submittedOn: day,
    receivedOn: day,
  };
  return (await registerApplication(db, DIVISION, registration, nationalCalendar(), '测试', protection)).id;
}

const query = (text: string, rest: Partial<WorklistQuery> = {}): WorklistQuery => ({
  divisionCode: DIVISION,
  organCodes: both,
  view: 'all',
  sort: 'received',
  descending: true,
  text,
  ...rest,
});

describeOnEachDatabase('the search in applications', (open) => {
  async function prepared(): Promise<{ db: Database; protection: Protection }> {
    const db = await open();
    const protection = await openTestProtection(db);
    await insertSampleOrgans(db);
    return { db, protection };
  }

  it('finds what is asked for anywhere in the words, in any width and case, and what came since', async () => {
    const { db, protection } = await prepared();
    const first = await register(db, protection, '2021年度ＧＤＰ核算说明', { on: '2022-08-01' });
    const search = new TextSearch(db, protection, DIVISION);
    const of = async (text: string, organs = both): Promise<string[]> =>
      (await search.find(text, new Set(organs), 10)).ids;
    expect(await of('gdp核')).toEqual([first]);
    expect(await of('张三')).toEqual([]);
    const second = await register(db, protection, '关于gdp核算的会议纪要', { organCode: EDUCATION });
    expect(await of('GDP核')).toEqual([second, first]);
    expect(await of('GDP核', [FINANCE])).toEqual([first]);
    expect(await of('2022-0001')).toEqual([second, first]);
  });

  it('tells when more was found than is listed', async () => {
    const { db, protection } = await prepared();
    for (const on of ['2022-08-01', '2022-08-02', '2022-08-03']) await register(db, protection, '部门预算', { on });
    const search = new TextSearch(db, protection, DIVISION);
    expect(await search.find('预算', new Set(both), 2)).toMatchObject({ isCut: true, searchedOnly: null });
    expect(await search.find('预算', new Set(both), 3)).toMatchObject({ isCut: false });
    expect((await search.find('预算', new Set(both), 3)).ids).toHaveLength(3);
  });

  it('forgets the words of an erased applicant, and keeps the number', async () => {
    const { db, protection } = await prepared();
    const id = await register(db, protection, '拆迁补偿方案');
    const search = new TextSearch(db, protection, DIVISION);
    expect((await search.find('拆迁', new Set(both), 10)).ids).toEqual([id]);
    await eraseApplicant(db, DIVISION, id, '测试', '申请人要求', new Date());
    expect((await search.find('拆迁', new Set(both), 10)).ids).toEqual([]);
    expect((await search.find('2022-0001', new Set(both), 10)).ids).toEqual([id]);
  });

  it('finds a whole name only where the reader may open it, and part of a name nowhere', async () => {
    const { db, protection } = await prepared();
    const finance = await register(db, protection, '部门预算', { name: '示例李四' });
    await register(db, protection, '部门预算', { name: '示例李四', organCode: EDUCATION });
    const ids = async (asked: WorklistQuery): Promise<string[]> =>
      (await listWorklist(db, protection, asked, 10)).items.map(({ id }) => id);
    expect(await ids(query('示例李四'))).toEqual([]);
    expect(await ids(query('示例李四', { nameOrgans: [FINANCE] }))).toEqual([finance]);
    expect(await ids(query('示例 李四', { nameOrgans: both }))).toHaveLength(2);
    expect(await ids(query('李四', { nameOrgans: both }))).toEqual([]);
    expect(await ids(query('示例李四', { nameOrgans: both, organCodes: [FINANCE] }))).toEqual([finance]);
  });

  it('goes with the other filters, and the total is of both', async () => {
    const { db, protection } = await prepared();
    const wanted = await register(db, protection, '部门预算');
    await register(db, protection, '部门预算', { organCode: EDUCATION });
    await register(db, protection, '会议纪要');
    const asked = query('预算', { organCodes: [FINANCE], ids: [wanted] });
    expect((await searched(db, protection, asked)).ids).toEqual([wanted]);
    expect(await countWorklist(db, protection, asked)).toEqual({ total: 1, isLeast: false });
    expect(await countWorklist(db, protection, query('预算'))).toEqual({ total: 2, isLeast: false });
    expect(await countWorklist(db, protection, query('没有这样的内容'))).toEqual({ total: 0, isLeast: false });
  });
});
