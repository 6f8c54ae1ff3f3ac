import { randomUUID } from 'node:crypto';
import { addDays, type PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../database/index.ts';
import { findOrgan, insertOrgans, listOrgans, type Organ, type OrganKind } from './organs.ts';
import type { Succession } from './people/actor.ts';

/** An organ that a change brings into being. */
export interface NewOrgan {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: OrganKind;
  readonly parentCode: string | null;
  readonly sortOrder?: number;
}

interface ChangeBasis {
  /** First day of the new state. */
  readonly effectiveOn: PlainDate;
  /** The document by which it was decided. */
  readonly document: string;
}

/** What becomes of organs. `into` of a merger may be one of `organs`, which then goes on. */
export type OrganChange = ChangeBasis &
  (
    | { readonly kind: 'establish'; readonly organ: NewOrgan }
    | { readonly kind: 'rename'; readonly organ: string; readonly name: string; readonly shortName: string }
    | { readonly kind: 'move'; readonly organ: string; readonly parentCode: string }
    | { readonly kind: 'merge'; readonly organs: readonly string[]; readonly into: NewOrgan | string }
    | { readonly kind: 'split'; readonly organ: string; readonly into: readonly (NewOrgan | string)[] }
    | { readonly kind: 'abolish'; readonly organ: string; readonly successor: string }
  );

/** A change that cannot be; the message says why. */
export class OrganChangeRefusedError extends Error {
  override name = 'OrganChangeRefusedError';
  /** JSON pointer (RFC 6901) into the change of what has to be mended. */
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(message);
    this.pointer = pointer;
  }
}

/**
 * Makes a change of organs as of its day and keeps what was before. Records stay with the organ they were made by; whoever
 * takes over its duties reaches them (people/actor.ts). A change of a day to come is recorded on that day.
 * @throws OrganChangeRefusedError
 */
export async function changeOrgans(
  transaction: Database,
  divisionCode: string,
  change: OrganChange,
  today: PlainDate,
  recordedBy: string,
  now: Date,
): Promise<{ id: string; before: string[]; after: string[] }> {
  if (change.effectiveOn > today) throw new OrganChangeRefusedError('/effectiveOn', '尚未生效的调整，请在生效之日登记');
  const parts = await apply(transaction, divisionCode, change);
  const id = randomUUID();
  await transaction
    .insertInto('organ_change')
    .values({
      division_code: divisionCode,
      id,
      kind: change.kind,
      effective_on: change.effectiveOn,
      document: change.document,
      recorded_at: now,
      recorded_by: recordedBy,
    })
    .execute();
  const rows = (['before', 'after'] as const).flatMap((side) =>
    parts[side].map((code) => ({ division_code: divisionCode, change_id: id, side, organ_code: code })),
  );
  if (rows.length > 0) await transaction.insertInto('organ_change_part').values(rows).execute();
  return { id, ...parts };
}

interface Parts {
  before: string[];
  after: string[];
}

async function apply(db: Database, divisionCode: string, change: OrganChange): Promise<Parts> {
  const { effectiveOn } = change;
  switch (change.kind) {
    case 'establish':
      return { before: [], after: [await establish(db, divisionCode, change.organ, effectiveOn, '/organ')] };
    case 'rename': {
      const organ = await getActive(db, divisionCode, change.organ, effectiveOn, '/organ');
      await keepFormer(db, organ, effectiveOn);
      await update(db, organ, { name: change.name, short_name: change.shortName });
      return { before: [organ.code], after: [organ.code] };
    }
    case 'move': {
      const organ = await getActive(db, divisionCode, change.organ, effectiveOn, '/organ');
      const parent = await getActive(db, divisionCode, change.parentCode, effectiveOn, '/parentCode');
      if (await isWithin(db, parent, organ.code))
        throw new OrganChangeRefusedError('/parentCode', '不能移到自身或者下级机构之下');
      await keepFormer(db, organ, effectiveOn);
      await update(db, organ, { parent_code: parent.code });
      return { before: [organ.code], after: [organ.code] };
    }
    case 'merge': {
      if (new Set(change.organs).size < 2) throw new OrganChangeRefusedError('/organs', '合并至少需要两个机构');
      const into = await target(db, divisionCode, change.into, effectiveOn, '/into');
      for (const code of change.organs)
        if (code !== into) await end(db, divisionCode, code, effectiveOn, into, '/organs');
      return { before: [...new Set(change.organs)], after: [into] };
    }
    case 'split': {
      if (change.into.length < 2) throw new OrganChangeRefusedError('/into', '拆分至少需要两个机构');
      const into: string[] = [];
      for (const [i, one] of change.into.entries())
        into.push(await target(db, divisionCode, one, effectiveOn, `/into/${i}`));
      if (!into.includes(change.organ)) await end(db, divisionCode, change.organ, effectiveOn, into[0]!, '/organ');
      return { before: [change.organ], after: into };
    }
    case 'abolish': {
      const successor = await getActive(db, divisionCode, change.successor, effectiveOn, '/successor');
      if (successor.code === change.organ)
        throw new OrganChangeRefusedError('/successor', '撤销的机构不能由自身继续行使职权');
      await end(db, divisionCode, change.organ, effectiveOn, successor.code, '/organ');
      return { before: [change.organ], after: [successor.code] };
    }
  }
}

