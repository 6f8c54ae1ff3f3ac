import { randomUUID } from 'node:crypto';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { Finding } from '../rules/finding.ts';
import { type FindingAct, nextState, placeOf } from '../rules/workflow/index.ts';
import { type CorrectingOfficial, CorrectionRefusedError, type StockDocument, type StockSource } from '../stock.ts';
import { endAllowance, insertAllowance, listAllowances, type StoredAllowance } from '../store/allowances.ts';
import {
  type FindingStep,
  insertFindings,
  lockFinding,
  type StoredFinding,
  updateFindings,
} from '../store/findings.ts';
import { ScreeningNotFoundError, ScreeningRefusedError } from './errors.ts';
import { storedOf } from './record.ts';
import { requestRescan } from './sweep.ts';

export interface FindingContext {
  /** The act's transaction. */
  readonly db: Database;
  readonly divisionCode: string;
  readonly by: CorrectingOfficial;
  readonly now: Date;
  readonly sources: readonly StockSource[];
}

async function open(context: FindingContext, id: string): Promise<StoredFinding> {
  const finding = await lockFinding(context.db, context.divisionCode, id);
  if (!finding) throw new ScreeningNotFoundError();
  return finding;
}

async function act(
  context: FindingContext,
  finding: StoredFinding,
  name: Exclude<FindingAct, 'found'>,
  note: string | null,
  change: Partial<StoredFinding> = {},
): Promise<StoredFinding> {
  const step: FindingStep = {
    act: name,
    onDay: shanghaiDate(context.now),
    at: context.now,
    personId: context.by.id,
    personName: context.by.name,
    note,
  };
  const changed = { ...finding, state: nextState(finding.state, name), ...change };
  await updateFindings(context.db, context.divisionCode, [{ finding: changed, step }]);
  return { ...changed, steps: changed.steps + 1 };
}

/** Gives a finding to somebody. @throws ScreeningNotFoundError, FindingRefusedError */
export async function assignFinding(
  context: FindingContext,
  id: string,
  to: CorrectingOfficial,
): Promise<StoredFinding> {
  return act(context, await open(context, id), 'assign', `交由${to.name}处理`, {
    assignedTo: to.id,
    assignedName: to.name,
  });
}

export interface Mending {
  /** What to write instead: the correction is put into the text by itself. Null: it was mended by hand. */
  readonly replacement: string | null;
  /** How, when it was mended by hand. */
  readonly note: string | null;
}

/**
 * Says how a finding was mended, or puts the correction into the text on its way to the next edition. Either way the finding is
 * confirmed only when the new text was screened.
 * @throws ScreeningNotFoundError, FindingRefusedError, ScreeningRefusedError without words, CorrectionRefusedError
 */
export async function mendFinding(context: FindingContext, id: string, mending: Mending): Promise<StoredFinding> {
  const finding = await open(context, id);
  const { replacement } = mending;
  const settled = { settledAt: context.now, confirmedAt: null };
  if (replacement === null) {
    if (!mending.note?.trim()) throw new ScreeningRefusedError('请写明是如何改正的', 'note');
    return act(context, finding, 'mend', mending.note.trim(), settled);
  }
  nextState(finding.state, 'mend');
  const source = context.sources.find((one) => one.source === finding.source);
  if (!source?.correct) throw new CorrectionRefusedError('该文本不在本平台编辑，请在原平台改正后，登记改正方式');
  const document = await source.find(context.db, context.divisionCode, finding.documentId);
  const text = document && placed(document, finding);
  if (!document || text === undefined) throw new CorrectionRefusedError('文本在筛查之后已经改动，请打开稿件核对');
  const correction = { documentId: finding.documentId, start: finding.start, end: finding.end, text, replacement };
  await source.correct(context.db, context.divisionCode, correction, context.by, context.now);
  const how = replacement === '' ? '一键删去' : `一键改为“${replacement}”`;
  return act(context, finding, 'mend', how, settled);
}

/** The words at the finding's place, if the text there is still the one that was screened. */
function placed(document: StockDocument, finding: StoredFinding): string | undefined {
  const text = document.text.slice(finding.start, finding.end);
  if (document.revision !== finding.revision || text.length !== finding.end - finding.start) return undefined;
  return finding.kind === 'personal-data' || text === finding.text ? text : undefined;
}

/** @throws ScreeningNotFoundError, FindingRefusedError, ScreeningRefusedError without a reason */
export async function disputeFinding(context: FindingContext, id: string, reason: string): Promise<StoredFinding> {
  if (!reason.trim()) throw new ScreeningRefusedError('请写明为何不是问题', 'reason');
  return act(context, await open(context, id), 'dispute', reason.trim());
}

export interface DisputeDecision {
  readonly isFalseAlarm: boolean;
  readonly reason: string;
  /** Where the words are right from now on: only with what stands around them, in the organ, or everywhere. */
  readonly scope: 'context' | 'organ' | 'everywhere';
}

