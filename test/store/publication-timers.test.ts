import { beforeAll, describe, expect, it } from 'vitest';
import {
  actOnPublication,
  createPublication,
  examineBefore,
  findPublication,
  publishScheduled,
  type ReleaseGate,
  revise,
  startScheduledWork,
} from '../../src/capabilities/publications/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';
import {
  approve,
  as,
  body,
  calendar,
  DIVISION,
  insertTestOrgan,
  metadata,
  ORGAN,
  publishNew,
} from '../support/publications.ts';

const AT = new Date('2022-05-20T01:00:00Z');

describeOnEachDatabase('what runs by itself', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
    await insertTestOrgan(db);
  });

  const run = (now: string, releaseGate?: ReleaseGate) =>
    publishScheduled({ db, divisionCode: DIVISION, calendar, now: new Date(now), releaseGate });

  async function scheduled(publishAt = AT): Promise<string> {
    const created = await createPublication(as(db, 'author'), {
      organCode: ORGAN,
      kind: 'item',
      metadata: metadata({ documentNumber: null }),
      bodyHtml: body,
    });
    const approved = await approve(db, created.id, created.revision);
    await actOnPublication(as(db, 'final'), created.id, approved, { act: 'schedule', publishAt });
    return created.id;
  }
  const events = (id: string) =>
    db.selectFrom('audit_event').select(['action', 'reason', 'person_name']).where('subject_id', '=', id).execute();

  it('publishes at the time that was set and not before, in the name of who set it', async () => {
    const id = await scheduled();
    expect(await run('2022-05-20T00:59:59Z')).toEqual([]);
    expect(await run('2022-05-20T01:00:30Z')).toEqual([id]);
    const published = await findPublication(db, DIVISION, id);
    expect(published).toMatchObject({ visibility: 'published', scheduledFor: null });
    expect(published!.firstPublishedAt).toEqual(new Date('2022-05-20T01:00:30Z'));
    expect(await events(id)).toEqual([
      { action: 'publications.publish-scheduled', reason: null, person_name: 'final（虚构）' },
    ]);
  });

  it('publishes once, however many processes try at the same moment', async () => {
    const ids = [await scheduled(), await scheduled(), await scheduled()];
    const runs = await Promise.all([1, 2, 3].map(() => run('2022-05-20T01:00:00Z')));
    expect(runs.flat().sort()).toEqual([...ids].sort());
    for (const id of ids) expect(await events(id)).toHaveLength(1);
  });

  it('takes the time away from what may not be released after all, and says why', async () => {
    const id = await scheduled();
    const gate: ReleaseGate = async () => ({
      findings: [{ severity: 'error', message: '含有身份证件号码', mayBeOverruled: false }],
    });
    expect(await run('2022-05-20T02:00:00Z', gate)).toEqual([]);
    expect(await findPublication(db, DIVISION, id)).toMatchObject({ stage: 'approved', scheduledFor: null });
    expect(await events(id)).toMatchObject([
      { action: 'publications.schedule-failed', reason: expect.stringContaining('身份证件号码') },
    ]);
    expect(await run('2022-05-20T03:00:00Z')).toEqual([]);
  });

  it('publishes a new edition for the reason given when its time was set', async () => {
    const first = await publishNew(db, { documentNumber: null });
    const revision = await approve(db, first.id, (await revise(as(db, 'author'), first.id, first.revision)).revision);
    await expect(
      actOnPublication(as(db, 'final'), first.id, revision, { act: 'schedule', publishAt: AT }),
    ).rejects.toThrow(/写明原因/);
    await actOnPublication(as(db, 'final'), first.id, revision, {
      act: 'schedule',
      publishAt: AT,
      reason: '更正联系电话',
    });
    expect(await run('2022-05-21T00:00:00Z')).toEqual([first.id]);
    const edition = await db
      .selectFrom('publication_edition')
      .select('reason')
      .where('publication_id', '=', first.id)
      .where('edition', '=', 2)
      .executeTakeFirst();
    expect(edition?.reason).toBe('更正联系电话');
  });

  it('finds on starting what came due while nothing ran', async () => {
    const id = await scheduled();
    const done = Promise.withResolvers<readonly string[]>();
    const stop = startScheduledWork(db, DIVISION, {
      calendar: async () => calendar,
      clock: () => new Date('2022-06-01T00:00:00Z'),
      onDone: ({ published }) => done.resolve(published),
      onError: done.reject,
    });
    expect(await done.promise).toEqual([id]);
    await stop();
  });

  describe('the examination before release', () => {
    const finding =
      (mayBeOverruled: boolean): ReleaseGate =>
      async (_, { bodyText, attachments }) => ({
        findings:
          bodyText.includes('轨道') && attachments.length === 0
            ? [
                { severity: 'error', message: '第二条用语不规范', mayBeOverruled },
                { severity: 'warning', message: '建议补充依据', mayBeOverruled: true },
              ]
            : [],
      });

    async function approved() {
      const created = await createPublication(as(db, 'author'), {
        organCode: ORGAN,
        kind: 'item',
        metadata: metadata({ documentNumber: null }),
        bodyHtml: body,
      });
      return { id: created.id, revision: await approve(db, created.id, created.revision) };
    }

    it('holds a text back until a reason goes on record', async () => {
      const { id, revision } = await approved();
      const context = { ...as(db, 'final'), releaseGate: finding(true) };
      await expect(actOnPublication(context, id, revision, { act: 'publish' })).rejects.toThrow(
        /第二条用语不规范.*写明理由/,
      );
      await expect(actOnPublication(context, id, revision, { act: 'publish', overruled: ' ' })).rejects.toThrow(
        /写明理由/,
      );
      const released = await actOnPublication(context, id, revision, { act: 'publish', overruled: '系地名' });
      expect(released.visibility).toBe('published');
      const steps = await db
        .selectFrom('publication_step')
        .select(['opinion', 'open_findings'])
        .where('publication_id', '=', id)
        .where('act', '=', 'publish')
        .execute();
      expect(steps).toEqual([{ opinion: expect.stringContaining('系地名'), open_findings: 1 }]);
    });

    it('examines before the transaction, and again what was changed since', async () => {
      const { id, revision } = await approved();
      const publication = (await findPublication(db, DIVISION, id))!;
      const asked: boolean[] = [];
      const releaseGate: ReleaseGate = async (database) => {
        asked.push(database.isTransaction);
        return { findings: [] };
      };
      const examined = await examineBefore(db, DIVISION, releaseGate, publication);
      expect(asked).toEqual([false]);
      const stale = new Map([[id, { ...examined.get(id)!, revision: revision - 1 }]]);
      const context = { ...as(db, 'final'), releaseGate };
      await actOnPublication({ ...context, examined: stale }, id, revision, {
        act: 'schedule',
        publishAt: AT,
      });
      expect(asked).toEqual([false, true]);
      const later = await findPublication(db, DIVISION, id);
      expect(await run('2022-05-20T01:00:30Z', releaseGate)).toEqual([id]);
      expect(asked).toEqual([false, true, false]);
      expect(later?.stage).toBe('approved');
    });

    it('lets no reason overrule what must be mended', async () => {
      const { id, revision } = await approved();
      const context = { ...as(db, 'final'), releaseGate: finding(false) };
      await expect(actOnPublication(context, id, revision, { act: 'publish', overruled: '系地名' })).rejects.toThrow(
        /必须改正/,
      );
    });
  });
});
