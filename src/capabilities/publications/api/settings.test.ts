import { beforeEach, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  addPerson,
  EDUCATION,
  FINANCE,
  GOVERNMENT,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import { registerPublicationApi } from './routes.ts';

const open = withTestDatabases();
let db: Database;
let office: TestOffice;

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  await addPerson(db, 'clerk', FINANCE, ['clerk']);
  await addPerson(db, 'officer', FINANCE, ['disclosure-officer']);
  await addPerson(db, 'stranger', EDUCATION, ['disclosure-officer']);
  await addPerson(db, 'admin', GOVERNMENT, ['administrator']);
  await addPerson(db, 'bureau', FINANCE, ['administrator']);
  office = await TestOffice.open(db, {}, (app) =>
    registerPublicationApi(app, { db, division: '330206', clock: () => office.now }),
  );
});

async function ask(name: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const response = await office.askAs(name, method, `/api/v1${url}`, payload);
  return { status: response.statusCode, body: response.json() };
}

const audited = (action: string) =>
  db.selectFrom('audit_event').select(['organ_code', 'subject_id', 'after']).where('action', '=', action).execute();

async function common(name = 'admin') {
  const { body } = await ask(name, 'GET', '/publication-settings');
  const { version, indexPattern, interpretationWorkingDays, distinctReviewers, specialLimits } = body;
  return { version, indexPattern, interpretationWorkingDays, distinctReviewers, specialLimits };
}

const draft = {
  organCode: FINANCE,
  kind: 'item',
  metadata: {
    title: '示例区财政局收费目录',
    documentNumber: null,
    formedOn: '2022-09-20',
    category: 'charges',
    theme: '财政、金融、审计',
    genre: '数据',
    keywords: ['收费'],
    disclosure: 'proactive',
    summary: '收费目录。',
  },
  bodyHtml: '<p>无</p>',
};

it('numbers later information by the new pattern and dates it by the new limit, with what was on record', async () => {
  const first = await ask('clerk', 'POST', '/publications', draft);
  expect(first.body).toMatchObject({ indexNumber: `${FINANCE}/2022-00001`, dueOn: '2022-10-21' });
  const settings = await common();
  const saved = await ask('admin', 'PUT', '/publication-settings', {
    ...settings,
    indexPattern: '{organ}-{category}/{year}{month}/{sequence:4}',
    specialLimits: [
      ...settings.specialLimits,
      {
        category: 'charges',
        days: 3,
        unit: 'working-days',
        law: 'disclosureRegulation',
        article: 26,
        verified: true,
        note: '收费目录',
      },
    ],
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  expect(saved.body.indexExample).toMatch(/^330206-01\/\d{6}\/0001$/);
  const second = await ask('clerk', 'POST', '/publications', draft);
  expect(second.body).toMatchObject({ indexNumber: `${FINANCE}-08/202209/0001`, dueOn: '2022-09-23' });
  expect((await ask('clerk', 'GET', `/publications/${first.body.id}`)).body.indexNumber).toBe(`${FINANCE}/2022-00001`);
  expect(await audited('publication-settings.change')).toMatchObject([
    { organ_code: GOVERNMENT, after: { indexPattern: '{organ}-{category}/{year}{month}/{sequence:4}' } },
  ]);
});

it('refuses a pattern whose numbers could be alike, beside its field, and a change over another one', async () => {
  const settings = await common();
  const refused = await ask('admin', 'PUT', '/publication-settings', {
    ...settings,
    indexPattern: '{year}-{sequence}',
  });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/indexPattern']);
  expect((await ask('admin', 'GET', '/publication-settings/index-number?pattern=%7Borgan%7D')).body.fault).toMatch(
    /sequence/,
  );
  expect((await ask('admin', 'PUT', '/publication-settings', { ...settings, distinctReviewers: false })).status).toBe(
    200,
  );
  expect((await ask('admin', 'PUT', '/publication-settings', settings)).status).toBe(409);
});

it('is changed for the district only by its administrator', async () => {
  const settings = await common('officer');
  for (const name of ['clerk', 'officer', 'bureau'])
    expect((await ask(name, 'PUT', '/publication-settings', settings)).status, name).toBe(404);
  expect((await ask('officer', 'GET', '/publication-settings')).body).toMatchObject({ mayChange: false });
});

it('lets an organ adapt its own catalogue, and keeps categories that hold published information', async () => {
  const path = `/publication-settings/catalogues/${FINANCE}`;
  const { body: before } = await ask('officer', 'GET', path);
  expect(before.nodes.find(({ code }: { code: string }) => code === 'social.education')).toMatchObject({ depth: 1 });
  const adaptation = {
    hidden: ['social.education', 'local.land'],
    renamed: { budgets: '财政预决算' },
    added: [{ below: 'budgets', code: 'debt', title: '政府债务' }],
  };
  const saved = await ask('officer', 'PUT', path, { version: before.version, ...adaptation });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const { body: catalogue } = await ask('clerk', 'GET', `/publications/catalogue?organ=${FINANCE}`);
  const codes = JSON.stringify(catalogue.categories);
  expect(codes).toContain('budgets.debt');
  expect(codes).toContain('财政预决算');
  expect(codes).not.toContain('social.education');
  expect((await ask('stranger', 'PUT', path, { version: saved.body.version, ...adaptation })).status).toBe(404);
  expect(await audited('publication-settings.adapt-catalogue')).toMatchObject([
    { organ_code: FINANCE, subject_id: FINANCE },
  ]);

  await db
    .insertInto('public_count')
    .values({ division_code: '330206', organ_code: FINANCE, category: 'budgets.debt', kind: 'item', total: 2 })
    .execute();
  const refused = await ask('officer', 'PUT', path, { version: saved.body.version, ...adaptation, added: [] });
  expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('“政府债务”下有2件')]);
});