/** Characters on either side that make a context. */
const CONTEXT = 4;

/**
 * Decides a dispute. A false alarm goes on the allow-list and is found no more.
 * @throws ScreeningNotFoundError, FindingRefusedError, ScreeningRefusedError without a reason
 */
export async function decideDispute(
  context: FindingContext,
  id: string,
  decision: DisputeDecision,
): Promise<{ finding: StoredFinding; allowance: StoredAllowance | null }> {
  const finding = await open(context, id);
  const reason = decision.reason.trim();
  if (reason === '') throw new ScreeningRefusedError('请写明理由', 'reason');
  if (!decision.isFalseAlarm) return { finding: await act(context, finding, 'reject', reason), allowance: null };
  const changed = await act(context, finding, 'accept', reason, { settledAt: context.now });
  const source = context.sources.find((one) => one.source === finding.source);
  const document = await source?.find(context.db, context.divisionCode, finding.documentId);
  const term = document && placed(document, finding);
  // The text changed meanwhile: this finding is settled, but nothing can be said of others like it.
  if (!document || term === undefined) return { finding: changed, allowance: null };
  const plain = (text: string): string => text.replace(/\s+/g, '');
  const isInContext = decision.scope === 'context';
  const allowance: StoredAllowance = {
    id: randomUUID(),
    term,
    rule: finding.rule,
    before: isInContext
      ? plain(document.text.slice(Math.max(0, finding.start - CONTEXT), finding.start)) || null
      : null,
    after: isInContext ? plain(document.text.slice(finding.end, finding.end + CONTEXT)) || null : null,
    organCode: decision.scope === 'everywhere' ? null : finding.organCode,
    reason,
    findingId: finding.id,
    madeAt: context.now,
    madeBy: context.by.name,
  };
  await insertAllowance(context.db, context.divisionCode, allowance);
  await requestRescan(context.db, context.divisionCode, '认定误报，例外清单变动', context.by.name, context.now);
  return { finding: changed, allowance };
}

/** Adds to the allow-list by hand. @throws ScreeningRefusedError without term or reason, or with one that is there already */
export async function addAllowance(
  context: FindingContext,
  given: Pick<StoredAllowance, 'term' | 'before' | 'after' | 'organCode' | 'reason'>,
): Promise<StoredAllowance> {
  const term = given.term.trim();
  if (term === '') throw new ScreeningRefusedError('请填写词语', 'term');
  if (!given.reason.trim()) throw new ScreeningRefusedError('请写明理由', 'reason');
  const before = given.before?.trim() || null;
  const after = given.after?.trim() || null;
  const standing = await listAllowances(context.db, context.divisionCode);
  if (
    standing.some(
      (one) =>
        one.term === term &&
        one.rule === null &&
        one.before === before &&
        one.after === after &&
        one.organCode === given.organCode,
    )
  )
    throw new ScreeningRefusedError('例外清单中已有相同的词语和范围', 'term');
  const allowance = {
    id: randomUUID(),
    term,
    rule: null,
    before,
    after,
    organCode: given.organCode,
    reason: given.reason.trim(),
    findingId: null,
    madeAt: context.now,
    madeBy: context.by.name,
  };
  await insertAllowance(context.db, context.divisionCode, allowance);
  await requestRescan(context.db, context.divisionCode, '例外清单变动', context.by.name, context.now);
  return allowance;
}

/** @throws ScreeningNotFoundError */
export async function removeAllowance(context: FindingContext, id: string): Promise<void> {
  if (!(await endAllowance(context.db, context.divisionCode, id, context.now, context.by.name)))
    throw new ScreeningNotFoundError();
  await requestRescan(context.db, context.divisionCode, '例外清单变动', context.by.name, context.now);
}

/** A correction made in the editor, before the text went out: on record as found and mended by the person who wrote. */
export async function recordEditorCorrection(
  context: FindingContext,
  draft: { readonly id: string; readonly organCode: string; readonly title: string },
  correction: {
    readonly text: string;
    readonly finding: Finding;
    readonly all: readonly Finding[];
    readonly replacement: string;
  },
): Promise<StoredFinding> {
  const { text, finding, all, replacement } = correction;
  const document = { ...draft, address: null, revision: 'draft' };
  const stored: StoredFinding = {
    ...storedOf('draft', document, { finding, place: placeOf(text, finding, all) }, context.now),
    state: 'mended',
    settledAt: context.now,
    confirmedAt: context.now,
    steps: 2,
  };
  const base = {
    onDay: shanghaiDate(context.now),
    at: context.now,
    personId: context.by.id,
    personName: context.by.name,
  };
  const note = replacement === '' ? '编辑中删去' : `编辑中改为“${replacement}”`;
  await insertFindings(context.db, context.divisionCode, [
    {
      finding: stored,
      steps: [
        { ...base, act: 'found', note: '撰写时发现' },
        { ...base, act: 'mend', note },
      ],
    },
  ]);
  return stored;
}
