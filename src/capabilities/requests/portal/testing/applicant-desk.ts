import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach } from 'vitest';
import type { OpenTestDatabase } from '../../../../../test/support/database.ts';
import {
  buildIntakeApp,
  DIVISION,
  FormClient,
  ORGAN,
  openIntake,
  RESIDENT_ID,
} from '../../../../../test/support/intake.ts';
import { nationalCalendar } from '../../../../kernel/calendar/index.ts';
import { recordEvent } from '../../commands/record-event.ts';

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF');

export let intake: Awaited<ReturnType<typeof openIntake>>;
export let app: FastifyInstance;
export let log: string;
export let client: FormClient;
export const published = [{ href: '/p/1', title: '某某路拓宽工程补偿方案（已公开）' }];
export let matches: typeof published;

/** What search is said to find before an application is filled in. */
export function publish(found: typeof published): void {
  matches = found;
}

/** The applicants' pages over a database of their own for each test, and somebody's browser. */
export function usePortal(open: OpenTestDatabase): void {
  beforeEach(async () => {
    intake = await openIntake(await open());
    log = '';
    matches = [];
    const stream = {
      write: (line: string) => {
        log += line;
      },
    };
    const letters = {
      list: async () => [
        { id: 'letter-1', title: '补正告知书', number: '某公补〔2026〕1号', issuedOn: '2026-06-17', format: 'PDF' },
      ],
      open: async (_db: unknown, _division: string, applicationId: string, id: string) =>
        id === 'letter-1'
          ? { content: Buffer.from(applicationId), mediaType: 'application/pdf', fileName: '补正告知书.pdf' }
          : undefined,
    };
    app = await buildIntakeApp(intake, { findPublished: async () => matches, letters }, stream);
    client = new FormClient(app);
  });
  afterEach(async () => {
    await app.close();
    await intake.close();
  });
}

export const applicant = {
  name: '林某某',
  idType: 'resident-id',
  idNumber: RESIDENT_ID,
  telephone: '13800000000',
  email: '',
  address: '',
  postcode: '',
};

export async function fillIn(to: 'check' | 'submit', who = client): Promise<void> {
  await who.post('/requests/new/organ', { organ: ORGAN });
  await who.post('/requests/new/content', { title: '某某路拓宽工程补偿方案' });
  await who.post('/requests/new/applicant', { kind: 'natural' });
  await who.post('/requests/new/applicant/details', applicant);
  await who.post('/requests/new/delivery', { medium: 'electronic', route: 'online' });
  if (to === 'submit') await who.post('/requests/new/submit');
}

/** Number and code as the receipt shows them. */
export async function receipt(who = client): Promise<{ reference: string; code: string }> {
  const { body } = await who.get('/requests/receipt');
  const shown = (id: string) => new RegExp(`<strong id="${id}">([^<]+)<`).exec(body)?.[1] ?? '';
  return { reference: shown('reference'), code: shown('code') };
}

export async function applicationId(): Promise<string> {
  return (await intake.db.selectFrom('application').select('id').executeTakeFirstOrThrow()).id;
}

export const record = async (event: Parameters<typeof recordEvent>[3]) =>
  recordEvent(intake.db, DIVISION, await applicationId(), event, nationalCalendar(), 'test');
