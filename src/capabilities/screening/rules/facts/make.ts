import type { Finding, FindingKind, Severity } from '../finding.ts';

/** Cuts the finding's text out of the document, so that text and offsets can never disagree. */
export function makeFinding(
  document: string,
  kind: FindingKind,
  rule: string,
  start: number,
  end: number,
  severity: Severity,
  message: string,
  suggestion: string | null = null,
): Finding {
  return { kind, rule, start, end, text: document.slice(start, end), suggestion, severity, message };
}
