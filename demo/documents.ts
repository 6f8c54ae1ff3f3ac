import { lapseIfExpired, type NormativeDocument, repeal } from '../src/capabilities/documents/index.ts';
import {
  addDays,
  type PlainDate,
  plainDate,
  toEpochDay,
  type WorkingCalendar,
  yearOf,
} from '../src/kernel/calendar/index.ts';
import { compareText } from './dates.ts';
import { type Form, themes } from './document-themes.ts';
import type { YearFigures } from './input.ts';
import type { DistrictOrgan } from './organs.ts';
import { labelledUuid, type Random } from './random.ts';

/** Documents that had ended before the report's year, and those issued each year after it. */
const ENDED_BEFORE = 24;
const ISSUED_A_YEAR_LATER = 6;
const YEARS_LATER = 8;
const FIRST_YEAR = 2009;
/** 三统一 in Zhejiang: a 统一编号 beside the 发文字号. */
const UNIFIED_SINCE = 2013;
/** Years in force where a document sets them: trials short, others five (a local rule, no national one exists). */
const TRIAL_YEARS = 3;
const USUAL_YEARS = 5;
const EXPIRING = 0.4;
const AMENDED = 0.07;

/** An organ issues its first document in the year after it was made. */
const firstYearOf = (organ: DistrictOrgan): number => Math.max(FIRST_YEAR, yearOf(organ.since) + 1);

interface Draft {
  organ: DistrictOrgan;
  title: string;
  isTrial: boolean;
}

interface Issued extends Draft {
  issuedOn: PlainDate;
  effectiveOn: PlainDate;
  expiresOn: PlainDate | null;
  amended: boolean;
  /** Day of repeal and what repealed it. */
  repealedOn: PlainDate | null;
  repealedBy: Issued | null;
}

/** The documents of the district: as many in force, issued and repealed as the year's report says, and their past. */
export function planDocuments(
  figures: YearFigures,
  organs: readonly DistrictOrgan[],
  calendar: WorkingCalendar,
  today: PlainDate,
  seed: Random,
): NormativeDocument[] {
  const { year, documents, division } = figures;
  const { issued, repealed, inForce } = documents.normativeDocuments;
  const desk = new Drafting(organs, calendar, seed);
  const firstDay = plainDate(`${year}-01-01`);
  const lastDay = plainDate(`${year}-12-31`);

  const replacing = Math.min(issued, Math.ceil((repealed * 2) / 3));
  const pairs = desk.draftPairs(replacing);
  const past = desk.draft(ENDED_BEFORE, year - 5);
  const cleared = desk.draft(repealed - replacing, year - 2);
  const others = desk.draft(issued - replacing, year);
  const standing = desk.draft(inForce - issued, year - 1);

  const all: Issued[] = [];
  for (const [before, after] of pairs) {
    const old = desk.issue(before, FIRST_YEAR, year - 1, null);
    const fresh = desk.issue(after, year, year, null, '10-20');
    all.push(fresh, { ...old, expiresOn: null, repealedOn: fresh.effectiveOn, repealedBy: fresh });
  }
  for (const draft of others) all.push(desk.issue(draft, year, year, lastDay));
  for (const draft of standing) all.push(desk.issue(draft, FIRST_YEAR, year - 1, lastDay));
  for (const draft of cleared) {
    const old = desk.issue(draft, FIRST_YEAR, year - 2, null);
    all.push({ ...old, expiresOn: null, repealedOn: desk.dayIn(plainDate(`${year}-03-01`), lastDay) });
  }
  for (const draft of past) all.push(desk.end(desk.issue(draft, FIRST_YEAR, year - 5, null), addDays(firstDay, -1)));
  const lastYear = Math.min(yearOf(today), calendar.lastYear, year + YEARS_LATER);
  for (let later = year + 1; later <= lastYear; later++)
    for (const draft of desk.draft(ISSUED_A_YEAR_LATER, later)) {
      const document = desk.issue(draft, later, later, null);
      if (document.issuedOn <= today) all.push(document);
    }
  return number(all, division, today, seed.fork('numbers'), organs);
}

/** What may still be drafted on a theme. */
interface Chain {
  organ: DistrictOrgan;
  succession: [Draft, Draft] | null;
  left: Draft[];
}

class Drafting {
  #chains: Chain[];
  readonly #calendar: WorkingCalendar;
  readonly #random: Random;

  constructor(organs: readonly DistrictOrgan[], calendar: WorkingCalendar, seed: Random) {
    this.#calendar = calendar;
    this.#random = seed.fork('drafting');
    const random = seed.fork('themes');
    const byKey = new Map(organs.map((organ) => [organ.key, organ]));
    const chains = themes.map(({ organs: keys, theme, forms }): Chain => {
      const organ = byKey.get(random.pick(keys))!;
      const place = organ.kind === 'street' ? organ.shortName : '北仑区';
      const draft = (form: Form): Draft => {
        const title = form(place, theme);
        return { organ, title, isTrial: /暂行|试行/.test(title) };
      };
      const [trial, final] = forms.succession ?? [];
      const succession: Chain['succession'] = trial && final ? [draft(trial), draft(final)] : null;
      const main = succession && (random.chance(0.25) ? succession[0] : succession[1]);
      return { organ, succession, left: [...(main ? [main] : []), ...forms.beside.map(draft)] };
    });
    this.#chains = random.shuffled(chains);
  }

