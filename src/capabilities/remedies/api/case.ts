import { addMonths, type PlainDate, type WorkingCalendar, yearOf } from '../../../kernel/calendar/index.ts';
import { lastDayOf, type StatutoryClockId } from '../../../kernel/statutory-clocks/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { findApplication, listReplies, outcomeRule, reviewOrgansOfOrgan } from '../../requests/index.ts';
import { listPreceding } from '../commands/register-case.ts';
import {
  type Attacked,
  attackedKinds,
  conclusions,
  conclusionsOf,
  lessonTopics,
  remedyKindLabels,
  remedyResultLabels,
} from '../rules/conclusions.ts';
import { foldRemedy, lawfulRemedyEvents, remedyEventLabels } from '../rules/course.ts';
import { findRemedy, listLessons, listRemediesOf, listRemedyRecords } from '../store/register.ts';
import type { StoredRemedy } from '../store/remedy-cases.ts';
import { readViewContext } from './context.ts';
import { clocksOfRemedy, clockView, detailsOf, reansweredOn, remedyItem } from './view.ts';

/** A case as its page shows it. */
export async function readRemedyCase(
  db: Database,
  divisionCode: string,
  remedy: StoredRemedy,
  today: PlainDate,
  calendar: WorkingCalendar,
  mayRecord: boolean,
) {
  const view = await readViewContext(db, divisionCode, [remedy], today, calendar);
  const folded = foldRemedy(remedy.events, remedy.kind);
  const records = await listRemedyRecords(db, divisionCode, remedy.id);
  const preceding =
    remedy.precedingCaseId === null ? undefined : await findRemedy(db, divisionCode, remedy.precedingCaseId);
  const others = remedy.applicationId === null ? [] : await listRemediesOf(db, divisionCode, remedy.applicationId);
  return {
    ...remedyItem(remedy, view),
    today,
    version: remedy.events.length,
    knownOn: remedy.knownOn,
    remedyTold: remedy.remedyTold,
    precedingCase: preceding ? { id: preceding.id, caseNumber: preceding.caseNumber } : null,
    followingCases: others
      .filter(({ precedingCaseId }) => precedingCaseId === remedy.id)
      .map(({ id, caseNumber, kind }) => ({ id, caseNumber, kindLabel: remedyKindLabels[kind] })),
    procedure: folded.procedure,
    clocks: clocksOfRemedy(remedy, view).map((clock) => clockView(clock, view)),
    reanswer:
      folded.reanswer === null
        ? null
        : {
            orderedOn: folded.reanswer.orderedOn,
            dueOn: folded.reanswer.dueOn,
            answeredOn: reansweredOn(remedy, view.answers),
          },
    events: remedy.events.map((event, i) => ({
      sequence: i + 1,
      kind: event.kind,
      label: remedyEventLabels[event.kind],
      on: event.on,
      details: detailsOf(event),
      recordedAt: records[i]?.recordedAt.toISOString() ?? '',
      recordedBy: records[i]?.recordedBy ?? '',
    })),
    lessons: (await listLessons(db, divisionCode, remedy.id)).map((lesson) => ({
      sequence: lesson.sequence,
      topicLabel: lessonTopics[lesson.topic],
      lesson: lesson.lesson,
      measure: lesson.measure,
      recordedAt: lesson.recordedAt.toISOString(),
      recordedBy: lesson.recordedBy,
    })),
    acts: mayRecord
      ? lawfulRemedyEvents(remedy.kind, remedy.events).map((key) => ({ key, label: remedyEventLabels[key] }))
      : [],
    conclusions: conclusionsOf(remedy.kind).map((key) => ({
      key,
      label: `${conclusions[key].label}（${remedyResultLabels[conclusions[key].result]}）`,
      result: conclusions[key].result,
    })),
    mayRecord,
  };
}

const APPLY: StatutoryClockId = 'RECONSIDERATION_APPLY';

/** Undefined where there is no such application. Whose it is, is told so that the caller can ask the permission. */
export async function readApplicationRemedies(
  db: Database,
  divisionCode: string,
  applicationId: string,
  today: PlainDate,
  calendar: WorkingCalendar,
) {
  const application = await findApplication(db, divisionCode, applicationId);
  if (!application) return undefined;
  const cases = await listRemediesOf(db, divisionCode, applicationId);
  const view = await readViewContext(db, divisionCode, cases, today, calendar);
  const organs = await listOrgans(db, divisionCode);
  const organ = organs.find(({ code }) => code === application.organCode)!;
  const provisional = calendar.withProvisionalYears();
  const until = (day: PlainDate): PlainDate | null => (yearOf(day) > calendar.lastYear ? null : day);
  const attackable = (
    attacked: Attacked,
    label: string,
    knownOn: PlainDate | null,
    actOn: PlainDate,
    first: boolean,
  ) => ({
    attacked,
    label,
    knownOn,
    reconsiderUntil: knownOn === null ? null : until(lastDayOf(APPLY, knownOn, provisional)),
    // A refusal under Arts. 14-16 goes to reconsideration first: no direct suit.
    sueUntil: knownOn === null || first ? null : until(provisional.rollForward(addMonths(knownOn, 6))),
    reviewOrgans: [...reviewOrgansOfOrgan(organ, organs, actOn)],
  });
  const replies = await listReplies(db, divisionCode, [applicationId]);
  const { due_on, closed_on, remedy_class } = application.projection;
  const options = replies.map((reply) =>
    attackable(
      reply.kind === 'replied' ? 'reply' : 'reanswer',
      `${reply.repliedOn}${reply.kind === 'replied' ? '的答复' : '重新作出的答复'}（${outcomeRule(reply.outcome).label}）`,
      reply.servedOn,
      reply.repliedOn,
      reply.kind === 'replied' && remedy_class === 'reconsideration-first',
    ),
  );
  if (replies.length === 0 && closed_on === null && due_on !== null && due_on < today)
    options.push(attackable('inaction', attackedKinds.inaction, due_on, today, false));
  return {
    organCode: application.organCode,
    cases: cases.map((remedy) => remedyItem(remedy, view)),
    attackable: options,
    preceding: (await listPreceding(db, divisionCode, applicationId)).map(({ id, caseNumber, events }) => {
      const end = events.findLast((event) => event.kind === 'concluded');
      return { id, caseNumber, receivedOn: end?.kind === 'concluded' ? (end.receivedOn ?? end.on) : '' };
    }),
  };
}
