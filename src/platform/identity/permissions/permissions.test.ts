import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, actNames, acts, type SubjectState, subjectStates } from './acts.ts';
import { type ActingPerson, actsOf, decide, type Grant, organsWhere } from './decide.ts';
import { incompatibleRoles, type Role, roleReach, roles } from './roles.ts';
import { permissionTable, separationOfDuties } from './table.ts';

// The duties as an official would draw them, one row an act and its states, one column a role. Every pair that has no
// letter must be refused, and so must every state that is not named.
//   C clerk  R reviewer  D disclosure-officer  L legal  H head  S supervisor  A auditor  M administrator  T technical
const LETTERS: Record<string, Role> = {
  C: 'clerk',
  R: 'reviewer',
  D: 'disclosure-officer',
  L: 'legal',
  H: 'head',
  S: 'supervisor',
  A: 'auditor',
  M: 'administrator',
  T: 'technical-administrator',
};
const WORK = 'processing suspended';
const LAPSED = 'correction-lapsed payment-lapsed';
const UNANSWERED = `submitted ${WORK} awaiting-correction awaiting-payment ${LAPSED}`;
const REPLY = `${WORK} ${LAPSED} closed`;
const DRAWN = `
requests.list                              | *                                  | C R D L H S . . .
requests.read                              | *                                  | C R D L H S . . .
requests.export                            | *                                  | . . D . . S . . .
requests.read-personal-data                | *                                  | C . D . H . . . .
requests.erase-personal-data               | closed ${LAPSED}                   | . . D . . . . . .
requests.register                          | *                                  | C . D . . . . . .
requests.assign                            | ${UNANSWERED}                      | . . D . . . . . .
requests.take                              | ${UNANSWERED}                      | C . D . . . . . .
requests.ask-co-handling                   | ${UNANSWERED}                      | C . D . . . . . .
requests.answer-co-handling                | *                                  | C . D . . . . . .
requests.suggest-proactive                 | *                                  | C . D . . . . . .
requests.decide-proactive                  | *                                  | . . D . . . . . .
records-correction.read                    | *                                  | C R D L H S . . .
records-correction.handle                  | *                                  | C . D . . . . . .
records-correction.review                  | *                                  | . R . L . . . . .
records-correction.sign                    | *                                  | . . D . H . . . .
requests.record.submitted                  | submitted                          | C . D . . . . . .
requests.record.received                   | submitted                          | C . D . . . . . .
requests.record.correction-requested       | ${WORK}                            | C . D . . . . . .
requests.record.corrected                  | awaiting-correction correction-lapsed | C . D . . . . . .
requests.record.consultation-sent          | ${WORK}                            | C . D . . . . . .
requests.record.consultation-answered      | ${UNANSWERED}                      | C . D . . . . . .
requests.record.notice-delivered           | ${UNANSWERED}                      | C . D . . . . . .
requests.decide                            | ${UNANSWERED} closed               | C . D . . . . . .
requests.annotate                          | *                                  | C R D L H . . . .
requests.split                             | ${UNANSWERED}                      | C . D . . . . . .
requests.draft-letter                      | *                                  | C . D . . . . . .
requests.review-letter                     | *                                  | . R . L . . . . .
requests.sign-letter                       | *                                  | . . D . H . . . .
requests.serve-letter                      | *                                  | C . D . . . . . .
letters.read                               | *                                  | C R D L H S . M .
letters.change-templates                   | *                                  | . . . . . . . M .
letters.change-settings                    | *                                  | . . D . . . . M .
requests.request-extension                 | ${WORK}                            | C . D . . . . . .
requests.approve-extension                 | ${WORK}                            | . . D . H . . . .
requests.record.extended                   | ${WORK}                            | C . D . . . . . .
requests.record.reasons-requested          | ${WORK}                            | C . D . . . . . .
requests.record.reasons-given              | ${UNANSWERED}                      | C . D . . . . . .
requests.record.delayed                    | ${WORK}                            | . . D . . . . . .
requests.record.fee-notified               | ${WORK}                            | C . D . . . . . .
requests.record.fee-paid                   | awaiting-payment payment-lapsed    | C . D . . . . . .
requests.record.withdrawn                  | ${UNANSWERED}                      | C . D . . . . . .
requests.draft-reply                       | ${REPLY}                           | C . . . . . . . .
requests.review-reply                      | ${REPLY}                           | . R . . . . . . .
requests.legal-review                      | ${REPLY}                           | . . . L . . . . .
requests.sign-reply                        | ${REPLY}                           | . . D . H . . . .
requests.record.replied                    | ${UNANSWERED}                      | C . D . . . . . .
requests.record.served                     | ${UNANSWERED} closed               | C . D . . . . . .
requests.record.reanswer-ordered           | closed                             | . . D L . . . . .
requests.record.reanswered                 | closed                             | C . D . . . . . .
remedies.read                              | *                                  | C R D L H S . . .
remedies.record                            | *                                  | . . D L . . . . .
remedies.export                            | *                                  | . . D L . S . . .
documents.read                             | *                                  | C R D L H S . . .
documents.register                         | *                                  | C . D . . . . . .
documents.legal-review                     | in-force amended suspended         | . . . L . . . . .
documents.change-validity                  | in-force amended suspended         | . . D L . . . . .
documents.record-step                      | *                                  | C . D L . . . . .
documents.clean-up                         | *                                  | . . D L . . . . .
publications.read                          | *                                  | C R D L H S . . .
publications.create                        | *                                  | C . D . . . . . .
publications.write                         | drafting                           | C . D . . . . . .
publications.submit                        | drafting                           | C . D . . . . . .
publications.proofread                     | first-review second-review final-review | C R . . . . . . .
publications.review-disclosure             | first-review second-review final-review | . R D L . . . . .
publications.first-review                  | first-review                       | . R D . . . . . .
publications.second-review                 | second-review                      | . R D L . . . . .
publications.final-review                  | final-review                       | . . D . H . . . .
publications.return                        | first-review second-review final-review approved | . R D L H . . . .
publications.publish                       | approved                           | . . D . H . . . .
publications.revise                        | settled                            | C . D . . . . . .
publications.withdraw                      | *                                  | . . D . H . . . .
publications.redirect                      | *                                  | C . D . . . . . .
publication-settings.read                   | *                                  | C R D L H S . M .
publication-settings.change                 | *                                  | . . . . . . . M .
publication-settings.adapt-catalogue           | *                                  | . . D . . . . M .
search.manage-synonyms                     | *                                  | . . D . . . . M .
gazettes.compose                           | *                                  | C . D . . . . . .
gazettes.publish                           | *                                  | . . D . H . . . .
topics.manage                              | *                                  | C . D . . . . . .
screening.read                             | *                                  | C R D L H S . . .
screening.check                            | *                                  | C R D L H . . . .
screening.assign                           | *                                  | . . D . . . . . .
screening.mend                             | *                                  | C R D . . . . . .
screening.dispute                          | *                                  | C R D . . . . . .
screening.decide-dispute                   | *                                  | . . D L . . . . .
screening.rescan                           | *                                  | . . D . . . . . .
screening.manage-lexicons                  | *                                  | . . D . . . . . .
screening.manage-allowances                | *                                  | . . D . . . . . .
screening.manage-channels                  | *                                  | . . D . . . . . .
figures.read                               | *                                  | C R D L H S . . .
figures.report                             | *                                  | C . D . . . . . .
figures.correct                            | *                                  | . . D . . . . . .
annual-report.read                         | *                                  | C R D L H S . . .
annual-report.compile                      | *                                  | C . D . . . . . .
annual-report.write                        | drafting published                 | C . D . . . . . .
annual-report.submit                       | drafting published                 | C . D . . . . . .
annual-report.check                        | submitted                          | . R D . . . . . .
annual-report.sign                         | checked                            | . . D . H . . . .
annual-report.return                       | submitted checked signed           | . R D . H . . . .
annual-report.publish                      | signed                             | . . D . H . . . .
annual-report.correct                      | signed                             | . . D . H . . . .
report-collection.read                     | *                                  | C R D L H S . . .
report-collection.manage                   | *                                  | . . D . . . . . .
report-collection.decide                   | *                                  | . . D . . . . . .
report-collection.fill                     | *                                  | C . D . . . . . .
report-collection.hand-in                  | *                                  | C . D . H . . . .
users.list                                 | *                                  | . . . . . . A M .
users.create                               | *                                  | . . . . . . . M .
users.update                               | active                             | . . . . . . . M .
users.assign-post                          | active                             | . . . . . . . M .
users.disable                              | active                             | . . . . . . . M .
users.enable                               | disabled                           | . . . . . . . M .
users.reset-credentials                    | active                             | . . . . . . . M .
organs.read                                | *                                  | C R D L H S A M T
organs.change                              | *                                  | . . . . . . . M .
delegations.create-own                     | *                                  | C R D L H S . . .
delegations.manage                         | *                                  | . . . . . . . M .
calendar.read                              | *                                  | C R D L H S . M T
calendar.load                              | *                                  | . . . . . . . M .
audit.search                               | *                                  | . . . . . . A . .
audit.export                               | *                                  | . . . . . . A . .
audit.verify                               | *                                  | . . . . . . A . .
audit.read-personal-data                   | *                                  | . . . . . . A . .
notifications.deliveries                   | *                                  | . . . . . . . M T
system.status                              | *                                  | . . . . . . . . T
system.rotate-keys                         | *                                  | . . . . . . . . T
system.backup                              | *                                  | . . . . . . . . T
`;

