import type { Database } from '../../../platform/database/index.ts';

/** A letter of the organ in an applicant's own case, issued and for the applicant's eyes. */
export interface CaseLetter {
  readonly id: string;
  /** 政府信息公开申请答复书 */
  readonly title: string;
  /** 仑政办公复〔2026〕12号 */
  readonly number: string | null;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
  /** PDF, or what the file is that was given out with a letter. */
  readonly format: string;
}

/** Where the case page finds letters to download; the application wires it to what issues them. */
export interface CaseLetters {
  list(db: Database, divisionCode: string, applicationId: string): Promise<readonly CaseLetter[]>;
  /** Undefined when it is none of this application's issued letters. */
  open(
    db: Database,
    divisionCode: string,
    applicationId: string,
    letterId: string,
  ): Promise<{ readonly content: Uint8Array; readonly mediaType: string; readonly fileName: string } | undefined>;
}