/** `at`, here and below: the pointer of what the organ was named by. */
async function target(
  db: Database,
  divisionCode: string,
  organ: NewOrgan | string,
  day: PlainDate,
  at: string,
): Promise<string> {
  if (typeof organ === 'string') return (await getActive(db, divisionCode, organ, day, at)).code;
  return establish(db, divisionCode, organ, day, at);
}

async function establish(
  db: Database,
  divisionCode: string,
  organ: NewOrgan,
  day: PlainDate,
  at: string,
): Promise<string> {
  if (!organ.code.startsWith(divisionCode))
    throw new OrganChangeRefusedError(`${at}/code`, `机构代码应以${divisionCode}开头`);
  if (await findOrgan(db, organ.code)) throw new OrganChangeRefusedError(`${at}/code`, `机构代码${organ.code}已被使用`);
  if (organ.parentCode !== null) await getActive(db, divisionCode, organ.parentCode, day, `${at}/parentCode`);
  await insertOrgans(db, [
    { ...organ, divisionCode, sortOrder: organ.sortOrder ?? 0, activeFrom: day, activeTo: null },
  ]);
  return organ.code;
}

async function getActive(db: Database, divisionCode: string, code: string, day: PlainDate, at: string): Promise<Organ> {
  const organ = await findOrgan(db, code);
  if (organ?.divisionCode !== divisionCode) throw new OrganChangeRefusedError(at, `没有机构${code}`);
  if (organ.activeFrom > day || organ.activeTo !== null)
    throw new OrganChangeRefusedError(at, `${organ.name}在${day}不存续`);
  return organ;
}

/** Ends an organ on the day before and hangs what was below it under its successor. */
async function end(
  db: Database,
  divisionCode: string,
  code: string,
  day: PlainDate,
  successor: string,
  at: string,
): Promise<void> {
  const organ = await getActive(db, divisionCode, code, day, at);
  if (organ.activeFrom >= day) throw new OrganChangeRefusedError('/effectiveOn', `${organ.name}在${day}之前尚未设立`);
  const below = (await listOrgans(db, divisionCode)).filter(
    (other) => other.parentCode === code && other.activeTo === null && other.code !== successor,
  );
  for (const child of below) {
    await keepFormer(db, child, day);
    await update(db, child, { parent_code: successor });
  }
  await update(db, organ, { active_to: addDays(day, -1) });
}

async function update(
  db: Database,
  { divisionCode, code }: Organ,
  change: { name?: string; short_name?: string; parent_code?: string; active_to?: PlainDate },
): Promise<void> {
  await db
    .updateTable('organ')
    .set(change)
    .where('division_code', '=', divisionCode)
    .where('code', '=', code)
    .execute();
}

async function keepFormer(db: Database, organ: Organ, day: PlainDate): Promise<void> {
  const later = await db
    .selectFrom('organ_former')
    .select('until_on')
    .where('division_code', '=', organ.divisionCode)
    .where('organ_code', '=', organ.code)
    .where('until_on', '>=', addDays(day, -1))
    .executeTakeFirst();
  if (later) throw new OrganChangeRefusedError('/effectiveOn', `${organ.name}在${day}之后已有变更，请按时间先后登记`);
  await db
    .insertInto('organ_former')
    .values({
      division_code: organ.divisionCode,
      organ_code: organ.code,
      until_on: addDays(day, -1),
      name: organ.name,
      short_name: organ.shortName,
      kind: organ.kind,
      parent_code: organ.parentCode,
    })
    .execute();
}