interface DrawnRow {
  act: Act;
  states: Set<string>;
  holders: Set<Role>;
}
const rows: DrawnRow[] = DRAWN.trim()
  .split('\n')
  .map((line) => {
    const [act, states, letters] = line.split('|').map((part) => part.trim()) as [Act, string, string];
    return {
      act,
      states: new Set(states === '*' ? subjectStates[acts[act].subject] : states.split(' ')),
      holders: new Set(letters.split(' ').flatMap((letter) => LETTERS[letter] ?? [])),
    };
  });

const HERE = '330206-01';
const ELSEWHERE = '330206-02';

function holder(role: Role, personId = 'p1', organs: readonly string[] = [HERE]): ActingPerson {
  return { personId, grants: [grantOf(role, organs)] };
}
function grantOf(role: Role, organs: readonly string[] = [HERE]): Grant {
  return { postId: `post-${role}`, postTitle: role, organCode: HERE, role, organs: new Set(organs) };
}

describe('the permission table', () => {
  it('draws every act once', () => {
    expect(rows.map(({ act }) => act).sort()).toEqual([...actNames].sort());
  });

  describe.each(rows)('$act', ({ act, states, holders }) => {
    const subject = acts[act].subject;
    it.each(roles)('%s', (role) => {
      for (const state of subjectStates[subject]) {
        const target = { organCode: HERE, ...(subject === 'none' ? {} : { state: state as SubjectState }) };
        const decision = decide(holder(role), act, target);
        const expected = holders.has(role) && states.has(state);
        expect([act, role, state, decision.allowed]).toEqual([act, role, state, expected]);
        if (decision.allowed) expect(decision.grant.postId).toBe(`post-${role}`);
        else expect(decision.why).toBe(holders.has(role) ? 'state' : 'unseen');
        expect(decide(holder(role), act, { ...target, organCode: ELSEWHERE })).toEqual({
          allowed: false,
          why: 'unseen',
        });
      }
    });
  });

  it('names only states that the act’s subject has', () => {
    for (const { act, states } of permissionTable)
      for (const state of states) expect(subjectStates[acts[act].subject] as readonly string[]).toContain(state);
  });

  it('lets who keeps watch perform nothing, and who runs the machine see no case', () => {
    const doing = actNames.filter((act) => !/\.(list|read|search|export|verify|read-personal-data|status)$/.test(act));
    for (const act of doing.filter((name) => name !== 'delegations.create-own')) {
      expect([act, decide(holder('auditor'), act).allowed]).toEqual([act, false]);
      expect([act, decide(holder('supervisor'), act).allowed]).toEqual([act, false]);
    }
    const cases = actNames.filter((act) => /^(requests|remedies)\./.test(act));
    for (const role of ['technical-administrator', 'administrator', 'auditor'] as const)
      for (const act of cases) expect([act, decide(holder(role), act).allowed]).toEqual([act, false]);
  });
});

