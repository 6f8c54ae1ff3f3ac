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
  findings: ColumnType<unknown, Json | undefined, Json>;
}

export interface AnnualReportCheckTable {
  division_code: string;
  id: string;
  file_name: string;
  sha256: string;
  organ_name: string | null;
  year: number | null;
  result: JsonColumn;
  errors: number;
  warnings: number;
  hints: number;
  checked_at: ColumnType<Date, Date | string | undefined, Date | string>;
  checked_by: string;
}

export interface AnnualReportCollectionTable {
  division_code: string;
  year: number;
  organ_due_on: PlainDate;
  area_due_on: PlainDate;
  note: string;
  opened_at: Instant;
  opened_by: string;
}

export interface AnnualReportDifferenceTable {
  division_code: string;
  year: number;
  organ_code: string;
  figure: string;
  counted: number;
  stated: number;
  source: string;
  explanation: string;
  explained_at: Instant;
  explained_by: string;
}

export interface AnnualReportStepTable {
  division_code: string;
  organ_code: string;
  year: number;
  scope: string;
  sequence: number;
  act: string;
  sha256: string;
  opinion: string;
  at: Instant;
  person_id: string;
  person_name: string;
  post_title: string;
}

export interface AnnualReportTaskTable {
  division_code: string;
  year: number;
  organ_code: string;
  state: string;
  sha256: string | null;
  tables: ColumnType<unknown, Json | null | undefined, Json | null>;
  handed_in_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  handed_in_by: string | null;
  handed_in_by_name: string | null;
  responsible: string | null;
}

export interface AnnualReportTaskEventTable {
  division_code: string;
  year: number;
  organ_code: string;
  sequence: number;
  act: string;
  at: Instant;
  person_name: string;
  words: string;
}

export interface AnnualReportTextTable {
  division_code: string;
  organ_code: string;
  year: number;
  part: string;
  body: string;
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>;
  updated_by: string;
  updated_by_id: string | null;
}

export interface ApplicantAccountTable {
  division_code: string;
  id: string;
  name_index: Uint8Array;
  name_sealed: Uint8Array;
  password_hash: string;
  particulars_sealed: Uint8Array | null;
  created_at: Instant;
  changed_at: Instant;
}

export interface ApplicantAccountApplicationTable {
  division_code: string;
  account_id: string;
  application_id: string;
  added_at: Instant;
}

export interface ApplicantAccountSessionTable {
  division_code: string;
  token_hash: string;
  account_id: string;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
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
  assignee_id: string | null;
}

