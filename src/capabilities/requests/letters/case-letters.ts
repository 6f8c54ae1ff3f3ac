import { openSealed } from '../../../platform/files/index.ts';
import type { DataKey } from '../../../platform/protection/index.ts';
import { findApplicationKey } from '../intake/application-details.ts';
import type { IntakeContext } from '../intake/context.ts';
import { auditApplicantAct } from '../intake/submit-application.ts';
import type { CaseLetter, CaseLetters } from '../portal/letters.ts';
import { findApplication } from '../store/applications.ts';
import { listAttachments, type StoredAttachment } from '../store/case-file.ts';
import { listLetters, type StoredLetter } from '../store/letters.ts';
import { letterMediaTypes, openLetterFile } from './commands/letter-files.ts';
import { letterCourses } from './rules/case-facts.ts';
import { letterRules } from './rules/kinds.ts';

/** What its addressee may read: issued to the applicant and served, on whatever way. */
function isForApplicant(letter: StoredLetter): boolean {
  return letter.status === 'issued' && letter.servedOn !== null && letterCourses[letter.kind].to === 'applicant';
}

/** Letters on the page on which applicants follow their case, and the files given out with them. Each look is on record. */
export function caseLetters(context: IntakeContext): CaseLetters {
  async function shown(applicationId: string): Promise<{
    key: DataKey | undefined;
    letters: StoredLetter[];
    enclosures: { letter: StoredLetter; file: StoredAttachment }[];
  }> {
    const { db, division } = context;
    const key = await findApplicationKey(context, applicationId);
    const letters = (await listLetters(db, division, applicationId, key)).filter(isForApplicant);
    const files = letters.some(({ content }) => content?.enclosures.length)
      ? await listAttachments(db, division, key, applicationId)
      : [];
    const enclosures = letters.flatMap((letter) =>
      (letter.content?.enclosures ?? []).flatMap((id) => {
        const file = files.find((one) => one.id === id);
        return file ? [{ letter, file }] : [];
      }),
    );
    return { key, letters, enclosures };
  }

  return {
    async list(_db, _division, applicationId) {
      const { letters, enclosures } = await shown(applicationId);
      return letters.flatMap((letter): CaseLetter[] => [
        {
          id: letter.id,
          title: letterRules[letter.kind].name,
          number: letter.number,
          issuedOn: letter.issuedOn!,
          format: 'PDF',
        },
        ...enclosures
          .filter((one) => one.letter.id === letter.id)
          .map(({ file }) => ({
            id: file.id,
            title: `随文提供的信息：${file.name}`,
            number: null,
            issuedOn: letter.issuedOn!,
            format: file.name.split('.').at(-1)?.toUpperCase() ?? '文件',
          })),
      ]);
    },
    async open(db, division, applicationId, id) {
      const { key, letters, enclosures } = await shown(applicationId);
      if (!key) return undefined;
      const letter = letters.find((one) => one.id === id);
      const enclosure = enclosures.find((one) => one.file.id === id);
      const application = letter || enclosure ? await findApplication(db, division, applicationId) : undefined;
      if (!application) return undefined;
      const found = letter
        ? await openLetterFile(db, context, applicationId, id, 'pdf', key)
        : { content: await openSealed(context.files, enclosure!.file) };
      if (!found) return undefined;
      // Written before anything is given, so that no look goes unrecorded.
      await db.transaction().execute((transaction) =>
        auditApplicantAct(transaction, context, application.organCode, applicationId, 'application.read-letter', {
          letter: letter?.number ?? letter?.kind ?? id,
        }),
      );
      return letter
        ? {
            content: found.content,
            mediaType: letterMediaTypes.pdf,
            fileName: `${letterRules[letter.kind].name}${letter.number ?? ''}.pdf`,
          }
        : { content: found.content, mediaType: enclosure!.file.mediaType, fileName: enclosure!.file.name };
    },
  };
}
