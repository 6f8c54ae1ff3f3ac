import { sql } from 'kysely';
import {
  addDays,
  type EpochDay,
  type PlainDate,
  toEpochDay,
  type WorkingCalendar,
} from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DueItem } from '../../../platform/notifications/index.ts';
import { parseEvent } from '../rules/event-schema.ts';
import type { ApplicationState, Party } from '../rules/events.ts';
import { foldApplication } from '../rules/fold.ts';

/** What ended longer ago was told of long ago. */
const TOLD_DAYS = 60;
/** Every application has the limit of the correction notice, few need it: a word on the last days is enough. */
const CORRECTION_NOTICE_DAYS = 1;

const consulted: Readonly<Partial<Record<Party, string>>> = {
  'third-party': '第三方答复期限',
  'co-maker': '共同制作机关答复期限',
};

interface Row {
  id: string;
  organ_code: string;
  number: string;
  assignee_id: string | null;
  due_on: PlainDate | null;
  received_on: PlainDate | null;
  replied_on: PlainDate | null;
  state: ApplicationState;
  events: unknown[];
}

type Base = Pick<DueItem, 'organCode' | 'subject' | 'path' | 'personIds'>;

const baseOf = (row: Row): Base => ({
  organCode: row.organ_code,
  subject: `申请${row.number}`,
  path: `/requests/${row.id}`,
  personIds: row.assignee_id === null ? [] : [row.assignee_id],
});

/** Clocks of applications that end by `until`: the reply's, those of others that the reply waits for, co-handling's. */
export async function applicationReminders(
  db: Database,
  divisionCode: string,
  today: PlainDate,
  until: PlainDate,
  calendar: WorkingCalendar,
): Promise<DueItem[]> {
  const since = addDays(today, -TOLD_DAYS);
  const provisional = calendar.withProvisionalYears();
  const { rows } = await sql<Row>`
    select a.id, a.organ_code, a.number, a.assignee_id, a.due_on, a.received_on, a.replied_on, a.state,
           (select json_agg(e.content || jsonb_build_object('kind', e.kind, 'on', e.occurred_on) order by e.sequence)
            from application_event e where e.division_code = a.division_code and e.application_id = a.id) as events
    from application a
    where a.division_code = ${divisionCode} and a.closed_on is null
      and (a.due_on between ${since}::date and ${until}::date
           or a.state in ('awaiting-correction', 'awaiting-payment', 'suspended')
           or a.received_on between ${addDays(today, -21)}::date and ${today}::date)`.execute(db);
  const items = rows.flatMap((row) => itemsOf(row, today, provisional));
  items.push(
    ...(await coHandlingItems(db, divisionCode, since, until)),
    ...(await correctionItems(db, divisionCode, since, until)),
  );
  return items.filter(({ dueOn }) => dueOn >= since && dueOn <= until);
}

function itemsOf(row: Row, today: PlainDate, calendar: WorkingCalendar): DueItem[] {
  const base = baseOf(row);
  const events = row.events.map(parseEvent);
  const view = foldApplication({ receivedOn: null, events }, today, calendar);
  const text = (day: EpochDay): PlainDate => calendar.text(day);
  const items: DueItem[] = [];
  if (row.due_on !== null)
    items.push({
      ...base,
      key: `application/${row.id}/REPLY`,
      dueOn: row.due_on,
      clock: '答复期限',
      advice: row.replied_on === null ? '请审查并作出答复。' : '答复已经作出，请尽快送达。',
    });
  if (view.waiting?.until != null)
    items.push({
      ...base,
      key: `application/${row.id}/${view.waiting.for}`,
      dueOn: text(view.waiting.until),
      clock: view.waiting.for === 'correction' ? '申请人补正期限' : '申请人缴费期限',
      advice: '届满后申请人仍未办理的，可以按视为放弃申请办结。',
      isOthers: true,
    });
  for (const { ref, party, resumed, answered } of view.suspensions)
    if (!answered && resumed !== null && consulted[party])
      items.push({
        ...base,
        key: `application/${row.id}/consultation/${ref}`,
        dueOn: text(resumed),
        clock: consulted[party],
        advice: '届满后没有答复的，答复期限继续计算。',
        isOthers: true,
      });
  const isFresh = row.state === 'processing' && !events.some(({ kind }) => kind === 'correction-requested');
  if (isFresh && view.received !== null) {
    const last = calendar.addEpochDays(view.received, 7);
    const isNear = text(last) >= today && last <= calendar.addEpochDays(toEpochDay(today), CORRECTION_NOTICE_DAYS);
    if (isNear)
      items.push({
        ...base,
        key: `application/${row.id}/CORRECTION_NOTICE`,
        dueOn: text(last),
        clock: '告知补正期限',
        advice: '申请内容不明确的，应当在此前一次性告知补正；内容明确的不必办理。',
        isOthers: true,
      });
  }
  return items;
}

async function coHandlingItems(
  db: Database,
  divisionCode: string,
  since: PlainDate,
  until: PlainDate,
): Promise<DueItem[]> {
  const rows = await db
    .selectFrom('co_handling as c')
    .innerJoin('application as a', (join) =>
      join.onRef('a.division_code', '=', 'c.division_code').onRef('a.id', '=', 'c.application_id'),
    )
    .select(['c.id', 'c.organ_code', 'c.person_id', 'c.respond_by', 'a.number'])
    .where('c.division_code', '=', divisionCode)
    .where('c.answered_at', 'is', null)
    .where('c.ended_at', 'is', null)
    .where('c.respond_by', '>=', since)
    .where('c.respond_by', '<=', until)
    .execute();
  return rows.map((row) => ({
    key: `co-handling/${row.id}`,
    organCode: row.organ_code,
    dueOn: row.respond_by!,
    clock: '协办期限',
    subject: `申请${row.number}`,
    advice: '请答复协办事项。',
    path: '/co-handling',
    personIds: row.person_id === null ? [] : [row.person_id],
  }));
}

/** The days an organ set itself to answer requests to correct records. */
async function correctionItems(
  db: Database,
  divisionCode: string,
  since: PlainDate,
  until: PlainDate,
): Promise<DueItem[]> {
  const rows = await db
    .selectFrom('records_correction')
    .select(['id', 'organ_code', 'number', 'answer_by'])
    .where('division_code', '=', divisionCode)
    .where('state', '=', 'open')
    .where('answer_by', '>=', since)
    .where('answer_by', '<=', until)
    .execute();
  return rows.map((row) => ({
    key: `records-correction/${row.id}`,
    organCode: row.organ_code,
    dueOn: row.answer_by!,
    clock: '自定答复期限',
    subject: `更正申请${row.number}`,
    advice: '请核实并告知申请人。',
    path: `/records-corrections/${row.id}`,
    personIds: [],
  }));
}
