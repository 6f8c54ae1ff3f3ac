import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  addPerson,
  DIVISION,
  EDUCATION,
  FINANCE,
  GOVERNMENT,
  insertSampleOrgans,
  TestOffice,
} from '../../../platform/identity/testing/office.ts';
import { requestRescan, workRuns } from '../commands/sweep.ts';
import { registerScreening } from '../module.ts';
import { type MemoryStock, memoryStock } from '../testing/stock.ts';

// A number with a true region, date and check digit that nobody holds.
const ID = '330206199001011235';
const UNKNOWN = '00000000-0000-4000-8000-00000000dead';
const HEAD = '# 名称：站名\n# 所有者：区政务公开办\n# 用途：站名的规范写法\n# 级别：须改\n';
const FIRST = `${HEAD}# 版本：1\n词条,建议\n渚碧礁站,朱碧礁站\n`;
const SECOND = `${HEAD}# 版本：2\n词条,建议\n渚碧礁站,朱碧礁站\n灵锋山,灵峰山\n`;

const open = withTestDatabases();
let db: Database;
let office: TestOffice;
let stock: MemoryStock;
const people = new Map<string, string>();

beforeEach(async () => {
  db = await open();
  await insertSampleOrgans(db);
  for (const [name, organ, role] of [
    ['clerk', FINANCE, 'clerk'],
    ['legal', FINANCE, 'legal'],
    ['officer', FINANCE, 'disclosure-officer'],
    ['head', FINANCE, 'head'],
    ['auditor', GOVERNMENT, 'auditor'],
    ['district', GOVERNMENT, 'disclosure-officer'],
    ['stranger', EDUCATION, 'disclosure-officer'],
  ] as const)
    people.set(name, (await addPerson(db, name, organ, [role])).person.id);
  stock = memoryStock(FINANCE, { a: '轨道交通渚碧礁站周边。', b: '灵锋山和渚碧礁站。', c: '没有问题。' });
  office = await TestOffice.open(db, {}, (app) =>
    registerScreening(app, {
      db,
      division: DIVISION,
      sources: [stock],
      plainText: (html) => html.replace(/<[^>]*>/g, ''),
      clock: () => office.now,
    }),
  );
});

async function ask(name: string | null, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const response = await office.askAs(name, method, `/api/v1/screening${url}`, payload);
  const isJson = String(response.headers['content-type']).includes('json');
  return { status: response.statusCode, body: isJson ? response.json() : response.rawPayload };
}

const audited = async (action: string) =>
  (await db.selectFrom('audit_event').select('action').where('action', '=', action).execute()).length;
const screenAgain = async () => {
  await requestRescan(db, DIVISION, '测试', '测试', office.now);
  await workRuns({ db, divisionCode: DIVISION, sources: [stock], clock: () => office.now, workers: 1 });
};
const upload = (name: string, content: string | Uint8Array, fileName = '站名.csv', organCode = FINANCE) =>
  ask(name, 'POST', '/lexicons', { organCode, fileName, content: Buffer.from(content as string).toString('base64') });

async function inForce(): Promise<string> {
  const { body } = await upload('officer', FIRST);
  await ask('officer', 'POST', `/lexicons/${body.id}/activation`, { version: 1, reason: '经科长同意' });
  await screenAgain();
  return body.id as string;
}

async function findingIn(documentId: string): Promise<{ id: string; state: string; may: Record<string, boolean> }> {
  const { body } = await ask('officer', 'GET', `/findings?document=${documentId}`);
  return body.findings[0];
}

