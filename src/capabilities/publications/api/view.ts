import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { cite } from '../../../kernel/legal-basis/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { type Act, decide, findOrgan, requireActor } from '../../../platform/identity/index.ts';
import { catalogueOf, reviewSteps } from '../commands/draft.ts';
import { plainText } from '../html/plain-text.ts';
import { flatten } from '../rules/catalogue.ts';
import { metadataFaults } from '../rules/metadata.ts';
import { actLabels, decideReview, type ReviewAct, reviewActs, type Stage } from '../rules/review.ts';
import { findDraft, findEdition, listEditions } from '../store/editions.ts';
import type { Publication } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { listSteps } from '../store/steps.ts';
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

export function entryView(publication: Publication, title: string): z.output<typeof entrySchema> {
  const { id, organCode, indexNumber, kind, stage, visibility, edition, dueOn, revision } = publication;
  return {
    id,
    organCode,
    indexNumber,
    kind,
    stage,
    visibility,
    title,
    edition,
    firstPublishedAt: publication.firstPublishedAt?.toISOString() ?? null,
    lastPublishedAt: publication.lastPublishedAt?.toISOString() ?? null,
    scheduledFor: publication.scheduledFor?.toISOString() ?? null,
    dueOn,
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
): Promise<z.output<typeof publicationSchema>> {
  const text = await textOf(db, divisionCode, publication);
  if (!text) throw new Error(`publication ${publication.id} has neither draft nor edition`);
  const organ = await findOrgan(db, publication.organCode);
  const settings = await loadSettings(db, divisionCode);
  const categories = new Set(organ ? flatten(catalogueOf(settings, organ)).map((node) => node.code) : []);
  const steps = await listSteps(db, divisionCode, publication.id);
  const actor = requireActor(request);
  const { stage } = publication;
  return {
    ...entryView(publication, text.metadata.title),
    metadata: { ...text.metadata, keywords: [...text.metadata.keywords] },
    bodyHtml: text.bodyHtml,
    isDraft: text.isDraft,
    documentId: publication.documentId,
    interpretsId: publication.interpretsId,
    withdrawal: publication.withdrawal && { ...publication.withdrawal, at: publication.withdrawal.at.toISOString() },
    faults: text.isDraft
      ? metadataFaults(text.metadata, categories, shanghaiDate(now), plainText(text.bodyHtml)).map((fault) => ({
          field: fault.field,
          message: fault.message,
          basis: cite(fault.legalBasis),
        }))
      : [],
    steps: steps.map(({ at, sequence: _, personId: __, ...step }) => ({ ...step, at: at.toISOString() })),
    acts: reviewActs
      .filter(
        (act) => decide(actor, permissionFor(act, stage), { organCode: publication.organCode, state: stage }).allowed,
      )
      .map((act) => {
        const outcome = decideReview(stage, act, actor.personId, reviewSteps(steps), settings);
        return {
          act,
          label: actLabels[act],
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
