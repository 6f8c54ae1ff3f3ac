import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WorkingCalendar } from '../../../kernel/calendar/index.ts';
import { calendarReader } from '../../../platform/calendars/cache.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  type Act,
  type AuditDetail,
  auditedAct,
  authorise,
  type Grant,
  notFound,
  requireActor,
} from '../../../platform/identity/index.ts';
import type { CommandContext } from '../commands/draft.ts';
import type { PreparedExaminations, ReleaseGate } from '../commands/release-gate.ts';
import { examineBefore } from '../commands/review.ts';
import { findPublication, type Publication } from '../store/publications.ts';
import { asProblem } from './problems.ts';
import { publicationView } from './view.ts';

export interface PublicationApiOptions {
  db: Database;
  division: string;
  clock?: () => Date;
  /** What examines a text before it is released; see commands/release-gate.ts. */
  releaseGate?: ReleaseGate | undefined;
}

export const TAGS = ['publications'];

export function auditView(publication: Publication) {
  const { stage, visibility, edition, revision, indexNumber } = publication;
  return { indexNumber, stage, visibility, edition, revision, withdrawal: publication.withdrawal?.kind ?? null };
}

/** What the routes of the office's desk share. */
export class Desk {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly division: string;
  readonly now: () => Date;
  readonly calendar: () => Promise<WorkingCalendar>;
  readonly #releaseGate: ReleaseGate | undefined;

  constructor(app: FastifyInstance, { db, division, clock, releaseGate }: PublicationApiOptions) {
    this.app = app;
    this.db = db;
    this.division = division;
    this.now = clock ?? (() => new Date());
    this.calendar = calendarReader(db);
    this.#releaseGate = releaseGate;
  }

  /** @throws 404 */
  async find(id: string): Promise<Publication> {
    const publication = await findPublication(this.db, this.division, id);
    if (!publication) throw notFound();
    return publication;
  }

  /** The publication, where the person may do the act to it as it stands. @throws 404, 409 */
  async open(request: FastifyRequest, id: string, act: Act): Promise<{ publication: Publication; grant: Grant }> {
    const publication = await this.find(id);
    const grant = authorise(request, act, { organCode: publication.organCode, state: publication.stage });
    return { publication, grant };
  }

  #context(request: FastifyRequest, transaction: Database, grant: Grant, calendar: WorkingCalendar): CommandContext {
    const { personId, person } = requireActor(request);
    return {
      db: transaction,
      divisionCode: this.division,
      calendar,
      now: this.now(),
      by: { id: personId, name: `${person.fullName}（${grant.postTitle}）` },
      releaseGate: this.#releaseGate,
    };
  }

  /** Runs a command and its audit event in one transaction; refusals become problems. */
  async act<T>(
    request: FastifyRequest,
    grant: Grant,
    command: (context: CommandContext) => Promise<{ answer: T; detail: AuditDetail }>,
  ): Promise<T> {
    // Read before the transaction: the embedded database has one connection.
    const calendar = await this.calendar();
    return asProblem(() =>
      auditedAct(request, grant, (transaction) => command(this.#context(request, transaction, grant, calendar))),
    );
  }

  /** An act on one publication, answered with what stands then. */
  async actOn(
    request: FastifyRequest,
    grant: Grant,
    action: Act,
    before: Publication | null,
    reason: string | null,
    command: (context: CommandContext) => Promise<Publication | { publication: Publication; alongside: string[] }>,
  ) {
    const changed = await this.act(request, grant, async (context) => {
      const result = await command(context);
      const after = 'publication' in result ? result.publication : result;
      const alongside = 'publication' in result ? { alongside: result.alongside } : {};
      return {
        answer: after,
        detail: {
          action,
          organCode: after.organCode,
          subject: { kind: 'publication', id: after.id },
          reason,
          before: before && auditView(before),
          after: { ...auditView(after), ...alongside },
        },
      };
    });
    return this.view(request, changed);
  }

  /** What the gate says of a text about to be released, asked before the transaction. */
  examine(publication: Publication): Promise<PreparedExaminations> {
    return examineBefore(this.db, this.division, this.#releaseGate, publication);
  }

  view(request: FastifyRequest, publication: Publication) {
    if (publication.stage === 'final-review' || publication.stage === 'approved') this.#releaseGate?.prepare?.();
    return publicationView(request, this.db, this.division, publication, this.now(), this.calendar);
  }
}
