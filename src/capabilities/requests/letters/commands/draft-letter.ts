import { formatChinese, shanghaiDate } from '../../../../kernel/calendar/index.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { applicationKey } from '../../intake/application-details.ts';
import type { IntakeContext } from '../../intake/context.ts';
import type { StoredApplication } from '../../store/applications.ts';
import { listAttachments } from '../../store/case-file.ts';
import {
  findLetter,
  insertLetter,
  insertStep,
  type LetterStatus,
  type LetterStep,
  type LetterStepKind,
  listLetters,
  listSteps,
  moveLetter,
  type StoredLetter,
  sealContent,
} from '../../store/letters.ts';
import { type CaseLetterKind, isReply, type LetterContent, letterCourses } from '../rules/case-facts.ts';
import { letterRules } from '../rules/kinds.ts';
import { LetterChangedError, LetterNotFoundError, LetterRefusedError } from './errors.ts';

/** Who acts on a letter, as the record names them. */
export interface LetterActor {
  readonly personId: string | null;
  /** 林某（科员） */
  readonly doneBy: string;
  /** The name alone, for a letter that names who consented. */
  readonly name: string;
}

/** Several third parties or organs may be written to at once; of the other kinds one letter is under way at a time. */
const SEVERAL: ReadonlySet<CaseLetterKind> = new Set(['L06', 'L08', 'L09', 'L10']);

const OPEN: ReadonlySet<LetterStatus> = new Set(['drafting', 'in-review', 'in-approval']);

export const stepLabels: Readonly<Record<LetterStepKind, string>> = {
  drafted: '起草',
  edited: '修改',
  submitted: '提交',
  reviewed: '审核同意',
  'legal-reviewed': '法制审核',
  returned: '退回修改',
  issued: '签发',
  served: '送达',
  discarded: '作废',
};

/** Files that go out with a letter must be files of the case kept for that. @throws LetterRefusedError */
async function checkEnclosures(
  db: Database,
  context: IntakeContext,
  applicationId: string,
  content: LetterContent,
): Promise<void> {
  if (content.enclosures.length === 0) return;
  const key = await applicationKey(db, context, applicationId);
  const known = new Set(
    (await listAttachments(db, context.division, key, applicationId))
      .filter(({ purpose }) => purpose === 'disclosed')
      .map(({ id }) => id),
  );
  if (content.enclosures.some((id) => !known.has(id)))
    throw new LetterRefusedError(['随文提供的文件不在本件的“拟提供的信息”中，请重新选择']);
}

/** Begins a letter. The same id sent twice begins it once. @throws LetterRefusedError */
export async function draftLetter(
  transaction: Database,
  context: IntakeContext,
  application: StoredApplication,
  id: string,
  content: LetterContent,
  actor: LetterActor,
): Promise<void> {
  const { division } = context;
  const key = await applicationKey(transaction, context, application.id);
  if (await findLetter(transaction, division, application.id, id, key)) return;
  const { kind } = content.facts;
  if (application.projection.received_on === null)
    throw new LetterRefusedError(['申请尚未确认收到，请先确认收到申请之日（《条例》第三十一条）']);
  const open = (await listLetters(transaction, division, application.id, key)).filter(({ status }) => OPEN.has(status));
  const same = open.find((one) => (isReply(kind) ? isReply(one.kind) : one.kind === kind && !SEVERAL.has(kind)));
  if (same)
    throw new LetterRefusedError([`已有一份正在办理的《${letterRules[same.kind].name}》，请在该文书上修改或者先作废`]);
  await checkEnclosures(transaction, context, application.id, content);
  const now = context.now();
  const organCode = application.organCode;
  await insertLetter(transaction, division, key, {
    id,
    applicationId: application.id,
    organCode,
    kind,
    content,
    createdAt: now,
  });
  await insertStep(transaction, division, key, {
    letterId: id,
    sequence: 1,
    step: 'drafted',
    act: letterCourses[kind].draft,
    personId: actor.personId,
    doneBy: actor.doneBy,
    opinion: null,
    content,
    doneAt: now,
  });
}

/** Tells who acted on a letter last, for who came second. */
function describeLast(letter: StoredLetter, steps: readonly LetterStep[]): string {
  const last = steps.filter(({ letterId }) => letterId === letter.id).at(-1);
  if (!last) return '这份文书刚刚被他人更新，请查看最新情况后再办理';
  const at = last.doneAt.toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, timeStyle: 'short' });
  const number = letter.number === null ? '' : `，文号为${letter.number}`;
  return `${last.doneBy}已于${formatChinese(shanghaiDate(last.doneAt))}${at}${stepLabels[last.step]}了这份文书${number}。请查看最新情况后再办理`;
}

/** What to tell who came second, by what stands now that the first is done. */
export async function changedMeanwhile(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  letterId: string,
): Promise<LetterChangedError> {
  const key = await applicationKey(transaction, context, applicationId);
  const letter = await findLetter(transaction, context.division, applicationId, letterId, key);
  if (!letter) throw new LetterNotFoundError();
  return new LetterChangedError(
    describeLast(letter, await listSteps(transaction, context.division, applicationId, key)),
  );
}

/** A letter one is about to move from the version one saw. @throws LetterNotFoundError, LetterChangedError */
export async function takeLetter(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  letterId: string,
  expectedVersion: number,
): Promise<{ letter: StoredLetter; content: LetterContent; steps: LetterStep[] }> {
  const key = await applicationKey(transaction, context, applicationId);
  const letter = await findLetter(transaction, context.division, applicationId, letterId, key);
  if (!letter?.content) throw new LetterNotFoundError();
  const steps = (await listSteps(transaction, context.division, applicationId, key)).filter(
    (step) => step.letterId === letterId,
  );
  if (letter.version !== expectedVersion) throw new LetterChangedError(describeLast(letter, steps));
  return { letter, content: letter.content, steps };
}

export interface LetterMove {
  readonly step: LetterStepKind;
  readonly act: string;
  readonly status: LetterStatus;
  readonly opinion: string | null;
  readonly content?: LetterContent;
}

/** Moves a letter one step on, with its entry in the timeline. @throws LetterChangedError, LetterNotFoundError, LetterRefusedError */
export async function recordLetterStep(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  letterId: string,
  expectedVersion: number,
  move: LetterMove,
  actor: LetterActor,
): Promise<void> {
  const { letter, content, steps } = await takeLetter(transaction, context, applicationId, letterId, expectedVersion);
  const key = await applicationKey(transaction, context, applicationId);
  if (move.content) {
    if (move.content.facts.kind !== letter.kind)
      throw new LetterRefusedError([`这是一份《${letterRules[letter.kind].name}》，不能改为其他文书`]);
    await checkEnclosures(transaction, context, applicationId, move.content);
  }
  const moved = await moveLetter(transaction, context.division, letterId, expectedVersion, {
    status: move.status,
    ...(move.content ? { sealedContent: sealContent(key, move.content) } : {}),
  });
  if (!moved) throw await changedMeanwhile(transaction, context, applicationId, letterId);
  await insertStep(transaction, context.division, key, {
    letterId,
    sequence: (steps.at(-1)?.sequence ?? 0) + 1,
    step: move.step,
    act: move.act,
    personId: actor.personId,
    doneBy: actor.doneBy,
    opinion: move.opinion,
    content: move.content ?? content,
    doneAt: context.now(),
  });
}
