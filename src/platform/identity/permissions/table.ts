import { type Act, acts, type SubjectState, subjectStates } from './acts.ts';
import type { Role } from './roles.ts';

// Role x act x state: the only place that says who may do what. Whether an act is lawful in a state is the capability's
// table of transitions; this one says whose act it is. Both must agree to it.

interface Row {
  readonly act: Act;
  readonly states: readonly SubjectState[];
  readonly roles: readonly Role[];
}

const OPEN = ['submitted', 'processing', 'awaiting-correction', 'suspended', 'awaiting-payment'] as const;
const LAPSED = ['correction-lapsed', 'payment-lapsed'] as const;
const UNANSWERED = [...OPEN, ...LAPSED] as const;
/** The clock runs or waits for a consultation: the case is being worked on. */
const AT_WORK = ['processing', 'suspended'] as const;
const NOT_FINAL = ['in-force', 'amended', 'suspended'] as const;

const row = (act: Act, states: readonly SubjectState[], roles: readonly Role[]): Row => ({ act, states, roles });
/** In every state the act's subject has. */
const always = (act: Act, ...roles: Role[]): Row => row(act, subjectStates[acts[act].subject], roles);

/** 三审: a text is before one of its reviewers. */
const UNDER_REVIEW = ['first-review', 'second-review', 'final-review'] as const;

const HANDLING: readonly Role[] = ['clerk', 'disclosure-officer'];
const CASE_STAFF: readonly Role[] = ['clerk', 'reviewer', 'disclosure-officer', 'legal', 'head'];

