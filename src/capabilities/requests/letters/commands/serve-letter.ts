import { type PlainDate, shanghaiDate } from '../../../../kernel/calendar/index.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { recordEvent } from '../../commands/record-event.ts';
import { RequestNotFoundError } from '../../commands/refused.ts';
import { applicationKey } from '../../intake/application-details.ts';
import type { IntakeContext } from '../../intake/context.ts';
import type { Service } from '../../rules/events.ts';
import type { Problem } from '../../rules/problems.ts';
import { findApplication } from '../../store/applications.ts';
import { findLetter, insertStep, listSteps, storeService } from '../../store/letters.ts';
import type { CaseFacts } from '../rules/case-facts.ts';
import { isReanswerDue } from '../rules/case-letter.ts';
import { eventOfService } from '../rules/letter-event.ts';
import { changedMeanwhile, type LetterActor } from './draft-letter.ts';
import { LetterNotFoundError, LetterRefusedError } from './errors.ts';

export interface ServedAs {
  readonly service: Service;
  /** Signed, posted or arrived. */
  readonly on: PlainDate;
  /** Who signed, the number of the registered mail, or where it arrived. */
  readonly proof: string;
}

/** Puts service and its event on record. @throws LetterChangedError when it was served already */
export async function recordService(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  letter: {
    readonly id: string;
    readonly number: string | null;
    readonly facts: CaseFacts;
    readonly isReanswer: boolean;
  },
  served: ServedAs,
  actor: LetterActor,
): Promise<readonly Problem[]> {
  const { division } = context;
  const key = await applicationKey(transaction, context, applicationId);
  const now = context.now();
  const stored = await storeService(transaction, division, key, letter.id, { ...served, at: now, by: actor.doneBy });
  const steps = (await listSteps(transaction, division, applicationId, key)).filter(
    (one) => one.letterId === letter.id,
  );
  const found = await findLetter(transaction, division, applicationId, letter.id, key);
  if (!found?.content) throw new LetterNotFoundError();
  if (!stored) throw await changedMeanwhile(transaction, context, applicationId, letter.id);
  await insertStep(transaction, division, key, {
    letterId: letter.id,
    sequence: (steps.at(-1)?.sequence ?? 0) + 1,
    step: 'served',
    act: 'requests.serve-letter',
    personId: actor.personId,
    doneBy: actor.doneBy,
    opinion: null,
    content: found.content,
    doneAt: now,
  });
  const event = eventOfService(letter.facts, letter, served.service, served.on);
  if (!event) return [];
  return recordEvent(transaction, division, applicationId, event, await context.calendar(), actor.doneBy);
}

/**
 * Records how an issued letter was served; where a clock hangs on it, the event stands in the record in the same
 * transaction. @throws LetterRefusedError, LetterChangedError, LetterNotFoundError, RequestRefusedError
 */
export async function serveLetter(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  letterId: string,
  served: ServedAs,
  actor: LetterActor,
): Promise<readonly Problem[]> {
  const { division } = context;
  const application = await findApplication(transaction, division, applicationId);
  if (!application) throw new RequestNotFoundError();
  const key = await applicationKey(transaction, context, applicationId);
  const letter = await findLetter(transaction, division, applicationId, letterId, key);
  if (!letter?.content) throw new LetterNotFoundError();
  if (letter.status !== 'issued') throw new LetterRefusedError(['文书尚未签发，不能送达']);
  if (served.on < letter.issuedOn!) throw new LetterRefusedError(['送达日期不能早于签发日期']);
  if (served.on > shanghaiDate(context.now())) throw new LetterRefusedError(['送达日期不能晚于今天']);
  return recordService(
    transaction,
    context,
    applicationId,
    {
      id: letterId,
      number: letter.number,
      facts: letter.content.facts,
      isReanswer: isReanswerDue(application.events),
    },
    served,
    actor,
  );
}
