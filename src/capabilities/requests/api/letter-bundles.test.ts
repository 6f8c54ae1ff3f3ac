import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import { LetterDesk } from './testing/letter-desk.ts';

const open = withTestDatabases();
let desk: LetterDesk;

beforeEach(async () => {
  desk = await LetterDesk.open(await open());
});
afterEach(() => desk.close());

const notice = (guidance: string) => ({
  facts: { kind: 'L02', defects: ['未写明年度'], guidance, respondBy: '2022-10-20' },
  service: 'post',
  annexes: [],
  enclosures: [],
});

async function twoCases(): Promise<{ ids: string[]; letters: string[] }> {
  const ids = [await desk.register('2022-09-26'), await desk.register('2022-09-26')];
  desk.today = '2022-09-28';
  const letters = [];
  for (const id of ids) letters.push((await desk.issue(id, notice('请写明年度'))).letterId);
  return { ids, letters };
}

const PREPARE = '/api/v1/requests/letter-bundles';
const wish = { letters: 'all', format: 'pdf', reason: '打印邮寄' };
const prepare = (who: string, body: object, filters = '') => desk.as(who, 'POST', `${PREPARE}${filters}`, body);
const download = (who: string, id: string) => desk.as(who, 'GET', `${PREPARE}/${id}/letters.zip`);

it('holds the chosen letters as they were issued, lists them, and puts each case on record', async () => {
  const { ids } = await twoCases();
  const prepared = await prepare('clerk', { ...wish, ids });
  expect(prepared.statusCode).toBe(201);
  expect(prepared.json()).toMatchObject({ letters: 2, cases: 2, progress: 'ready', done: 0 });
  const { id } = prepared.json();
  const answer = await download('clerk', id);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = unzipSync(answer.rawPayload);
  const names = Object.keys(files);
  expect(names).toHaveLength(3);
  expect(names[0]).toMatch(/\/2022-0001\/政府信息公开申请补正告知书 示财公开告〔2022〕1号\.pdf$/);
  const list = strFromU8(files['文书目录.csv']!);
  expect(list).not.toContain('示例张三');
  for (const name of names.slice(0, 2)) {
    expect(strFromU8(files[name]!.subarray(0, 5))).toBe('%PDF-');
    expect(list).toContain(`${name},${createHash('sha256').update(files[name]!).digest('hex')}`);
  }
  const watched = await desk.as('clerk', 'GET', `${PREPARE}/${id}`);
  expect(watched.json()).toMatchObject({ progress: 'done', done: 2, missing: 0 });
  const looks = await desk.db
    .selectFrom('audit_event')
    .select(['subject_id', 'reason', 'person_name'])
    .where('action', '=', 'requests.download-letters')
    .execute();
  expect(looks.map(({ subject_id }) => subject_id).sort()).toEqual([...ids].sort());
  expect(new Set(looks.map(({ reason, person_name }) => `${person_name}：${reason}`))).toEqual(
    new Set(['示例clerk：打印邮寄']),
  );
});

it('goes by what was chosen or by the filters, and says when there is nothing', async () => {
  const { ids, letters } = await twoCases();
  await desk.as('clerk', 'POST', `/api/v1/requests/${ids[0]}/letters/${letters[0]}/service`, {
    service: 'post',
    on: '2022-09-28',
    proof: '给据邮件XA00000000001',
  });
  expect((await prepare('clerk', { ...wish, ids: [ids[1]] })).json()).toMatchObject({ letters: 1, cases: 1 });
  expect((await prepare('clerk', wish)).json()).toMatchObject({ letters: 2 });
  expect((await prepare('clerk', { ...wish, letters: 'unserved' })).json()).toMatchObject({ letters: 1 });
  for (const [body, filters] of [
    [{ ...wish, letters: 'unserved', ids: [ids[0]] }, ''],
    [{ ...wish, letters: 'replies' }, ''],
    [wish, '?view=closed'],
  ] as const)
    expect((await prepare('clerk', body, filters)).json().errors[0].pointer).toBe('/letters');
  expect((await prepare('clerk', { ...wish, reason: ' ' })).statusCode).toBe(400);
});

it('is nobody’s but the asker’s, and not for those to whom names are not shown', async () => {
  await twoCases();
  expect((await prepare('reviewer', wish)).statusCode).toBe(404);
  const { id } = (await prepare('clerk', wish)).json();
  expect((await download('head', id)).statusCode).toBe(404);
  expect((await desk.as('head', 'GET', `${PREPARE}/${id}`)).statusCode).toBe(404);
  await desk.db.deleteFrom('post').execute();
  expect((await download('clerk', id)).statusCode).toBe(404);
});

it('names a letter whose file is damaged instead of giving something else, and gives the rest', async () => {
  await twoCases();
  const row = await desk.db.selectFrom('case_letter').select('pdf_address').orderBy('number').executeTakeFirstOrThrow();
  await desk.files.remove(row.pdf_address!);
  const { id } = (await prepare('clerk', wish)).json();
  const files = unzipSync((await download('clerk', id)).rawPayload);
  expect(Object.keys(files)).toHaveLength(2);
  expect(strFromU8(files['文书目录.csv']!)).toContain('示财公开告〔2022〕1号,2022-09-28,,,,保存的文件已经损坏');
  expect((await desk.as('clerk', 'GET', `${PREPARE}/${id}`)).json()).toMatchObject({ done: 2, missing: 1 });
});

it('keeps the worklist exportable with two hundred chosen cases', async () => {
  const ids = Array.from({ length: 200 }, (_, i) => `11111111-1111-4111-8111-${String(i).padStart(12, '0')}`);
  const answer = await desk.as('disclosure-officer', 'GET', `/api/v1/requests/export.xlsx?ids=${ids.join(',')}`);
  expect(answer.statusCode).toBe(200);
});
