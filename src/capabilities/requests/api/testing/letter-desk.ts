import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nationalCalendar, type PlainDate, plainDate } from '../../../../kernel/calendar/index.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { FileStore } from '../../../../platform/files/index.ts';
import {
  addPerson,
  DIVISION,
  FINANCE,
  insertSampleOrgans,
  TestOffice,
} from '../../../../platform/identity/testing/office.ts';
import type { Protection } from '../../../../platform/protection/index.ts';
import { openTestProtection } from '../../../../platform/protection/testing/protection.ts';
import { recordEvent } from '../../commands/record-event.ts';
import { registerApplication } from '../../commands/register-application.ts';
import { publishOrganGuide } from '../../intake/organ-guides.ts';
import { registerRequests } from '../../module.ts';
import type { ApplicationEvent } from '../../rules/events.ts';
import { insertLetterSettings } from '../../store/letter-settings.ts';

export type Role = Parameters<typeof addPerson>[3][number];

/** An office with a clerk, a reviewer, the head of the disclosure office and a head, whose organ may write letters. */
export class LetterDesk {
  readonly db: Database;
  readonly office: TestOffice;
  readonly protection: Protection;
  readonly files: FileStore;
  readonly #cookies = new Map<string, string>();
  readonly calendar = nationalCalendar();
  readonly #directory: string;

  private constructor(db: Database, office: TestOffice, protection: Protection, directory: string, files: FileStore) {
    this.db = db;
    this.office = office;
    this.protection = protection;
    this.#directory = directory;
    this.files = files;
  }

  static async open(db: Database): Promise<LetterDesk> {
    const protection = await openTestProtection(db);
    await insertSampleOrgans(db);
    const directory = await mkdtemp(join(tmpdir(), 'gongkai-letters-'));
    const files = new FileStore(directory);
    // The clock is the office's own, which exists a moment later.
    let clock = (): Date => new Date();
    const office = await TestOffice.open(db, {}, (app) =>
      registerRequests(app, { db, protection, division: DIVISION, files, clock: () => clock() }),
    );
    clock = () => office.now;
    const desk = new LetterDesk(db, office, protection, directory, files);
    await publishOrganGuide(
      db,
      DIVISION,
      {
        organCode: FINANCE,
        effectiveOn: plainDate('2020-01-01'),
        officeName: '示例区财政局办公室',
        address: '示例路1号',
        postcode: null,
        officeHours: '工作日8:30-17:00',
        telephone: '0000-00000001',
        fax: null,
        email: null,
        remarks: null,
      },
      'test',
    );
    await insertLetterSettings(
      db,
      DIVISION,
      FINANCE,
      0,
      {
        word: '示财',
        court: '示例区人民法院',
        reviewOrgan: null,
        superiorOrgan: null,
        onlineReview: 'https://fuyi.example.gov.cn',
        feeAccount: '户名：示例区财政局；账号：0000000000',
      },
      'test',
      office.now,
    );
    for (const role of ['clerk', 'reviewer', 'disclosure-officer', 'head', 'legal'] as const)
      await addPerson(db, role, FINANCE, [role]);
    return desk;
  }

  close(): Promise<void> {
    return rm(this.#directory, { recursive: true, force: true });
  }

  set today(day: string) {
    this.office.now = new Date(`${day}T02:00:00Z`);
    // Sessions do not last over days.
    this.#cookies.clear();
  }

  async register(receivedOn: string, events: readonly ApplicationEvent[] = [], name = '示例张三'): Promise<string> {
    const day = plainDate(receivedOn);
    const { id } = await registerApplication(
      this.db,
      DIVISION,
      {
        organCode: FINANCE,
        channel: 'in-person',
        applicantCategory: 'natural',
        applicantName: name,
        subject: '2021年度部门预算执行情况',
        submittedOn: day,
        receivedOn: day,
      },
      this.calendar,
      'test',
      this.protection,
    );
    for (const event of events) await recordEvent(this.db, DIVISION, id, event, this.calendar, 'test');
    return id;
  }

  async cookieOf(who: string): Promise<string> {
    const cookie = this.#cookies.get(who) ?? (await this.office.cookieOf(who));
    this.#cookies.set(who, cookie);
    return cookie;
  }

  async as(who: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
    const cookie = await this.cookieOf(who);
    return this.office.ask(method, url, { cookie, ...(payload ? { payload } : {}) });
  }

  async letters(who: string, id: string) {
    return (await this.as(who, 'GET', `/api/v1/requests/${id}/letters`)).json() as {
      letters: {
        id: string;
        kind: string;
        status: string;
        version: number;
        number: string | null;
        servedOn: string | null;
        paragraphs: string[];
        missing: { label: string; basis: string }[];
        objections: string[];
        acts: { act: string }[];
        steps: { step: string; doneBy: string; opinion: string | null }[];
        inTime: { ok: boolean | null; text: string } | null;
      }[];
      kinds: { kind: string; mayDraft: boolean; reason: string | null; proposal: unknown }[];
    };
  }

  async draft(id: string, content: object, who = 'clerk') {
    const letterId = randomUUID();
    const response = await this.as(who, 'POST', `/api/v1/requests/${id}/letters`, { id: letterId, content });
    return { letterId, response };
  }

  async act(who: string, id: string, letterId: string, act: string, opinion = '同意') {
    const letter = (await this.letters(who, id)).letters.find((one) => one.id === letterId)!;
    return this.as(who, 'POST', `/api/v1/requests/${id}/letters/${letterId}/acts`, {
      version: letter.version,
      act,
      opinion,
    });
  }

  /** Drafts a letter and takes it through everybody's hands. */
  async issue(id: string, content: { facts: { kind: string }; service: string }) {
    const { letterId, response } = await this.draft(id, content);
    if (response.statusCode !== 201) throw new Error(response.body);
    for (const [who, act] of [
      ['clerk', 'submit'],
      ['reviewer', 'review'],
      ['head', 'issue'],
    ] as const) {
      const letter = (await this.letters(who, id)).letters.find((one) => one.id === letterId)!;
      if (!letter.acts.some((one) => one.act === act)) continue;
      const answer = await this.act(who, id, letterId, act);
      if (answer.statusCode !== 200) throw new Error(`${act}: ${answer.body}`);
    }
    const letter = (await this.letters('clerk', id)).letters.find((one) => one.id === letterId)!;
    return { ...letter, letterId };
  }

  async case(id: string) {
    return (await this.as('clerk', 'GET', `/api/v1/requests/${id}`)).json();
  }
}

export const day = (text: string): PlainDate => plainDate(text);
