import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { type AuditRow, hashRow, NO_HASH } from './event.ts';
import { dayEnds, listSealedDays, merkleRoot } from './merkle.ts';

/** Where a chain breaks, and how. */
export interface AuditBreach {
  readonly kind:
    | 'content-changed'
    | 'link-broken'
    | 'record-missing'
    | 'end-missing'
    | 'day-changed'
    | 'day-chain-broken';
  readonly organCode: string | null;
  readonly day: PlainDate;
  readonly sequence: number | null;
  /** In Chinese, for people. */
  readonly message: string;
}

export interface AuditVerification {
  readonly divisionCode: string;
  readonly events: number;
  readonly organs: number;
  readonly sealedDays: number;
  /** The root of the last sealed day, to compare with what was printed. */
  readonly lastRoot: string | null;
  /** The first breach of each chain, the earliest day first; an empty list when the record is whole. */
  readonly breaches: readonly AuditBreach[];
}

const BATCH = 2000;

/**
 * Recomputes every hash and every root from the rows alone; needs no key and no network, and memory for one batch.
 * `onProgress` gets the number of events seen.
 */
export async function verifyAudit(
  db: Database,
  divisionCode: string,
  onProgress: (events: number) => void = () => {},
): Promise<AuditVerification> {
  const breaches: AuditBreach[] = [];
  let events = 0;
  const organs = await organCodes(db, divisionCode);
  for (const organ of organs) {
    const chain = await verifyChain(db, divisionCode, organ, (count) => onProgress(events + count));
    events += chain.count;
    if (chain.breach) breaches.push(chain.breach);
  }
  const days = await verifyDays(db, divisionCode);
  breaches.push(...days.breaches);
  breaches.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return {
    divisionCode,
    events,
    organs: organs.length,
    sealedDays: days.count,
    lastRoot: days.lastRoot,
    breaches,
  };
}

/** Organs that have a chain, or should have one. */
async function organCodes(db: Database, divisionCode: string): Promise<string[]> {
  const of = async (table: 'audit_event' | 'audit_head') =>
    (
      await db.selectFrom(table).select('organ_code').distinct().where('division_code', '=', divisionCode).execute()
    ).map((row) => row.organ_code);
  return [...new Set([...(await of('audit_event')), ...(await of('audit_head'))])].sort();
}

interface Link {
  readonly day: PlainDate;
  readonly sequence: number;
  readonly hash: string;
}

async function verifyChain(
  db: Database,
  divisionCode: string,
  organCode: string,
  onProgress: (events: number) => void,
): Promise<{ count: number; breach?: AuditBreach }> {
  let last: Link | undefined;
  let count = 0;
  for (;;) {
    const rows = await batchAfter(db, divisionCode, organCode, last);
    for (const row of rows) {
      const breach = judge(row, last);
      if (breach) return { count, breach };
      last = row;
      count++;
    }
    onProgress(count);
    if (rows.length < BATCH) break;
  }
  const head = await db
    .selectFrom('audit_head')
    .select(['day', 'sequence', 'hash'])
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode)
    .executeTakeFirst();
  if (head && head.hash !== (last?.hash ?? NO_HASH)) {
    const { day, sequence } = head;
    const message = `${organCode} ${day} 第${sequence}条：链尾记录缺失`;
    return { count, breach: { kind: 'end-missing', organCode, day, sequence, message } };
  }
  return { count };
}

async function batchAfter(
  db: Database,
  divisionCode: string,
  organCode: string,
  last: Link | undefined,
): Promise<AuditRow[]> {
  let query = db
    .selectFrom('audit_event')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('organ_code', '=', organCode);
  if (last) {
    const { day, sequence } = last;
    query = query.where((is) =>
      is.or([is('day', '>', day), is.and([is('day', '=', day), is('sequence', '>', sequence)])]),
    );
  }
  return query.orderBy('day').orderBy('sequence').limit(BATCH).execute();
}

/** The fault of a link that should follow `last`, if it has one. */
function judge(row: AuditRow, last: Link | undefined): AuditBreach | undefined {
  const { organ_code: organCode, day, sequence } = row;
  const where = `${organCode} ${day} 第${sequence}条`;
  const breach = (kind: AuditBreach['kind'], what: string): AuditBreach => ({
    kind,
    organCode,
    day,
    sequence,
    message: `${where}：${what}`,
  });
  const expected = last?.day === day ? last.sequence + 1 : 1;
  if (sequence !== expected) return breach('record-missing', `此前缺少第${expected}条记录`);
  if (hashRow(row) !== row.hash) return breach('content-changed', '内容与其校验值不符，记录被改动');
  if (row.previous_hash !== (last?.hash ?? NO_HASH))
    return breach('link-broken', '与上一条记录不衔接，记录被删除、插入或者替换');
  return undefined;
}

async function verifyDays(db: Database, divisionCode: string) {
  const breaches: AuditBreach[] = [];
  let previousRoot = NO_HASH;
  let count = 0;
  let after: PlainDate | undefined;
  for (;;) {
    const days = await listSealedDays(db, divisionCode, { ...(after === undefined ? {} : { after }), limit: 500 });
    for (const sealed of days) {
      const say = (kind: AuditBreach['kind'], what: string): void =>
        void breaches.push({
          kind,
          organCode: null,
          day: sealed.day,
          sequence: null,
          message: `${sealed.day}：${what}`,
        });
      const ends = await dayEnds(db, divisionCode, sealed.day);
      const root = merkleRoot(divisionCode, sealed.day, ends, sealed.previousRoot);
      if (sealed.previousRoot !== previousRoot) say('day-chain-broken', '与上一日的根值不衔接');
      if (root !== sealed.root) say('day-changed', `当日记录与封存的根值不符（封存时${sealed.events}条）`);
      previousRoot = sealed.root;
      count++;
    }
    const end = days.at(-1);
    if (end === undefined) break;
    after = end.day;
  }
  return { breaches, count, lastRoot: count === 0 ? null : previousRoot };
}
