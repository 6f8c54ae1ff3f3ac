import type { TypesetDocument } from './document.ts';

/** a-2a for files that are archived, ua-1 for the strictest accessibility check; both are tagged. */
export type PdfStandard = 'a-2a' | 'ua-1';

/** What the parent asks of the child that holds the typesetter. */
export interface TypesetRequest {
  readonly id: number;
  readonly document: TypesetDocument;
  readonly standard: PdfStandard;
}

export type TypesetReply =
  | { readonly id: number; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly id: number; readonly missing: readonly string[] }
  | { readonly id: number; readonly fault: string };