describe('who may', () => {
  const lexicon = { organCode: FINANCE, fileName: '站名.csv', content: Buffer.from(FIRST).toString('base64') };
  const allowance = { term: '渚碧礁站', organCode: FINANCE, reason: '正式站名' };
  const channel = { organCode: FINANCE, name: '财政发布', platform: '微信', feedAddress: 'https://example.com/feed' };
  const correction = {
    publicationId: UNKNOWN,
    organCode: FINANCE,
    title: '通知',
    text: '会议按排如下。',
    finding: {
      kind: 'spelling',
      rule: 'spelling.wrong-form',
      start: 2,
      end: 4,
      text: '按排',
      suggestion: '安排',
      severity: 'error',
      message: '',
    },
    replacement: '安排',
  };
  const routes: readonly (readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string, string, object?])[] = [
    ['POST', '/check', 'auditor', { text: '会议按排如下。' }],
    ['POST', '/corrections', 'head', correction],
    ['GET', '/findings', 'auditor'],
    ['GET', `/findings/${UNKNOWN}`, 'auditor'],
    ['POST', `/findings/${UNKNOWN}/acts`, 'auditor', { act: 'dispute', reason: '误报' }],
    ['GET', '/lexicons', 'auditor'],
    ['GET', `/lexicons/${UNKNOWN}`, 'auditor'],
    ['POST', '/lexicons', 'clerk', lexicon],
    ['POST', '/lexicons', 'stranger', lexicon],
    ['GET', `/lexicons/${UNKNOWN}/versions/1/effect`, 'auditor'],
    ['POST', `/lexicons/${UNKNOWN}/activation`, 'clerk', { version: 1, reason: '启用' }],
    ['GET', '/allowances', 'auditor'],
    ['POST', '/allowances', 'clerk', allowance],
    ['POST', '/allowances', 'stranger', allowance],
    ['POST', '/allowances', 'officer', { ...allowance, organCode: null }],
    ['DELETE', `/allowances/${UNKNOWN}`, 'clerk'],
    ['GET', '/overview', 'auditor'],
    ['GET', `/overview?organ=${EDUCATION}`, 'officer'],
    ['GET', `/findings?organ=${EDUCATION}`, 'officer'],
    ['GET', `/runs/${UNKNOWN}`, 'auditor'],
    ['POST', '/runs', 'officer', { reason: '重新筛查' }],
    ['GET', '/channels', 'auditor'],
    ['POST', '/channels', 'clerk', channel],
    ['POST', '/channels', 'stranger', channel],
    ['PUT', `/channels/${UNKNOWN}`, 'clerk', { isActive: false }],
    ['GET', '/reports', 'auditor'],
    ['GET', '/reports/month/2022-09-01', 'auditor'],
    ['GET', '/reports/month/2022-09-01/file?format=pdf', 'auditor'],
    ['GET', '/reports/export.xlsx?year=2022', 'auditor'],
  ];

  it('none of the routes answers anybody not signed in, nor whom it is not for', async () => {
    const answers = [];
    for (const [method, url, name, payload] of routes)
      for (const person of [null, name])
        answers.push([method, url, person, (await ask(person, method, url, payload)).status]);
    const refused = (status: unknown, person: unknown) =>
      person === null ? status === 401 : status === 404 || status === 403;
    expect(answers.filter(([, , person, status]) => !refused(status, person))).toEqual([]);
  });
});

