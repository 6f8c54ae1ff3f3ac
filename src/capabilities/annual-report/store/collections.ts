/** Collections of departments' figures, their tasks and the course of each. */
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { CollectionDates, TaskAct, TaskState } from '../rules/collecting/course.ts';
import type { ReportTables } from '../rules/form.ts';

export interface Collection extends CollectionDates {
  year: number;
  note: string;
  openedAt: Date;
  openedBy: string;
}

export interface HandedIn {
  /** Of the canonical JSON of `tables`. */
  sha256: string;
  tables: ReportTables;
  at: Date;
  personId: string;
  personName: string;
  /** Who answers for the figures. */
  responsible: string;
}

export interface ReportTask {
  year: number;
  organCode: string;
  state: TaskState;
  handedIn: HandedIn | null;
}

export interface TaskEvent {
  act: TaskAct;
  at: Date;
  by: string;
  words: string;
}

interface CollectionRow {
  year: number;
  organ_due_on: PlainDate;
  area_due_on: PlainDate;
  note: string;
  opened_at: Date;
  opened_by: string;
}

const collectionOf = (row: CollectionRow): Collection => ({
  year: row.year,
  organDueOn: row.organ_due_on,
  areaDueOn: row.area_due_on,
  note: row.note,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
});

/** The newest year first. */
export async function listCollections(db: Database, divisionCode: string): Promise<Collection[]> {
  const rows = await db
    .selectFrom('annual_report_collection')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('year', 'desc')
    .execute();
  return rows.map(collectionOf);
}

export async function findCollection(
  db: Database,
  divisionCode: string,
  year: number,
): Promise<Collection | undefined> {
  const row = await db
    .selectFrom('annual_report_collection')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .executeTakeFirst();
  return row && collectionOf(row);
}

/** @returns false when the year's collection is open already */
export async function insertCollection(
  db: Database,
  divisionCode: string,
  { year, organDueOn, areaDueOn, note, openedAt, openedBy }: Collection,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('annual_report_collection')
    .values({
      division_code: divisionCode,
      year,
      organ_due_on: organDueOn,
      area_due_on: areaDueOn,
      note,
      opened_at: openedAt,
      opened_by: openedBy,
    })
    .onConflict((conflict) => conflict.columns(['division_code', 'year']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function changeCollection(
  db: Database,
  divisionCode: string,
  year: number,
  { organDueOn, areaDueOn, note }: CollectionDates & { note: string },
): Promise<void> {
  await db
    .updateTable('annual_report_collection')
    .set({ organ_due_on: organDueOn, area_due_on: areaDueOn, note })
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .execute();
}

export async function insertTasks(
  db: Database,
  divisionCode: string,
  year: number,
  organCodes: readonly string[],
): Promise<void> {
  if (organCodes.length === 0) return;
  await db
    .insertInto('annual_report_task')
    .values(
      organCodes.map((code) => ({ division_code: divisionCode, year, organ_code: code, state: 'waiting' as const })),
    )
    .onConflict((conflict) => conflict.columns(['division_code', 'year', 'organ_code']).doNothing())
    .execute();
}

/** The tasks of a year, in no particular order. */
export async function listTasks(db: Database, divisionCode: string, year: number): Promise<ReportTask[]> {
  const rows = await db
    .selectFrom('annual_report_task')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .execute();
  return rows.map((row) => ({
    year: row.year,
    organCode: row.organ_code,
    state: row.state as TaskState,
    handedIn:
      row.sha256 === null || row.tables === null
        ? null
        : {
            sha256: row.sha256,
            tables: row.tables as ReportTables,
            at: row.handed_in_at!,
            personId: row.handed_in_by!,
            personName: row.handed_in_by_name!,
            responsible: row.responsible ?? '',
          },
  }));
}

export async function findTask(
  db: Database,
  divisionCode: string,
  year: number,
  organCode: string,
): Promise<ReportTask | undefined> {
  return (await listTasks(db, divisionCode, year)).find((task) => task.organCode === organCode);
}

/** Moves a task on from the state it was seen in. @returns false when somebody moved it meanwhile */
export async function moveTask(
  db: Database,
  divisionCode: string,
  seen: ReportTask,
  state: TaskState,
  handedIn?: HandedIn,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('annual_report_task')
    .set({
      state,
      ...(handedIn
        ? {
            sha256: handedIn.sha256,
            tables: jsonb(handedIn.tables),
            handed_in_at: handedIn.at,
            handed_in_by: handedIn.personId,
            handed_in_by_name: handedIn.personName,
            responsible: handedIn.responsible,
          }
        : {}),
    })
    .where('division_code', '=', divisionCode)
    .where('year', '=', seen.year)
    .where('organ_code', '=', seen.organCode)
    .where('state', '=', seen.state)
    .where('sha256', 'is not distinct from', seen.handedIn?.sha256 ?? null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Adds one line to the course of each of these organs' tasks. */
export async function addTaskEvents(
  db: Database,
  divisionCode: string,
  year: number,
  organCodes: readonly string[],
  { act, at, by, words }: TaskEvent,
): Promise<void> {
  if (organCodes.length === 0) return;
  const last = await db
    .selectFrom('annual_report_task_event')
    .select(['organ_code', (select) => select.fn.max('sequence').as('sequence')])
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .where('organ_code', 'in', organCodes)
    .groupBy('organ_code')
    .execute();
  const sequences = new Map(last.map((row) => [row.organ_code, row.sequence]));
  await db
    .insertInto('annual_report_task_event')
    .values(
      organCodes.map((code) => ({
        division_code: divisionCode,
        year,
        organ_code: code,
        sequence: (sequences.get(code) ?? 0) + 1,
        act,
        at,
        person_name: by,
        words,
      })),
    )
    .execute();
}

/** The whole course of a year's tasks, oldest first. */
export async function listTaskEvents(
  db: Database,
  divisionCode: string,
  year: number,
): Promise<(TaskEvent & { organCode: string })[]> {
  const rows = await db
    .selectFrom('annual_report_task_event')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .where('year', '=', year)
    .orderBy('organ_code')
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    organCode: row.organ_code,
    act: row.act as TaskAct,
    at: row.at,
    by: row.person_name,
    words: row.words,
  }));
}
