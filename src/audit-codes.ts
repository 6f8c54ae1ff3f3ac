import { taskStateLabels } from './capabilities/annual-report/rules/collecting/course.ts';
import { relationLabels } from './capabilities/documents/rules/relations.ts';
import { validityLabels } from './capabilities/documents/rules/validity.ts';
import { stageLabels, visibilityLabels } from './capabilities/publications/rules/review.ts';
import { withdrawalRules } from './capabilities/publications/rules/withdrawal.ts';
import { attackedKinds, remedyKindLabels } from './capabilities/remedies/rules/conclusions.ts';
import { procedureLabels, remedyStateLabels } from './capabilities/remedies/rules/course.ts';
import { categoryLabels } from './capabilities/requests/api/applicant.ts';
import { partyLabels, serviceLabels } from './capabilities/requests/api/case-view.ts';
import { letterActLabels } from './capabilities/requests/api/letter-view.ts';
import { suggestionSources, suggestionStates } from './capabilities/requests/proactive/routes.ts';
import { channels, stateLabels } from './capabilities/requests/rules/events.ts';
import { outcomes } from './capabilities/requests/rules/outcomes.ts';
import { kindLabels, severityLabels, sourceLabels } from './capabilities/screening/api/labels.ts';
import { findingStateLabels } from './capabilities/screening/rules/workflow/states.ts';
import type { AuditCodes } from './platform/audit/index.ts';
import { roleLabels } from './platform/identity/permissions/roles.ts';
import { signInMethodLabels } from './platform/identity/sessions/sessions.ts';

// The record of acts knows no capability, and each of them writes its codes into it: here their words come together.

type Labelled = Readonly<Record<string, { readonly label: string }>>;

const labelsOf = (rules: Labelled): Record<string, string> =>
  Object.fromEntries(Object.entries(rules).map(([code, { label }]) => [code, label]));

/** By field; `kind/field` where a field means another thing in events about that kind. */
export const auditCodes: AuditCodes = {
  act: letterActLabels,
  applicantCategory: categoryLabels,
  attacked: attackedKinds,
  channel: labelsOf(channels),
  method: signInMethodLabels,
  outcome: labelsOf(outcomes),
  party: partyLabels,
  procedure: procedureLabels,
  relation: Object.fromEntries(Object.entries(relationLabels).map(([code, { active }]) => [code, active])),
  roles: roleLabels,
  service: serviceLabels,
  severity: severityLabels,
  stage: stageLabels,
  visibility: visibilityLabels,
  withdrawal: labelsOf(withdrawalRules),
  'application/state': stateLabels,
  'document/status': validityLabels,
  'proactive-suggestion/source': suggestionSources,
  'proactive-suggestion/state': suggestionStates,
  'remedy/kind': remedyKindLabels,
  'remedy/state': remedyStateLabels,
  'report-task/state': taskStateLabels,
  'screening-finding/kind': kindLabels,
  'screening-finding/source': sourceLabels,
  'screening-finding/state': findingStateLabels,
};