describe('a text while it is written', () => {
  it('is screened as text or HTML, with masks and offsets of the plain text', async () => {
    const text = `会议按排如下，联系人身份证号码${ID}。`;
    const plain = await ask('clerk', 'POST', '/check', { text });
    expect(plain.body.counts).toMatchObject({ error: 2 });
    for (const { start, end, text: words } of plain.body.findings) expect(text.slice(start, end)).toBe(words);
    const html = await ask('clerk', 'POST', '/check', { html: `<p>${text}</p>` });
    expect(html.body).toEqual(plain.body);
    // Nothing of it is kept, not even in the record.
    expect(JSON.stringify(await db.selectFrom('audit_event').selectAll().execute())).not.toContain(ID);
    expect(office.log.join('')).not.toContain(ID);
  });

  it('is refused when it is missing, doubled, too long or too large', async () => {
    expect((await ask('clerk', 'POST', '/check', {})).status).toBe(400);
    expect((await ask('clerk', 'POST', '/check', { text: '甲', html: '乙' })).status).toBe(400);
    expect((await ask('clerk', 'POST', '/check', { text: '好'.repeat(2_000_001) })).status).toBe(400);
    expect((await ask('clerk', 'POST', '/check', { text: 'a'.repeat(50 * 1024 * 1024) })).status).toBe(413);
  });

  it('keeps its offsets beside lone surrogates', async () => {
    const text = '\ud800会议按排如下\udc00。';
    const { status, body } = await ask('clerk', 'POST', '/check', { text });
    expect(status).toBe(200);
    expect(body.findings.map(({ start, end }: { start: number; end: number }) => [start, end])).toEqual([[3, 5]]);
  });

  it('counts a correction made in the editor only where the text really has the fault', async () => {
    const text = '会议按排如下。';
    const { findings } = (await ask('clerk', 'POST', '/check', { text })).body;
    const body = {
      publicationId: UNKNOWN,
      organCode: FINANCE,
      title: '通知',
      text,
      finding: findings[0],
      replacement: '安排',
    };
    expect((await ask('clerk', 'POST', '/corrections', body)).body).toMatchObject({ state: 'mended' });
    const elsewhere = { ...body, text: '会议安排如下。' };
    expect((await ask('clerk', 'POST', '/corrections', elsewhere)).status).toBe(422);
    expect(await audited('screening.mend')).toBe(1);
  });
});

describe('lexicons', () => {
  it('go in, show their effect, are switched on, replaced, and taken back', async () => {
    const uploaded = await upload('officer', FIRST);
    expect(uploaded).toMatchObject({ status: 201, body: { name: '站名', activeVersion: null, may: { manage: true } } });
    const { id } = uploaded.body;
    const effect = await ask('clerk', 'GET', `/lexicons/${id}/versions/1/effect`);
    expect(effect.body).toMatchObject({ documents: 3, documentsHit: 2, findings: 2, isWhole: true, difference: null });
    const activation = `/lexicons/${id}/activation`;
    expect((await ask('officer', 'POST', activation, { version: 1, reason: ' ' })).body.errors).toMatchObject([
      { pointer: '/reason', detail: '请写明原因' },
    ]);
    expect((await ask('officer', 'POST', activation, { version: 1, reason: '启用' })).body.activeVersion).toBe(1);
    expect((await ask('officer', 'POST', activation, { version: 1, reason: '再启用' })).status).toBe(422);
    expect((await ask('officer', 'POST', activation, { version: 7, reason: '启用' })).status).toBe(404);
    expect((await upload('officer', SECOND)).body.versions).toHaveLength(2);
    const next = await ask('officer', 'GET', `/lexicons/${id}/versions/2/effect`);
    expect(next.body).toMatchObject({ findings: 3, difference: { added: 1, removed: 0, changed: 0 } });
    await ask('officer', 'POST', activation, { version: 2, reason: '增补' });
    await ask('officer', 'POST', activation, { version: null, reason: '停用' });
    const detail = await ask('clerk', 'GET', `/lexicons/${id}`);
    expect(detail.body.steps.map((step: { act: string }) => step.act)).toEqual([
      'switched-off',
      'activated',
      'uploaded',
      'activated',
      'uploaded',
    ]);
    expect((await ask('clerk', 'GET', '/lexicons')).body).toHaveLength(1);
    expect(await audited('screening.manage-lexicons')).toBe(5);
  });

  const gbk = new Uint8Array([...Buffer.from(`${HEAD}# 版本：2\n词条\n灵锋山\n`), 0xb9, 0xfa, 0xbc, 0xd2]);
  it('are refused line by line when faulty, and the version in force stays in force', async () => {
    const faulty: readonly (readonly [string | Uint8Array, ...string[]])[] = [
      [gbk, '第8行：不是UTF-8编码'],
      [Buffer.from(`\ufeff${SECOND}`, 'utf16le'), '文件是UTF-16编码'],
      [
        `${HEAD}# 版本：2\n词条,建议,级别\n灵锋山,灵峰山,\n,灵峰山,\n靈鋒山,灵峰山,\n的,,\n　——,,\n峻工,竣工,严重\n`,
        '第8行：词条为空',
        '第9行：“靈鋒山”与第7行重复',
        '第10行：“的”是常用单字',
        '第11行：',
        '第12行：级别应为须改',
      ],
      ['词条\n灵锋山\n', '没有写明词库的名称', '没有写明词库的所有者'],
      [`${HEAD}# 版本：2\n词条\n`, '文件中没有词条'],
      ['', '没有写明词库的名称'],
    ];
    const id = await inForce();
    for (const [content, ...told] of faulty) {
      const { status, body } = await upload('officer', content);
      expect([status, body.title]).toEqual([422, '词库没有载入']);
      const lines = body.errors.map(({ detail }: { detail: string }) => detail).join('\n');
      for (const line of told) expect(lines).toContain(line);
    }
    const after = (await ask('clerk', 'GET', `/lexicons/${id}`)).body;
    expect([after.activeVersion, after.versions.length, after.steps.length]).toEqual([1, 1, 2]);
    await screenAgain();
    expect((await ask('clerk', 'GET', '/findings')).body.total).toBe(2);
  });

  it('a list of ten thousand faulty lines is told in part, with all lines counted', async () => {
    const { body } = await upload('officer', `${HEAD}# 版本：2\n词条\n${'的\n'.repeat(10_000)}`);
    expect(body.errors).toHaveLength(200);
    expect(body.detail).toContain('10000');
  });

  it('another format, the same file again, another organ’s name and content that is no Base64 are refused', async () => {
    await inForce();
    expect((await upload('officer', FIRST, '站名.xls')).body.errors[0].detail).toContain('CSV');
    expect((await upload('officer', FIRST)).body.detail).toContain('内容相同');
    expect((await upload('stranger', SECOND, '站名.csv', EDUCATION)).body.detail).toContain('由其他机关维护');
    const body = { organCode: FINANCE, fileName: '站名.csv', content: '不是Base64' };
    expect((await ask('officer', 'POST', '/lexicons', body)).status).toBe(400);
  });
});

