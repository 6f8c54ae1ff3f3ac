import { beforeAll, describe, expect, it } from 'vitest';
import {
  type DocumentRelation,
  findNormativeDocument,
  lapseExpiredDocuments,
  listRelations,
  recordCleanUp,
  registerDocument,
  relateDocuments,
  setSuspended,
} from '../../src/capabilities/documents/index.ts';
import {
  actOnPublication,
  type CommandContext,
  countPublished,
  createPublication,
  findPublication,
  importPublished,
  lapseDocuments,
  listPublished,
  type Metadata,
  publishGazette,
  publishScheduled,
  relatePublishedDocuments,
  revise,
  saveDraft,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';
import { search } from '../../src/platform/search/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';

const DIVISION = '330206';
const ORGAN = '33020601';
const calendar = nationalCalendar();

const metadata = (changes: Partial<Metadata> = {}): Metadata => ({
  title: '北仑区人才公寓管理办法',
  documentNumber: '仑政办〔2022〕12号',
  formedOn: plainDate('2022-05-10'),
  changedOn: null,
  effectiveOn: plainDate('2022-06-10'),
  category: 'regulations.policies',
  theme: '城乡建设、环境保护',
  genre: '办法',
  keywords: ['人才公寓'],
  disclosure: 'proactive',
  summary: '规范人才公寓的申请、配租和退出。',
  source: null,
  ...changes,
});
const body = '<p>第一条 为了规范人才公寓管理，制定本办法。</p><p>第二条 轨道交通站点周边优先配租。</p>';

function as(db: Database, person: string, at = '2022-05-12T02:00:00Z'): CommandContext {
  return { db, divisionCode: DIVISION, calendar, now: new Date(at), by: { id: person, name: `${person}（虚构）` } };
}

async function publishNew(
  db: Database,
  changes: Partial<Metadata> = {},
  more: { documentId?: string; interpretsId?: string } = {},
) {
  const created = await createPublication(as(db, 'author'), {
    organCode: ORGAN,
    kind: more.interpretsId ? 'interpretation' : more.documentId ? 'document' : 'item',
    metadata: metadata(changes),
    bodyHtml: body,
    ...more,
  });
  return approveAndPublish(db, created.id, created.revision);
}

async function approve(db: Database, id: string, revision: number) {
  const go = async (person: string, input: Parameters<typeof actOnPublication>[3]) => {
    revision = (await actOnPublication(as(db, person), id, revision, input)).revision;
  };
  await go('author', { act: 'submit' });
  await go('proofreader', { act: 'proofread', openFindings: 0 });
  await go('first', { act: 'pass', opinion: '同意' });
  await go('second', { act: 'pass' });
  await go('officer', { act: 'record-disclosure-review', conclusion: 'disclose' });
  await go('final', { act: 'pass' });
  return revision;
}

async function approveAndPublish(db: Database, id: string, revision: number, reason?: string, at?: string) {
  const approved = await approve(db, id, revision);
  return actOnPublication(as(db, 'final', at), id, approved, { act: 'publish', reason });
}

const found = async (db: Database, text: string) =>
  (await search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 10 })).hits.map((hit) => hit.id);

