import { describe, expect, it } from 'vitest';
import { withTestDatabases } from '../test/support/database.ts';
import { approve, as, insertTestOrgan, metadata, ORGAN } from '../test/support/publications.ts';
import { actOnPublication, createPublication, ReleaseHeldError } from './capabilities/publications/index.ts';
import { plainText, replaceInHtml, screeningGate } from './screening-stock.ts';

const PLANTED = '330206199001011235';
const open = withTestDatabases();

describe('the gate before release', () => {
  it('holds a planted ID number back until a reason is recorded, and never tells the number', async () => {
    const db = await open();
    await insertTestOrgan(db);
    const draft = await createPublication(as(db, 'author'), {
      organCode: ORGAN,
      kind: 'item',
      metadata: metadata({ title: '拟发放补助对象公示', documentNumber: null }),
      bodyHtml: `<p>补助对象身份证号码${PLANTED}，公示五个工作日。</p>`,
    });
    const revision = await approve(db, draft.id, draft.revision);
    const officer = as(db, 'final');
    const context = { ...officer, releaseGate: screeningGate(officer.divisionCode, () => officer.now) };
    const publish = (overruled?: string) =>
      actOnPublication(context, draft.id, revision, { act: 'publish', ...(overruled ? { overruled } : {}) });
    const held = await publish().catch((error: unknown) => error);
    expect(held).toBeInstanceOf(ReleaseHeldError);
    expect((held as Error).message).not.toContain(PLANTED);
    expect(await db.selectFrom('screening_release').select('title').execute()).toEqual([]);
    expect(await publish('经本人书面同意公示')).toMatchObject({ visibility: 'published' });
    const released = await db.selectFrom('screening_release').selectAll().execute();
    expect(released[0]?.errors).toBeGreaterThan(0);
    expect(JSON.stringify(released)).not.toContain(PLANTED);
  });
});

describe('corrections in HTML', () => {
  const html = '<h2>按排</h2><p>会议<strong>按</strong>排如下，工作按排见附件。</p>';
  const plain = plainText(html);

  it('meet the very place, also where a mark of emphasis parts the words', () => {
    const second = plain.indexOf('按排', 3);
    expect(plainText(replaceInHtml(html, plain, second, '按排', '安排')!)).toBe('按排\n会议安排如下，工作按排见附件。');
    expect(plainText(replaceInHtml(html, plain, plain.lastIndexOf('按排'), '按排', '')!)).toBe(
      '按排\n会议按排如下，工作见附件。',
    );
  });

  it('are refused where the text is another one', () => {
    expect(replaceInHtml(html, plain, 1, '按排', '安排')).toBeUndefined();
    expect(replaceInHtml('<p>已经改了</p>', plain, 0, '按排', '安排')).toBeUndefined();
  });
});
