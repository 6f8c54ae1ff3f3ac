import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  MissingCalendarError,
  type PlainDate,
  shanghaiDate,
  toEpochDay,
  type WorkingCalendar,
} from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type Act, decide, findOrgan, requireActor } from '../../../platform/identity/index.ts';
import { findNormativeDocument, validityLabels } from '../../documents/index.ts';
import { catalogueOf, draftFaults, reviewSteps } from '../commands/draft.ts';
import { partsOf } from '../html/parts.ts';
import { flatten, pathTo } from '../rules/catalogue.ts';
import { elementsOf } from '../rules/interpretation.ts';
import { interpretationDueOn, knownDeadline } from '../rules/publishing.ts';
import { actLabels, decideReview, type ReviewAct, reviewActs, type Stage, stageLabels } from '../rules/review.ts';
import { listDeskFiles } from '../store/attachments.ts';
import type { DeskEntry } from '../store/desk.ts';
import { listDeskInterpretations } from '../store/desk.ts';
import { findDraft, findEdition, listEditions } from '../store/editions.ts';
import { findPublication, type Publication } from '../store/publications.ts';
import { listRedirects } from '../store/redirects.ts';
import { loadSettings } from '../store/settings.ts';
import { listSteps, type RecordedAct } from '../store/steps.ts';
import type { entrySchema, publicationSchema } from './schemas.ts';

const passes: Partial<Record<Stage, Act>> = {
  'first-review': 'publications.first-review',
  'second-review': 'publications.second-review',
  'final-review': 'publications.final-review',
};

/** The permission an act of the review asks for; a pass is another person's duty at each stage. */
export function permissionFor(act: ReviewAct, stage: Stage): Act {
  switch (act) {
    case 'save':
      return 'publications.write';
    case 'submit':
      return 'publications.submit';
    case 'record-disclosure-review':
      return 'publications.review-disclosure';
    case 'proofread':
      return 'publications.proofread';
    case 'pass':
      return passes[stage] ?? 'publications.final-review';
    case 'return':
      return 'publications.return';
    case 'schedule':
    case 'publish':
      return 'publications.publish';
    case 'revise':
      return 'publications.revise';
  }
}

/** Working days from today to the last lawful day; negative when it has passed. */
function daysLeft(dueOn: PlainDate | null, today: PlainDate, calendar: WorkingCalendar): number | null {
  if (dueOn === null) return null;
  try {
    return calendar.ordinal(toEpochDay(dueOn)) - calendar.ordinal(toEpochDay(today));
  } catch (error) {
    if (error instanceof MissingCalendarError) return null;
    throw error;
  }
}

export function entryView(
  { publication, title, category, documentNumber }: DeskEntry,
  today: PlainDate,
  calendar: WorkingCalendar,
): z.output<typeof entrySchema> {
  const { id, organCode, indexNumber, kind, stage, visibility, edition, dueOn, revision } = publication;
  const isOpen = stage !== 'settled';
  return {
    id,
    organCode,
    indexNumber,
    kind,
    stage,
    visibility,
    title,
    category,
    documentNumber,
    edition,
    firstPublishedAt: publication.firstPublishedAt?.toISOString() ?? null,
    lastPublishedAt: publication.lastPublishedAt?.toISOString() ?? null,
    scheduledFor: publication.scheduledFor?.toISOString() ?? null,
    dueOn: isOpen ? dueOn : null,
    workingDaysLeft: isOpen ? daysLeft(dueOn, today, calendar) : null,
    revision,
  };
}

/** The text the office works on: the draft where there is one, else the current edition. */
export async function textOf(db: Database, divisionCode: string, publication: Publication) {
  const draft = await findDraft(db, divisionCode, publication.id);
  if (draft) return { ...draft, isDraft: true };
  const edition =
    publication.edition === null ? undefined : await findEdition(db, divisionCode, publication.id, publication.edition);
  return edition && { metadata: edition.metadata, bodyHtml: edition.bodyHtml, isDraft: false };
}

