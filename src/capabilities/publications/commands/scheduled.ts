import { shanghaiDate, type WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { type AuditEvent, appendAudit } from '../../../platform/audit/record.ts';
import type { Database } from '../../../platform/database/index.ts';
import { listLapsing, type NormativeDocument } from '../../documents/index.ts';
import { PublishingRefusedError } from '../rules/publishing.ts';
import { ReviewRefusedError } from '../rules/review.ts';
import { findPublication, listScheduled, type Publication, updatePublication } from '../store/publications.ts';
import { addStep, listSteps } from '../store/steps.ts';
import type { CommandContext } from './draft.ts';
import { PublicationChangedError, PublicationNotFoundError, PublicationRefusedError } from './errors.ts';
import { type ReleaseGate, ReleaseHeldError } from './release-gate.ts';
import { actOnPublication, examineBefore, releaseInterpretations } from './review.ts';
import { lapseDocument } from './validity.ts';

export interface ScheduledWork {
  db: Database;
  divisionCode: string;
  calendar: WorkingCalendar;
  now: Date;
  releaseGate?: ReleaseGate | undefined;
}

const TIMER = { personId: null, postId: null, postTitle: null, delegationId: null, origin: '定时任务' } as const;

function event(
  work: ScheduledWork,
  organCode: string,
  action: string,
  subject: AuditEvent['subject'],
  by: string,
  words: Pick<AuditEvent, 'before' | 'after'> & { reason?: string },
): AuditEvent {
  const { reason, ...rest } = words;
  return {
    ...TIMER,
    divisionCode: work.divisionCode,
    organCode,
    action,
    personName: by,
    subject,
    reason: reason ?? null,
    ...rest,
  };
}

/** The step by which somebody set the time; the release is theirs. */
async function schedulerOf(db: Database, divisionCode: string, id: string) {
  return (await listSteps(db, divisionCode, id)).findLast((step) => step.act === 'schedule');
}

/**
 * Publishes what was scheduled for a time that has come, each with its audit event in a transaction of its own. Several
 * processes may run it at once: the row is locked, and who comes second finds it changed and leaves it. What may not be
 * released after all loses its time, and a step says why.
 * @returns ids published
 */
export async function publishScheduled(work: ScheduledWork): Promise<string[]> {
  const { db, divisionCode, now } = work;
  const published: string[] = [];
  for (const publication of await listScheduled(db, divisionCode, now)) {
    const scheduler = await schedulerOf(db, divisionCode, publication.id);
    const by = { id: scheduler?.personId ?? 'system', name: scheduler?.personName ?? '系统' };
    const context: Omit<CommandContext, 'db'> = { ...work, by };
    try {
      const examined = await examineBefore(db, divisionCode, work.releaseGate, publication);
      await db.transaction().execute(async (transaction) => {
        const inside = { ...context, db: transaction, examined };
        const changed = await actOnPublication(inside, publication.id, publication.revision, {
          act: 'publish',
          opinion: '按定时发布',
          reason: scheduler?.reason ?? undefined,
          // What was overruled when the time was set stays overruled for the same reason.
          overruled: scheduler?.openFindings ? (scheduler.opinion ?? undefined) : undefined,
        });
        const alongside = await releaseInterpretations(inside, publication.id);
        await appendAudit(
          transaction,
          event(work, publication.organCode, 'publications.publish-scheduled', subjectOf(publication), by.name, {
            before: { stage: publication.stage, scheduledFor: publication.scheduledFor?.toISOString() ?? null },
            after: { stage: changed.stage, edition: changed.edition, scheduledBy: by.id, alongside },
          }),
          now,
        );
      });
      published.push(publication.id);
    } catch (error) {
      if (error instanceof PublicationChangedError || error instanceof PublicationNotFoundError) continue;
      if (!isRefusal(error)) throw error;
      await cancelSchedule(work, publication, by.name, error.message);
    }
  }
  return published;
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof ReleaseHeldError ||
    error instanceof ReviewRefusedError ||
    error instanceof PublishingRefusedError ||
    error instanceof PublicationRefusedError
  );
}

const subjectOf = ({ id }: Publication) => ({ kind: 'publication', id });

async function cancelSchedule(work: ScheduledWork, stale: Publication, by: string, reason: string): Promise<void> {
  const { db, divisionCode, now } = work;
  await db.transaction().execute(async (transaction) => {
    const publication = await findPublication(transaction, divisionCode, stale.id, true);
    if (publication?.revision !== stale.revision) return;
    await updatePublication(transaction, divisionCode, {
      ...publication,
      scheduledFor: null,
      revision: publication.revision + 1,
    });
    const steps = await listSteps(transaction, divisionCode, stale.id);
    await addStep(transaction, divisionCode, stale.id, steps.length + 1, {
      act: 'schedule-failed',
      stage: publication.stage,
      at: now,
      personId: 'system',
      personName: '系统',
      opinion: reason,
    });
    await appendAudit(
      transaction,
      event(work, publication.organCode, 'publications.schedule-failed', subjectOf(publication), by, {
        reason,
        before: { scheduledFor: publication.scheduledFor?.toISOString() ?? null },
        after: { scheduledFor: null },
      }),
      now,
    );
  });
}

/**
 * Documents whose term is over lapse, on their pages and in search, each with its audit event. Safe with several processes:
 * the row is locked and judged anew.
 * @returns those that lapsed now
 */
export async function lapseDocuments(
  work: Pick<ScheduledWork, 'db' | 'divisionCode' | 'now' | 'calendar'>,
): Promise<NormativeDocument[]> {
  const { db, divisionCode, now } = work;
  const today = shanghaiDate(now);
  const lapsed: NormativeDocument[] = [];
  for (const { id } of await listLapsing(db, divisionCode, today)) {
    const changed = await db.transaction().execute(async (transaction) => {
      const document = await lapseDocument(transaction, divisionCode, id, today);
      if (document)
        await appendAudit(
          transaction,
          event(work, document.organCode, 'documents.lapse', { kind: 'document', id }, '系统', {
            reason: `有效期至${document.expiresOn}届满`,
            before: null,
            after: { status: document.status, endedOn: document.endedOn },
          }),
          now,
        );
      return document;
    });
    if (changed) lapsed.push(changed);
  }
  return lapsed;
}

const EVERY_MS = 20_000;

export interface TimerOptions {
  calendar: () => Promise<WorkingCalendar>;
  releaseGate?: ReleaseGate | undefined;
  onDone?: (done: { published: readonly string[]; lapsed: readonly string[] }) => void;
  onError?: (error: unknown) => void;
  clock?: () => Date;
}

/**
 * Runs both now and every twenty seconds, until the returned function is called; a run that is still at work is not started
 * a second time. What a stopped process left undone the next run finds.
 */
export function startScheduledWork(
  db: Database,
  divisionCode: string,
  { calendar, releaseGate, onDone = () => {}, onError = () => {}, clock = () => new Date() }: TimerOptions,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  const run = async (): Promise<void> => {
    const work = { db, divisionCode, calendar: await calendar(), now: clock(), releaseGate };
    const published = await publishScheduled(work);
    const lapsed = await lapseDocuments(work);
    if (published.length + lapsed.length > 0) onDone({ published, lapsed: lapsed.map(({ id }) => id) });
  };
  const tick = (): void => {
    running ??= run()
      .catch(onError)
      .finally(() => {
        running = null;
      });
  };
  tick();
  const timer = setInterval(tick, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