describe('findings', () => {
  it('are listed by organ, state, kind, severity, source, day and words', async () => {
    await inForce();
    const day = office.today;
    const totals = [];
    for (const query of [
      'state=open',
      'state=mended&state=dismissed',
      'kind=lexicon&severity=error',
      'kind=date',
      'source=attachment',
      `from=${day}&to=${day}`,
      'to=2022-01-01',
      'words=礁',
      'words=%25',
      'mine=true',
    ])
      totals.push((await ask('clerk', 'GET', `/findings?${query}`)).body.total);
    expect(totals).toEqual([2, 0, 2, 0, 0, 2, 0, 2, 0, 0]);
    expect((await ask('stranger', 'GET', '/findings')).body.total).toBe(0);
    expect((await ask('clerk', 'GET', '/findings?limit=101')).status).toBe(400);
    expect((await ask('clerk', 'GET', '/findings?from=2022-02-30')).status).toBe(400);
    expect((await ask('clerk', 'GET', '/findings?state=unknown')).status).toBe(400);
    expect((await ask('stranger', 'GET', `/findings/${(await findingIn('a')).id}`)).status).toBe(404);
  });

  it('are assigned by whom that is for, to whom may mend, and mended by one click', async () => {
    await inForce();
    const { id } = await findingIn('a');
    const acts = `/findings/${id}/acts`;
    expect((await ask('clerk', 'POST', acts, { act: 'assign', to: people.get('clerk') })).status).toBe(404);
    const head = await ask('officer', 'POST', acts, { act: 'assign', to: people.get('head') });
    expect(head).toMatchObject({ status: 422, body: { errors: [{ pointer: '/to' }] } });
    const given = await ask('officer', 'POST', acts, { act: 'assign', to: people.get('clerk') });
    expect(given.body).toMatchObject({ state: 'assigned', assignedName: '示例clerk' });
    expect((await ask('clerk', 'GET', '/findings?mine=true')).body.total).toBe(1);
    const unsaid = await ask('clerk', 'POST', acts, { act: 'mend', replacement: null, note: '' });
    expect(unsaid.body.errors).toMatchObject([{ pointer: '/note' }]);
    const mended = await ask('clerk', 'POST', acts, { act: 'mend', replacement: '朱碧礁站' });
    expect([mended.status, mended.body.state, stock.texts.a]).toEqual([200, 'mended', '轨道交通朱碧礁站周边。']);
    const again = await ask('clerk', 'POST', acts, { act: 'mend', replacement: '朱碧礁站' });
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('not-in-this-state')]);
    await screenAgain();
    const after = (await ask('clerk', 'GET', `/findings/${id}`)).body;
    expect(after.steps.map((step: { act: string }) => step.act)).toEqual(['found', 'assign', 'mend', 'confirm']);
    expect(await audited('screening.assign')).toBeGreaterThan(0);
  });

  it('whose text changed meanwhile are not mended by a click', async () => {
    await inForce();
    const { id } = await findingIn('a');
    stock.texts.a = '改过的文本，渚碧礁站。';
    const refused = await ask('clerk', 'POST', `/findings/${id}/acts`, { act: 'mend', replacement: '朱碧礁站' });
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('已经改动')]);
    expect(stock.texts.a).toBe('改过的文本，渚碧礁站。');
  });

  it('are disputed by one and decided by another; an accepted one feeds the allow-list and is gone', async () => {
    await inForce();
    const { id } = await findingIn('a');
    const acts = `/findings/${id}/acts`;
    expect((await ask('clerk', 'POST', acts, { act: 'dispute', reason: ' ' })).body.errors[0].pointer).toBe('/reason');
    expect((await ask('officer', 'POST', acts, { act: 'dispute', reason: '正式站名' })).body.state).toBe('disputed');
    const decision = { act: 'decide', isFalseAlarm: true, reason: '经核实', scope: 'organ' };
    expect((await ask('officer', 'POST', acts, decision)).status).toBe(403);
    expect((await ask('clerk', 'POST', acts, decision)).status).toBe(404);
    expect((await ask('legal', 'POST', acts, { ...decision, reason: '' })).status).toBe(422);
    expect((await ask('legal', 'POST', acts, decision)).body.state).toBe('dismissed');
    const [allowance] = (await ask('clerk', 'GET', '/allowances')).body;
    expect(allowance).toMatchObject({ term: '渚碧礁站', organCode: FINANCE, findingId: id });
    await screenAgain();
    // The same words in the organ's other document are no longer open either.
    expect((await ask('clerk', 'GET', '/findings?state=open')).body.total).toBe(0);
    expect((await ask('officer', 'DELETE', `/allowances/${allowance.id}`)).status).toBe(204);
    expect((await ask('officer', 'DELETE', `/allowances/${allowance.id}`)).status).toBe(404);
  });

  it('a rejected dispute stands open again', async () => {
    await inForce();
    const { id } = await findingIn('a');
    await ask('clerk', 'POST', `/findings/${id}/acts`, { act: 'dispute', reason: '正式站名' });
    const rejected = { act: 'decide', isFalseAlarm: false, reason: '确有错误' };
    expect((await ask('officer', 'POST', `/findings/${id}/acts`, rejected)).body.state).toBe('open');
    expect((await ask('officer', 'POST', `/findings/${id}/acts`, rejected)).status).toBe(409);
  });

  it('show personal data only as masks', async () => {
    stock.texts = { p: `申请人身份证号码${ID}，${ID}。` };
    await screenAgain();
    const { body } = await ask('officer', 'GET', '/findings?kind=personal-data');
    expect(body.total).toBe(2);
    expect(JSON.stringify(body)).not.toContain('19900101');
  });
});

