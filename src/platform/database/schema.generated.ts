// Written by scripts/generate-row-types.ts from a migrated database; do not edit.
import type { ColumnType, Generated } from 'kysely';
import type { PlainDate } from '../../kernel/calendar/plain-date.ts';
import type { Json } from './json.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type JsonColumn = ColumnType<unknown, Json, Json>;

export interface AnnualReportTable {
  division_code: string;
  organ_code: string;
  year: number;
  scope: string;
  version: number;
  content: string;
  sha256: string;
  published_on: PlainDate;
  published_by: string;
  reason: string | null;
  created_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface AnnualReportTextTable {
  division_code: string;
  organ_code: string;
  year: number;
  part: string;
  body: string;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
  updated_by: string;
}

export interface ApplicationTable {
  division_code: string;
  id: string;
  organ_code: string;
  number: string;
  channel: string;
  applicant_category: string;
  applicant_name: string;
  subject: string;
  submitted_on: PlainDate;
  received_on: PlainDate | null;
  state: string;
  due_on: PlainDate | null;
  replied_on: PlainDate | null;
  closed_on: PlainDate | null;
  outcome: string | null;
  report_row: string | null;
  remedy_class: string | null;
  calendar_missing: number | null;
  event_count: number;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

export interface ApplicationEventTable {
  division_code: string;
  application_id: string;
  sequence: number;
  kind: string;
  occurred_on: PlainDate;
  content: JsonColumn;
  recorded_at: ColumnType<Date, Date | string | undefined, Date | string>;
  recorded_by: string;
}

export interface MonthlyFigureTable {
  division_code: string;
  organ_code: string;
  kind: string;
  month: string;
  version: number;
  value: number;
  reason: string | null;
  reported_at: ColumnType<Date, Date | string | undefined, Date | string>;
  reported_by: string;
}

export interface NormativeDocumentTable {
  division_code: string;
  id: string;
  organ_code: string;
  kind: string;
  title: string;
  document_number: string;
  unified_number: string | null;
  issued_on: PlainDate;
  effective_on: PlainDate;
  expires_on: PlainDate | null;
  status: string;
  ended_on: PlainDate | null;
  ended_by: string | null;
}

export interface NumberSeriesTable {
  division_code: string;
  organ_code: string;
  series: string;
  year: number;
  last_number: number;
}

export interface OrganTable {
  division_code: string;
  code: string;
  name: string;
  short_name: string;
  kind: string;
  parent_code: string | null;
  sort_order: Generated<number>;
  active_from: PlainDate;
  active_to: PlainDate | null;
}

export interface RemedyCaseTable {
  division_code: string;
  id: string;
  organ_code: string;
  kind: string;
  case_number: string;
  application_id: string | null;
  filed_on: PlainDate;
  concluded_on: PlainDate | null;
  result: string | null;
}

export interface RemedyEventTable {
  division_code: string;
  case_id: string;
  sequence: number;
  kind: string;
  occurred_on: PlainDate;
  content: JsonColumn;
  recorded_at: ColumnType<Date, Date | string | undefined, Date | string>;
  recorded_by: string;
}

export interface SchemaMigrationTable {
  id: string;
  sha256: string;
  applied_at: Instant;
}

export interface WorkingCalendarTable {
  year: number;
  version: number;
  content: JsonColumn;
  loaded_at: ColumnType<Date, Date | string | undefined, Date | string>;
  loaded_by: string;
}

export interface DatabaseSchema {
  annual_report: AnnualReportTable;
  annual_report_text: AnnualReportTextTable;
  application: ApplicationTable;
  application_event: ApplicationEventTable;
  monthly_figure: MonthlyFigureTable;
  normative_document: NormativeDocumentTable;
  number_series: NumberSeriesTable;
  organ: OrganTable;
  remedy_case: RemedyCaseTable;
  remedy_event: RemedyEventTable;
  schema_migration: SchemaMigrationTable;
  working_calendar: WorkingCalendarTable;
}
