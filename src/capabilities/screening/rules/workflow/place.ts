import type { Finding } from '../finding.ts';

/** Characters kept on either side of a finding. */
const AROUND = 40;

/** A finding as it may be stored and shown in lists: personal data only as masks, in the place and around it. */
export interface Place {
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly suggestion: string | null;
}

export const isPersonal = (finding: Pick<Finding, 'kind'>): boolean => finding.kind === 'personal-data';

/** `all` are the findings of the whole text, from which the masks around the place are taken. */
export function placeOf(text: string, finding: Finding, all: readonly Finding[]): Place {
  const personal = all.filter(isPersonal);
  return {
    text: masked(text, finding.start, finding.end, personal),
    before: tail(masked(text, Math.max(0, finding.start - AROUND), finding.start, personal)),
    after: masked(text, finding.end, Math.min(text.length, finding.end + AROUND), personal),
    suggestion: finding.suggestion,
  };
}

/** The stretch with every datum that touches it replaced by its mask, whole, even where the stretch cuts it. */
function masked(text: string, from: number, to: number, personal: readonly Finding[]): string {
  let result = '';
  let at = from;
  for (const datum of personal) {
    if (datum.end <= at || datum.start >= to) continue;
    result += text.slice(at, Math.max(at, datum.start)) + (datum.suggestion ?? '***');
    at = Math.min(to, datum.end);
  }
  return (result + text.slice(at, to)).toWellFormed().replaceAll('\u0000', '\ufffd');
}

function tail(text: string): string {
  return text.replace(/^[\s\S]*\n/, '');
}