describe('allowances', () => {
  it('are added with a reason, once, for one organ or for all', async () => {
    const given = { term: '渚碧礁站', before: '轨道交通', organCode: FINANCE, reason: '正式站名' };
    expect((await ask('officer', 'POST', '/allowances', given)).status).toBe(201);
    expect((await ask('officer', 'POST', '/allowances', given)).body.errors[0].pointer).toBe('/term');
    expect((await ask('officer', 'POST', '/allowances', { ...given, term: ' ' })).body.errors[0].pointer).toBe('/term');
    const unreasoned = await ask('officer', 'POST', '/allowances', { ...given, after: '周边', reason: ' ' });
    expect(unreasoned.body.errors[0].pointer).toBe('/reason');
    expect((await ask('district', 'POST', '/allowances', { ...given, organCode: null })).status).toBe(201);
    await inForce();
    const { body } = await ask('clerk', 'GET', '/findings?state=open');
    expect(body.findings.map(({ documentId }: { documentId: string }) => documentId)).toEqual(['b']);
  });
});

describe('runs, accounts and reports', () => {
  it('a rescan is asked for with a reason, shows its progress, and joins one that waits', async () => {
    expect((await ask('district', 'POST', '/runs', { reason: ' ' })).status).toBe(400);
    const asked = await ask('district', 'POST', '/runs', { reason: '规则调整' });
    expect(asked).toMatchObject({ status: 202, body: { state: 'waiting', total: 0 } });
    expect((await ask('district', 'POST', '/runs', { reason: '又一次' })).body.id).toBe(asked.body.id);
    await screenAgain();
    const run = await ask('clerk', 'GET', `/runs/${asked.body.id}`);
    expect(run.body).toMatchObject({ state: 'finished', total: 3, done: 3 });
    const overview = (await ask('clerk', 'GET', '/overview')).body;
    expect(overview).toMatchObject({ open: { total: 0 }, may: { rescan: false } });
    expect((await ask('district', 'GET', '/overview')).body.may.rescan).toBe(true);
  });

  it('an account is registered once, at a public address, and switched off', async () => {
    const given = { organCode: FINANCE, name: '财政发布', platform: '微信', feedAddress: 'https://192.0.2.7/feed' };
    for (const feedAddress of ['http://127.0.0.1/feed', 'file:///etc/passwd', 'feed']) {
      const refused = await ask('officer', 'POST', '/channels', { ...given, feedAddress });
      expect([feedAddress, refused.status, refused.body.errors?.[0].pointer]).toEqual([
        feedAddress,
        422,
        '/feedAddress',
      ]);
    }
    const named = await ask('officer', 'POST', '/channels', { ...given, name: '' });
    expect(named.status).toBe(400);
  });

  it('reports are read, printed and passed on', async () => {
    await inForce();
    const [year, month] = [office.today.slice(0, 4), `${office.today.slice(0, 7)}-01`];
    const now = (await ask('clerk', 'GET', `/reports/month/${month}`)).body;
    expect(now).toMatchObject({ sha256: null, content: { found: 2, openAtEnd: 2 } });
    for (const [format, magic] of [
      ['pdf', '%PDF'],
      ['docx', 'PK'],
      ['xlsx', 'PK'],
    ] as const) {
      const file = await ask('clerk', 'GET', `/reports/month/${month}/file?format=${format}`);
      expect([format, file.status, file.body.subarray(0, magic.length).toString()]).toEqual([format, 200, magic]);
    }
    expect((await ask('clerk', 'GET', `/reports/month/${month}/file?format=exe`)).status).toBe(400);
    expect((await ask('clerk', 'GET', '/reports/month/2022-13-01')).status).toBe(400);
    expect((await ask('clerk', 'GET', `/reports?year=${year}`)).body).toMatchObject({ faults: [] });
    expect((await ask('clerk', 'GET', '/reports?year=1999')).status).toBe(400);
    expect((await ask('clerk', 'GET', `/reports/export.xlsx?year=${year}`)).status).toBe(404);
  });
});
