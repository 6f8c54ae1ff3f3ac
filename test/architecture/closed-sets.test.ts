import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { monthlyFigureKinds } from '../../src/capabilities/administrative-acts/index.ts';
import { taskActLabels, taskStateLabels } from '../../src/capabilities/annual-report/rules/collecting/course.ts';
import { differenceSources } from '../../src/capabilities/annual-report/rules/collecting/differences.ts';
import { stepLabels } from '../../src/capabilities/annual-report/rules/course/report-course.ts';
import { cleanUpLabels, relationLabels, validityLabels } from '../../src/capabilities/documents/index.ts';
import { withdrawalKinds } from '../../src/capabilities/publications/rules/withdrawal.ts';
import {
  attackedKinds,
  lessonTopics,
  remedyKindLabels,
  remedyResultLabels,
} from '../../src/capabilities/remedies/rules/conclusions.ts';
import { remedyEventLabels, remedyStateLabels } from '../../src/capabilities/remedies/rules/course.ts';
import { serviceLabels } from '../../src/capabilities/requests/api/case-view.ts';
import {
  channels,
  eventLabels,
  outcomeKinds,
  outcomeRule,
  stateLabels,
} from '../../src/capabilities/requests/index.ts';
import { stepLabels as letterSteps } from '../../src/capabilities/requests/letters/commands/draft-letter.ts';
import { caseLetterKinds } from '../../src/capabilities/requests/letters/rules/case-facts.ts';
import { seriesWords } from '../../src/capabilities/requests/letters/rules/numbering.ts';
import {
  correctionEventLabels,
  correctionOutcomes,
} from '../../src/capabilities/requests/records-correction/course.ts';
import { organisationCategories } from '../../src/capabilities/requests/rules/intake/organisation-category.ts';
import { describeOnEachDatabase } from '../support/database.ts';

const outcomes = outcomeKinds;
const services = Object.keys(serviceLabels);
const rows = [...new Set(outcomeKinds.map((outcome) => outcomeRule(outcome).reportRow))];

/** Columns that hold one of a closed set, with the set as the program has it. */
const CLOSED: Readonly<Record<string, readonly string[]>> = {
  'application.channel': Object.keys(channels),
  'application.applicant_category': ['natural', ...Object.keys(organisationCategories)],
  'application.state': Object.keys(stateLabels),
  'application.outcome': outcomes,
  'application.report_row': rows,
  'application.remedy_class': ['reconsideration-first', 'reconsideration-first-for-withheld', 'choice', 'none'],
  'application_event.kind': Object.keys(eventLabels),
  'case_decision.outcome': outcomes,
  'case_letter.kind': caseLetterKinds,
  'case_letter.status': ['drafting', 'in-review', 'in-approval', 'issued', 'discarded'],
  'case_letter.service': services,
  'case_letter_step.step': Object.keys(letterSteps),
  'number_series.series': [
    'application',
    'records-correction',
    ...Object.keys(seriesWords).map((key) => `letter-${key}`),
  ],
  'fee_entry.mode': ['item', 'page'],
  'records_correction.state': ['open', 'closed'],
  'records_correction.outcome': Object.keys(correctionOutcomes),
  'records_correction_event.kind': Object.keys(correctionEventLabels),
  'remedy_case.kind': Object.keys(remedyKindLabels),
  'remedy_case.result': Object.keys(remedyResultLabels).filter((result) => result !== 'pending'),
  'remedy_case.attacked': Object.keys(attackedKinds),
  'remedy_case.state': Object.keys(remedyStateLabels).filter((state) => state !== 'unfiled'),
  'remedy_event.kind': Object.keys(remedyEventLabels),
  'remedy_lesson.topic': Object.keys(lessonTopics),
  'normative_document.status': Object.keys(validityLabels),
  'normative_document_relation.relation': Object.keys(relationLabels),
  'clean_up_result.result': Object.keys(cleanUpLabels),
  'monthly_figure.kind': Object.keys(monthlyFigureKinds),
  'annual_report.scope': ['own', 'aggregated'],
  'annual_report_step.scope': ['own', 'aggregated'],
  'annual_report_step.act': Object.keys(stepLabels),
  'annual_report_text.part': ['problems', 'others'],
  'annual_report_task.state': Object.keys(taskStateLabels),
  'annual_report_task_event.act': Object.keys(taskActLabels),
  'annual_report_difference.source': Object.keys(differenceSources),
  'publication.withdrawal_kind': withdrawalKinds,
  'sign_in_challenge.kind': ['second-step', 'passkey-registration', 'passkey-sign-in', 'single-sign-on'],
  'organ_report.scope': ['own', 'aggregated'],
};

