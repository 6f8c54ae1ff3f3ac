import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { DataKey } from '../../../platform/protection/index.ts';
import type { Letter } from '../letters/rules/assemble.ts';
import type { LetterContent } from '../letters/rules/case-facts.ts';
import type { Service } from '../rules/events.ts';
import { type LetterStepKind, letterSeals } from './letters.ts';

const { CONTENT, WORDS, OPINION, PROOF } = letterSeals;

/** Inserts letters that were issued before, with their steps on the days they happened. */
export async function insertTakenOver(
  db: Database,
  divisionCode: string,
  letters: readonly {
    id: string;
    key: DataKey;
    applicationId: string;
    organCode: string;
    content: LetterContent;
    words: Letter;
    number: string | null;
    issuedOn: PlainDate;
    served: { service: Service; on: PlainDate; proof: string } | null;
    by: { drafter: string };
    steps: readonly { step: LetterStepKind; act: string; doneBy: string }[];
  }[],
): Promise<void> {
  if (letters.length === 0) return;
  const noon = (on: PlainDate): Date => new Date(`${on}T04:00:00Z`);
  await db
    .insertInto('case_letter')
    .values(
      letters.map(({ id, key, content, words, served, ...letter }) => ({
        division_code: divisionCode,
        id,
        application_id: letter.applicationId,
        organ_code: letter.organCode,
        kind: content.facts.kind,
        status: 'issued',
        version: letter.steps.length,
        content: key.seal(CONTENT, JSON.stringify(content)),
        number: letter.number,
        issued_on: letter.issuedOn,
        issued_words: key.seal(WORDS, JSON.stringify(words)),
        service: served?.service ?? null,
        served_on: served?.on ?? null,
        proof: served ? key.seal(PROOF, served.proof) : null,
        served_at: served ? noon(served.on) : null,
        served_by: served ? letter.by.drafter : null,
        created_at: noon(letter.issuedOn),
      })),
    )
    .execute();
  await db
    .insertInto('case_letter_step')
    .values(
      letters.flatMap(({ id, key, content, steps, issuedOn, served }) => {
        const sealed = key.seal(CONTENT, JSON.stringify(content));
        return steps.map(({ step, act, doneBy }, i) => ({
          division_code: divisionCode,
          letter_id: id,
          sequence: i + 1,
          step,
          act,
          person_id: null,
          done_by: doneBy,
          opinion: step === 'reviewed' || step === 'issued' ? key.seal(OPINION, '同意') : null,
          content: sealed,
          done_at: noon(step === 'served' && served ? served.on : issuedOn),
        }));
      }),
    )
    .execute();
}
