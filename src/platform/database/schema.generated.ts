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

export interface AnnualReportSubmissionTable {
  division_code: string;
  organ_code: string;
  year: number;
  scope: string;
  sha256: string;
  submitted_at: ColumnType<Date, Date | string | undefined, Date | string>;
  submitted_by: string;
  submitted_by_name: string;
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
  applicant_name_sealed: Uint8Array;
  subject_sealed: Uint8Array;
  applicant_fingerprint: Uint8Array | null;
}

export interface ApplicationCorrectionTable {
  division_code: string;
  application_id: string;
  submitted_at: Instant;
  submitted_on: PlainDate;
  content: Uint8Array;
}

export interface ApplicationDetailTable {
  division_code: string;
  application_id: string;
  content: Uint8Array;
  identity_index: Uint8Array | null;
  access_code_index: Uint8Array | null;
}

export interface ApplicationDraftTable {
  division_code: string;
  id: string;
  token_hash: string;
  content: Uint8Array;
  stored_files: JsonColumn;
  created_at: Instant;
  changed_at: Instant;
  expires_at: Instant;
  application_id: string | null;
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

export interface ApplicationFileTable {
  division_code: string;
  id: string;
  application_id: string;
  handed_in_with: string;
  position: number;
  address: string;
  file_key: Uint8Array;
  file_name: Uint8Array;
  media_type: string;
  bytes: number;
  added_at: Instant;
}

export interface AuditDayTable {
  division_code: string;
  day: PlainDate;
  organs: number;
  events: number;
  previous_root: string;
  root: string;
  sealed_at: Instant;
}

export interface AuditEventTable {
  division_code: string;
  organ_code: string;
  day: PlainDate;
  sequence: number;
  occurred_at: Instant;
  action: string;
  person_id: string | null;
  person_name: string;
  post_id: string | null;
  post_title: string | null;
  delegation_id: string | null;
  origin: string;
  subject_kind: string | null;
  subject_id: string | null;
  reason: string | null;
  before: ColumnType<unknown, Json | null | undefined, Json | null>;
  after: ColumnType<unknown, Json | null | undefined, Json | null>;
  personal: Uint8Array | null;
  previous_hash: string;
  hash: string;
}

export interface AuditHeadTable {
  division_code: string;
  organ_code: string;
  day: PlainDate;
  sequence: number;
  hash: string;
}

export interface CleanUpTable {
  division_code: string;
  id: string;
  title: string;
  decided_on: PlainDate;
  decided_by: string;
}

export interface CleanUpResultTable {
  division_code: string;
  clean_up_id: string;
  document_id: string;
  result: string;
  reason: string;
}

export interface DataKeyTable {
  division_code: string;
  subject_kind: string;
  subject_id: string;
  wrapped_key: Uint8Array | null;
  key_encryption_key: string | null;
  created_at: Instant;
  erased_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  erased_by: string | null;
  erased_reason: string | null;
}

export interface DelegationTable {
  division_code: string;
  id: string;
  post_id: string;
  to_person_id: string;
  acts: string[];
  from_on: PlainDate;
  to_on: PlainDate;
  reason: string;
  created_at: Instant;
  created_by: string;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface KeyEncryptionKeyTable {
  id: string;
  check_value: Uint8Array;
  created_at: Instant;
  retired_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
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

export interface NormativeDocumentRelationTable {
  division_code: string;
  from_id: string;
  to_id: string;
  relation: string;
  on_date: PlainDate;
  note: string | null;
}

export interface NormativeDocumentStepTable {
  division_code: string;
  document_id: string;
  kind: string;
  on_date: PlainDate;
  by_organ: string;
  conclusion: string;
  address: string | null;
}

export interface NumberSeriesTable {
  division_code: string;
  organ_code: string;
  series: string;
  year: number;
  last_number: number;
}

export interface OfficeSessionTable {
  id: string;
  token_hash: string;
  person_id: string;
  method: string;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
  origin: string;
  device: string;
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

export interface OrganGuideTable {
  division_code: string;
  organ_code: string;
  version: number;
  effective_on: PlainDate;
  office_name: string;
  address: string;
  postcode: string | null;
  office_hours: string;
  telephone: string;
  fax: string | null;
  email: string | null;
  remarks: string | null;
  recorded_at: ColumnType<Date, Date | string | undefined, Date | string>;
  recorded_by: string;
}

export interface PersonTable {
  id: string;
  sign_in_name: string;
  full_name: string;
  status: Generated<string>;
  created_at: Instant;
  created_by: string;
}

export interface PersonPasswordTable {
  person_id: string;
  hash: string;
  changed_at: Instant;
  must_change: boolean;
}

export interface PostTable {
  division_code: string;
  id: string;
  organ_code: string;
  person_id: string;
  title: string;
  roles: string[];
  active_from: PlainDate;
  active_to: PlainDate | null;
  created_at: Instant;
  created_by: string;
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

export interface SignInChallengeTable {
  token_hash: string;
  kind: string;
  person_id: string | null;
  content: JsonColumn;
  expires_at: Instant;
}

export interface SignInThrottleTable {
  key_hash: string;
  failures: number;
  last_failure_at: Instant;
}

export interface UnifiedNumberSeriesTable {
  division_code: string;
  series: string;
  year: number;
  last_number: number;
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
  annual_report_submission: AnnualReportSubmissionTable;
  annual_report_text: AnnualReportTextTable;
  application: ApplicationTable;
  application_correction: ApplicationCorrectionTable;
  application_detail: ApplicationDetailTable;
  application_draft: ApplicationDraftTable;
  application_event: ApplicationEventTable;
  application_file: ApplicationFileTable;
  audit_day: AuditDayTable;
  audit_event: AuditEventTable;
  audit_head: AuditHeadTable;
  clean_up: CleanUpTable;
  clean_up_result: CleanUpResultTable;
  data_key: DataKeyTable;
  delegation: DelegationTable;
  key_encryption_key: KeyEncryptionKeyTable;
  monthly_figure: MonthlyFigureTable;
  normative_document: NormativeDocumentTable;
  normative_document_relation: NormativeDocumentRelationTable;
  normative_document_step: NormativeDocumentStepTable;
  number_series: NumberSeriesTable;
  office_session: OfficeSessionTable;
  organ: OrganTable;
  organ_guide: OrganGuideTable;
  person: PersonTable;
  person_password: PersonPasswordTable;
  post: PostTable;
  remedy_case: RemedyCaseTable;
  remedy_event: RemedyEventTable;
  schema_migration: SchemaMigrationTable;
  sign_in_challenge: SignInChallengeTable;
  sign_in_throttle: SignInThrottleTable;
  unified_number_series: UnifiedNumberSeriesTable;
  working_calendar: WorkingCalendarTable;
}
