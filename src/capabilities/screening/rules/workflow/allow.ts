import type { Finding } from '../finding.ts';
import { standsBetween } from '../lexicon/check.ts';
import type { Allowance } from '../lexicon/lexicon.ts';

/** An allowance as it is kept: for one rule or all, for one organ or all. */
export interface StandingAllowance extends Allowance {
  readonly rule: string | null;
  readonly organCode: string | null;
}

/** Findings without what is allowed at their place; works for every layer, since it looks only at the words found. */
export function withoutAllowed(
  text: string,
  findings: readonly Finding[],
  allowances: readonly StandingAllowance[],
  organCode: string | null,
): Finding[] {
  const applying = new Map<string, StandingAllowance[]>();
  for (const allowance of allowances) {
    if (allowance.organCode !== null && allowance.organCode !== organCode) continue;
    const same = applying.get(allowance.term) ?? [];
    same.push(allowance);
    applying.set(allowance.term, same);
  }
  if (applying.size === 0) return [...findings];
  return findings.filter(
    (finding) =>
      !applying
        .get(finding.text)
        ?.some(
          (allowance) =>
            (allowance.rule === null || allowance.rule === finding.rule) &&
            standsBetween(text, finding.start, finding.end, allowance),
        ),
  );
}
