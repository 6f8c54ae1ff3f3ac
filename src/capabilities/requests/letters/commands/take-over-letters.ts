import { randomUUID } from 'node:crypto';
import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { type DataKey, findDataKeys, type Protection } from '../../../../platform/protection/index.ts';
import type { Service } from '../../rules/events.ts';
import { APPLICATION_SUBJECT } from '../../store/applicants.ts';
import { insertTakenOver } from '../../store/taken-over-letters.ts';
import type { Letter } from '../rules/assemble.ts';
import { type LetterContent, letterCourses } from '../rules/case-facts.ts';

/** A letter that was issued before, outside of this platform or in a demonstration. */
export interface TakenOverLetter {
  readonly applicationId: string;
  readonly organCode: string;
  readonly content: LetterContent;
  readonly words: Letter;
  readonly number: string | null;
  readonly issuedOn: PlainDate;
  readonly served: { readonly service: Service; readonly on: PlainDate; readonly proof: string } | null;
  /** Who drafted, reviewed and signed it, as far as it is known. */
  readonly by: { readonly drafter: string; readonly reviewer: string; readonly signer: string };
}

const BATCH = 200;

/**
 * Takes over letters as they were issued, with their numbers. Their files are rendered from their words when somebody first
 * asks for them; the events they led to are part of the applications' histories and not recorded again.
 */
export async function takeOverLetters(
  db: Database,
  protection: Protection,
  divisionCode: string,
  letters: readonly TakenOverLetter[],
): Promise<void> {
  for (let start = 0; start < letters.length; start += BATCH) {
    const batch = letters.slice(start, start + BATCH);
    const ids = [...new Set(batch.map(({ applicationId }) => applicationId))];
    const keys = await findDataKeys(db, protection, divisionCode, APPLICATION_SUBJECT, ids);
    await insertTakenOver(
      db,
      divisionCode,
      batch.flatMap((letter) => {
        const key: DataKey | undefined = keys.get(letter.applicationId);
        return key ? [{ ...letter, id: randomUUID(), key, steps: stepsOf(letter) }] : [];
      }),
    );
  }
}

function stepsOf({ content, by, served }: TakenOverLetter) {
  const course = letterCourses[content.facts.kind];
  return [
    { step: 'drafted' as const, act: course.draft as string, doneBy: by.drafter },
    ...(course.review ? [{ step: 'reviewed' as const, act: course.review as string, doneBy: by.reviewer }] : []),
    {
      step: 'issued' as const,
      act: (course.sign ?? course.draft) as string,
      doneBy: course.sign ? by.signer : by.drafter,
    },
    ...(served ? [{ step: 'served' as const, act: 'requests.serve-letter', doneBy: by.drafter }] : []),
  ];
}