describe('separation of duties', () => {
  it.each(separationOfDuties.flatMap(({ act, earlier }) => earlier.map((before) => [before, act] as const)))(
    'who did %s is refused %s of the same record, another person is not',
    (before, act) => {
      const state = rows
        .find((row) => row.act === act)!
        .states.values()
        .next().value as SubjectState;
      const [role] = rows.find((row) => row.act === act)!.holders;
      const target = (personId: string) => ({ organCode: HERE, state, earlierActors: [{ act: before, personId }] });
      expect(decide(holder(role!), act, target('p1'))).toMatchObject({ allowed: false, why: 'separation' });
      expect(decide(holder(role!), act, target('p2')).allowed).toBe(true);
    },
  );

  it('holds for a person who signs for an absent head what they drafted themselves', () => {
    const delegated: Grant = {
      ...grantOf('head'),
      delegation: { id: 'd1', fromPerson: 'p9', acts: new Set<Act>(['requests.sign-reply']) },
    };
    const person: ActingPerson = { personId: 'p1', grants: [grantOf('clerk'), delegated] };
    const drafted = [{ act: 'requests.draft-reply' as const, personId: 'p1' }];
    const target = { organCode: HERE, state: 'processing' as const };
    expect(decide(person, 'requests.sign-reply', target).allowed).toBe(true);
    expect(decide(person, 'requests.sign-reply', { ...target, earlierActors: drafted }).allowed).toBe(false);
  });
});

