/** What becomes of a finding. `mended` waits for the next screening of the changed text, which confirms or returns it. */
export const findingStates = ['open', 'assigned', 'disputed', 'mended', 'dismissed'] as const;
export type FindingState = (typeof findingStates)[number];

/**
 * `found` by a run · `assign` to somebody · `mend` by somebody · `dispute` as a false alarm, `accept` or `reject` of the dispute ·
 * `gone` from the text when it was screened again · `confirm`: gone after it was mended · `return`: still there after it was mended.
 */
export const findingActs = [
  'found',
  'assign',
  'mend',
  'dispute',
  'accept',
  'reject',
  'gone',
  'return',
  'confirm',
] as const;
export type FindingAct = (typeof findingActs)[number];

export const findingStateLabels: Readonly<Record<FindingState, string>> = {
  open: '待处理',
  assigned: '已分派',
  disputed: '有异议',
  mended: '已改正',
  dismissed: '误报',
};

export const findingActLabels: Readonly<Record<FindingAct, string>> = {
  found: '发现',
  assign: '分派',
  mend: '改正',
  dispute: '提出异议',
  accept: '认定误报',
  reject: '驳回异议',
  gone: '复查时已不存在',
  return: '复查时仍存在',
  confirm: '复查确认改正',
};

export class FindingRefusedError extends Error {
  override name = 'FindingRefusedError';
}

const TRANSITIONS: Readonly<
  Record<Exclude<FindingAct, 'found'>, readonly [from: readonly FindingState[], to: FindingState]>
> = {
  assign: [['open', 'assigned'], 'assigned'],
  mend: [['open', 'assigned'], 'mended'],
  dispute: [['open', 'assigned'], 'disputed'],
  accept: [['disputed'], 'dismissed'],
  reject: [['disputed'], 'open'],
  gone: [['open', 'assigned', 'disputed'], 'mended'],
  return: [['mended'], 'open'],
  confirm: [['mended'], 'mended'],
};

/** @throws FindingRefusedError when the act does not fit the state */
export function nextState(state: FindingState, act: Exclude<FindingAct, 'found'>): FindingState {
  const [from, to] = TRANSITIONS[act];
  if (!from.includes(state))
    throw new FindingRefusedError(`该问题${findingStateLabels[state]}，不能${findingActLabels[act]}`);
  return to;
}

export function isSettled(state: FindingState): boolean {
  return state === 'mended' || state === 'dismissed';
}

/** How an act moves the number of unsettled findings: found and returned come in, mended, gone and dismissed go out. */
export function balanceOf(act: FindingAct): -1 | 0 | 1 {
  if (act === 'found' || act === 'return') return 1;
  return act === 'mend' || act === 'gone' || act === 'accept' ? -1 : 0;
}
