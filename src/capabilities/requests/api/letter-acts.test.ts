import type { FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import { type Act, type ActingPerson, decide, type Grant, type Role, roles } from '../../../platform/identity/index.ts';
import { TypesettingBusyError } from '../../../platform/typesetting/index.ts';
import { LetterChangedError, LetterRefusedError } from '../letters/commands/errors.ts';
import { type CaseLetterKind, caseLetterKinds } from '../letters/rules/case-facts.ts';
import { missingElement } from '../letters/rules/elements.ts';
import type { ApplicationState } from '../rules/events.ts';
import { transitions } from '../rules/transitions.ts';
import type { LetterStatus } from '../store/letters.ts';
import { asLetterProblem } from './letter-problems.ts';
import { actsInStatus, permissionOf } from './letter-view.ts';

const HERE = '330206-01';
const states = Object.keys(transitions) as ApplicationState[];
const statuses: LetterStatus[] = ['drafting', 'in-review', 'in-approval', 'issued', 'discarded'];
const REPLIES: readonly CaseLetterKind[] = ['L12', 'L13', 'L14'];
const REVIEWED: readonly CaseLetterKind[] = [...REPLIES, 'L08', 'L15', 'L17'];
const PLAIN: readonly CaseLetterKind[] = ['L01', 'L18'];

/** States in which a reply, and an extension, are worked on; other letters in every state. */
const AT_WORK: readonly ApplicationState[] = ['processing', 'suspended'];
const REPLY: readonly ApplicationState[] = [...AT_WORK, 'correction-lapsed', 'payment-lapsed', 'closed'];

const holder = (role: Role): ActingPerson => ({
  personId: 'p1',
  grants: [{ postId: 'x', postTitle: role, organCode: HERE, role, organs: new Set([HERE]) } satisfies Grant],
});

/** Who may do what to a letter of the kind in a status, as an official would draw it: C clerk, R reviewer, D officer, L legal, H head. */
function drawn(kind: CaseLetterKind, status: LetterStatus): Readonly<Record<string, readonly Role[]>> {
  const isReply = REPLIES.includes(kind);
  const drafters: Role[] = isReply ? ['clerk'] : ['clerk', 'disclosure-officer'];
  const signers: Role[] = ['disclosure-officer', 'head'];
  const reviewers: Role[] = isReply ? ['reviewer'] : ['reviewer', 'legal'];
  const legal = isReply ? { 'legal-review': ['legal'] as Role[] } : {};
  switch (status) {
    case 'drafting':
      return { edit: drafters, [PLAIN.includes(kind) ? 'issue' : 'submit']: drafters, discard: drafters };
    case 'in-review':
      return REVIEWED.includes(kind) ? { review: reviewers, return: reviewers, ...legal } : {};
    case 'in-approval':
      return PLAIN.includes(kind) ? {} : { issue: signers, return: signers, ...legal };
    case 'issued':
      return { serve: ['clerk', 'disclosure-officer'] };
    case 'discarded':
      return {};
  }
}

describe('who may do what to a letter', () => {
  it.each(caseLetterKinds)('%s, in every status, state of the case and role', (kind) => {
    for (const status of statuses) {
      // Statuses a kind never reaches have nobody to ask.
      if (status === 'in-review' && !REVIEWED.includes(kind)) continue;
      if (status === 'in-approval' && PLAIN.includes(kind)) continue;
      const table = drawn(kind, status);
      const offered = actsInStatus({ kind, status, servedOn: null });
      expect([kind, status, [...offered].sort()]).toEqual([kind, status, Object.keys(table).sort()]);
      for (const act of offered)
        for (const state of states)
          for (const role of roles) {
            const workable =
              act === 'serve' ? states : REPLIES.includes(kind) ? REPLY : kind === 'L03' ? AT_WORK : states;
            const permission: Act = permissionOf({ kind, status }, act);
            const decision = decide(holder(role), permission, { organCode: HERE, state });
            const expected = table[act]!.includes(role) && workable.includes(state);
            expect([kind, status, act, state, role, decision.allowed]).toEqual([
              kind,
              status,
              act,
              state,
              role,
              expected,
            ]);
          }
    }
  });

  it('nobody reviews or signs what they drafted, or signs what they reviewed', () => {
    for (const kind of caseLetterKinds) {
      if (PLAIN.includes(kind)) continue;
      const draft = permissionOf({ kind, status: 'drafting' }, 'submit');
      const sign = permissionOf({ kind, status: 'in-approval' }, 'issue');
      const state = 'processing' as const;
      const all: ActingPerson = { personId: 'p1', grants: roles.flatMap((role) => holder(role).grants) };
      const afterDoing = (act: Act) => ({ organCode: HERE, state, earlierActors: [{ act, personId: 'p1' }] });
      expect([kind, decide(all, sign, afterDoing(draft)).allowed]).toEqual([kind, false]);
      expect([kind, decide(all, sign, { organCode: HERE, state }).allowed]).toEqual([kind, true]);
      if (!REVIEWED.includes(kind)) continue;
      const review = permissionOf({ kind, status: 'in-review' }, 'review');
      expect([kind, decide(all, review, afterDoing(draft)).allowed]).toEqual([kind, false]);
      expect([kind, decide(all, sign, afterDoing(review)).allowed]).toEqual([kind, false]);
    }
  });
});

describe('what the commands say to a screen', () => {
  const headers: Record<string, string> = {};
  const reply = {
    header: (name: string, value: string) => void Object.assign(headers, { [name]: value }),
  } as unknown as FastifyReply;
  const said = (error: Error) => asLetterProblem(reply, () => Promise.reject(error));

  it('too many documents waiting is 503 with the time to come again', async () => {
    await expect(said(new TypesettingBusyError('等待排版的文件过多，请稍后再试'))).rejects.toMatchObject({
      statusCode: 503,
      kind: 'typesetting-busy',
    });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('what is missing stands one by one with its article; what another did is a conflict', async () => {
    await expect(said(new LetterRefusedError(['依法不能'], [missingElement('remedy')]))).rejects.toMatchObject({
      statusCode: 422,
      errors: [
        { detail: '依法不能' },
        { pointer: '/remedy', detail: expect.stringMatching(/^缺少救济途径和期限（《/) },
      ],
    });
    await expect(said(new LetterChangedError('某人已签发'))).rejects.toMatchObject({ statusCode: 409 });
    await expect(said(new TypeError('bug'))).rejects.toThrow(TypeError);
  });
});
