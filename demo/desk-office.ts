import type { FastifyInstance } from 'fastify';
import { type PlainDate, shanghaiDate, toEpochDay, type WorkingCalendar } from '../src/kernel/calendar/index.ts';
import { DEMONSTRATION_PASSWORD } from './accounts.ts';
import { compareText } from './dates.ts';
import { labelledUuid, type Random } from './random.ts';

/** The government's office and the department that has an account of its own. */
export const OFFICE = '33020601';
export const DEPARTMENT = '33020613';

/** Work that goes over days: it gives the day on which its next part is done. */
export type Course = AsyncGenerator<PlainDate, void, void>;

/** What the office's own programming interface did not accept. */
export class DeskRefusedError extends Error {
  override name = 'DeskRefusedError';
}

const FIRST_HOUR = 'T01:05:00Z';
const BETWEEN_ACTS_MS = 40_000;
const BETWEEN_PARTS_MS = 300_000;

interface Answer {
  statusCode: number;
  body: string;
}

/**
 * Sits at the office's desk in the place of the demonstration's persons: each request goes to the routes that the office's
 * pages ask, signed in, on the day it is done on. So numbers, clocks, audit and refusals are those of the product.
 */
export class DeskOffice {
  readonly random: Random;
  readonly #app: FastifyInstance;
  readonly #calendar: WorkingCalendar;
  readonly #last: number;
  readonly #until: Date;
  readonly #cookies = new Map<string, string>();
  readonly #clock: { now: Date };
  #letters = 0;

  /** `clock` is the one the application tells the time by. */
  constructor(app: FastifyInstance, calendar: WorkingCalendar, clock: { now: Date }, until: Date, random: Random) {
    this.#app = app;
    this.#calendar = calendar.withProvisionalYears();
    this.#clock = clock;
    this.#until = until;
    this.#last = this.#calendar.ordinal(toEpochDay(shanghaiDate(until)));
    this.random = random;
  }

  get now(): Date {
    return this.#clock.now;
  }

  get today(): PlainDate {
    return shanghaiDate(this.#clock.now);
  }

  nextLetter(): string {
    return labelledUuid(`desk/letter/${++this.#letters}`);
  }

  /** So many working days before the last one that is not after today. */
  before(workingDays: number): PlainDate {
    return this.#calendar.text(this.#calendar.dayOfOrdinal(this.#last - workingDays));
  }

  after(workingDays: number): PlainDate {
    return this.before(-workingDays);
  }

  async signIn(...names: string[]): Promise<void> {
    for (const name of names) {
      const payload = { name, password: DEMONSTRATION_PASSWORD };
      const answer = await this.#inject('POST', '/api/v1/session', undefined, payload);
      const cookie = [answer.headers['set-cookie']].flat().find((one) => one?.includes('gongkai-session='));
      if (answer.statusCode !== 200 || cookie === undefined) throw new DeskRefusedError(`${name}: ${answer.body}`);
      this.#cookies.set(name, cookie.split(';', 1)[0]!);
    }
  }

  async signOut(): Promise<void> {
    for (const cookie of this.#cookies.values()) await this.#inject('DELETE', '/api/v1/session', cookie);
    this.#cookies.clear();
  }

  /** Asks as the page itself would. @throws DeskRefusedError */
  async ask<T = unknown>(name: string, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object): Promise<T> {
    const answer = await this.tryToAsk(name, method, path, payload);
    if (answer.statusCode >= 300) throw new DeskRefusedError(`${name}: ${method} ${path}: ${answer.body}`);
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
  }

  /** The same where a refusal is what is wanted. */
  async tryToAsk(name: string, method: 'GET' | 'POST' | 'PUT', path: string, payload?: object): Promise<Answer> {
    this.#pass(BETWEEN_ACTS_MS);
    return this.#inject(method, `/api/v1${path}`, this.#cookies.get(name), payload);
  }

  /**
   * Does all work in the order of its days. What is refused ends its own course only.
   * @returns what was refused; empty as long as the days of the year allow all of it
   */
  async work(courses: readonly Course[]): Promise<string[]> {
    const refused: string[] = [];
    const waiting: { course: Course; day: PlainDate; place: number }[] = [];
    const advance = async (course: Course, place: number): Promise<void> => {
      try {
        const next = await course.next();
        if (!next.done && next.value <= shanghaiDate(this.#until)) waiting.push({ course, day: next.value, place });
      } catch (error) {
        if (!(error instanceof DeskRefusedError)) throw error;
        refused.push(error.message);
      }
    };
    for (const [place, course] of courses.entries()) await advance(course, place);
    while (waiting.length > 0) {
      waiting.sort((a, b) => compareText(a.day, b.day) || a.place - b.place);
      const { course, day, place } = waiting.shift()!;
      this.#turnTo(day);
      await advance(course, place);
    }
    return refused;
  }

  #turnTo(day: PlainDate): void {
    const opens = new Date(`${day}${FIRST_HOUR}`);
    if (opens > this.#clock.now) this.#set(opens);
    else this.#pass(BETWEEN_PARTS_MS);
  }

  /** Time goes on, but not past the day nor past what the real clock shows. */
  #pass(milliseconds: number): void {
    const next = new Date(this.#clock.now.getTime() + milliseconds);
    if (shanghaiDate(next) === this.today) this.#set(next);
  }

  #set(time: Date): void {
    this.#clock.now = time > this.#until ? this.#until : time;
  }

  #inject(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, cookie?: string, payload?: object) {
    return this.#app.inject({
      method,
      url,
      headers: {
        'sec-fetch-site': 'same-origin',
        'user-agent': '演示数据',
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
  }
}
