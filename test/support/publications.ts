import {
  actOnPublication,
  type CommandContext,
  createPublication,
  type Metadata,
  type PublishedItem,
} from '../../src/capabilities/publications/index.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { insertOrgans } from '../../src/platform/identity/index.ts';

export const DIVISION = '330206';
export const ORGAN = '33020601';
export const calendar = nationalCalendar();

export const metadata = (changes: Partial<Metadata> = {}): Metadata => ({
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
export const body = '<p>第一条 为了规范人才公寓管理，制定本办法。</p><p>第二条 轨道交通站点周边优先配租。</p>';

export function as(db: Database, person: string, at = '2022-05-12T02:00:00Z'): CommandContext {
  return { db, divisionCode: DIVISION, calendar, now: new Date(at), by: { id: person, name: `${person}（虚构）` } };
}

export async function publishNew(
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

export async function approve(db: Database, id: string, revision: number) {
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

export async function approveAndPublish(db: Database, id: string, revision: number, reason?: string, at?: string) {
  const approved = await approve(db, id, revision);
  return actOnPublication(as(db, 'final', at), id, approved, { act: 'publish', reason });
}

/** The one organ of these tests. */
export function insertTestOrgan(db: Database): Promise<void> {
  return insertOrgans(db, [
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
}

/** A division with nothing but its government. */
export function insertTestGovernment(db: Database): Promise<void> {
  return insertOrgans(db, [
    {
      divisionCode: DIVISION,
      code: DIVISION,
      name: '测试区人民政府',
      shortName: '测试区',
      kind: 'government',
      parentCode: null,
      sortOrder: 0,
      activeFrom: plainDate('2010-01-01'),
      activeTo: null,
    },
  ]);
}

export const itemId = (n: number): string => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The government's n-th page from an older site, a minute after the one before it. */
export function publishedItem(n: number, changes: Partial<Metadata> = {}): PublishedItem {
  return {
    id: itemId(n),
    organCode: DIVISION,
    kind: 'item',
    metadata: metadata({
      title: `测试信息${n}`,
      documentNumber: null,
      formedOn: plainDate('2022-03-01'),
      effectiveOn: null,
      category: 'plans.special',
      keywords: [],
      ...changes,
    }),
    bodyHtml: '<p>正文</p>',
    publishedAt: new Date(Date.UTC(2022, 2, 2, 0, n)),
  };
}
