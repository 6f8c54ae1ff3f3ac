import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import { reindex } from '../commands/search-entry.ts';
import { inTransaction } from '../store/transaction.ts';
import { type ExtractionLimits, extractText } from './extract-text.ts';
import { recogniser } from './recognise.ts';

/** A file that was begun so often without an end is what ends the program. */
const MAX_ATTEMPTS = 3;

interface Pending {
  readonly publicationId: string;
  readonly id: string;
}

/** Marks the next file as begun and names it; the mark is what a killed run leaves behind. */
async function beginNext(db: Database, divisionCode: string, canRecognise: boolean): Promise<Pending | undefined> {
  const states = canRecognise ? ['unread', 'scan'] : ['unread'];
  const { rows } = await sql<{ publication_id: string; id: string }>`
    update publication_attachment set text_attempts = text_attempts + 1
    where division_code = ${divisionCode} and (publication_id, id) = (
      select publication_id, id from publication_attachment
      where division_code = ${divisionCode} and text_state in (${sql.join(states)}) and text_attempts < ${MAX_ATTEMPTS}
        and purpose = 'attachment'
      order by text_state desc, added_at, id limit 1)
    returning publication_id, id`.execute(db);
  const [row] = rows;
  return row && { publicationId: row.publication_id, id: row.id };
}

async function readOne(db: Database, divisionCode: string, pending: Pending, limits: ExtractionLimits): Promise<void> {
  const file = await db
    .selectFrom('publication_attachment')
    .select(['file_name', 'media_type', 'content'])
    .where('division_code', '=', divisionCode)
    .where('publication_id', '=', pending.publicationId)
    .where('id', '=', pending.id)
    .executeTakeFirst();
  if (!file) return;
  const { state, text, note } = await extractText(
    { fileName: file.file_name, mediaType: file.media_type, bytes: file.content },
    limits,
  );
  await inTransaction(db, async (transaction) => {
    await transaction
      .updateTable('publication_attachment')
      .set({ text_state: state, body_text: text, unreadable: state === 'failed' ? note : null, text_attempts: 0 })
      .where('division_code', '=', divisionCode)
      .where('publication_id', '=', pending.publicationId)
      .where('id', '=', pending.id)
      .execute();
    await reindex(transaction, divisionCode, pending.publicationId);
  });
}

/**
 * Reads the files whose text is not known yet and puts it into search, one transaction each. Scans wait until text can be
 * recognised on this machine. What was read stays read, whenever this is stopped or killed.
 * @returns how many files were read
 */
export async function readPendingFiles(
  db: Database,
  divisionCode: string,
  options: ExtractionLimits & { readonly most?: number; readonly signal?: AbortSignal } = {},
): Promise<number> {
  const { most = Number.POSITIVE_INFINITY, signal, ...limits } = options;
  const wanted = limits.recognise ?? true;
  const canRecognise = wanted && (await recogniser()).missing === null;
  let read = 0;
  while (read < most && signal?.aborted !== true) {
    const pending = await beginNext(db, divisionCode, canRecognise);
    if (!pending) break;
    await readOne(db, divisionCode, pending, { ...limits, recognise: canRecognise });
    read++;
  }
  await giveUp(db, divisionCode);
  return read;
}

async function giveUp(db: Database, divisionCode: string): Promise<void> {
  await db
    .updateTable('publication_attachment')
    .set({ text_state: 'failed', unreadable: '多次读取都没有完成，文件可能已经损坏，请检查后重新上传' })
    .where('division_code', '=', divisionCode)
    .where('text_state', 'in', ['unread', 'scan'])
    .where('text_attempts', '>=', MAX_ATTEMPTS)
    .execute();
}

export interface ReadingHooks {
  onRead?(files: number): void;
  onError?(error: unknown): void;
  /** Milliseconds between two looks (default one minute). */
  readonly every?: number;
}

/** Reads files while the platform runs. @returns stops it, after the file under way */
export function startFileReading(db: Database, divisionCode: string, hooks: ReadingHooks = {}): () => Promise<void> {
  const stop = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const look = (): void => {
    running = running.then(async () => {
      if (stop.signal.aborted) return;
      try {
        const files = await readPendingFiles(db, divisionCode, { signal: stop.signal });
        if (files > 0) hooks.onRead?.(files);
      } catch (error) {
        hooks.onError?.(error);
      }
    });
  };
  const timer = setInterval(look, hooks.every ?? 60_000);
  timer.unref();
  look();
  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };
}