  /** A trial and the document that replaces it; nothing else is drafted on their themes. */
  draftPairs(count: number): [Draft, Draft][] {
    const chosen = this.#chains.filter((chain) => chain.succession !== null).slice(0, count);
    if (chosen.length < count) throw new RangeError('too few themes for documents that replace others');
    this.#chains = this.#chains.filter((chain) => !chosen.includes(chain));
    return chosen.map((chain) => chain.succession!);
  }

  /**
   * Takes titles theme by theme, so that a theme's second document comes only when every theme has its first. Only organs
   * that were there by the end of `year` issue them.
   */
  draft(count: number, year: number): Draft[] {
    const drafts: Draft[] = [];
    while (drafts.length < count) {
      const able = this.#chains.filter((chain) => firstYearOf(chain.organ) <= year);
      const longest = Math.max(0, ...able.map((chain) => chain.left.length));
      if (longest === 0) throw new RangeError('too few themes for the documents of the district');
      for (const { left } of able)
        if (left.length === longest && drafts.length < count)
          drafts.push(left.splice(this.#random.int(0, longest - 1), 1)[0]!);
    }
    return drafts;
  }

  dayIn(from: PlainDate, to: PlainDate): PlainDate {
    const calendar = this.#calendar;
    const first = calendar.ordinal(toEpochDay(from) - 1) + 1;
    return calendar.text(calendar.dayOfOrdinal(this.#random.int(first, calendar.ordinal(toEpochDay(to)))));
  }

  /** `inForceOn`: a day on which it must still be in force, when it sets itself an end. */
  issue(draft: Draft, fromYear: number, toYear: number, inForceOn: PlainDate | null, latest = '12-20'): Issued {
    const random = this.#random;
    const first = Math.max(fromYear, firstYearOf(draft.organ));
    // More of what stands is recent than old.
    const year = Math.max(random.int(first, toYear), random.int(first, toYear));
    const issuedOn = this.dayIn(plainDate(`${year}-01-10`), plainDate(`${year}-${latest}`));
    const effectiveOn = random.chance(0.75) ? addDays(issuedOn, 30) : issuedOn;
    const years = draft.isTrial ? TRIAL_YEARS : USUAL_YEARS;
    const expiry = addDays(
      plainDate(`${yearOf(effectiveOn) + years}${effectiveOn.slice(4).replace('02-29', '02-28')}`),
      -1,
    );
    const expires = random.chance(EXPIRING) && (inForceOn === null || expiry > inForceOn);
    return {
      ...draft,
      issuedOn,
      effectiveOn,
      expiresOn: expires ? expiry : null,
      amended: !expires && random.chance(AMENDED) && year < toYear,
      repealedOn: null,
      repealedBy: null,
    };
  }

  /** Ends a document by `day` at the latest: by its own term where it has run out, else by repeal in a clean-up. */
  end(document: Issued, day: PlainDate): Issued {
    if (document.expiresOn !== null && document.expiresOn < day) return document;
    const earliest = addDays(document.issuedOn, 400);
    return { ...document, expiresOn: null, repealedOn: this.dayIn(earliest < day ? earliest : document.issuedOn, day) };
  }
}

/** Gives numbers in the order of issue and turns drafts into records; a replacing document stands before what it ended. */
function number(
  all: readonly Issued[],
  division: string,
  today: PlainDate,
  random: Random,
  organs: readonly DistrictOrgan[],
): NormativeDocument[] {
  const ids = new Map<Issued, string>();
  const records = new Map<Issued, NormativeDocument>();
  const lastNumbers = new Map<string, number>();
  const lastUnified = new Map<string, number>();
  const sorted = [...all].sort((a, b) => compareText(`${a.issuedOn} ${a.title}`, `${b.issuedOn} ${b.title}`));
  for (const document of sorted) {
    const { organ, issuedOn } = document;
    const year = yearOf(issuedOn);
    const series = `${organ.code}/${year}`;
    const id = labelledUuid(`document/${division}/${organ.key}/${document.title}`);
    // Between two of them the organ issued documents that bind nobody: numbers jump. 统一编号 counts only these.
    const next = (lastNumbers.get(series) ?? 0) + random.int(1, 9);
    lastNumbers.set(series, next);
    const unified = (lastUnified.get(series) ?? 0) + 1;
    lastUnified.set(series, unified);
    const place = String(organs.indexOf(organ)).padStart(2, '0');
    ids.set(document, id);
    records.set(document, {
      id,
      organCode: organ.code,
      kind: 'normative-document',
      title: document.title,
      documentNumber: `${organ.mark}〔${year}〕${next}号`,
      unifiedNumber: year < UNIFIED_SINCE ? null : `BBLD${place}-${year}-${String(unified).padStart(4, '0')}`,
      issuedOn,
      effectiveOn: document.effectiveOn,
      expiresOn: document.expiresOn,
      status: document.amended ? 'amended' : 'in-force',
      endedOn: null,
      endedBy: null,
    });
  }
  return all.map((document) => {
    const record = records.get(document)!;
    if (document.repealedOn === null) return lapseIfExpired(record, today);
    const endedBy = document.repealedBy === null ? null : ids.get(document.repealedBy)!;
    return { ...repeal(record, document.repealedOn), endedBy };
  });
}
