import { beforeAll, describe, expect, it } from 'vitest';
import {
  actOnPublication,
  countPublished,
  createPublication,
  findPublication,
  importPublished,
  listPublished,
  publishGazette,
  releaseInterpretations,
  revise,
  saveDraft,
  withdraw,
} from '../../src/capabilities/publications/index.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { search } from '../../src/platform/search/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';
import {
  approve,
  approveAndPublish,
  as,
  body,
  DIVISION,
  insertTestOrgan,
  metadata,
  ORGAN,
  publishNew,
} from '../support/publications.ts';

const found = async (db: Database, text: string) =>
  (await search(db, DIVISION, { text, filters: {}, page: 1, pageSize: 10 })).hits.map((hit) => hit.id);

const interpretationBody = ['背景依据', '目标任务', '主要内容', '涉及范围']
  .map((heading) => `<h2>${heading}</h2><p>说明。</p>`)
  .join('')
  .concat(
    '<h2>解读机关和联系方式</h2><p>解读机关：测试办</p><p>解读人：王某（虚构）</p><p>联系方式：0574-00000000</p>',
  );

describeOnEachDatabase('publications', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await insertTestOrgan(db);
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

    it('ties an interpretation to what it interprets, and releases both together', async () => {
      const document = await createPublication(as(db, 'author'), {
        organCode: ORGAN,
        kind: 'document',
        metadata: metadata({ documentNumber: null }),
        bodyHtml: body,
      });
      const interpretation = await createPublication(as(db, 'author'), {
        organCode: ORGAN,
        kind: 'interpretation',
        metadata: metadata({ title: '办法解读', documentNumber: null }),
        bodyHtml: interpretationBody,
        interpretsId: document.id,
      });
      const approved = await approve(db, interpretation.id, interpretation.revision);
      await expect(actOnPublication(as(db, 'final'), interpretation.id, approved, { act: 'publish' })).rejects.toThrow(
        /同步发布/,
      );
      await approveAndPublish(db, document.id, document.revision);
      expect(await releaseInterpretations(as(db, 'final'), document.id)).toEqual([interpretation.id]);
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

    it('cannot submit an interpretation without its parts, nor what a template left blank', async () => {
      const document = await publishNew(db, { documentNumber: null });
      const draft = async (bodyHtml: string, interpretsId?: string) => {
        const created = await createPublication(as(db, 'author'), {
          organCode: ORGAN,
          kind: interpretsId ? 'interpretation' : 'item',
          metadata: metadata({ documentNumber: null }),
          bodyHtml,
          interpretsId,
        });
        return actOnPublication(as(db, 'author'), created.id, created.revision, { act: 'submit' });
      };
      await expect(draft('<h2>背景依据</h2><p>依据条例。</p>', document.id)).rejects.toThrow(/缺少“主要内容”/);
      await expect(draft('<p>联系电话：〔电话〕</p>')).rejects.toThrow(/没有填写的内容：〔电话〕/);
      await expect(draft(interpretationBody, document.id)).resolves.toMatchObject({ stage: 'first-review' });
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
