import type { Channel } from '../src/capabilities/requests/index.ts';
import type { PlainDate } from '../src/kernel/calendar/index.ts';
import { type DeskOffice, DeskRefusedError, OFFICE } from './desk-office.ts';
import { applicantName } from './names.ts';

/** Whoever handles a case, reviews and signs its letters at the government's office. */
export const CLERK = 'chengban';
export const REVIEWER = 'shenhe';
export const OFFICER = 'gongkai';
export const LEGAL = 'fazhi';
export const HEAD = 'lingdao';
/** Clerk of the department. */
export const COLLEAGUE = 'zhujian';

export interface NewCase {
  subject: string;
  channel?: Channel;
  category?: 'natural' | 'business' | 'legal';
  applicant?: string;
  organ?: string;
  by?: string;
  /** Handed in on an earlier day than received; null while it is not confirmed. */
  receivedOn?: PlainDate | null;
}

/** Registers an application on the day it is handed in. @returns its id */
export async function register(office: DeskOffice, of: NewCase): Promise<string> {
  const { id } = await office.ask<{ id: string }>(of.by ?? CLERK, 'POST', '/requests', {
    organCode: of.organ ?? OFFICE,
    channel: of.channel ?? 'in-person',
    applicantCategory: of.category ?? 'natural',
    applicantName: of.applicant ?? applicantName(of.category ?? 'natural', office.random),
    subject: of.subject,
    submittedOn: office.today,
    receivedOn: of.receivedOn === undefined ? office.today : of.receivedOn,
  });
  return id;
}

export async function take(office: DeskOffice, id: string, by = CLERK): Promise<void> {
  await office.ask(by, 'POST', `/requests/${id}/assignment`, { kind: 'taken' });
}

/** A letter that was begun: its place and how often it was moved on. */
export interface Draft {
  readonly path: string;
  version: number;
}

interface LetterView {
  kinds: { kind: string; reason: string | null; proposal: { facts: object; service: string } | null }[];
}

/** Begins a letter from what the case proposes, with what a clerk fills in. */
export async function draft(
  office: DeskOffice,
  id: string,
  kind: string,
  facts: object = {},
  service: 'hand' | 'post' = 'hand',
): Promise<Draft> {
  const base = `/requests/${id}/letters`;
  const { kinds } = await office.ask<LetterView>(CLERK, 'GET', base);
  const offered = kinds.find((one) => one.kind === kind);
  if (!offered?.proposal || offered.reason !== null) throw new DeskRefusedError(`${kind}: ${offered?.reason}`);
  const letterId = office.nextLetter();
  const content = { ...offered.proposal, service, facts: { ...offered.proposal.facts, ...facts } };
  await office.ask(CLERK, 'POST', base, { id: letterId, content });
  return { path: `${base}/${letterId}`, version: 1 };
}

export async function move(
  office: DeskOffice,
  letter: Draft,
  by: string,
  act: 'submit' | 'review' | 'legal-review' | 'return' | 'issue',
  opinion = act === 'submit' ? '' : '同意。',
): Promise<void> {
  await office.ask(by, 'POST', `${letter.path}/acts`, { version: letter.version, act, opinion });
  letter.version++;
}

export async function serve(
  office: DeskOffice,
  letter: Draft,
  proof: string,
  service: 'hand' | 'post' = 'hand',
): Promise<void> {
  await office.ask(CLERK, 'POST', `${letter.path}/service`, { service, on: office.today, proof });
}

/** A notice of the procedure, signed and sent out on one day. */
export async function sendNotice(
  office: DeskOffice,
  id: string,
  kind: string,
  facts: object,
  signer = HEAD,
): Promise<Draft> {
  const letter = await draft(office, id, kind, facts, 'post');
  await move(office, letter, CLERK, 'submit');
  await move(office, letter, signer, 'issue');
  return letter;
}

const THROUGH = { clarity: 'clear', nature: 'information', responsibility: 'ours' } as const;

/** Saves how a case is decided: one outcome for the whole of it. */
export async function decide(
  office: DeskOffice,
  id: string,
  finding: { outcome: string } & Record<string, unknown>,
): Promise<void> {
  const { outcome } = finding;
  const rest = outcome.startsWith('DENIED')
    ? { existence: 'held', disclosure: 'withheld', ground: outcome }
    : outcome === 'NOT_EXIST'
      ? { existence: outcome }
      : { existence: 'held', disclosure: outcome };
  const answers = { ...THROUGH, ...rest };
  await office.ask(CLERK, 'PUT', `/requests/${id}/decision`, { version: 0, items: [{ answers, finding }] });
}