describe('posts and delegations', () => {
  const delegated = (...of: Act[]): Grant => ({
    ...grantOf('head'),
    postId: 'delegated',
    delegation: { id: 'd1', fromPerson: 'p9', acts: new Set(of) },
  });

  it('give only the acts named in the delegation', () => {
    const person: ActingPerson = { personId: 'p1', grants: [delegated('requests.sign-reply')] };
    const target = { organCode: HERE, state: 'processing' as const };
    expect(decide(person, 'requests.sign-reply', target).allowed).toBe(true);
    expect(decide(person, 'requests.approve-extension', target)).toEqual({ allowed: false, why: 'unseen' });
    expect(actsOf(person)).toEqual(['requests.sign-reply']);
  });

  it('put the own post before a delegated one', () => {
    const person: ActingPerson = {
      personId: 'p1',
      grants: [delegated('requests.sign-reply'), grantOf('disclosure-officer')],
    };
    const decision = decide(person, 'requests.sign-reply', { organCode: HERE, state: 'processing' });
    expect(decision).toMatchObject({ allowed: true, grant: { postId: 'post-disclosure-officer' } });
  });

  it('never let a role of one organ act in another where only a lesser role reaches', () => {
    const person: ActingPerson = {
      personId: 'p1',
      grants: [grantOf('head', [HERE]), grantOf('supervisor', [HERE, ELSEWHERE])],
    };
    const target = { organCode: ELSEWHERE, state: 'processing' as const };
    expect(decide(person, 'requests.read', target).allowed).toBe(true);
    expect(decide(person, 'requests.sign-reply', target)).toEqual({ allowed: false, why: 'unseen' });
    expect(organsWhere(person, 'requests.read')).toEqual(new Set([HERE, ELSEWHERE]));
    expect(organsWhere(person, 'requests.sign-reply')).toEqual(new Set([HERE]));
  });

  it('more posts never take a right away (but for what a person did before)', () => {
    const anyRole = fc.constantFrom(...roles);
    const anyAct = fc.constantFrom(...actNames);
    fc.assert(
      fc.property(fc.array(anyRole), anyRole, anyAct, fc.nat(), (held, more, act, pick) => {
        const states = subjectStates[acts[act].subject];
        const state = states[pick % states.length]!;
        const target = { organCode: HERE, ...(state === 'always' ? {} : { state }) };
        const before = decide({ personId: 'p1', grants: held.map((role) => grantOf(role)) }, act, target);
        const after = decide({ personId: 'p1', grants: [...held, more].map((role) => grantOf(role)) }, act, target);
        expect(after.allowed || !before.allowed).toBe(true);
      }),
    );
  });

  it('a thing is never judged without its state', () => {
    expect(() => decide(holder('clerk'), 'requests.read', { organCode: HERE })).toThrow('depends on a state');
  });
});

describe('roles', () => {
  it('that act on cases reach their own organ only', () => {
    for (const role of ['clerk', 'reviewer', 'disclosure-officer', 'legal', 'head'] as const)
      expect(roleReach[role]).toBe('own');
  });

  it.each<[Role[], boolean]>([
    [['auditor'], false],
    [['auditor', 'supervisor'], false],
    [['auditor', 'administrator'], true],
    [['technical-administrator', 'auditor'], true],
    [['clerk', 'auditor'], true],
    [['administrator', 'technical-administrator'], false],
    [['clerk', 'head'], false],
  ])('%j held by one person: refused %s', (held, refused) => {
    expect(incompatibleRoles(held) !== undefined).toBe(refused);
  });
});
