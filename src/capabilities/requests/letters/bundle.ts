import { strToU8, Zip, ZipPassThrough } from 'fflate';
import { FileDamagedError } from '../../../platform/files/index.ts';
import { TypesettingBusyError } from '../../../platform/typesetting/index.ts';
import { findApplicationKey } from '../intake/application-details.ts';
import type { IntakeContext } from '../intake/context.ts';
import type { IssuedLetter } from '../store/issued-letters.ts';
import { LetterDamagedError, type LetterFormat, openLetterFile } from './commands/letter-files.ts';
import { bundleNames, csvLine } from './rules/bundle-names.ts';
import { letterRules } from './rules/kinds.ts';

const INDEX = '文书目录.csv';
const HEAD = ['机关', '申请编号', '文书', '文号', '签发日期', '送达日期', '文件', 'SHA-256', '说明'];
const ERASED = '申请人个人信息已经删除，文书不再提供';
const DAMAGED = '保存的文件已经损坏，请联系系统管理员';
/** Letters taken over without files are set in type on the way; others may be waiting for the typesetter too. */
const TRIES = 5;
const PAUSE_MS = 2_000;

export interface BundledLetter {
  readonly letter: IssuedLetter;
  /** SHA-256 of the file. */
  readonly hash: string;
}

export interface BundleSteps {
  /** Called with the letters of a case before any of them leaves: nobody reads them unrecorded. */
  readonly onCase: (applicationId: string, letters: readonly BundledLetter[]) => Promise<void>;
  /** One more letter was dealt with; `missing` says why it is not in the bundle. */
  readonly onLetter: (missing: string | null) => void;
}

async function open(context: IntakeContext, letter: IssuedLetter, format: LetterFormat) {
  const { applicationId, id } = letter;
  const key = await findApplicationKey(context, applicationId);
  if (!key) return ERASED;
  for (let tries = 1; ; tries++)
    try {
      return (await openLetterFile(context.db, context, applicationId, id, format, key)) ?? DAMAGED;
    } catch (error) {
      if (error instanceof FileDamagedError || error instanceof LetterDamagedError) return DAMAGED;
      if (!(error instanceof TypesettingBusyError) || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
}

function byCase(letters: readonly IssuedLetter[]): IssuedLetter[][] {
  const cases = new Map<string, IssuedLetter[]>();
  for (const letter of letters) cases.set(letter.applicationId, [...(cases.get(letter.applicationId) ?? []), letter]);
  return [...cases.values()];
}

/**
 * Issued letters as a ZIP, one case in memory at a time, with a list of all of them that also names what is missing and
 * why. The files are compressed already and are stored as they are.
 */
export async function* letterBundle(
  context: IntakeContext,
  letters: readonly IssuedLetter[],
  format: LetterFormat,
  organNames: ReadonlyMap<string, string>,
  { onCase, onLetter }: BundleSteps,
): AsyncGenerator<Uint8Array> {
  let written: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written.push(chunk);
  });
  const add = (name: string, bytes: Uint8Array): void => {
    const file = new ZipPassThrough(name);
    file.mtime = context.now();
    zip.add(file);
    file.push(bytes, true);
  };
  const takeWritten = (): Uint8Array[] => {
    const chunks = written;
    written = [];
    return chunks;
  };
  const nameOf = bundleNames();
  let index = `\uFEFF${csvLine(HEAD)}`;
  for (const ofCase of byCase(letters)) {
    const opened = [];
    for (const letter of ofCase) opened.push({ letter, file: await open(context, letter, format) });
    const there = opened.flatMap(({ letter, file }) => (typeof file === 'string' ? [] : [{ letter, hash: file.hash }]));
    if (there.length > 0) await onCase(ofCase[0]!.applicationId, there);
    for (const { letter, file } of opened) {
      const organ = organNames.get(letter.organCode) ?? letter.organCode;
      const { name: title } = letterRules[letter.kind];
      const { applicationNumber, number, issuedOn, servedOn } = letter;
      const cells = [organ, applicationNumber, title, number, issuedOn, servedOn];
      if (typeof file === 'string') index += csvLine([...cells, null, null, file]);
      else {
        const name = nameOf({ organ, application: applicationNumber, letter: title, number, format });
        add(name, file.content);
        index += csvLine([...cells, name, file.hash, null]);
      }
      onLetter(typeof file === 'string' ? file : null);
      yield* takeWritten();
    }
  }
  add(INDEX, strToU8(index));
  zip.end();
  yield* takeWritten();
}