/** Named like one of a closed set without one in the schema. A new column comes here only with a reason. */
const OPEN_SETS: ReadonlySet<string> = new Set([
  // Kinds of records, series and topics that each capability brings along.
  'audit_event.subject_kind',
  'data_key.subject_kind',
  'index_number_series.series',
  'unified_number_series.series',
  'notification_preference.topic',
  'public_count.kind',
  'search_entry.kind',
  // Entries of the catalogue of publications, which an administrator keeps.
  'public_count.category',
  'publication_edition.category',
  'search_entry.category',
  // Names of where something came from, in words.
  'calendar_change.source',
  'publication_edition.source',
  // Checked by the program alone: rules and lexicons of screening, and lists that were not closed yet.
  'organ_former.kind',
  'screening_document.source',
  'screening_finding.kind',
  'screening_finding.source',
  'screening_finding_step.kind',
  'screening_finding_step.severity',
  'screening_finding_step.source',
  'screening_lexicon_version.purpose',
  'screening_run.source',
]);

/** Columns that count from one. */
const FROM_ONE = [
  'application_event.sequence',
  'number_series.last_number',
  'organ_guide.version',
  'case_decision.version',
  'case_entry.sequence',
  'case_letter_step.sequence',
  'case_letter.version',
  'records_correction_event.sequence',
  'letter_template_version.version',
  'organ_letter_setting.version',
  'remedy_event.sequence',
  'remedy_lesson.sequence',
  'monthly_figure.version',
  'annual_report.version',
  'annual_report_step.sequence',
  'annual_report_task_event.sequence',
  'unified_number_series.last_number',
];

describeOnEachDatabase('closed sets in the migrated schema', (open) => {
  /** CHECK constraints on one column alone, as PostgreSQL writes them. */
  let checks: Map<string, string[]>;

  beforeAll(async () => {
    const db = await open();
    const found = await sql<{ column: string; definition: string }>`
      select c.relname || '.' || a.attname as "column", pg_get_constraintdef(k.oid) as definition
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
      where k.contype = 'c' and cardinality(k.conkey) = 1`.execute(db);
    checks = new Map();
    for (const { column, definition } of found.rows) checks.set(column, [...(checks.get(column) ?? []), definition]);
  });

  it.each(Object.entries(CLOSED))('%s takes what the program knows, and nothing else', (column, values) => {
    const literals = (checks.get(column) ?? []).flatMap((definition) =>
      [...definition.matchAll(/'([^']*)'/g)].map(([, literal]) => literal),
    );
    expect(literals.sort()).toEqual([...values].sort());
  });

  it('leaves no column that is named as one of a closed set without its set', async () => {
    const db = await open();
    const found = await sql<{ column: string }>`
      select c.relname || '.' || a.attname as "column"
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      where a.attnum > 0 and not a.attisdropped and a.atttypid = 'text'::regtype
        and a.attname ~ '(^|_)(kind|state|status|step|outcome|result|channel|mode|purpose|scope|series|source|category|class|topic|role|severity|service|relation|party|level|visibility)$'
        and not exists (select from pg_constraint k
          where k.conrelid = c.oid and k.contype in ('c', 'f') and a.attnum = any (k.conkey))
      order by 1`.execute(db);
    expect(found.rows.map(({ column }) => column).filter((column) => !OPEN_SETS.has(column))).toEqual([]);
  });

  it.each(FROM_ONE)('%s counts from one', (column) => {
    expect(checks.get(column)?.some((definition) => definition.includes('>= 1'))).toBe(true);
  });

  it('ties numbers to organs that exist', async () => {
    const db = await open();
    const insert = sql`insert into number_series (division_code, organ_code, series, year, last_number)
      values ('330206', 'nobody', 'application', 2022, 1)`;
    await expect(insert.execute(db)).rejects.toThrow(/foreign key/);
  });
});