it('takes a district’s catalogue for townships as well as departments', async () => {
  const path = '/publication-settings/catalogues/*';
  const { body } = await ask('admin', 'GET', path);
  const saved = await ask('admin', 'PUT', path, {
    version: body.version,
    hidden: ['local.houses', 'local.township-houses'],
    renamed: {},
    added: [{ below: 'social', code: 'housing', title: '住房保障' }],
  });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  expect((await ask('officer', 'PUT', path, { ...saved.body })).status).toBe(404);
  const { body: catalogue } = await ask('clerk', 'GET', `/publications/catalogue?organ=${FINANCE}`);
  expect(JSON.stringify(catalogue.categories)).toContain('social.housing');
});

it('reads, tries and stores synonyms; the trial shows what they would find', async () => {
  const { body: none } = await ask('officer', 'GET', '/search-synonyms');
  expect(none).toMatchObject({ groups: [], mayChange: true });
  const read = await ask('officer', 'POST', '/search-synonyms/reading', {
    text: '# 本地\n"人才房","人才公寓"\n充电站 充电桩',
  });
  expect(read.body.groups).toEqual([
    ['人才房', '人才公寓'],
    ['充电站', '充电桩'],
  ]);
  const faulty = await ask('officer', 'POST', '/search-synonyms/reading', { text: '人才房' });
  expect([faulty.status, faulty.body.detail]).toEqual([422, '第1行：一组至少有两个词。']);
  const trial = await ask('officer', 'POST', '/search-synonyms/trial', { text: '人才房', groups: read.body.groups });
  expect(trial.body).toMatchObject({ sayings: ['人才公寓'], withoutOwn: 0, withOwn: 0 });
  const saved = await ask('officer', 'PUT', '/search-synonyms', { version: none.version, groups: read.body.groups });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  expect((await ask('officer', 'PUT', '/search-synonyms', { version: none.version, groups: [] })).status).toBe(409);
  expect((await ask('clerk', 'PUT', '/search-synonyms', { version: saved.body.version, groups: [] })).status).toBe(404);
  expect(await audited('search.manage-synonyms')).toMatchObject([
    { after: { groups: ['人才房 人才公寓', '充电站 充电桩'] } },
  ]);
});
