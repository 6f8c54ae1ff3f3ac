import type { PlainDate } from '../../../../kernel/calendar/index.ts';
import { type Outcome, type RemedyClass, remedyClassOf } from '../../rules/outcomes.ts';
import type { MissingElement } from './elements.ts';
import { missingElement } from './elements.ts';
import type { Finding } from './findings.ts';
import { type OrganPosition, reviewOrgansOf } from './review-organ.ts';

/** What the remedy paragraph is made from besides the findings. */
export interface RemedyInput {
  readonly organName: string;
  readonly position: OrganPosition;
  /** Overrides the organ the law gives, for cases it does not foresee. */
  readonly reviewOrgan?: string;
  /** Proposed by the seat of the organ, editable: cross-regional jurisdiction differs. */
  readonly court: string;
  readonly actOn: PlainDate;
  /** Served through the internet: the channel for filing must be named (行政复议法 Art. 22, since 2024). */
  readonly online: boolean;
  readonly onlineReview?: string;
  /** What the reader holds in his hands: 答复书, 告知书, 决定. */
  readonly act: string;
}

export interface Remedy {
  readonly class: RemedyClass;
  readonly paragraphs: readonly string[];
  readonly missing: readonly MissingElement[];
}

const ONLINE_SINCE = '2024-01-01';

/** Grounds that a finding of several withheld parts stands on. */
function groundsOf(finding: Finding): readonly Outcome[] {
  return finding.outcome === 'PARTIAL' ? finding.withheld.map((part) => part.finding.outcome) : [];
}

/** The class of a letter over several items: what is refused under Arts. 14-16 goes to reconsideration first, the rest not. */
export function remedyClassOfFindings(findings: readonly Finding[], actOn: PlainDate): RemedyClass {
  const classes = new Set(findings.map((finding) => remedyClassOf(finding.outcome, actOn, groundsOf(finding))));
  classes.delete('none');
  if (classes.size === 0) return 'none';
  if (classes.size === 1) return [...classes][0]!;
  return 'reconsideration-first-for-withheld';
}

/** The paragraph that tells the reader what can be done against the act, by class, day of the act and kind of organ. */
export function remedyOf(remedyClass: RemedyClass, input: RemedyInput): Remedy {
  if (remedyClass === 'none') return { class: remedyClass, paragraphs: [], missing: [] };
  const { act, actOn } = input;
  const named = input.reviewOrgan?.trim() ?? '';
  const organs = named === '' ? reviewOrgansOf(input.position, input.organName, actOn).organs : [named];
  const court = input.court.trim();
  const channel = input.onlineReview?.trim() ?? '';
  const mustNameChannel = input.online && actOn >= ONLINE_SINCE;
  const missing: MissingElement[] = [];
  if (organs.length === 0) missing.push(missingElement('reviewOrgan'));
  if (court === '') missing.push(missingElement('court'));
  if (mustNameChannel && channel === '') missing.push(missingElement('onlineReview'));
  const organ = organs.join('或者');
  const first = (what: string): string =>
    `如对${what}不服，应当自收到本${act}之日起六十日内先向${organ}申请行政复议；对行政复议决定仍不服的，可以自收到行政复议决定书之日起十五日内依法向${court}提起行政诉讼。`;
  const choice = (what: string): string =>
    `如对${what}不服，可以自收到本${act}之日起六十日内向${organ}申请行政复议，或者自收到本${act}之日起六个月内依法向${court}提起行政诉讼。`;
  const text = {
    'reconsideration-first': () => first('本机关不予公开决定'),
    'reconsideration-first-for-withheld': () => `${first('其中的不予公开决定')}${choice(`本${act}的其他内容`)}`,
    choice: () => choice(`本${act}`),
  }[remedyClass]();
  const paragraphs = [
    mustNameChannel && channel !== '' ? `${text}行政复议申请书也可以通过互联网渠道提交：${channel}。` : text,
  ];
  return { class: remedyClass, paragraphs: missing.length === 0 ? paragraphs : [], missing };
}
