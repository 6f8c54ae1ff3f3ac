import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { IntakeContext } from '../intake/context.ts';
import { allocateLetterNumber } from '../letters/allocate-number.ts';
import { LetterRefusedError } from '../letters/commands/errors.ts';
import { renderLetter } from '../letters/commands/letter-files.ts';
import { loadLetterOrgan, loadTemplates } from '../letters/commands/load-case.ts';
import { type Composition, composeLetter } from '../letters/rules/assemble.ts';
import type { LetterApplication, LetterInput } from '../letters/rules/input.ts';
import { type CorrectionAnswer, type CorrectionEvent, foldCorrection } from './course.ts';
import { insertCorrectionLetter } from './letter-store.ts';
import type { StoredCorrectionRequest } from './store.ts';

type Particulars = Extract<LetterInput, { kind: 'L15' }>;

function resultOf({ outcome, text, competent }: CorrectionAnswer): Particulars['result'] {
  switch (outcome) {
    case 'corrected':
      return { kind: 'corrected', text: text.trim() === '' ? '' : `本机关已予以更正：${text}` };
    case 'refused':
      return { kind: 'refused', text: text.trim() === '' ? '' : `本机关不予更正，理由如下：${text}` };
    case 'transferred':
      return { kind: 'forwarded', to: competent ?? '', text };
    case 'redirected':
      return { kind: 'directed', to: competent ?? '', text };
  }
}

/** The request as its letters tell of it. */
export function applicationOf(found: StoredCorrectionRequest, applicant = found.applicantName): LetterApplication {
  return {
    number: found.number,
    applicant,
    organisation: found.isOrganisation,
    channel: 'in-person',
    submittedOn: found.receivedOn,
    receivedOn: found.receivedOn,
    requested: `${found.record}：${found.requested}`,
  };
}

/** The answer as letter L15 (政府信息更正申请答复书), as far as it goes, with what it still lacks. */
export async function composeAnswer(
  db: Database,
  context: IntakeContext,
  found: StoredCorrectionRequest,
  answer: CorrectionAnswer,
  number: string | null,
  applicant?: string,
): Promise<Composition & { word: string }> {
  const date = found.closedOn ?? shanghaiDate(context.now());
  const { organ, settings } = await loadLetterOrgan(db, context, found.organCode, date);
  const composed = composeLetter(
    {
      kind: 'L15',
      organ,
      application: applicationOf(found, applicant),
      number,
      date,
      service: answer.service,
      facts: answer.facts,
      result: resultOf(answer),
    },
    await loadTemplates(db, context.division),
  );
  return { ...composed, word: settings.word };
}

/**
 * Signs the answer inside the caller's transaction: number, files and the event that closes the request stand together or
 * not at all. The caller appends the events it answers with; what is given out on the portal arrives with the page.
 * @throws LetterRefusedError naming what the letter lacks, TypesettingError
 */
export async function issueAnswer(
  transaction: Database,
  context: IntakeContext,
  found: StoredCorrectionRequest,
  opinion: string,
  personId: string,
): Promise<{ events: CorrectionEvent[]; addresses: string[] }> {
  const { answer, status } = foldCorrection(found.events);
  if (answer === null || status !== 'in-approval') throw new LetterRefusedError(['答复书经审核同意后才能签发']);
  const today = shanghaiDate(context.now());
  const { division } = context;
  const { settings } = await loadLetterOrgan(transaction, context, found.organCode, today);
  const organ = { divisionCode: division, code: found.organCode, word: settings.word };
  if (organ.word.trim() === '') throw new LetterRefusedError(['本机关尚未设置发文机关代字，请先在文书设置中填写']);
  const letterNumber = (await allocateLetterNumber(transaction, organ, 'L15', today))!;
  const { letter, missing } = await composeAnswer(transaction, context, found, answer, letterNumber);
  if (missing.length > 0) throw new LetterRefusedError([], missing);
  const files = await renderLetter(context, letter);
  await insertCorrectionLetter(transaction, context, found, letterNumber, today, letter, files);
  return {
    events: [
      { kind: 'answered', on: today, outcome: answer.outcome, letterNumber, opinion, personId },
      ...(answer.service === 'online'
        ? [{ kind: 'served' as const, on: today, service: 'online' as const, proof: '到达申请人的办理进度页面' }]
        : []),
    ],
    addresses: [files.pdf.address, files.docx.address],
  };
}
