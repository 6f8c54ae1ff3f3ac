import { randomUUID } from 'node:crypto';
import { type PlainDate, shanghaiDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { regulation } from '../../../kernel/legal-basis/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { findOrgan, type Organ } from '../../../platform/identity/index.ts';
import { cleanHtml } from '../html/clean.ts';
import { partsOf } from '../html/parts.ts';
import { plainText } from '../html/plain-text.ts';
import { type CatalogueNode, flatten } from '../rules/catalogue.ts';
import { interpretationFaults } from '../rules/interpretation.ts';
import { type Metadata, type MetadataFault, metadataFaults, type PublicationKind } from '../rules/metadata.ts';
import { knownDeadline } from '../rules/publishing.ts';
import { nextStage } from '../rules/review.ts';
import { organCatalogue, type PublicationSettings } from '../rules/settings.ts';
import { openBlanks } from '../rules/templates.ts';
import { type Draft, findDraft, findEdition, saveDraftText } from '../store/editions.ts';
import { allocateIndexNumber } from '../store/index-numbers.ts';
import { findPublication, insertPublications, type Publication, updatePublication } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { addStep, listSteps } from '../store/steps.ts';
import { inTransaction } from '../store/transaction.ts';
import {
  DraftIncompleteError,
  PublicationChangedError,
  PublicationNotFoundError,
  PublicationRefusedError,
} from './errors.ts';
import type { PreparedExaminations, ReleaseGate } from './release-gate.ts';

/** Who acts, as the record names them. */
export interface ActingOfficial {
  id: string;
  name: string;
}

export interface CommandContext {
  db: Database;
  divisionCode: string;
  calendar: WorkingCalendar;
  now: Date;
  by: ActingOfficial;
  /** What examines a text before it is released. */
  releaseGate?: ReleaseGate | undefined;
  /** What it said before the transaction began, so that no lock is held over a long examination. */
  examined?: PreparedExaminations | undefined;
}

export interface DraftInput {
  metadata: Metadata;
  bodyHtml: string;
}

/** Art. 20 and the first list of Art. 21 bind districts and their departments, the second one townships. */
export function catalogueOf(settings: PublicationSettings, organ: Organ): readonly CatalogueNode[] {
  return organCatalogue(settings, organ.code, organ.kind === 'township' ? 'township' : 'municipal-or-county');
}

/** 1-15 by 条例 Art. 20; 16 for Art. 21. */
export function categoryNumber(tree: readonly CatalogueNode[], code: string): number {
  const top = tree.find((node) => node.code === code || code.startsWith(`${node.code}.`));
  return top?.legalBasis.item ?? 16;
}

function dueOn(metadata: Metadata, settings: PublicationSettings, calendar: WorkingCalendar): PlainDate | null {
  return knownDeadline(metadata, settings.specialLimits, calendar)?.dueOn ?? null;
}

/** Reads, locks and checks the revision. @throws PublicationNotFoundError, PublicationChangedError */
export async function open(
  context: CommandContext,
  transaction: Database,
  id: string,
  revision: number,
): Promise<Publication> {
  const publication = await findPublication(transaction, context.divisionCode, id, true);
  if (!publication) throw new PublicationNotFoundError('没有这件政府信息');
  if (publication.revision !== revision) throw new PublicationChangedError(publication.revision);
  return publication;
}

/**
 * A new draft with its 索引号. `documentId` ties it to its record in the library, `interpretsId` to what it interprets.
 * @throws PublicationRefusedError for an unknown organ, an interpretation of nothing, a document that has its page already
 */
export async function createPublication(
  context: CommandContext,
  input: DraftInput & {
    organCode: string;
    kind: PublicationKind;
    documentId?: string | undefined;
    interpretsId?: string | undefined;
  },
): Promise<Publication> {
  const { db, divisionCode, calendar, now, by } = context;
  return inTransaction(db, async (transaction) => {
    const settings = await loadSettings(transaction, divisionCode);
    const organ = await findOrgan(transaction, input.organCode);
    if (!organ || organ.divisionCode !== divisionCode)
      throw new PublicationRefusedError(`没有代码为${input.organCode}的机关`);
    if (input.kind === 'interpretation' && input.interpretsId === undefined)
      throw new PublicationRefusedError('政策解读应当与被解读的文件相互关联，请选择被解读的文件');
    if (input.interpretsId !== undefined && !(await findPublication(transaction, divisionCode, input.interpretsId)))
      throw new PublicationRefusedError('没有找到被解读的文件');
    const publication: Publication = {
      id: randomUUID(),
      organCode: organ.code,
      indexNumber: await allocateIndexNumber(transaction, divisionCode, settings.indexPattern, {
        organ: organ.code,
        formedOn: input.metadata.formedOn,
        categoryNumber: categoryNumber(catalogueOf(settings, organ), input.metadata.category),
      }),
      kind: input.kind,
      stage: 'drafting',
      visibility: 'unpublished',
      documentId: input.documentId ?? null,
      interpretsId: input.interpretsId ?? null,
      edition: null,
      firstPublishedAt: null,
      lastPublishedAt: null,
      scheduledFor: null,
      dueOn: dueOn(input.metadata, settings, calendar),
      withdrawal: null,
      revision: 1,
      createdAt: now,
      createdBy: by.name,
    };
    await insertPublications(transaction, divisionCode, [publication]);
    await saveDraftText(transaction, divisionCode, publication.id, {
      metadata: input.metadata,
      bodyHtml: cleanHtml(input.bodyHtml),
      savedAt: now,
      savedBy: by.name,
    });
    await addStep(transaction, divisionCode, publication.id, 1, {
      act: 'save',
      stage: 'drafting',
      at: now,
      personId: by.id,
      personName: by.name,
      opinion: null,
    });
    return publication;
  });
}

/**
 * Saves the draft, from the editor's button or its autosave. A person's saves in a row are one step on record.
 * @throws PublicationChangedError, ReviewRefusedError
 */
export async function saveDraft(
  context: CommandContext,
  id: string,
  revision: number,
  input: DraftInput,
): Promise<Publication> {
  const { db, divisionCode, calendar, now, by } = context;
  return inTransaction(db, async (transaction) => {
    const publication = await open(context, transaction, id, revision);
    const steps = await listSteps(transaction, divisionCode, id);
    nextStage(publication.stage, 'save', by.id, reviewSteps(steps));
    const settings = await loadSettings(transaction, divisionCode);
    const changed: Publication = {
      ...publication,
      dueOn: dueOn(input.metadata, settings, calendar),
      revision: publication.revision + 1,
    };
    await saveDraftText(transaction, divisionCode, id, {
      metadata: input.metadata,
      bodyHtml: cleanHtml(input.bodyHtml),
      savedAt: now,
      savedBy: by.name,
    });
    await updatePublication(transaction, divisionCode, changed);
    const last = steps.at(-1);
    if (last?.act !== 'save' || last.personId !== by.id)
      await addStep(transaction, divisionCode, id, steps.length + 1, {
        act: 'save',
        stage: publication.stage,
        at: now,
        personId: by.id,
        personName: by.name,
        opinion: null,
      });
    return changed;
  });
}

type Steps = Awaited<ReturnType<typeof listSteps>>;

/** The steps that the review's rules look at. */
export function reviewSteps(steps: Steps) {
  return steps.flatMap(({ act, ...step }) =>
    act === 'withdraw' || act === 'schedule-failed' ? [] : [{ ...step, act }],
  );
}

/** Starts a new text from the one that is published. @throws PublicationChangedError, ReviewRefusedError */
export async function revise(context: CommandContext, id: string, revision: number): Promise<Publication> {
  const { db, divisionCode, now, by } = context;
  return inTransaction(db, async (transaction) => {
    const publication = await open(context, transaction, id, revision);
    const steps = await listSteps(transaction, divisionCode, id);
    const stage = nextStage(publication.stage, 'revise', by.id, reviewSteps(steps));
    const edition = await findEdition(transaction, divisionCode, id, publication.edition!);
    const changed: Publication = { ...publication, stage, revision: publication.revision + 1 };
    await saveDraftText(transaction, divisionCode, id, {
      metadata: edition!.metadata,
      bodyHtml: edition!.bodyHtml,
      savedAt: now,
      savedBy: by.name,
    });
    await updatePublication(transaction, divisionCode, changed);
    await addStep(transaction, divisionCode, id, steps.length + 1, {
      act: 'revise',
      stage: publication.stage,
      at: now,
      personId: by.id,
      personName: by.name,
      opinion: null,
    });
    return changed;
  });
}

/** What a draft lacks before others read it: metadata, the parts of a 解读, what a template left open. */
export function draftFaults(
  kind: PublicationKind,
  draft: DraftInput,
  categories: ReadonlySet<string>,
  today: PlainDate,
): MetadataFault[] {
  const text = plainText(draft.bodyHtml);
  const blanks = openBlanks(`${draft.metadata.title}\n${draft.metadata.summary}\n${text}`);
  return [
    ...metadataFaults(draft.metadata, categories, today, text),
    ...(kind === 'interpretation' && text !== '' ? interpretationFaults(partsOf(draft.bodyHtml)) : []),
    ...(blanks.length > 0
      ? [
          {
            field: 'bodyHtml' as const,
            message: `模板中还有没有填写的内容：${blanks.slice(0, 5).join('、')}${blanks.length > 5 ? `等${blanks.length}处` : ''}`,
            legalBasis: regulation(6),
          },
        ]
      : []),
  ];
}

/** @throws DraftIncompleteError */
export async function requireComplete(
  context: CommandContext,
  transaction: Database,
  publication: Publication,
): Promise<Draft> {
  const draft = await findDraft(transaction, context.divisionCode, publication.id);
  const organ = await findOrgan(transaction, publication.organCode);
  if (!draft || !organ) throw new PublicationNotFoundError('没有在办的稿件');
  const settings = await loadSettings(transaction, context.divisionCode);
  const categories = new Set(flatten(catalogueOf(settings, organ)).map((node) => node.code));
  const faults = draftFaults(publication.kind, draft, categories, shanghaiDate(context.now));
  if (faults.length > 0) throw new DraftIncompleteError(faults);
  return draft;
}
