import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../../../platform/database/index.ts';
import {
  compareLexicons,
  type EffectPreview,
  installLexicon,
  type Lexicon,
  type LexiconDifference,
  parseLexicon,
  previewLexicon,
} from '../rules/lexicon/index.ts';
import type { StockDocument, StockSource } from '../stock.ts';
import {
  addLexiconStep,
  findLexiconByName,
  insertLexicon,
  insertLexiconVersion,
  listLexicons,
  readLexiconVersion,
  type StoredLexicon,
  setActiveVersion,
} from '../store/lexicons.ts';
import { LexiconRefusedError, ScreeningNotFoundError, ScreeningRefusedError } from './errors.ts';
import { requestRescan } from './sweep.ts';

export interface LexiconUpload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Organ that answers for the list. */
  readonly organCode: string;
}

export interface Acting {
  readonly name: string;
  readonly now: Date;
}

/**
 * Takes a list over as the next version of the lexicon of its name, not yet in force.
 * @throws LexiconRefusedError with every faulty line, ScreeningRefusedError when another organ answers for it
 */
export async function uploadLexicon(
  db: Database,
  divisionCode: string,
  { fileName, bytes, organCode }: LexiconUpload,
  { name: by, now }: Acting,
): Promise<{ lexicon: StoredLexicon; version: number }> {
  const format = /\.csv$/i.test(fileName) ? 'csv' : /\.txt$/i.test(fileName) ? 'txt' : null;
  if (!format) throw new ScreeningRefusedError('词库文件应为CSV或者TXT格式', 'file');
  const reading = parseLexicon(bytes, format);
  if (!reading.ok) throw new LexiconRefusedError(reading.problems);
  const { lexicon } = reading;
  const existing = await findLexiconByName(db, divisionCode, lexicon.name);
  if (existing && existing.ownerOrganCode !== organCode)
    throw new ScreeningRefusedError(`词库“${lexicon.name}”由其他机关维护，请改用别的名称`, 'file');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const same = existing?.versions.find((version) => version.sha256 === sha256);
  if (same) throw new ScreeningRefusedError(`该文件与第${same.version}版内容相同，不必重复载入`, 'file');
  const id = existing?.id ?? randomUUID();
  if (!existing)
    await insertLexicon(db, divisionCode, { id, name: lexicon.name, ownerOrganCode: organCode, createdAt: now });
  const version = (existing?.versions[0]?.version ?? 0) + 1;
  const compiled = installLexicon(lexicon).matcher.save();
  await insertLexiconVersion(
    db,
    divisionCode,
    id,
    { version, sha256, uploadedAt: now, uploadedBy: by },
    lexicon,
    compiled,
  );
  await addLexiconStep(db, divisionCode, id, { act: 'uploaded', version, reason: null, at: now, personName: by });
  return { lexicon: (await listLexicons(db, divisionCode, id))[0]!, version };
}

/**
 * Puts a version into force, goes back to an earlier one, or switches the lexicon off (`version` null), and asks for a rescan.
 * @returns the run that takes the change in
 * @throws ScreeningNotFoundError, ScreeningRefusedError without a reason or where nothing would change
 */
export async function switchLexicon(
  db: Database,
  divisionCode: string,
  id: string,
  version: number | null,
  reason: string,
  { name: by, now }: Acting,
): Promise<{ before: StoredLexicon; runId: string }> {
  const [before] = await listLexicons(db, divisionCode, id);
  if (!before) throw new ScreeningNotFoundError();
  if (version !== null && !before.versions.some((one) => one.version === version)) throw new ScreeningNotFoundError();
  if (version === before.activeVersion)
    throw new ScreeningRefusedError(version === null ? '该词库没有启用' : `第${version}版已经在使用`);
  if (!reason.trim()) throw new ScreeningRefusedError('请写明原因', 'reason');
  await setActiveVersion(db, divisionCode, id, version);
  const isBack = version !== null && before.activeVersion !== null && version < before.activeVersion;
  await addLexiconStep(db, divisionCode, id, {
    act: version === null ? 'switched-off' : isBack ? 'rolled-back' : 'activated',
    version: version ?? before.activeVersion!,
    reason: reason.trim(),
    at: now,
    personName: by,
  });
  const what = version === null ? '停用' : isBack ? `退回第${version}版` : `启用第${version}版`;
  const runId = await requestRescan(db, divisionCode, `词库“${before.name}”${what}`, by, now);
  return { before, runId };
}

/** A version that was in use already, taken over with its past: uploaded and put into force at once, the stock is not screened anew. */
export async function installStandingLexicon(
  db: Database,
  divisionCode: string,
  upload: LexiconUpload,
  reason: string,
  acting: Acting,
): Promise<void> {
  const { lexicon, version } = await uploadLexicon(db, divisionCode, upload, acting);
  await setActiveVersion(db, divisionCode, lexicon.id, version);
  const { name: personName, now: at } = acting;
  await addLexiconStep(db, divisionCode, lexicon.id, { act: 'activated', version, reason, at, personName });
}

export interface LexiconEffect extends EffectPreview {
  /** Places in the stock, at most a few of each document. */
  readonly examples: readonly {
    readonly title: string;
    readonly address: string | null;
    readonly before: string;
    readonly text: string;
    readonly after: string;
    readonly suggestion: string | null;
  }[];
  /** What the version changes against the one in force; null when none is. */
  readonly difference: { readonly added: number; readonly removed: number; readonly changed: number } | null;
  /** False when only the first part of a large stock was looked at. */
  readonly isWhole: boolean;
}

const EXAMPLES = 20;
const PAGE = 200;
/** A preview is waited for: a larger stock is looked at up to here. */
const MOST_DOCUMENTS = 20_000;

/** What putting a version into force would flag in the stock, with examples. Nothing is stored. @throws ScreeningNotFoundError */
export async function previewVersion(
  db: Database,
  divisionCode: string,
  sources: readonly StockSource[],
  id: string,
  version: number,
): Promise<LexiconEffect> {
  const found = await readLexiconVersion(db, divisionCode, id, version);
  const [head] = await listLexicons(db, divisionCode, id);
  if (!found || !head) throw new ScreeningNotFoundError();
  const preview = previewLexicon<StockDocument>(installLexicon(found.lexicon, found.compiled), [], EXAMPLES);
  let seen = 0;
  let isWhole = true;
  for (const source of sources)
    for (let cursor: string | null = null; ; ) {
      const documents = await source.page(db, divisionCode, cursor, PAGE);
      for (const document of documents) preview.add(document.text, document);
      seen += documents.length;
      if (documents.length < PAGE) break;
      if (seen >= MOST_DOCUMENTS) {
        isWhole = false;
        break;
      }
      cursor = documents.at(-1)!.id;
      // Others' requests go between two pages.
      await new Promise((resolve) => setImmediate(resolve));
    }
  const { examples, ...effect } = preview.result();
  return {
    ...effect,
    terms: effect.terms.slice(0, 50),
    examples: examples.map(({ document, ...place }) => ({
      ...place,
      title: document.title,
      address: document.address,
    })),
    difference:
      head.activeVersion === null || head.activeVersion === version
        ? null
        : await differenceOf(db, divisionCode, id, head.activeVersion, found.lexicon),
    isWhole,
  };
}

async function differenceOf(db: Database, divisionCode: string, id: string, active: number, next: Lexicon) {
  const current = await readLexiconVersion(db, divisionCode, id, active);
  if (!current) return null;
  const difference: LexiconDifference = compareLexicons(current.lexicon, next);
  return {
    added: difference.added.length,
    removed: difference.removed.length,
    changed: difference.changed.length,
  };
}
