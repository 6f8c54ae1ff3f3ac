import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../../../test/support/database.ts';
import { addDays, plainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { insertOrgans } from '../../../platform/identity/index.ts';
import { checkReports, periodName, periodsOf } from '../rules/workflow/index.ts';
import { listReports } from '../store/figures.ts';
import { type FindingFilter, listFindingSteps, listFindings } from '../store/findings.ts';
import { listLexicons } from '../store/lexicons.ts';
import { findRun, listRuns } from '../store/runs.ts';
import { type MemoryStock, memoryStock } from '../testing/stock.ts';
import { LexiconRefusedError, ScreeningRefusedError } from './errors.ts';
import { assignFinding, decideDispute, disputeFinding, type FindingContext, mendFinding } from './findings.ts';
import { examineRelease } from './gate.ts';
import { previewVersion, switchLexicon, uploadLexicon } from './lexicons.ts';
import { compileScreeningReport, makeDueReports } from './reports.ts';
import { requestDailyRun, requestRescan, type SweepContext, workRuns } from './sweep.ts';

const DIVISION = '330206';
const ORGAN = '33020601';
const PERSON = '00000000-0000-4000-8000-000000000001';
const bytes = (text: string) => new TextEncoder().encode(text);
const HEAD = '# 名称：错别字\n# 所有者：区政务公开办\n# 用途：公文常见错字\n# 级别：须改\n';
const FIRST = `${HEAD}# 版本：1\n词条,建议\n渚碧礁站,朱碧礁站\n`;
const SECOND = `${HEAD}# 版本：2\n词条,建议\n渚碧礁站,朱碧礁站\n灵风山站,灵峰山站\n`;

const ALL: FindingFilter = { organCodes: [ORGAN], limit: 100, offset: 0 };

describeOnEachDatabase('screening', (open) => {
  let db: Database;
  let now: Date;
  let stock: MemoryStock;
  const sweep = (over: Partial<SweepContext> = {}): SweepContext => ({
    db,
    divisionCode: DIVISION,
    sources: [stock],
    clock: () => now,
    workers: 1,
    ...over,
  });
  const acting = () => ({ name: '林承办（科员）', now });
  const inTransaction = <T>(act: (context: FindingContext) => Promise<T>, id = PERSON): Promise<T> =>
    db
      .transaction()
      .execute((transaction) =>
        act({ db: transaction, divisionCode: DIVISION, by: { id, name: '林承办（科员）' }, now, sources: [stock] }),
      );
  const findings = async (over: Partial<FindingFilter> = {}) =>
    (await listFindings(db, DIVISION, { ...ALL, ...over })).findings;
  const screenAgain = async () => {
    await requestRescan(db, DIVISION, '测试', '测试', now);
    await workRuns(sweep());
  };
  const inForce = async (file = FIRST) => {
    const upload = { fileName: '错别字.csv', bytes: bytes(file), organCode: ORGAN };
    const { lexicon, version } = await uploadLexicon(db, DIVISION, upload, acting());
    await switchLexicon(db, DIVISION, lexicon.id, version, '经科长同意', acting());
    return lexicon.id;
  };

  beforeEach(async () => {
    db = await open();
    now = new Date('2022-03-01T03:00:00Z');
    stock = memoryStock(ORGAN, { a: '轨道交通渚碧礁站周边。', b: '灵风山站和渚碧礁站。', c: '没有问题。' });
    const organ = { divisionCode: DIVISION, kind: 'government-office' as const, parentCode: null, sortOrder: 0 };
    await insertOrgans(db, [
      {
        ...organ,
        code: ORGAN,
        name: '测试办公室',
        shortName: '测试办',
        activeFrom: plainDate('2019-01-01'),
        activeTo: null,
      },
    ]);
  });

  describe('lexicons', () => {
    it('refuses a faulty file with every line, and the version in force stays in force', async () => {
      const id = await inForce();
      const upload = uploadLexicon(
        db,
        DIVISION,
        {
          fileName: '错别字.csv',
          bytes: bytes(`${HEAD}# 版本：2\n词条\n的\n\n灵风山站\n灵风山站\n`),
          organCode: ORGAN,
        },
        acting(),
      );
      await expect(upload).rejects.toThrow(LexiconRefusedError);
      const problems = await upload.catch((error: LexiconRefusedError) => error.problems);
      expect(problems).toMatchObject([
        { line: 7, code: 'matches-everything' },
        { line: 10, code: 'duplicate-term' },
      ]);
      const [lexicon] = await listLexicons(db, DIVISION, id);
      expect([lexicon?.activeVersion, lexicon?.versions.length]).toEqual([1, 1]);
    });

    it('shows what a version would hit, then goes forward and back, each time screening the stock anew', async () => {
      const id = await inForce();
      await workRuns(sweep());
      expect((await findings()).map(({ documentId, text }) => [documentId, text])).toEqual([
        ['a', '渚碧礁站'],
        ['b', '渚碧礁站'],
      ]);
      const upload = { fileName: '新.csv', bytes: bytes(SECOND), organCode: ORGAN };
      const { version } = await uploadLexicon(db, DIVISION, upload, acting());
      const effect = await previewVersion(db, DIVISION, [stock], id, version);
      expect(effect).toMatchObject({
        documents: 3,
        documentsHit: 2,
        findings: 3,
        difference: { added: 1, removed: 0, changed: 0 },
      });
      expect(effect.examples[1]).toMatchObject({ title: '标题b', text: '灵风山站', after: '和渚碧礁站。' });
      expect((await findings()).length).toBe(2);
      await switchLexicon(db, DIVISION, id, version, '经科长同意', acting());
      await workRuns(sweep());
      expect((await findings({ states: ['open'] })).length).toBe(3);
      await switchLexicon(db, DIVISION, id, 1, '新词条有误', acting());
      await workRuns(sweep());
      expect((await findings({ states: ['open'] })).map(({ text }) => text)).toEqual(['渚碧礁站', '渚碧礁站']);
      await expect(switchLexicon(db, DIVISION, id, null, ' ', acting())).rejects.toThrow(ScreeningRefusedError);
      await expect(uploadLexicon(db, DIVISION, upload, acting())).rejects.toThrow('与第2版内容相同');
    });
  });

  describe('walking over the stock', () => {
    const many = () => {
      const texts: Record<string, string> = {};
      for (let i = 0; i < 120; i++) texts[String(i).padStart(3, '0')] = `第${i}件，渚碧礁站。`;
      return memoryStock(ORGAN, texts);
    };

    it('goes on where it was stopped and finds everything once', async () => {
      stock = many();
      await inForce();
      let portions = 0;
      expect(await workRuns(sweep({ isStopping: () => portions++ === 1 }))).toBe(0);
      const [stopped] = await listRuns(db, DIVISION, 1);
      expect(stopped).toMatchObject({ state: 'running', total: 120, done: 50, cursor: '049' });
      expect(await workRuns(sweep())).toBe(1);
      const [finished] = await listRuns(db, DIVISION, 1);
      expect(finished).toMatchObject({ state: 'finished', total: 120, done: 120, screened: 120, found: 120 });
      expect((await findings({ limit: 200 })).length).toBe(120);
      // Nothing changed, so nothing need be screened again.
      await screenAgain();
      expect((await listRuns(db, DIVISION, 5)).find(({ reason }) => reason === '测试')).toMatchObject({
        done: 120,
        screened: 0,
        found: 0,
      });
    });

    it('belongs to one process as long as it shows progress, then another takes it over', async () => {
      stock = many();
      await inForce();
      let asked = 0;
      // Another process comes while the first is at work: it finds nothing to do; later the first fell silent.
      const isStopping = (): boolean => {
        asked++;
        return false;
      };
      const other = async () => {
        while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        return workRuns(sweep());
      };
      expect(await Promise.all([workRuns(sweep({ isStopping })), other()])).toEqual([1, 0]);
      expect((await findings({ limit: 200 })).length).toBe(120);
    });

    it('asks for the day once, from whichever process', async () => {
      expect(await requestDailyRun(db, DIVISION, now)).toBe(true);
      expect(await requestDailyRun(db, DIVISION, now)).toBe(false);
      expect(await requestDailyRun(db, DIVISION, new Date('2022-03-02T03:00:00Z'))).toBe(true);
    });

    it('settles what was withdrawn, and never stores personal data', async () => {
      stock = memoryStock(ORGAN, { a: '公示：张伟，身份证号码330206199001011235，渚碧礁站。' });
      await inForce();
      await workRuns(sweep());
      const found = await findings();
      expect(found.map(({ kind }) => kind).sort()).toEqual(expect.arrayContaining(['lexicon', 'personal-data']));
      expect(JSON.stringify(found)).not.toContain('19900101');
      stock.texts = {};
      await screenAgain();
      expect((await findings({ states: ['open'] })).length).toBe(0);
      const steps = await listFindingSteps(db, DIVISION, found[0]!.id);
      expect(steps.map(({ act, note }) => [act, note])).toEqual([
        ['found', null],
        ['gone', '该页面已撤下'],
      ]);
    });
  });

  describe('a finding', () => {
    it('is assigned, mended by a click, and confirmed when the new text is screened', async () => {
      await inForce();
      await workRuns(sweep());
      const [finding] = await findings({ documentId: 'a' });
      await inTransaction((context) => assignFinding(context, finding!.id, { id: PERSON, name: '郑经办' }));
      await inTransaction((context) => mendFinding(context, finding!.id, { replacement: '朱碧礁站', note: null }));
      expect(stock.texts.a).toBe('轨道交通朱碧礁站周边。');
      await screenAgain();
      const [after] = await findings({ documentId: 'a' });
      expect(after).toMatchObject({ state: 'mended', assignedName: '郑经办' });
      expect(after?.confirmedAt).toEqual(now);
      expect((await listFindingSteps(db, DIVISION, finding!.id)).map(({ act, note }) => [act, note])).toEqual([
        ['found', null],
        ['assign', '交由郑经办处理'],
        ['mend', '一键改为“朱碧礁站”'],
        ['confirm', null],
      ]);
    });

    it('returns when the text was changed and still has it', async () => {
      await inForce();
      await workRuns(sweep());
      const [finding] = await findings({ documentId: 'a' });
      await inTransaction((context) => mendFinding(context, finding!.id, { replacement: null, note: '已改稿' }));
      await screenAgain();
      expect((await findings({ documentId: 'a' }))[0]?.state).toBe('mended');
      stock.texts.a = '轨道交通渚碧礁站周边道路。';
      await screenAgain();
      const [returned] = await findings({ documentId: 'a' });
      expect(returned).toMatchObject({ id: finding!.id, state: 'open', settledAt: null });
      expect(returned?.after).toBe('周边道路。');
    });

    it('disputed as a false alarm goes on the allow-list in its context and is found no more', async () => {
      await inForce();
      await workRuns(sweep());
      const [finding] = await findings({ documentId: 'a' });
      await inTransaction((context) => disputeFinding(context, finding!.id, '正式站名'));
      const decision = { isFalseAlarm: true, reason: '经核实', scope: 'context' as const };
      const { allowance } = await inTransaction((context) => decideDispute(context, finding!.id, decision));
      expect(allowance).toMatchObject({ term: '渚碧礁站', before: '轨道交通', after: '周边。', organCode: ORGAN });
      stock.texts.d = '轨道交通渚碧礁站周边。';
      await workRuns(sweep());
      await screenAgain();
      expect((await findings({ states: ['open'] })).map(({ documentId }) => documentId)).toEqual(['b']);
      expect((await findings({ documentId: 'a' }))[0]?.state).toBe('dismissed');
    });

    it('of two acts at once only one takes place', async () => {
      await inForce();
      await workRuns(sweep());
      const [finding] = await findings({ documentId: 'a' });
      const mend = () =>
        inTransaction((context) => mendFinding(context, finding!.id, { replacement: null, note: '改' }));
      const results = await Promise.allSettled([mend(), mend()]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });
  });

  it('examines a release: what must be mended is told with its place, personal data as masks', async () => {
    const release = {
      publicationId: PERSON,
      organCode: ORGAN,
      title: '公示',
      text: '申请人张伟，身份证号码330206199001011235。',
      date: null,
      attachments: [{ fileName: '名单.docx', text: '会议按排如下。' }],
    };
    const notices = await examineRelease(db, DIVISION, release, now);
    expect(notices.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    expect(notices.map(({ message }) => message).join()).toContain('附件《名单.docx》第1段：');
    expect(JSON.stringify(notices)).not.toContain('19900101');
    const rows = await db.selectFrom('screening_release').selectAll().execute();
    expect(rows.length).toBe(1);
    expect(JSON.stringify(rows)).not.toContain('19900101');
    await examineRelease(db, DIVISION, release, now);
    expect((await db.selectFrom('screening_release').select('errors').execute()).length).toBe(1);
  });

  it('makes weekly reports and monthly summaries once, whose sums agree with the record', async () => {
    await inForce();
    for (let day = 0; day < 40; day += 4) {
      now = new Date(`${addDays(plainDate('2022-03-01'), day)}T03:00:00Z`);
      stock.texts[`x${String(day).padStart(2, '0')}`] = day % 8 === 0 ? `${day}渚碧礁站` : '正常';
      if (day % 16 === 4) delete stock.texts[`x${String(day - 4).padStart(2, '0')}`];
      await requestDailyRun(db, DIVISION, now);
      await workRuns(sweep());
    }
    const made = await makeDueReports(db, DIVISION, now);
    expect(await makeDueReports(db, DIVISION, now)).toBe(0);
    const year = [plainDate('2022-01-01'), plainDate('2022-12-31')] as const;
    const weeks = (await listReports(db, DIVISION, 'week', ...year)).map(({ content }) => content);
    const months = (await listReports(db, DIVISION, 'month', ...year)).map(({ content }) => content);
    expect([weeks.length, months.length, made]).toEqual([5, 1, 6]);
    expect([...checkReports(weeks, periodName), ...checkReports(months, periodName)]).toEqual([]);
    const sums = { week: 0, month: 0 };
    for (const kind of ['week', 'month'] as const)
      for (const period of periodsOf(kind, 2022))
        sums[kind] += (await compileScreeningReport(db, DIVISION, period)).found;
    expect(sums.week).toBe(sums.month);
    expect(sums.month).toBe((await findings()).length);
    const run = (await listRuns(db, DIVISION, 1))[0]!;
    expect((await findRun(db, DIVISION, run.id))?.screened).toBe(1);
  });
});