/** Whether `organ` is the organ `code` or stands below it. */
async function isWithin(db: Database, organ: Organ, code: string): Promise<boolean> {
  const parents = new Map((await listOrgans(db, organ.divisionCode)).map((one) => [one.code, one.parentCode]));
  for (let at: string | null | undefined = organ.code; at; at = parents.get(at)) if (at === code) return true;
  return false;
}

/** How an organ stood until a day; a row of organ_former. */
interface FormerState {
  organ_code: string;
  until_on: PlainDate;
  name: string;
  short_name: string;
  kind: string;
  parent_code: string | null;
}

/** What stood before changes, by organ, the oldest state first. */
async function listFormer(db: Database, divisionCode: string): Promise<Map<string, FormerState[]>> {
  const rows = await db
    .selectFrom('organ_former')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('until_on')
    .execute();
  return Map.groupBy(rows, (row) => row.organ_code);
}

/** An organ under the name and in the place it had on a day. */
function asOn(organ: Organ, former: ReadonlyMap<string, readonly FormerState[]>, day: PlainDate): Organ {
  const then = former.get(organ.code)?.find(({ until_on: untilOn }) => untilOn >= day);
  if (!then) return organ;
  const { name, short_name: shortName, kind, parent_code: parentCode } = then;
  return { ...organ, name, shortName, kind: kind as OrganKind, parentCode };
}

/** The organs of a division as they were on a day: who was active, under what name and whom. */
export async function listOrgansAsOf(db: Database, divisionCode: string, day: PlainDate): Promise<Organ[]> {
  const former = await listFormer(db, divisionCode);
  return (await listOrgans(db, divisionCode))
    .filter((organ) => organ.activeFrom <= day && (organ.activeTo === null || organ.activeTo >= day))
    .map((organ) => asOn(organ, former, day));
}

/** Whose duties passed to whom; an organ that went on under its code passed them to itself and is left out. */
export async function listSuccession(db: Database, divisionCode: string): Promise<Succession> {
  const rows = await db
    .selectFrom('organ_change_part')
    .select(['change_id', 'side', 'organ_code'])
    .where('division_code', '=', divisionCode)
    .execute();
  const changes = Map.groupBy(rows, (row) => row.change_id);
  return [...changes.values()].flatMap((parts) => {
    const of = (side: string) => parts.filter((part) => part.side === side).map((part) => part.organ_code);
    // An organ that stands on both sides keeps its own records.
    const ended = of('before').filter((code) => !of('after').includes(code));
    return ended.flatMap((from) => of('after').map((to) => ({ from, to })));
  });
}

/** One line of the history of organs, the latest first. */
export interface RecordedChange {
  readonly id: string;
  readonly kind: string;
  readonly effectiveOn: PlainDate;
  readonly document: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The names on the day before and on the day itself, in the order of the codes. */
  readonly beforeNames: readonly string[];
  readonly afterNames: readonly string[];
}

export async function listOrganChanges(db: Database, divisionCode: string): Promise<RecordedChange[]> {
  const changes = await db
    .selectFrom('organ_change')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('effective_on', 'desc')
    .orderBy('recorded_at', 'desc')
    .execute();
  const parts = await db
    .selectFrom('organ_change_part')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .execute();
  const organs = new Map((await listOrgans(db, divisionCode)).map((organ) => [organ.code, organ]));
  const former = await listFormer(db, divisionCode);
  const nameOn = (code: string, day: PlainDate): string => {
    const organ = organs.get(code);
    return organ ? asOn(organ, former, day).name : code;
  };
  return changes.map((change) => {
    const of = (side: string) =>
      parts.filter((part) => part.change_id === change.id && part.side === side).map((part) => part.organ_code);
    const [before, after] = [of('before'), of('after')];
    return {
      id: change.id,
      kind: change.kind,
      effectiveOn: change.effective_on,
      document: change.document,
      before,
      after,
      beforeNames: before.map((code) => nameOn(code, addDays(change.effective_on, -1))),
      afterNames: after.map((code) => nameOn(code, change.effective_on)),
    };
  });
}
