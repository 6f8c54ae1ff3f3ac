/** Official documents as files: GB/T 9704-2012 page, tagged PDF and editable DOCX from one model. */
export type { Block, Run, TableBlock, TableCell, TableRow, TypesetDocument } from './document.ts';
export { typesetDocx } from './docx.ts';
export { MissingGlyphError, TypesettingBusyError, TypesettingError } from './errors.ts';
export { typesetOfd } from './ofd.ts';
export type { PdfStandard } from './protocol.ts';
export { type PdfOptions, type TypesetPdf, Typesetter, typesetPdf } from './typesetter.ts';
