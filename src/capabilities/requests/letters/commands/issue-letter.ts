import type { Database } from '../../../../platform/database/index.ts';
import { recordEvent } from '../../commands/record-event.ts';
import { RequestNotFoundError } from '../../commands/refused.ts';
import { applicationKey } from '../../intake/application-details.ts';
import type { IntakeContext } from '../../intake/context.ts';
import type { Problem } from '../../rules/problems.ts';
import { findApplication } from '../../store/applications.ts';
import { insertFeeEntry } from '../../store/fee-entries.ts';
import { insertStep, moveLetter, storeIssued, storeService } from '../../store/letters.ts';
import { allocateLetterNumber } from '../allocate-number.ts';
import { letterCourses } from '../rules/case-facts.ts';
import { composeCaseLetter, feeOf, isReanswerDue } from '../rules/case-letter.ts';
import { eventOfLetter } from '../rules/letter-event.ts';
import { changedMeanwhile, type LetterActor, takeLetter } from './draft-letter.ts';
import { LetterRefusedError } from './errors.ts';
import { renderLetter } from './letter-files.ts';
import { loadLetterCase } from './load-case.ts';
import { recordService } from './serve-letter.ts';

export interface Issued {
  readonly number: string | null;
  /** Breaches that happened and stand in the record now, such as a notice sent late. */
  readonly problems: readonly Problem[];
  readonly addresses: readonly string[];
}

/**
 * Issues a letter inside the caller's transaction: number, files, event of the case and entry in the timeline stand together
 * or not at all. A letter that lacks something, or that the law does not allow now, is refused and its number goes back.
 * @throws LetterRefusedError, LetterChangedError, RequestRefusedError, RequestChangedError, TypesettingError
 */
export async function issueLetter(
  transaction: Database,
  context: IntakeContext,
  applicationId: string,
  letterId: string,
  expectedVersion: number,
  act: string,
  opinion: string | null,
  actor: LetterActor,
): Promise<Issued> {
  const { division } = context;
  const { letter, content, steps } = await takeLetter(transaction, context, applicationId, letterId, expectedVersion);
  const application = await findApplication(transaction, division, applicationId);
  if (!application) throw new RequestNotFoundError();
  const key = await applicationKey(transaction, context, applicationId);
  const { of, templates, today } = await loadLetterCase(transaction, context, application, key);
  // Taken first: a second signature waits here for the first and then finds the letter issued.
  const moved = await moveLetter(transaction, division, letterId, expectedVersion, {
    status: 'issued',
    issuedOn: today,
  });
  if (!moved) throw await changedMeanwhile(transaction, context, applicationId, letterId);
  const organ = { divisionCode: division, code: application.organCode, word: of.word };
  const number = await allocateLetterNumber(transaction, organ, letter.kind, today);
  const {
    letter: words,
    missing,
    objections,
  } = composeCaseLetter(content, of, { number, date: today, signer: actor.name }, templates);
  if (words === null || missing.length > 0 || objections.length > 0) throw new LetterRefusedError(objections, missing);
  const { facts } = content;
  const isReanswer = isReanswerDue(application.events);
  const amountYuan = facts.kind === 'L11' ? feeOf(facts).amount : 0;
  const event = eventOfLetter(facts, {
    number,
    date: today,
    signer: actor.name,
    service: content.service,
    isReanswer,
    amountYuan,
  });
  const problems = event
    ? [...(await recordEvent(transaction, division, applicationId, event, of.calendar, actor.doneBy))]
    : [];
  await transaction
    .updateTable('case_letter')
    .set({ number })
    .where('division_code', '=', division)
    .where('id', '=', letterId)
    .execute();
  const files = await renderLetter(context, words);
  await storeIssued(transaction, division, key, letterId, words, files);
  const now = context.now();
  await insertStep(transaction, division, key, {
    letterId,
    sequence: (steps.at(-1)?.sequence ?? 0) + 1,
    step: 'issued',
    act,
    personId: actor.personId,
    doneBy: actor.doneBy,
    opinion,
    content,
    doneAt: now,
  });
  if (facts.kind === 'L11') {
    const { mode, quantity, itemsBefore } = facts;
    await insertFeeEntry(transaction, division, {
      letterId,
      applicationId,
      organCode: application.organCode,
      mode,
      itemsBefore: mode === 'item' ? itemsBefore : 0,
      quantity,
      amountYuan,
      notifiedOn: today,
    });
  }
  if (facts.kind === 'L18')
    await storeService(transaction, division, key, letterId, {
      service: 'hand',
      on: today,
      proof: '当场答复，申请人在记录上签名',
      at: now,
      by: actor.doneBy,
    });
  // What is given out on the portal arrives with the page.
  else if (content.service === 'online' && letterCourses[letter.kind].to === 'applicant')
    problems.push(
      ...(await recordService(
        transaction,
        context,
        applicationId,
        { id: letterId, number, facts, isReanswer },
        { service: 'online', on: today, proof: '到达申请人的办理进度页面' },
        actor,
      )),
    );
  return { number, problems, addresses: [files.pdf.address, files.docx.address] };
}
