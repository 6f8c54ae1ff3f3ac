import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import type { Database } from '../../../platform/database/index.ts';
import { removeEntries } from '../../../platform/search/index.ts';
import { plainText } from '../html/plain-text.ts';
import type { Metadata } from '../rules/metadata.ts';
import { publishAt, scheduleAt } from '../rules/publishing.ts';
import { type DisclosureConclusion, decideReview, nextStage, type ReviewAct } from '../rules/review.ts';
import { type WithdrawalKind, withdrawalRule } from '../rules/withdrawal.ts';
import { attachmentTexts, settleAttachments } from '../store/attachments.ts';
import { deleteDraft, findDraft, insertEditions } from '../store/editions.ts';
import {
  findPublication,
  listInterpretationsAtStage,
  type Publication,
  updatePublication,
} from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { addStep, listSteps, type NewStep } from '../store/steps.ts';
import { inTransaction } from '../store/transaction.ts';
import { type CommandContext, open, requireComplete, reviewSteps } from './draft.ts';
import { PublicationNotFoundError, PublicationRefusedError } from './errors.ts';
import { type Examination, judgeFindings, type PreparedExaminations, type ReleaseGate } from './release-gate.ts';
import { reindex } from './search-entry.ts';

export interface ReviewInput {
  act: Exclude<ReviewAct, 'save' | 'revise'>;
  /** What the person thinks of it; needed for a return. */
  opinion?: string | undefined;
  /** Of a disclosure review. */
  conclusion?: DisclosureConclusion | undefined;
  /** Findings left open by proofreading or screening. */
  openFindings?: number | undefined;
  /** When to publish by itself. */
  publishAt?: Date | undefined;
  /** Why this edition; needed when an earlier one was published. */
  reason?: string | undefined;
  /** Why what the examination before release found does not hold the text back. */
  overruled?: string | undefined;
}

export function hashEdition(metadata: Metadata, bodyHtml: string): string {
  return createHash('sha256').update(canonicalJson({ metadata, bodyHtml }), 'utf8').digest('hex');
}

/**
 * One step of the review: submitted, reviewed, passed, returned, scheduled or published.
 * @throws PublicationNotFoundError, PublicationChangedError, ReviewRefusedError, DraftIncompleteError, PublishingRefusedError,
 * PublicationRefusedError for a return without opinion, a review without conclusion, a later edition without reason
 */
export async function actOnPublication(
  context: CommandContext,
  id: string,
  revision: number,
  input: ReviewInput,
): Promise<Publication> {
  const { db, divisionCode } = context;
  return inTransaction(db, async (transaction) => {
    const publication = await open(context, transaction, id, revision);
    const steps = await listSteps(transaction, divisionCode, id);
    const settings = await loadSettings(transaction, divisionCode);
    const stage = nextStage(publication.stage, input.act, context.by.id, reviewSteps(steps), settings);
    requireWords(input);
    const step: NewStep = {
      act: input.act,
      stage: publication.stage,
      at: context.now,
      personId: context.by.id,
      personName: context.by.name,
      opinion: input.opinion?.trim() || null,
      reason: input.reason?.trim() || null,
      ...(input.conclusion && input.act === 'record-disclosure-review' ? { conclusion: input.conclusion } : {}),
      ...(input.openFindings !== undefined && input.act === 'proofread' ? { openFindings: input.openFindings } : {}),
    };
    let changed: Publication = { ...publication, stage, revision: publication.revision + 1 };
    if (input.act === 'submit') await requireComplete(context, transaction, publication);
    if (input.act === 'return') changed = { ...changed, scheduledFor: null };
    if (input.act === 'schedule') changed = { ...changed, scheduledFor: scheduleAt(input.publishAt!, context.now) };
    let words: Partial<NewStep> = {};
    if (input.act === 'publish' || input.act === 'schedule') {
      const overruled = await examine(context, transaction, publication, input.overruled);
      if (overruled > 0)
        words = {
          opinion: [step.opinion, `发布前检查有${overruled}处问题，不作改动的理由：${input.overruled!.trim()}`]
            .filter(Boolean)
            .join('；'),
          openFindings: overruled,
        };
      if (publication.edition !== null && !input.reason?.trim())
        throw new PublicationRefusedError('该信息已经发布，发布新的版本时请写明原因');
    }
    if (input.act === 'publish') changed = await release(context, transaction, changed, input.reason);
    await updatePublication(transaction, divisionCode, changed);
    await addStep(transaction, divisionCode, id, steps.length + 1, { ...step, ...words });
    if (input.act === 'publish') await reindex(transaction, divisionCode, id);
    return changed;
  });
}

function requireWords(input: ReviewInput): void {
  if (input.act === 'return' && !input.opinion?.trim()) throw new PublicationRefusedError('退回修改的，应当写明意见');
  if (input.act === 'record-disclosure-review' && input.conclusion === undefined)
    throw new PublicationRefusedError('公开审查应当写明结论');
  if (input.act === 'proofread' && input.openFindings === undefined)
    throw new PublicationRefusedError('校对应当写明还有几处问题没有处理');
  if (input.act === 'schedule' && input.publishAt === undefined) throw new PublicationRefusedError('请填写发布时间');
}

async function ask(
  db: Database,
  divisionCode: string,
  releaseGate: ReleaseGate,
  publication: Publication,
): Promise<Examination | undefined> {
  const draft = await findDraft(db, divisionCode, publication.id);
  if (!draft) return undefined;
  return releaseGate(db, {
    publicationId: publication.id,
    organCode: publication.organCode,
    metadata: draft.metadata,
    bodyHtml: draft.bodyHtml,
    bodyText: plainText(draft.bodyHtml),
    attachments: await attachmentTexts(db, divisionCode, publication.id, true),
  });
}

