import { beforeAll, expect, it } from 'vitest';
import {
  type DocumentRelation,
  findNormativeDocument,
  listRelations,
  recordCleanUp,
  registerDocument,
  relateDocuments,
  setSuspended,
} from '../../src/capabilities/documents/index.ts';
import { lapseDocuments, relatePublishedDocuments } from '../../src/capabilities/publications/index.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { search } from '../../src/platform/search/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';
import { calendar, DIVISION, insertTestOrgan, ORGAN, publishNew } from '../support/publications.ts';

describeOnEachDatabase('the document library', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await insertTestOrgan(db);
  });

  let next = 100;
  const register = (issuedOn: string, more: { expiresOn?: string } = {}) =>
    registerDocument(db, DIVISION, {
      organCode: ORGAN,
      kind: 'normative-document',
      title: `某某规定${++next}`,
      documentNumber: `仑政办〔${issuedOn.slice(0, 4)}〕${next}号`,
      issuedOn: plainDate(issuedOn),
      effectiveOn: plainDate(issuedOn),
      expiresOn: more.expiresOn === undefined ? null : plainDate(more.expiresOn),
      unifiedSeries: 'BBLD01',
    });

  it('numbers without gaps, whatever failed in between', async () => {
    const first = await register('2020-03-01');
    await expect(
      registerDocument(db, DIVISION, {
        organCode: ORGAN,
        kind: 'normative-document',
        title: '重号',
        documentNumber: first.documentNumber,
        issuedOn: plainDate('2020-03-02'),
        effectiveOn: plainDate('2020-03-02'),
        expiresOn: null,
        unifiedSeries: 'BBLD01',
      }),
    ).rejects.toThrow(/已用于/);
    const more = await Promise.all([register('2020-04-01'), register('2020-05-01'), register('2020-06-01')]);
    const numbers = [first, ...more].map(({ unifiedNumber }) => unifiedNumber).sort();
    expect(numbers).toEqual(['BBLD01-2020-0001', 'BBLD01-2020-0002', 'BBLD01-2020-0003', 'BBLD01-2020-0004']);
  });

  it('shows relations both ways, refuses a second repeal with what stands, and search follows', async () => {
    const old = await register('2015-03-01');
    const fresh = await register('2022-03-01');
    const page = await publishNew(
      db,
      { documentNumber: old.documentNumber, category: 'regulations.normative' },
      { documentId: old.id },
    );
    const relation = {
      fromId: fresh.id,
      toId: old.id,
      relation: 'replace' as DocumentRelation,
      on: plainDate('2022-04-01'),
      note: null,
    };
    expect(await relatePublishedDocuments(db, DIVISION, relation)).toMatchObject({
      status: 'repealed',
      endedBy: fresh.id,
    });
    expect(await listRelations(db, DIVISION, old.id)).toMatchObject([
      { side: 'passive', relation: 'replace', document: { id: fresh.id } },
    ]);
    expect(await listRelations(db, DIVISION, fresh.id)).toMatchObject([
      { side: 'active', document: { id: old.id, status: 'repealed' } },
    ]);
    const repealed = await search(db, DIVISION, {
      text: old.documentNumber,
      filters: { validity: 'repealed' },
      page: 1,
      pageSize: 5,
    });
    expect(repealed.hits.map(({ id }) => id)).toEqual([page.id]);
    const later = await register('2023-01-01');
    await expect(
      relateDocuments(db, DIVISION, {
        ...relation,
        fromId: later.id,
        relation: 'repeal',
        on: plainDate('2023-02-01'),
      }),
    ).rejects.toMatchObject({
      stands: { status: 'repealed', endedOn: '2022-04-01' },
    });
  });

  it('lapses by itself and says so in search', async () => {
    const term = await register('2019-01-10', { expiresOn: '2021-12-31' });
    const page = await publishNew(
      db,
      { title: '到期失效的规定', documentNumber: term.documentNumber },
      { documentId: term.id },
    );
    const lapse = (now: string) => lapseDocuments({ db, divisionCode: DIVISION, calendar, now: new Date(now) });
    expect(await lapse('2021-12-31T15:59:59Z')).toEqual([]);
    // Two processes at the same moment: one of them lapses it, and the record says so once.
    const both = await Promise.all([lapse('2021-12-31T16:00:00Z'), lapse('2021-12-31T16:00:00Z')]);
    expect(both.flat().map(({ id }) => id)).toEqual([term.id]);
    const events = await db.selectFrom('audit_event').selectAll().where('action', '=', 'documents.lapse').execute();
    expect(events).toMatchObject([{ subject_id: term.id, organ_code: ORGAN, origin: '定时任务' }]);
    expect(await findNormativeDocument(db, DIVISION, term.id)).toMatchObject({
      status: 'lapsed',
      endedOn: '2022-01-01',
    });
    const [hit] = (await search(db, DIVISION, { text: '到期失效的规定', filters: {}, page: 1, pageSize: 1 })).hits;
    expect(hit).toMatchObject({ id: page.id, validity: 'lapsed' });
  });

  it('stops and resumes, and cleans up all or nothing', async () => {
    const [a, b] = [await register('2018-01-01'), await register('2018-02-01')];
    await setSuspended(db, DIVISION, a.id, true);
    await expect(setSuspended(db, DIVISION, a.id, true)).rejects.toThrow(/已停止执行/);
    expect((await setSuspended(db, DIVISION, a.id, false)).status).toBe('in-force');
    const campaign = (
      id: string,
      results: readonly { documentId: string; result: 'repeal' | 'keep'; reason: string }[],
    ) =>
      recordCleanUp(db, DIVISION, {
        id,
        title: '清理',
        decidedOn: plainDate('2022-09-01'),
        decidedBy: '区政府常务会议',
        results,
      });
    const repealA = { documentId: a.id, result: 'repeal' as const, reason: '已无必要' };
    await expect(campaign('00000000-0000-4000-8000-000000000001', [repealA, repealA])).rejects.toThrow(
      /不属于清理范围/,
    );
    expect((await findNormativeDocument(db, DIVISION, a.id))!.status).toBe('in-force');
    await campaign('00000000-0000-4000-8000-000000000002', [
      repealA,
      { documentId: b.id, result: 'keep', reason: '继续适用' },
    ]);
    expect((await findNormativeDocument(db, DIVISION, a.id))!.status).toBe('repealed');
  });
});
