import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { problemResponses } from '../../../platform/http/index.ts';
import { type Act, authorise, decide, notFound, type Organ, requireActor } from '../../../platform/identity/index.ts';
import { monthlyFigureKinds } from '../../administrative-acts/index.ts';
import { findMissingMonths, readStandings, type Standing } from '../collecting/standing.ts';
import { reportJson } from '../render/json.ts';
import { isLate, mayMove, taskActLabels } from '../rules/collecting/course.ts';
import { figureTitle } from '../rules/composing/figure.ts';
import { cellsOf } from '../rules/composing/tables.ts';
import { type Collection, listTaskEvents, listTasks } from '../store/collections.ts';
import {
  type Area,
  collectionOfYear,
  differenceView,
  handedInView,
  isCollector,
  organReportView,
  readArea,
} from './collection-view.ts';

export const TAGS = ['annual-report'];
export const TASK = '/api/v1/office/report-collections/:year/tasks/:organ';
export const done = { 204: z.null(), ...problemResponses(400, 401, 403, 404, 409) };

export interface OpenedTask {
  area: Area;
  organ: Organ;
  collection: Collection;
  standing: Standing;
}

/** What the routes of a task stand on. */
export interface TaskContext {
  readonly db: Database;
  readonly division: string;
  readonly clock: () => Date;
}

/** The task as it stands, for those who may see it. @throws 404 */
export async function openTask(
  { db, division }: TaskContext,
  request: FastifyRequest,
  { year, organ: organCode }: { year: number; organ: string },
): Promise<OpenedTask> {
  const area = await readArea(db, division);
  const organ = area.organs.get(organCode);
  if (!organ) throw notFound();
  if (!isCollector(request, area)) authorise(request, 'report-collection.read', { organCode });
  const collection = await collectionOfYear(db, division, year);
  const tasks = await listTasks(db, division, year);
  const standing = (await readStandings(db, division, year, [organ], tasks, true)).get(organCode);
  if (!standing) throw notFound();
  return { area, organ, collection, standing };
}

/** Who handed in does not decide. */
export const earlierActs = ({ task }: Standing) =>
  task.handedIn ? [{ act: 'report-collection.hand-in' as Act, personId: task.handedIn.personId }] : [];
export const subjectOf = ({ task }: Standing) => ({ kind: 'report-task', id: `${task.organCode}/${task.year}` });

/** The task as the office shows it, with what the person asking may do. */
export async function taskView(
  { db, division, clock }: TaskContext,
  request: FastifyRequest,
  { area, organ, collection, standing }: OpenedTask,
) {
  const { task, content, sha256, isChanged, differences, organReport } = standing;
  const { year } = task;
  const actor = requireActor(request);
  const target = { organCode: organ.code };
  const missing = (await findMissingMonths(db, division, [organ.code], year)).get(organ.code) ?? [];
  const today = shanghaiDate(clock());
  const unexplained = differences.filter(({ explanation }) => explanation === null);
  const verdicts = area.collectors.map((organCode) =>
    decide(actor, 'report-collection.decide', { organCode, earlierActors: earlierActs(standing) }),
  );
  const mayDecide = verdicts.some(({ allowed }) => allowed);
  const hindrance = verdicts.flatMap((one) => (!one.allowed && one.why === 'separation' ? [one.reason] : []))[0];
  const events = await listTaskEvents(db, division, year);
  return {
    year,
    organCode: organ.code,
    organName: organ.name,
    state: task.state,
    organDueOn: collection.organDueOn,
    note: collection.note,
    isLate: isLate(task.state, collection.organDueOn, today),
    isChanged,
    sha256,
    report: reportJson(content, { organ: organ.code, year, scope: 'own' }),
    figures: [...cellsOf(content.tables)].map(({ id }) => ({ figure: id, title: figureTitle(id) })),
    missing: missing.map(({ kind, months }) => ({ kind, label: monthlyFigureKinds[kind].label, months })),
    differences: differences.map((difference) => differenceView(organ, standing, difference)),
    organReport: organReportView(organReport),
    handedIn: handedInView(task),
    course: events
      .filter(({ organCode }) => organCode === organ.code)
      .map(({ act, at, by, words }) => ({ act, label: taskActLabels[act], at: at.toISOString(), by, words })),
    may: {
      fill: decide(actor, 'report-collection.fill', target).allowed,
      handIn: decide(actor, 'report-collection.hand-in', target).allowed && mayMove(task.state, 'handed-in', isChanged),
      accept: mayDecide && mayMove(task.state, 'accepted', isChanged) && unexplained.length === 0,
      return: mayDecide && mayMove(task.state, 'returned', isChanged),
    },
    hindrance: mayDecide || task.state === 'waiting' ? null : (hindrance ?? null),
  };
}