describeOnEachDatabase('publications', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await insertOrgans(db, [
      {
        divisionCode: DIVISION,
        code: ORGAN,
        name: '测试办公室',
        shortName: '测试办',
        kind: 'government-office',
        parentCode: null,
        sortOrder: 1,
        activeFrom: plainDate('2008-05-01'),
        activeTo: null,
      },
    ]);
  });

  describe('from draft to withdrawal', () => {
    it('publishes, is found, appears in a second edition with its first date, and is gone from search when withdrawn', async () => {
      const published = await publishNew(db);
      expect(published).toMatchObject({ visibility: 'published', stage: 'settled', edition: 1 });
      expect(published.indexNumber).toMatch(/^33020601\/2022-\d{5}$/);
      for (const text of [
        '仑政办〔2022〕12号',
        '仑政办[2022]12号',
        '轨道',
        '人才公寓',
        '站点周边优先配租',
        '人才公寓怎么申请',
      ])
        expect(await found(db, text), text).toContain(published.id);
      let revision = (await revise(as(db, 'author'), published.id, published.revision)).revision;
      revision = (
        await saveDraft(as(db, 'author'), published.id, revision, {
          metadata: metadata(),
          bodyHtml: `${body}<p>第三条 公交站点同等适用。</p>`,
        })
      ).revision;
      await expect(approveAndPublish(db, published.id, revision)).rejects.toThrow(/写明原因/);
      revision = (await findPublication(db, DIVISION, published.id))!.revision;
      const again = await actOnPublication(as(db, 'final', '2022-07-01T00:00:00Z'), published.id, revision, {
        act: 'publish',
        reason: '增加一条',
      });
      expect(again).toMatchObject({ edition: 2, indexNumber: published.indexNumber });
      expect(again.firstPublishedAt).toEqual(published.firstPublishedAt);
      expect(await found(db, '公交')).toContain(published.id);
      const gone = await withdraw(as(db, 'head'), published.id, again.revision, 'inaccurate', '第二条表述有误');
      expect(await found(db, '人才公寓')).not.toContain(published.id);
      expect((await listPublished(db, DIVISION)).map(({ id }) => id)).not.toContain(published.id);
      await expect(withdraw(as(db, 'head'), published.id, gone.revision, 'inaccurate', '再撤')).rejects.toThrow(
        /不能再次撤下/,
      );
    });

    it('refuses what someone else changed meanwhile and keeps what stands', async () => {
      const created = await createPublication(as(db, 'author'), {
        organCode: ORGAN,
        kind: 'item',
        metadata: metadata(),
        bodyHtml: body,
      });
      await saveDraft(as(db, 'author'), created.id, created.revision, {
        metadata: metadata({ title: '甲改' }),
        bodyHtml: body,
      });
      await expect(
        saveDraft(as(db, 'other'), created.id, created.revision, {
          metadata: metadata({ title: '乙改' }),
          bodyHtml: body,
        }),
      ).rejects.toThrow(/他人已先行改动/);
    });

    it('cannot be submitted incomplete, released by its author, or dated back', async () => {
      const created = await createPublication(as(db, 'author'), {
        organCode: ORGAN,
        kind: 'item',
        metadata: metadata({ summary: '', category: 'nothing' }),
        bodyHtml: '<script>alert(1)</script>',
      });
      await expect(actOnPublication(as(db, 'author'), created.id, created.revision, { act: 'submit' })).rejects.toThrow(
        /内容概述.*目录.*正文/,
      );
      const saved = await saveDraft(as(db, 'author'), created.id, created.revision, {
        metadata: metadata(),
        bodyHtml: body,
      });
      const approved = await approve(db, created.id, saved.revision);
      await expect(actOnPublication(as(db, 'author'), created.id, approved, { act: 'publish' })).rejects.toThrow(
        /不能审核、发布/,
      );
      await expect(
        actOnPublication(as(db, 'final', '2022-05-09T00:00:00Z'), created.id, approved, { act: 'publish' }),
      ).rejects.toThrow(/早于成文日期/);
      expect((await findPublication(db, DIVISION, created.id))!.visibility).toBe('unpublished');
    });

    it('publishes at the time that was set and not before', async () => {
      const created = await createPublication(as(db, 'author'), {
        organCode: ORGAN,
        kind: 'item',
        metadata: metadata(),
        bodyHtml: body,
      });
      const approved = await approve(db, created.id, created.revision);
      const at = new Date('2022-05-20T01:00:00Z');
      await actOnPublication(as(db, 'final'), created.id, approved, { act: 'schedule', publishAt: at });
      expect(await publishScheduled(as(db, 'system', '2022-05-20T00:59:59Z'))).toEqual([]);
      expect(await publishScheduled(as(db, 'system', '2022-05-20T01:00:30Z'))).toEqual([created.id]);
      expect((await findPublication(db, DIVISION, created.id))!.firstPublishedAt).toEqual(
        new Date('2022-05-20T01:00:30Z'),
      );
    });

    it('ties an interpretation to what it interprets', async () => {
      const document = await publishNew(db, { documentNumber: null });
      const interpretation = await publishNew(
        db,
        { title: '办法解读', documentNumber: null },
        { interpretsId: document.id },
      );
      const listed = await listPublished(db, DIVISION, { interprets: [document.id] });
      expect(listed.map(({ id }) => id)).toEqual([interpretation.id]);
      await expect(
        createPublication(as(db, 'author'), {
          organCode: ORGAN,
          kind: 'interpretation',
          metadata: metadata(),
          bodyHtml: body,
        }),
      ).rejects.toThrow(/相互关联/);
    });
  });

  it('gives index numbers that are never the same, also to drafts written at once', async () => {
    const created = await Promise.all(
      Array.from({ length: 8 }, () =>
        createPublication(as(db, 'author'), { organCode: ORGAN, kind: 'item', metadata: metadata(), bodyHtml: body }),
      ),
    );
    expect(new Set(created.map(({ indexNumber }) => indexNumber)).size).toBe(8);
  });

  describe('the library', () => {
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
      expect(await lapseExpiredDocuments(db, DIVISION, plainDate('2021-12-31'))).toEqual([]);
      expect((await lapseDocuments(db, DIVISION, plainDate('2022-01-01'))).map(({ id }) => id)).toEqual([term.id]);
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

  it('composes gazettes of published documents, numbered through', async () => {
    const [one, two] = [await publishNew(db), await publishNew(db)];
    const matters = [
      { section: '政策解读', publicationId: two.id },
      { section: '区政府文件', publicationId: one.id },
    ];
    const compose = (publishedOn: string) =>
      publishGazette(
        db,
        DIVISION,
        { organCode: ORGAN, title: '测试公报', publishedOn: plainDate(publishedOn), matters },
        '编辑',
      );
    expect(await compose('2022-06-30')).toMatchObject({ year: 2022, number: 1, runningNumber: 1 });
    expect(await compose('2022-07-31')).toMatchObject({ number: 2, runningNumber: 2 });
    expect(await compose('2023-01-31')).toMatchObject({ year: 2023, number: 1, runningNumber: 3 });
    await expect(compose('2022-12-31')).rejects.toThrow(/早于上一期/);
  });

  it('takes over published pages once, however often the import is repeated', async () => {
    const items = [1, 2, 3].map((n) => ({
      id: `10000000-0000-4000-8000-00000000000${n}`,
      organCode: ORGAN,
      kind: 'item' as const,
      metadata: metadata({ title: `移交信息${n}`, documentNumber: null }),
      bodyHtml: `<p>移交正文${n}<img src=x onerror=alert(1)></p>`,
      publishedAt: new Date('2022-05-11T00:00:00Z'),
    }));
    const before = await countPublished(db, DIVISION);
    expect(await importPublished(db, DIVISION, items, '导入', new Date())).toBe(3);
    expect(await importPublished(db, DIVISION, items, '导入', new Date())).toBe(0);
    expect(await countPublished(db, DIVISION)).toBe(before + 3);
    const early = {
      ...items[0]!,
      id: '10000000-0000-4000-8000-000000000009',
      publishedAt: new Date('2022-05-01T00:00:00Z'),
    };
    await expect(importPublished(db, DIVISION, [early], '导入', new Date())).rejects.toThrow(/早于成文日期/);
  });
});
