import type { Finding, Severity } from '../finding.ts';
import type { Place } from './place.ts';

export interface SeverityCounts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

export function countBySeverity(findings: readonly Pick<Finding, 'severity'>[]): SeverityCounts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** How a finding is told to whoever releases: where it stands, what is wrong; personal data only as its mask. */
export function gateMessage({ message }: Pick<Finding, 'message'>, { before, text, after, suggestion }: Place): string {
  const mend =
    suggestion === null || suggestion === text ? '' : suggestion === '' ? '，建议删去' : `，建议改为“${suggestion}”`;
  return `“${before.slice(-8)}【${text}】${after.slice(0, 8)}”${mend}（${message.replace(/。$/, '')}）`.replaceAll(
    '\n',
    ' ',
  );
}
