import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { MissingCalendarError, type PlainDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type Act, decide, findOrgan, requireActor } from '../../../platform/identity/index.ts';
import { expiryWarnings } from '../rules/expiry.ts';
import { filingDueOn, missingSteps, stepLabels } from '../rules/procedure.ts';
import { relationLabels } from '../rules/relations.ts';
import { validityLabels } from '../rules/validity.ts';
import { findNormativeDocument, type NormativeDocument } from '../store/normative-documents.ts';
import { listRelations } from '../store/relations.ts';
import { listDocumentSteps } from '../store/steps.ts';
import type { documentDetailSchema, documentSchema } from './schemas.ts';

/** How far back documents without a filing are looked for. */
export const UNFILED_MONTHS = 24;

export function documentView(
  document: NormativeDocument,
  organName: string | undefined,
  today: PlainDate,
): z.output<typeof documentSchema> {
  const { endedBy: _, ...rest } = document;
  return {
    ...rest,
    organName: organName ?? document.organCode,
    statusLabel: validityLabels[document.status],
    expiryWarning: expiryWarnings([document], today)[0]?.level ?? null,
  };
}

/** A document with its history and what the signed-in person may do to it. */
export async function detailView(
  request: FastifyRequest,
  db: Database,
  division: string,
  document: NormativeDocument,
  today: PlainDate,
  calendar: WorkingCalendar,
): Promise<z.output<typeof documentDetailSchema>> {
  const actor = requireActor(request);
  const organ = await findOrgan(db, document.organCode);
  const steps = await listDocumentSteps(db, division, document.id);
  const endedBy = document.endedBy === null ? undefined : await findNormativeDocument(db, division, document.endedBy);
  const filedOn = steps.find(({ kind }) => kind === 'filing')?.on ?? null;
  let dueOn: PlainDate | null = null;
  try {
    dueOn = filingDueOn(document.kind, document.issuedOn, calendar);
  } catch (error) {
    if (!(error instanceof MissingCalendarError)) throw error;
  }
  const may = (act: Act): boolean =>
    decide(actor, act, { organCode: document.organCode, state: document.status }).allowed;
  return {
    ...documentView(document, organ?.name, today),
    endedBy: endedBy ? { id: endedBy.id, title: endedBy.title } : null,
    relations: (await listRelations(db, division, document.id)).map(({ document: other, ...one }) => ({
      ...one,
      label: relationLabels[one.relation][one.side],
      document: {
        id: other.id,
        title: other.title,
        documentNumber: other.documentNumber,
        statusLabel: validityLabels[other.status],
      },
    })),
    steps: steps.map(({ documentId: _, ...step }) => ({ ...step, label: stepLabels[step.kind] })),
    missingSteps: missingSteps(steps.map(({ kind }) => kind)).map((kind) => stepLabels[kind]),
    filing: { dueOn, filedOn, isLate: dueOn !== null && (filedOn ?? today) > dueOn },
    mayChangeValidity: may('documents.change-validity'),
    mayRecordStep: may('documents.record-step'),
    mayRecordReview: may('documents.legal-review'),
  };
}