export interface ApplicationAssignmentTable {
  division_code: string;
  application_id: string;
  sequence: number;
  kind: string;
  person_id: string | null;
  reason: string;
  recorded_at: Instant;
  recorded_by_id: string;
  recorded_by: string;
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

export interface ApplicationSplitTable {
  division_code: string;
  application_id: string;
  part_id: string;
  split_at: Instant;
  split_by: string;
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

export interface CalendarChangeTable {
  division_code: string;
  id: string;
  year: number;
  version: number;
  source: string;
  loaded_at: Instant;
  loaded_by: string;
  affected: number;
}

export interface CalendarChangeCaseTable {
  division_code: string;
  change_id: string;
  position: number;
  organ_code: string;
  subject: string;
  clock: string;
  path: string;
  before: PlainDate | null;
  after: PlainDate | null;
}

export interface CaseAttachmentTable {
  division_code: string;
  id: string;
  application_id: string;
  purpose: string;
  address: string;
  file_key: Uint8Array;
  file_name: Uint8Array;
  media_type: string;
  bytes: number;
  added_at: Instant;
  added_by: string;
}

export interface CaseDecisionTable {
  division_code: string;
  application_id: string;
  version: number;
  outcome: string;
  content: Uint8Array;
  decided_at: Instant;
  decided_by: string;
}

export interface CaseEntryTable {
  division_code: string;
  application_id: string;
  sequence: number;
  kind: string;
  content: Uint8Array;
  recorded_at: Instant;
  recorded_by: string;
}

export interface CaseLetterTable {
  division_code: string;
  id: string;
  application_id: string;
  organ_code: string;
  kind: string;
  status: string;
  version: number;
  content: Uint8Array;
  number: string | null;
  issued_on: PlainDate | null;
  issued_words: Uint8Array | null;
  pdf_address: string | null;
  pdf_key: Uint8Array | null;
  pdf_hash: string | null;
  docx_address: string | null;
  docx_key: Uint8Array | null;
  docx_hash: string | null;
  service: string | null;
  served_on: PlainDate | null;
  proof: Uint8Array | null;
  served_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  served_by: string | null;
  created_at: Instant;
}

export interface CaseLetterStepTable {
  division_code: string;
  letter_id: string;
  sequence: number;
  step: string;
  act: string;
  person_id: string | null;
  done_by: string;
  opinion: Uint8Array | null;
  content: Uint8Array;
  done_at: Instant;
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

export interface CoHandlingTable {
  division_code: string;
  id: string;
  application_id: string;
  organ_code: string;
  person_id: string | null;
  matter_sealed: Uint8Array;
  respond_by: PlainDate | null;
  asked_at: Instant;
  asked_by_id: string;
  asked_by: string;
  answer_sealed: Uint8Array | null;
  answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  answered_by: string | null;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
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

export interface FeeEntryTable {
  division_code: string;
  letter_id: string;
  application_id: string;
  organ_code: string;
  mode: string;
  items_before: number;
  quantity: number;
  amount_yuan: number;
  notified_on: PlainDate;
  receipt_number: string | null;
}

export interface GazetteEntryTable {
  division_code: string;
  organ_code: string;
  year: number;
  number: number;
  position: number;
  section: string;
  page: number;
  pages: number;
  publication_id: string;
  edition: number;
}

export interface GazetteFileTable {
  division_code: string;
  organ_code: string;
  year: number;
  number: number;
  content: Uint8Array;
  sha256: string;
  pages: number;
}

export interface GazetteIssueTable {
  division_code: string;
  organ_code: string;
  year: number;
  number: number;
  running_number: number;
  title: string;
  published_on: PlainDate;
  published_by: string;
}

export interface IndexNumberSeriesTable {
  division_code: string;
  series: string;
  last_number: number;
}

export interface KeyEncryptionKeyTable {
  id: string;
  check_value: Uint8Array;
  created_at: Instant;
  retired_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface LetterTemplateVersionTable {
  division_code: string;
  version: number;
  content: JsonColumn;
  reason: string;
  changed_at: Instant;
  changed_by: string;
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

export interface NotificationTable {
  division_code: string;
  id: string;
  person_id: string;
  topic: string;
  key: string;
  title: string;
  body: string;
  path: string;
  organ_code: string | null;
  created_at: Instant;
  read_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface NotificationOutboxTable {
  id: string;
  division_code: string;
  notification_id: string;
  person_id: string;
  channel: string;
  title: string;
  body: string;
  path: string;
  status: Generated<string>;
  attempts: Generated<number>;
  next_attempt_at: Instant;
  created_at: Instant;
  settled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_error: string | null;
}

export interface NotificationPreferenceTable {
  person_id: string;
  topic: string;
  mail: boolean;
  sms: boolean;
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

export interface OrganChangeTable {
  division_code: string;
  id: string;
  kind: string;
  effective_on: PlainDate;
  document: string;
  recorded_at: Instant;
  recorded_by: string;
}

export interface OrganChangePartTable {
  division_code: string;
  change_id: string;
  side: string;
  organ_code: string;
}

export interface OrganFormerTable {
  division_code: string;
  organ_code: string;
  until_on: PlainDate;
  name: string;
  short_name: string;
  kind: string;
  parent_code: string | null;
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

export interface OrganLetterSettingTable {
  division_code: string;
  organ_code: string;
  version: number;
  word: string;
  court: string;
  review_organ: string | null;
  superior_organ: string | null;
  online_review: string | null;
  fee_account: string | null;
  recorded_at: Instant;
  recorded_by: string;
}

export interface OrganReportTable {
  division_code: string;
  year: number;
  organ_code: string;
  scope: string;
  address: string | null;
  published_on: PlainDate | null;
  file_name: string | null;
  media_type: string | null;
  sha256: string | null;
  content: Uint8Array | null;
  tables: ColumnType<unknown, Json | null | undefined, Json | null>;
  recorded_at: Instant;
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

export interface PersonContactTable {
  person_id: string;
  mail_sealed: Uint8Array | null;
  phone_sealed: Uint8Array | null;
  changed_at: Instant;
}

export interface PersonFederatedTable {
  issuer: string;
  subject: string;
  person_id: string;
  created_at: Instant;
}

export interface PersonPasskeyTable {
  credential_id: string;
  person_id: string;
  public_key: Uint8Array;
  sign_count: number;
  transports: string[];
  label: string;
  is_backed_up: boolean;
  created_at: Instant;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface PersonPasswordTable {
  person_id: string;
  hash: string;
  changed_at: Instant;
  must_change: boolean;
}

export interface PersonRecoveryCodeTable {
  person_id: string;
  code_hash: string;
  created_at: Instant;
  used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface PersonTotpTable {
  person_id: string;
  secret_sealed: Uint8Array;
  created_at: Instant;
  confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_step: Generated<number>;
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

export interface ProactiveSuggestionTable {
  division_code: string;
  id: string;
  organ_code: string;
  application_id: string;
  source: string;
  title: string;
  reason: string;
  applications: number;
  suggested_on: PlainDate;
  suggested_by: string;
  state: Generated<string>;
  decided_on: PlainDate | null;
  decided_by: string | null;
  opinion: string | null;
  publication_id: string | null;
}

export interface PublicChangeTable {
  division_code: string;
  entry_id: string;
  version: number;
}

export interface PublicCountTable {
  division_code: string;
  organ_code: string;
  category: string;
  kind: string;
  total: number;
}

export interface PublicVersionTable {
  division_code: string;
  version: number;
}

export interface PublicationTable {
  division_code: string;
  id: string;
  organ_code: string;
  index_number: string;
  kind: string;
  stage: string;
  visibility: string;
  document_id: string | null;
  interprets_id: string | null;
  edition: number | null;
  first_published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  scheduled_for: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  due_on: PlainDate | null;
  withdrawn_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  withdrawal_kind: string | null;
  withdrawal_reason: string | null;
  withdrawn_by: string | null;
  revision: number;
  created_at: Instant;
  created_by: string;
}

export interface PublicationAttachmentTable {
  division_code: string;
  publication_id: string;
  id: string;
  file_name: string;
  media_type: string;
  content: Uint8Array;
  size: number;
  sha256: string;
  body_text: string;
  added_at: Instant;
  added_by: string;
  purpose: Generated<string>;
  from_edition: number | null;
  until_edition: number | null;
  is_leaving: Generated<boolean>;
  unreadable: string | null;
  text_state: Generated<string>;
  text_attempts: Generated<number>;
}

export interface PublicationDraftTable {
  division_code: string;
  publication_id: string;
  metadata: JsonColumn;
  body_html: string;
  saved_at: Instant;
  saved_by: string;
}

export interface PublicationEditionTable {
  division_code: string;
  publication_id: string;
  edition: number;
  title: string;
  document_number: string | null;
  formed_on: PlainDate;
  changed_on: PlainDate | null;
  effective_on: PlainDate | null;
  category: string;
  theme: string;
  genre: string;
  keywords: string[];
  summary: string;
  source: string | null;
  body_html: string;
  body_text: string;
  sha256: string;
  reason: string | null;
  published_at: Instant;
  published_by: string;
}

export interface PublicationRedirectTable {
  division_code: string;
  address: string;
  publication_id: string;
}

export interface PublicationSettingsTable {
  division_code: string;
  content: JsonColumn;
  updated_at: Instant;
  updated_by: string;
}

export interface PublicationStepTable {
  division_code: string;
  publication_id: string;
  sequence: number;
  act: string;
  stage: string;
  at: Instant;
  person_id: string;
  person_name: string;
  opinion: string | null;
  conclusion: string | null;
  open_findings: number | null;
  reason: string | null;
}

export interface RecordsCorrectionTable {
  division_code: string;
  id: string;
  organ_code: string;
  number: string;
  applicant_name_sealed: Uint8Array;
  record_sealed: Uint8Array;
  requested_sealed: Uint8Array;
  evidence_sealed: Uint8Array;
  received_on: PlainDate;
  answer_by: PlainDate | null;
  state: Generated<string>;
  outcome: string | null;
  closed_on: PlainDate | null;
  event_count: number;
  access_code_index: Uint8Array | null;
  is_organisation: Generated<boolean>;
}

export interface RecordsCorrectionEventTable {
  division_code: string;
  correction_id: string;
  sequence: number;
  kind: string;
  occurred_on: PlainDate;
  content_sealed: Uint8Array;
  recorded_at: Instant;
  recorded_by: string;
}

export interface RecordsCorrectionLetterTable {
  division_code: string;
  correction_id: string;
  organ_code: string;
  number: string;
  issued_on: PlainDate;
  issued_words: Uint8Array;
  pdf_address: string;
  pdf_key: Uint8Array;
  pdf_hash: string;
  docx_address: string;
  docx_key: Uint8Array;
  docx_hash: string;
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
  attacked: Generated<string>;
  body: Generated<string>;
  known_on: PlainDate | null;
  remedy_told: Generated<boolean>;
  preceding_case_id: string | null;
  state: Generated<string>;
  attended: Generated<boolean>;
  attended_until: PlainDate | null;
  event_count: Generated<number>;
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

export interface RemedyLessonTable {
  division_code: string;
  case_id: string;
  sequence: number;
  topic: string;
  lesson: string;
  measure: string;
  recorded_at: Instant;
  recorded_by: string;
}

export interface SchemaMigrationTable {
  id: string;
  sha256: string;
  applied_at: Instant;
}

export interface ScreeningAllowanceTable {
  division_code: string;
  id: string;
  term: string;
  rule: string | null;
  before: string | null;
  after: string | null;
  organ_code: string | null;
  reason: string;
  finding_id: string | null;
  made_at: Instant;
  made_by: string;
  ended_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  ended_by: string | null;
}

export interface ScreeningChannelTable {
  division_code: string;
  id: string;
  organ_code: string;
  name: string;
  platform: string;
  feed_address: string;
  is_active: boolean;
  created_at: Instant;
  created_by: string;
  fetched_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  fault: string | null;
  etag: string | null;
  modified: string | null;
}

export interface ScreeningDocumentTable {
  division_code: string;
  source: string;
  document_id: string;
  organ_code: string;
  title: string;
  address: string | null;
  revision: string;
  ruleset: string;
  characters: number;
  screened_at: Instant;
  run_id: string | null;
}

export interface ScreeningFindingTable {
  division_code: string;
  id: string;
  source: string;
  document_id: string;
  organ_code: string;
  title: string;
  address: string | null;
  revision: string;
  kind: string;
  rule: string;
  severity: string;
  start_at: number;
  end_at: number;
  text: string;
  suggestion: string | null;
  message: string;
  before: string;
  after: string;
  state: string;
  assigned_to: string | null;
  assigned_name: string | null;
  found_on: PlainDate;
  found_at: Instant;
  settled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  confirmed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  steps: number;
  file_place: string | null;
}

export interface ScreeningFindingStepTable {
  division_code: string;
  finding_id: string;
  sequence: number;
  act: string;
  on_day: PlainDate;
  at: Instant;
  person_id: string | null;
  person_name: string;
  note: string | null;
  source: string;
  organ_code: string;
  kind: string;
  severity: string;
}

export interface ScreeningLexiconTable {
  division_code: string;
  id: string;
  name: string;
  owner_organ_code: string;
  active_version: number | null;
  created_at: Instant;
}

export interface ScreeningLexiconStepTable {
  division_code: string;
  lexicon_id: string;
  sequence: number;
  act: string;
  version: number;
  reason: string | null;
  at: Instant;
  person_name: string;
}

export interface ScreeningLexiconVersionTable {
  division_code: string;
  lexicon_id: string;
  version: number;
  label: string;
  owner: string;
  purpose: string;
  severity: string;
  terms: number;
  entries: JsonColumn;
  compiled: Uint8Array;
  sha256: string;
  uploaded_at: Instant;
  uploaded_by: string;
}

export interface ScreeningPostTable {
  division_code: string;
  channel_id: string;
  key: string;
  title: string;
  address: string | null;
  published_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  body_text: string;
  sha256: string;
  fetched_at: Instant;
}

export interface ScreeningReleaseTable {
  division_code: string;
  publication_id: string;
  revision: string;
  organ_code: string;
  title: string;
  on_day: PlainDate;
  at: Instant;
  errors: number;
  warnings: number;
  findings: JsonColumn;
}

export interface ScreeningReportTable {
  division_code: string;
  kind: string;
  first_day: PlainDate;
  last_day: PlainDate;
  content: JsonColumn;
  sha256: string;
  made_at: Instant;
}

export interface ScreeningRunTable {
  division_code: string;
  id: string;
  kind: string;
  on_day: PlainDate;
  reason: string;
  ruleset: string | null;
  state: string;
  total: Generated<number>;
  done: Generated<number>;
  screened: Generated<number>;
  characters: Generated<number>;
  found: Generated<number>;
  gone: Generated<number>;
  source: string | null;
  cursor: string | null;
  holder: string | null;
  held_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  requested_at: Instant;
  requested_by: string;
  started_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface SearchEntryTable {
  division_code: string;
  id: string;
  kind: string;
  address: string;
  title: string;
  number: string | null;
  organ_code: string;
  category: string | null;
  theme: string | null;
  genre: string | null;
  validity: string | null;
  in_force: boolean;
  published_on: PlainDate;
  year: number;
  body: string;
  title_terms: string;
  words: string;
  pairs: string;
  published_at: Instant;
  revision: Generated<number>;
}

export interface SearchRebuildTable {
  division_code: string;
  up_to: string | null;
  begun_at: Instant;
}

export interface SearchSynonymTable {
  division_code: string;
  saying: string;
  group_key: string;
  updated_at: Instant;
  updated_by: string;
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

export interface TopicTable {
  division_code: string;
  slug: string;
  title: string;
  description: string;
  rule: ColumnType<unknown, Json | null | undefined, Json | null>;
  position: number;
  opened_on: PlainDate;
  closed_on: PlainDate | null;
}

export interface TopicEntryTable {
  division_code: string;
  slug: string;
  publication_id: string;
  position: number;
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
  annual_report_check: AnnualReportCheckTable;
  annual_report_collection: AnnualReportCollectionTable;
  annual_report_difference: AnnualReportDifferenceTable;
  annual_report_step: AnnualReportStepTable;
  annual_report_task: AnnualReportTaskTable;
  annual_report_task_event: AnnualReportTaskEventTable;
  annual_report_text: AnnualReportTextTable;
  applicant_account: ApplicantAccountTable;
  applicant_account_application: ApplicantAccountApplicationTable;
  applicant_account_session: ApplicantAccountSessionTable;
  application: ApplicationTable;
  application_assignment: ApplicationAssignmentTable;
  application_correction: ApplicationCorrectionTable;
  application_detail: ApplicationDetailTable;
  application_draft: ApplicationDraftTable;
  application_event: ApplicationEventTable;
  application_file: ApplicationFileTable;
  application_split: ApplicationSplitTable;
  audit_day: AuditDayTable;
  audit_event: AuditEventTable;
  audit_head: AuditHeadTable;
  calendar_change: CalendarChangeTable;
  calendar_change_case: CalendarChangeCaseTable;
  case_attachment: CaseAttachmentTable;
  case_decision: CaseDecisionTable;
  case_entry: CaseEntryTable;
  case_letter: CaseLetterTable;
  case_letter_step: CaseLetterStepTable;
  clean_up: CleanUpTable;
  clean_up_result: CleanUpResultTable;
  co_handling: CoHandlingTable;
  data_key: DataKeyTable;
  delegation: DelegationTable;
  fee_entry: FeeEntryTable;
  gazette_entry: GazetteEntryTable;
  gazette_file: GazetteFileTable;
  gazette_issue: GazetteIssueTable;
  index_number_series: IndexNumberSeriesTable;
  key_encryption_key: KeyEncryptionKeyTable;
  letter_template_version: LetterTemplateVersionTable;
  monthly_figure: MonthlyFigureTable;
  normative_document: NormativeDocumentTable;
  normative_document_relation: NormativeDocumentRelationTable;
  normative_document_step: NormativeDocumentStepTable;
  notification: NotificationTable;
  notification_outbox: NotificationOutboxTable;
  notification_preference: NotificationPreferenceTable;
  number_series: NumberSeriesTable;
  office_session: OfficeSessionTable;
  organ: OrganTable;
  organ_change: OrganChangeTable;
  organ_change_part: OrganChangePartTable;
  organ_former: OrganFormerTable;
  organ_guide: OrganGuideTable;
  organ_letter_setting: OrganLetterSettingTable;
  organ_report: OrganReportTable;
  person: PersonTable;
  person_contact: PersonContactTable;
  person_federated: PersonFederatedTable;
  person_passkey: PersonPasskeyTable;
  person_password: PersonPasswordTable;
  person_recovery_code: PersonRecoveryCodeTable;
  person_totp: PersonTotpTable;
  post: PostTable;
  proactive_suggestion: ProactiveSuggestionTable;
  public_change: PublicChangeTable;
  public_count: PublicCountTable;
  public_version: PublicVersionTable;
  publication: PublicationTable;
  publication_attachment: PublicationAttachmentTable;
  publication_draft: PublicationDraftTable;
  publication_edition: PublicationEditionTable;
  publication_redirect: PublicationRedirectTable;
  publication_settings: PublicationSettingsTable;
  publication_step: PublicationStepTable;
  records_correction: RecordsCorrectionTable;
  records_correction_event: RecordsCorrectionEventTable;
  records_correction_letter: RecordsCorrectionLetterTable;
  remedy_case: RemedyCaseTable;
  remedy_event: RemedyEventTable;
  remedy_lesson: RemedyLessonTable;
  schema_migration: SchemaMigrationTable;
  screening_allowance: ScreeningAllowanceTable;
  screening_channel: ScreeningChannelTable;
  screening_document: ScreeningDocumentTable;
  screening_finding: ScreeningFindingTable;
  screening_finding_step: ScreeningFindingStepTable;
  screening_lexicon: ScreeningLexiconTable;
  screening_lexicon_step: ScreeningLexiconStepTable;
  screening_lexicon_version: ScreeningLexiconVersionTable;
  screening_post: ScreeningPostTable;
  screening_release: ScreeningReleaseTable;
  screening_report: ScreeningReportTable;
  screening_run: ScreeningRunTable;
  search_entry: SearchEntryTable;
  search_rebuild: SearchRebuildTable;
  search_synonym: SearchSynonymTable;
  sign_in_challenge: SignInChallengeTable;
  sign_in_throttle: SignInThrottleTable;
  topic: TopicTable;
  topic_entry: TopicEntryTable;
  unified_number_series: UnifiedNumberSeriesTable;
  working_calendar: WorkingCalendarTable;
}
