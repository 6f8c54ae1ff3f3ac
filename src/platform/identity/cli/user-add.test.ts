import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../../test/support/database.ts';
import { plainDate } from '../../../kernel/calendar/index.ts';
import { verifyAudit } from '../../audit/index.ts';
import { UsageError } from '../../command-line/io.ts';
import type { Database } from '../../database/index.ts';
import { DIVISION, GOVERNMENT, insertSampleOrgans, TestOffice } from '../testing/office.ts';
import { runUserAdd, type UserAddOptions } from './user-add.ts';

describeOnEachDatabase('gongkai user add', (open) => {
  async function run(db: Database, name: string, options: Partial<UserAddOptions> = {}, input = '') {
    const printed: string[] = [];
    const io = { out: (text: string) => void printed.push(text), err: () => {}, stdin: Readable.from([input]) };
    const context = { today: plainDate('2022-09-28'), now: new Date('2022-09-28T01:00:00Z') };
    const status = await runUserAdd(db, name, { organ: GOVERNMENT, roles: 'administrator', ...options }, io, context);
    return { status, text: printed.join('') };
  }

  it('adds the first administrator, whose made-up password works once', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    const { status, text } = await run(db, 'Admin', { json: true, fullName: '示例管理员' });
    const added = JSON.parse(text);
    expect([status, added]).toMatchObject([0, { name: 'admin', organ: GOVERNMENT, roles: ['administrator'] }]);
    const office = await TestOffice.open(db);
    const signedIn = await office.signIn('admin', added.password);
    expect(signedIn.json()).toEqual({ status: 'signed-in', passwordDue: true });
    await office.app.close();
    const events = await db
      .selectFrom('audit_event')
      .select(['action', 'person_name', 'origin'])
      .orderBy('sequence')
      .execute();
    expect(events[0]).toEqual({ action: 'users.create', person_name: 'command line', origin: 'command line' });
    expect((await verifyAudit(db, DIVISION)).breaches).toEqual([]);
  });

  it('takes a password from standard input and shows none', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    const { text } = await run(db, 'admin', { passwordStdin: true }, '夜雨敲窗时读完的旧信-3\n');
    expect(text).not.toContain('夜雨');
    const office = await TestOffice.open(db);
    expect((await office.signIn('admin', '夜雨敲窗时读完的旧信-3')).json()).toEqual({
      status: 'signed-in',
      passwordDue: false,
    });
    await office.app.close();
  });

  it('names what is wrong and adds nobody', async () => {
    const db = await open();
    await insertSampleOrgans(db);
    const faulty: [string, Partial<UserAddOptions>, string, RegExp][] = [
      ['张三', {}, '', /expected a name of letters/],
      ['admin', { organ: '330206-99' }, '', /--organ: no organ "330206-99"/],
      ['admin', { roles: 'administrator,king' }, '', /--roles: expected .*found "king"/],
      ['admin', { roles: 'auditor,administrator' }, '', /不能由同一人担任/],
      ['admin', { passwordStdin: true }, 'short\n', /至少需要12个字符/],
    ];
    for (const [name, options, input, message] of faulty) {
      const failing = run(db, name, options, input);
      await expect(failing).rejects.toThrow(message);
      await expect(failing).rejects.toBeInstanceOf(UsageError);
    }
    await run(db, 'admin');
    await expect(run(db, 'admin')).rejects.toThrow('登录名已被使用');
    expect(await db.selectFrom('person').select('id').execute()).toHaveLength(1);
  });
});