/** A publication as the office sees it, with the acts of the signed-in person and why others are refused. */
export async function publicationView(
  request: FastifyRequest,
  db: Database,
  divisionCode: string,
  publication: Publication,
  now: Date,
  readCalendar: () => Promise<WorkingCalendar>,
): Promise<z.output<typeof publicationSchema>> {
  const text = await textOf(db, divisionCode, publication);
  if (!text) throw new Error(`publication ${publication.id} has neither draft nor edition`);
  const organ = await findOrgan(db, publication.organCode);
  const settings = await loadSettings(db, divisionCode);
  const calendar = await readCalendar();
  const tree = organ ? catalogueOf(settings, organ) : [];
  const categories = new Set(flatten(tree).map((node) => node.code));
  const steps = await listSteps(db, divisionCode, publication.id);
  const actor = requireActor(request);
  const { stage, kind } = publication;
  const today = shanghaiDate(now);
  const { metadata } = text;
  const deadline = knownDeadline(metadata, settings.specialLimits, calendar);
  const permitted = (act: Act): boolean =>
    decide(actor, act, { organCode: publication.organCode, state: stage }).allowed;
  return {
    ...entryView(
      { publication, title: metadata.title, category: metadata.category, documentNumber: metadata.documentNumber },
      today,
      calendar,
    ),
    organName: organ?.name ?? publication.organCode,
    metadata: { ...metadata, keywords: [...metadata.keywords] },
    categoryPath: pathTo(tree, metadata.category).map(({ title }) => title),
    bodyHtml: text.bodyHtml,
    isDraft: text.isDraft,
    savedBy: 'savedBy' in text ? text.savedBy : null,
    savedAt: 'savedAt' in text ? text.savedAt.toISOString() : null,
    createdBy: publication.createdBy,
    deadline: deadline && {
      startsOn: deadline.startsOn,
      dueOn: deadline.dueOn,
      basis: cite(deadline.legalBasis),
      note: deadline.limit?.note ?? null,
    },
    ...(await bondsOf(db, divisionCode, publication, settings.interpretationWorkingDays, calendar)),
    elements:
      kind === 'interpretation'
        ? elementsOf(partsOf(text.bodyHtml)).map(({ element, isPresent }) => ({ ...element, isPresent }))
        : null,
    files: (await listDeskFiles(db, divisionCode, publication.id)).map((file) => ({
      ...file,
      addedAt: file.addedAt.toISOString(),
    })),
    redirects: await listRedirects(db, divisionCode, publication.id),
    withdrawal: publication.withdrawal && { ...publication.withdrawal, at: publication.withdrawal.at.toISOString() },
    faults: text.isDraft
      ? draftFaults(kind, text, categories, today).map((fault) => ({
          field: fault.field,
          message: fault.message,
          basis: cite(fault.legalBasis),
        }))
      : [],
    steps: steps.map(({ at, sequence: _, personId: __, ...step }) => ({
      ...step,
      label: stepLabels[step.act],
      at: at.toISOString(),
    })),
    mayWrite: stage === 'drafting' && permitted('publications.write'),
    mayWithdraw: publication.visibility === 'published' && permitted('publications.withdraw'),
    mayRedirect: permitted('publications.redirect'),
    acts: reviewActs
      .filter((act) => permitted(permissionFor(act, stage)))
      .map((act) => {
        const outcome = decideReview(stage, act, actor.personId, reviewSteps(steps), settings);
        return {
          act,
          label: act === 'pass' && stage in stageLabels ? `${stageLabels[stage]}通过` : actLabels[act],
          allowed: 'to' in outcome,
          refusal: 'to' in outcome ? null : `${outcome.reason}（${cite(outcome.legalBasis)}）`,
        };
      }),
    editions: (await listEditions(db, divisionCode, publication.id)).map(({ edition, publishedAt, reason }) => ({
      edition,
      publishedAt: publishedAt.toISOString(),
      reason,
    })),
  };
}

const stepLabels: Readonly<Record<RecordedAct, string>> = {
  ...actLabels,
  withdraw: '撤下',
  'schedule-failed': '定时发布未成功',
};

/** The library's record, what it interprets, and what interprets it with the last day to appear. */
async function bondsOf(
  db: Database,
  divisionCode: string,
  publication: Publication,
  workingDays: number,
  calendar: WorkingCalendar,
) {
  const document =
    publication.documentId === null ? undefined : await findNormativeDocument(db, divisionCode, publication.documentId);
  const interpreted =
    publication.interpretsId === null ? undefined : await findPublication(db, divisionCode, publication.interpretsId);
  const interpretedText = interpreted && (await textOf(db, divisionCode, interpreted));
  const interpretations = await listDeskInterpretations(db, divisionCode, publication.id);
  const appeared = (interpreted ?? publication).firstPublishedAt;
  const concerned = publication.kind === 'interpretation' || publication.kind === 'document';
  let interpretationDue: PlainDate | null = null;
  if (concerned && appeared)
    try {
      interpretationDue = interpretationDueOn(shanghaiDate(appeared), workingDays, calendar);
    } catch (error) {
      if (!(error instanceof MissingCalendarError)) throw error;
    }
  return {
    document: document
      ? {
          id: document.id,
          title: document.title,
          documentNumber: document.documentNumber,
          unifiedNumber: document.unifiedNumber,
          status: document.status,
          statusLabel: validityLabels[document.status],
        }
      : null,
    interprets:
      interpreted && interpretedText
        ? { id: interpreted.id, title: interpretedText.metadata.title, visibility: interpreted.visibility }
        : null,
    interpretations: interpretations.map(({ publication: one, title }) => ({
      id: one.id,
      title,
      stage: one.stage,
      visibility: one.visibility,
    })),
    interpretationDueOn: interpretationDue,
  };
}