export const permissionTable: readonly Row[] = [
  always('requests.list', ...CASE_STAFF, 'supervisor'),
  always('requests.read', ...CASE_STAFF, 'supervisor'),
  always('requests.export', 'disclosure-officer', 'supervisor'),
  // Who must write to the applicant, and who answers for the office; reviewers judge the information, not the person.
  always('requests.read-personal-data', 'clerk', 'disclosure-officer', 'head'),
  row('requests.erase-personal-data', ['closed', ...LAPSED], ['disclosure-officer']),
  always('requests.register', ...HANDLING),
  row('requests.assign', UNANSWERED, ['disclosure-officer']),
  row('requests.take', UNANSWERED, HANDLING),
  row('requests.ask-co-handling', UNANSWERED, HANDLING),
  always('requests.answer-co-handling', ...HANDLING),
  always('requests.suggest-proactive', ...HANDLING),
  always('requests.decide-proactive', 'disclosure-officer'),
  always('records-correction.read', ...CASE_STAFF, 'supervisor'),
  always('records-correction.handle', ...HANDLING),
  always('records-correction.review', 'reviewer', 'legal'),
  always('records-correction.sign', 'disclosure-officer', 'head'),

  row('requests.record.submitted', ['submitted'], HANDLING),
  row('requests.record.received', ['submitted'], HANDLING),
  row('requests.record.correction-requested', AT_WORK, HANDLING),
  row('requests.record.corrected', ['awaiting-correction', 'correction-lapsed'], HANDLING),
  row('requests.record.consultation-sent', AT_WORK, HANDLING),
  row('requests.record.consultation-answered', UNANSWERED, HANDLING),
  row('requests.record.notice-delivered', UNANSWERED, HANDLING),
  row('requests.request-extension', AT_WORK, ['clerk', 'disclosure-officer']),
  // 条例 Art. 33: with the consent of the head of the disclosure office.
  row('requests.approve-extension', AT_WORK, ['disclosure-officer', 'head']),
  row('requests.record.extended', AT_WORK, HANDLING),
  row('requests.record.reasons-requested', AT_WORK, HANDLING),
  row('requests.record.reasons-given', UNANSWERED, HANDLING),
  row('requests.record.delayed', AT_WORK, ['disclosure-officer']),
  row('requests.record.fee-notified', AT_WORK, HANDLING),
  row('requests.record.fee-paid', ['awaiting-payment', 'payment-lapsed'], HANDLING),
  row('requests.record.withdrawn', UNANSWERED, HANDLING),
  row('requests.decide', [...UNANSWERED, 'closed'], HANDLING),
  always('requests.annotate', ...CASE_STAFF),
  row('requests.split', UNANSWERED, HANDLING),
  // Letters of the procedure; a reply has acts of its own below.
  always('requests.draft-letter', ...HANDLING),
  always('requests.review-letter', 'reviewer', 'legal'),
  always('requests.sign-letter', 'disclosure-officer', 'head'),
  always('requests.serve-letter', ...HANDLING),
  row('requests.draft-reply', [...AT_WORK, ...LAPSED, 'closed'], ['clerk']),
  row('requests.review-reply', [...AT_WORK, ...LAPSED, 'closed'], ['reviewer']),
  row('requests.legal-review', [...AT_WORK, ...LAPSED, 'closed'], ['legal']),
  // Closed as well: a reply ordered anew is drafted, reviewed and signed like the first.
  row('requests.sign-reply', [...AT_WORK, ...LAPSED, 'closed'], ['disclosure-officer', 'head']),
  row('requests.record.replied', UNANSWERED, HANDLING),
  row('requests.record.served', [...UNANSWERED, 'closed'], HANDLING),
  row('requests.record.reanswer-ordered', ['closed'], ['disclosure-officer', 'legal']),
  row('requests.record.reanswered', ['closed'], HANDLING),

  always('letters.read', ...CASE_STAFF, 'supervisor', 'administrator'),
  always('letters.change-templates', 'administrator'),
  always('letters.change-settings', 'disclosure-officer', 'administrator'),

  always('remedies.read', ...CASE_STAFF, 'supervisor'),
  always('remedies.record', 'disclosure-officer', 'legal'),
  always('remedies.export', 'disclosure-officer', 'legal', 'supervisor'),

  always('documents.read', ...CASE_STAFF, 'supervisor'),
  always('documents.register', ...HANDLING),
  row('documents.legal-review', NOT_FINAL, ['legal']),
  row('documents.change-validity', NOT_FINAL, ['disclosure-officer', 'legal']),
  // Filing may be late: a document that has ended meanwhile still owes its record.
  always('documents.record-step', 'clerk', 'disclosure-officer', 'legal'),
  always('documents.clean-up', 'disclosure-officer', 'legal'),

  always('publications.read', ...CASE_STAFF, 'supervisor'),
  always('publications.create', ...HANDLING),
  row('publications.write', ['drafting'], HANDLING),
  row('publications.submit', ['drafting'], HANDLING),
  row('publications.proofread', UNDER_REVIEW, ['clerk', 'reviewer']),
  // 条例 Art. 17: the review before disclosure; those who judge secrecy and rights of others.
  row('publications.review-disclosure', UNDER_REVIEW, ['reviewer', 'disclosure-officer', 'legal']),
  row('publications.first-review', ['first-review'], ['reviewer', 'disclosure-officer']),
  row('publications.second-review', ['second-review'], ['reviewer', 'disclosure-officer', 'legal']),
  row('publications.final-review', ['final-review'], ['disclosure-officer', 'head']),
  row('publications.return', [...UNDER_REVIEW, 'approved'], ['reviewer', 'disclosure-officer', 'legal', 'head']),
  row('publications.publish', ['approved'], ['disclosure-officer', 'head']),
  row('publications.revise', ['settled'], HANDLING),
  always('publications.withdraw', 'disclosure-officer', 'head'),
  always('publications.redirect', ...HANDLING),

  always('publication-settings.read', ...CASE_STAFF, 'supervisor', 'administrator'),
  always('publication-settings.change', 'administrator'),
  // Each organ keeps its own 主动公开基本目录.
  always('publication-settings.adapt-catalogue', 'disclosure-officer', 'administrator'),
  always('search.manage-synonyms', 'disclosure-officer', 'administrator'),

  always('gazettes.compose', ...HANDLING),
  always('gazettes.publish', 'disclosure-officer', 'head'),
  always('topics.manage', ...HANDLING),

  always('screening.read', ...CASE_STAFF, 'supervisor'),
  always('screening.check', ...CASE_STAFF),
  always('screening.assign', 'disclosure-officer'),
  always('screening.mend', 'clerk', 'reviewer', 'disclosure-officer'),
  always('screening.dispute', 'clerk', 'reviewer', 'disclosure-officer'),
  always('screening.decide-dispute', 'disclosure-officer', 'legal'),
  always('screening.rescan', 'disclosure-officer'),
  always('screening.manage-lexicons', 'disclosure-officer'),
  always('screening.manage-allowances', 'disclosure-officer'),
  always('screening.manage-channels', 'disclosure-officer'),

  always('figures.read', ...CASE_STAFF, 'supervisor'),
  always('figures.report', ...HANDLING),
  always('figures.correct', 'disclosure-officer'),

  always('annual-report.read', ...CASE_STAFF, 'supervisor'),
  always('annual-report.compile', ...HANDLING),
  row('annual-report.write', ['drafting', 'published'], HANDLING),
  row('annual-report.submit', ['drafting', 'published'], HANDLING),
  row('annual-report.check', ['submitted'], ['reviewer', 'disclosure-officer']),
  row('annual-report.sign', ['checked'], ['disclosure-officer', 'head']),
  row('annual-report.return', ['submitted', 'checked', 'signed'], ['reviewer', 'disclosure-officer', 'head']),
  row('annual-report.publish', ['signed'], ['disclosure-officer', 'head']),
  row('annual-report.correct', ['signed'], ['disclosure-officer', 'head']),

  always('report-collection.read', ...CASE_STAFF, 'supervisor'),
  // Asked of the government or its office, which is in charge of disclosure in its area (条例 Art. 3, 49).
  always('report-collection.manage', 'disclosure-officer'),
  always('report-collection.decide', 'disclosure-officer'),
  always('report-collection.fill', ...HANDLING),
  always('report-collection.hand-in', ...HANDLING, 'head'),

  always('users.list', 'administrator', 'auditor'),
  always('users.create', 'administrator'),
  row('users.update', ['active'], ['administrator']),
  row('users.assign-post', ['active'], ['administrator']),
  row('users.disable', ['active'], ['administrator']),
  row('users.enable', ['disabled'], ['administrator']),
  row('users.reset-credentials', ['active'], ['administrator']),
  always('organs.read', ...CASE_STAFF, 'supervisor', 'auditor', 'administrator', 'technical-administrator'),
  always('organs.change', 'administrator'),
  always('delegations.create-own', ...CASE_STAFF, 'supervisor'),
  always('delegations.manage', 'administrator'),

  always('calendar.read', ...CASE_STAFF, 'supervisor', 'administrator', 'technical-administrator'),
  always('calendar.load', 'administrator'),

  always('audit.search', 'auditor'),
  always('audit.export', 'auditor'),
  always('audit.verify', 'auditor'),
  always('audit.read-personal-data', 'auditor'),

  always('notifications.deliveries', 'technical-administrator', 'administrator'),
  always('system.status', 'technical-administrator'),
  always('system.rotate-keys', 'technical-administrator'),
  always('system.backup', 'technical-administrator'),
];

