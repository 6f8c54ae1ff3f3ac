import { screenText } from '../screen.ts';

export interface SourceDocument {
  readonly id: string | number | null;
  readonly text: string;
}

/** A screened document as the line that `gongkai screen --batch` prints: text is cheaper to hand over than a million objects. */
export interface ScreenedDocument {
  readonly line: string;
  readonly hasErrors: boolean;
}

export function screenDocuments(documents: readonly SourceDocument[]): ScreenedDocument[] {
  return documents.map(({ id, text }) => {
    const { findings } = screenText(text);
    return {
      line: JSON.stringify({ id, findings }),
      hasErrors: findings.some((finding) => finding.severity === 'error'),
    };
  });
}
