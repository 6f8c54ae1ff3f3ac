import type { PlainDate } from '../../kernel/calendar/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { FindingSource } from './store/findings.ts';

/** A text that is or will be public. */
export interface StockDocument {
  readonly id: string;
  readonly organCode: string;
  readonly title: string;
  /** Where it can be looked at; null when it has no page. */
  readonly address: string | null;
  /** Changes whenever the text does. */
  readonly revision: string;
  /** Of a file, whose findings are told by page, cell or paragraph. */
  readonly fileName?: string;
  /** Plain text, to which all offsets refer. */
  readonly text: string;
  /** Old names are right in old documents. */
  readonly date: PlainDate | null;
}

/** One correction of a text on record. */
export interface TextCorrection {
  readonly documentId: string;
  /** Offsets into the text that was screened, and the words there. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly replacement: string;
}

/** Who acts, for corrections that become acts of another capability. */
export interface CorrectingOfficial {
  readonly id: string;
  readonly name: string;
}

/** The correction cannot be put in by itself; the message says what to do instead. */
export class CorrectionRefusedError extends Error {
  override name = 'CorrectionRefusedError';
}

/**
 * A part of what is screened by itself: published texts, attachments, posts. What holds the texts knows nothing of screening, and screening
 * nothing of it: the two meet where the application is put together.
 */
export interface StockSource {
  readonly source: FindingSource;
  count(db: Database, divisionCode: string): Promise<number>;
  /** Documents behind `after` in the order of their ids. */
  page(db: Database, divisionCode: string, after: string | null, limit: number): Promise<StockDocument[]>;
  find(db: Database, divisionCode: string, id: string): Promise<StockDocument | undefined>;
  /**
   * Puts a correction into the text on its way to the next edition; runs in the caller's transaction.
   * @throws CorrectionRefusedError
   */
  correct?(
    db: Database,
    divisionCode: string,
    correction: TextCorrection,
    by: CorrectingOfficial,
    now: Date,
  ): Promise<void>;
}