/**
 * Separation of duties: who did one of `earlier` on this record may not do `act` on it, under whatever post or
 * delegation. Judged by the person, since a delegated signature is still that person's.
 */
export const separationOfDuties: readonly { act: Act; earlier: readonly Act[]; reason: string }[] = [
  {
    act: 'requests.sign-reply',
    earlier: ['requests.draft-reply', 'requests.review-reply', 'requests.legal-review'],
    reason: '起草、审核答复的人员不能签发同一答复',
  },
  {
    act: 'requests.review-reply',
    earlier: ['requests.draft-reply'],
    reason: '起草答复的人员不能审核同一答复',
  },
  {
    act: 'requests.legal-review',
    earlier: ['requests.draft-reply'],
    reason: '起草答复的人员不能对同一答复作法制审核',
  },
  {
    act: 'requests.review-letter',
    earlier: ['requests.draft-letter'],
    reason: '起草文书的人员不能审核同一文书',
  },
  {
    act: 'requests.sign-letter',
    earlier: ['requests.draft-letter', 'requests.review-letter'],
    reason: '起草、审核文书的人员不能签发同一文书',
  },
  {
    act: 'records-correction.review',
    earlier: ['records-correction.handle'],
    reason: '起草更正答复的人员不能审核同一答复',
  },
  {
    act: 'records-correction.sign',
    earlier: ['records-correction.handle', 'records-correction.review'],
    reason: '起草、审核更正答复的人员不能签发同一答复',
  },
  {
    act: 'requests.approve-extension',
    earlier: ['requests.request-extension'],
    reason: '报请延长期限的人员不能批准同一延长',
  },
  {
    act: 'screening.decide-dispute',
    earlier: ['screening.dispute'],
    reason: '提出异议的人员不能认定同一问题为误报',
  },
  {
    act: 'report-collection.decide',
    earlier: ['report-collection.hand-in'],
    reason: '报送数据的人员不能接受或者退回同一报送',
  },
  {
    act: 'annual-report.check',
    earlier: ['annual-report.write', 'annual-report.submit'],
    reason: '撰写、报送年度报告的人员不能审核同一年度报告',
  },
  {
    act: 'annual-report.sign',
    earlier: ['annual-report.write', 'annual-report.submit'],
    reason: '撰写、报送年度报告的人员不能签发同一年度报告',
  },
  {
    act: 'annual-report.publish',
    earlier: ['annual-report.submit'],
    reason: '报送审核的人员不能发布同一年度报告',
  },
];
