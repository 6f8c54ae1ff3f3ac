import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { RESIDENT_ID } from '../../../../test/support/intake.ts';
import type { Database } from '../../../platform/database/index.ts';
import { FileStore } from '../../../platform/files/index.ts';
import {
  addPerson,
  DIVISION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import type { Protection } from '../../../platform/protection/index.ts';
import { openTestProtection } from '../../../platform/protection/testing/protection.ts';
import { findByCode } from '../intake/access-codes.ts';
import { registerRequests } from '../module.ts';
import { parseCode, parseReference } from '../rules/intake/reference.ts';

const open = withTestDatabases();
let db: Database;
let protection: Protection;
let office: TestOffice;
let cookie: string;
const files = new FileStore(join(tmpdir(), 'gongkai-particulars-test'));

beforeEach(async () => {
  db = await open();
  protection = await openTestProtection(db);
  await insertSampleOrgans(db);
  office = await TestOffice.open(db, {}, (app) =>
    registerRequests(app, { db, protection, division: DIVISION, files, clock: () => office.now }),
  );
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  cookie = await office.cookieOf('clerk');
});

const ask = (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) =>
  office.ask(method, `/api/v1/requests${path}`, { cookie, ...(payload ? { payload } : {}) });

const register = (particulars?: object, more: object = {}) =>
  ask('POST', '', {
    organCode: FINANCE,
    channel: 'registered-mail',
    applicantCategory: 'natural',
    applicantName: '示例张三',
    subject: '2021年度部门预算执行情况',
    submittedOn: '2022-09-01',
    receivedOn: '2022-09-02',
    ...(particulars ? { particulars } : {}),
    ...more,
  });

const opened = async (id: string) => (await ask('POST', `/${id}/personal-data`, { reason: '邮寄答复' })).json();
const context = () => ({
  db,
  protection,
  files,
  division: DIVISION,
  now: () => office.now,
  calendar: async () => Promise.reject(new Error('not asked')),
});
const found = (reference: string, code: string) => findByCode(context(), parseReference(reference)!, parseCode(code)!);

describe('an application on paper', () => {
  it('keeps what it says: number and contact for those who open them for a reason, the way to answer for all', async () => {
    const { id } = (
      await register({
        idNumber: RESIDENT_ID,
        telephone: '１３８ 0000 0000',
        address: '示例路2号',
        medium: 'paper',
        route: 'post',
        acceptsOther: 'no',
        assistance: ['large-print'],
      })
    ).json();
    const seen = await ask('GET', `/${id}`);
    expect(seen.json()).toMatchObject({ applicant: { hasParticulars: true, mayComplete: true, mayGiveCode: true } });
    expect(seen.json().delivery.map(({ value }: { value: string }) => value)).toEqual([
      '纸质复制件',
      '邮寄',
      '不接受其他方式',
      '大字版本',
    ]);
    for (const secret of [RESIDENT_ID, '13800000000', '示例路2号']) expect(seen.body).not.toContain(secret);
    expect((await opened(id)).particulars).toEqual([
      { label: '居民身份证', value: RESIDENT_ID },
      { label: '联系电话', value: '13800000000' },
      { label: '通信地址', value: '示例路2号' },
      { label: '接收地址、邮箱或者传真号码', value: '示例路2号' },
    ]);
    const { content } = await db.selectFrom('application_detail').select('content').executeTakeFirstOrThrow();
    expect(Buffer.from(content).toString('latin1')).not.toContain(RESIDENT_ID);
  });

  it('may leave out what is to be asked for by a correction notice, but nothing on it may be copied wrongly', async () => {
    const wrong = await register({ idNumber: RESIDENT_ID.replace(/7$/, '8'), telephone: '12', medium: 'paper' });
    expect(wrong.statusCode).toBe(400);
    const { errors } = wrong.json();
    expect(errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/particulars/idNumber',
      '/particulars/route',
      '/particulars/telephone',
    ]);
    expect(wrong.body).toContain('校验位不符');
    expect(await db.selectFrom('application').select('id').execute()).toEqual([]);
    const silent = (await register({ medium: 'paper', route: 'post' })).json();
    expect((await ask('GET', `/${silent.id}`)).json().delivery).toEqual([
      { label: '获取方式', value: '纸质复制件' },
      { label: '获取途径', value: '邮寄' },
    ]);
    expect((await opened(silent.id)).typed).toMatchObject({ acceptsOther: '' });
    const bare = await register();
    expect(bare.statusCode).toBe(201);
    expect((await ask('GET', `/${bare.json().id}`)).json()).toMatchObject({
      delivery: [],
      applicant: { hasParticulars: false },
    });
    const firm = { applicantCategory: 'business', applicantName: '示例公司' };
    expect((await register({ creditCode: '91110000100017643X' }, firm)).body).toContain('/particulars/creditCode');
    expect((await register({ creditCode: '91110000100017643K', representative: '林某某' }, firm)).statusCode).toBe(201);
  });

  it('is completed later, and then known by its number', async () => {
    const first = (await register({ idNumber: RESIDENT_ID })).json();
    const second = (await register(undefined, { applicantName: '示例张叁' })).json();
    const { typed } = await opened(second.id);
    expect(typed).toMatchObject({ idNumber: '', route: '' });
    const save = (payload: object) => ask('PUT', `/${second.id}/particulars`, payload);
    expect((await save({ ...typed, idNumber: '330206' })).json().errors[0].pointer).toBe('/idNumber');
    expect((await save({ ...typed, idNumber: RESIDENT_ID, email: 'a@example.com' })).statusCode).toBe(204);
    expect((await opened(second.id)).typed).toMatchObject({ idNumber: RESIDENT_ID, email: 'a@example.com' });
    const { repeated } = (await ask('GET', `/${first.id}/similar`)).json();
    expect(repeated).toEqual([expect.objectContaining({ id: second.id, knownBy: 'identity' })]);
    const event = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'requests.save-particulars')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(event)).not.toContain(RESIDENT_ID);
  });

  it('is followed by a code that is told once, and by a new one after the applicant has lost it', async () => {
    const { id, reference, accessCode } = (await register()).json();
    expect(await found(reference, accessCode)).toBe(id);
    expect((await ask('POST', `/${id}/access-code`, {})).statusCode).toBe(400);
    const again = (await ask('POST', `/${id}/access-code`, { reason: '当面核对身份证' })).json();
    expect(again.reference).toBe(reference);
    expect(await found(reference, accessCode)).toBeUndefined();
    expect(await found(reference, again.accessCode)).toBe(id);
    const events = await db.selectFrom('audit_event').selectAll().where('subject_id', '=', id).execute();
    expect(events.map(({ action, reason }) => [action, reason])).toContainEqual([
      'requests.issue-access-code',
      '当面核对身份证',
    ]);
    expect(JSON.stringify(events)).not.toContain(again.accessCode);
  });

  it('is served on the portal only when that is asked for, and by post or by hand when those are', async () => {
    const serviceOf = async (particulars: object) => {
      const { id } = (await register(particulars)).json();
      return (await ask('GET', `/${id}/letters`)).json().isOnline;
    };
    expect(await serviceOf({})).toBe(false);
    expect(await serviceOf({ medium: 'paper', route: 'post', address: '示例路2号' })).toBe(false);
    expect(await serviceOf({ medium: 'electronic', route: 'online' })).toBe(true);
  });

  it('of another organ is out of reach', async () => {
    const { id } = (await register()).json();
    await addPerson(db, 'reviewer', FINANCE, ['reviewer']);
    cookie = await office.cookieOf('reviewer');
    expect((await ask('PUT', `/${id}/particulars`, {})).statusCode).toBe(404);
    expect((await ask('POST', `/${id}/access-code`, { reason: '核对' })).statusCode).toBe(404);
  });
});