/**
 * Examines, outside of any transaction, a text and the 解读 that would be released with it: an examination takes long, and a
 * release must not hold its locks meanwhile. A text changed since is examined again by the release.
 */
export async function examineBefore(
  db: Database,
  divisionCode: string,
  releaseGate: ReleaseGate | undefined,
  publication: Publication,
): Promise<PreparedExaminations> {
  const examined = new Map<string, { revision: number; examination: Examination }>();
  if (!releaseGate || publication.stage !== 'approved') return examined;
  const alongside = await listInterpretationsAtStage(db, divisionCode, publication.id, 'approved');
  for (const one of [publication, ...alongside]) {
    const examination = await ask(db, divisionCode, releaseGate, one);
    if (examination) examined.set(one.id, { revision: one.revision, examination });
  }
  return examined;
}

/** Asks the gate, where there is one. @returns how many findings the reason overrules @throws ReleaseHeldError */
async function examine(
  context: CommandContext,
  transaction: Database,
  publication: Publication,
  reason: string | undefined,
): Promise<number> {
  const { divisionCode, releaseGate, examined } = context;
  if (!releaseGate) return 0;
  const before = examined?.get(publication.id);
  const examination =
    before?.revision === publication.revision
      ? before.examination
      : await ask(transaction, divisionCode, releaseGate, publication);
  if (!examination) return 0;
  await examination.record?.(transaction);
  return judgeFindings(examination.findings, reason);
}

/** A 解读 never stands before its document (国办发〔2016〕80号: 同步发布). */
async function requireInterpreted(db: Database, divisionCode: string, { interpretsId }: Publication): Promise<void> {
  if (interpretsId === null) return;
  const interpreted = await findPublication(db, divisionCode, interpretsId);
  if (interpreted?.visibility !== 'published')
    throw new PublicationRefusedError(
      '被解读的文件还没有发布，解读应当与文件同步发布；文件发布时，已经终审的解读一并发布',
    );
}

/**
 * Releases what interprets a document that has just appeared and is approved as well: both stand there at once. Whoever may
 * not release one of them (they wrote it) leaves it to others.
 * @returns ids released
 */
export async function releaseInterpretations(context: CommandContext, documentId: string): Promise<string[]> {
  const { db, divisionCode, by } = context;
  const released: string[] = [];
  for (const one of await listInterpretationsAtStage(db, divisionCode, documentId, 'approved')) {
    if (one.scheduledFor !== null) continue;
    const steps = reviewSteps(await listSteps(db, divisionCode, one.id));
    if (!('to' in decideReview(one.stage, 'publish', by.id, steps))) continue;
    await actOnPublication(context, one.id, one.revision, {
      act: 'publish',
      opinion: '与被解读的文件同步发布',
      reason: '与被解读的文件同步发布',
    });
    released.push(one.id);
  }
  return released;
}

/** The draft becomes the next edition; the index number and the first publication stay as they are. */
async function release(
  context: CommandContext,
  transaction: Database,
  publication: Publication,
  reason: string | undefined,
): Promise<Publication> {
  const { divisionCode, now, by } = context;
  const draft = await findDraft(transaction, divisionCode, publication.id);
  if (!draft) throw new PublicationNotFoundError('没有在办的稿件');
  await requireInterpreted(transaction, divisionCode, publication);
  const edition = (publication.edition ?? 0) + 1;
  const moments = publishAt({ ...publication, formedOn: draft.metadata.formedOn }, now);
  await insertEditions(transaction, divisionCode, [
    {
      publicationId: publication.id,
      edition,
      metadata: draft.metadata,
      bodyHtml: draft.bodyHtml,
      bodyText: plainText(draft.bodyHtml),
      sha256: hashEdition(draft.metadata, draft.bodyHtml),
      reason: edition === 1 ? null : reason!.trim(),
      publishedAt: now,
      publishedBy: by.name,
    },
  ]);
  await settleAttachments(transaction, divisionCode, publication.id, edition);
  await deleteDraft(transaction, divisionCode, publication.id);
  return {
    ...publication,
    ...moments,
    edition,
    visibility: 'published',
    scheduledFor: null,
    dueOn: null,
    withdrawal: null,
  };
}

/**
 * Takes a page off the platform; its address goes on saying that it was there and why it is gone.
 * @throws PublicationNotFoundError, PublicationChangedError, PublicationRefusedError unless it is published
 */
export async function withdraw(
  context: CommandContext,
  id: string,
  revision: number,
  kind: WithdrawalKind,
  reason: string,
): Promise<Publication> {
  const { db, divisionCode, now, by } = context;
  return inTransaction(db, async (transaction) => {
    const publication = await open(context, transaction, id, revision);
    if (publication.visibility === 'unpublished') throw new PublicationRefusedError('该信息还没有发布，不能撤下');
    if (publication.visibility === 'withdrawn')
      throw new PublicationRefusedError(
        `该信息已于此前撤下（${withdrawalRule(publication.withdrawal!.kind).label}），不能再次撤下`,
      );
    if (!reason.trim()) throw new PublicationRefusedError('撤下信息应当写明原因');
    const changed: Publication = {
      ...publication,
      visibility: 'withdrawn',
      withdrawal: { at: now, kind, reason: reason.trim(), by: by.name },
      revision: publication.revision + 1,
    };
    await updatePublication(transaction, divisionCode, changed);
    const steps = await listSteps(transaction, divisionCode, id);
    await addStep(transaction, divisionCode, id, steps.length + 1, {
      act: 'withdraw',
      stage: publication.stage,
      at: now,
      personId: by.id,
      personName: by.name,
      opinion: reason.trim(),
    });
    await removeEntries(transaction, divisionCode, [id]);
    return changed;
  });
}
