import type { ApplicantCategory, Outcome } from '../src/capabilities/requests/index.ts';
import type { DistrictOrgan, OrganKey } from './organs.ts';
import { slots, villages } from './places.ts';
import type { Random } from './random.ts';
import { topics } from './topics.ts';
import type { Topic } from './topics-particular.ts';

const OPENINGS = ['', '', '申请公开', '申请公开：', '请求公开', '申请获取'];
/** How a request may open before it says what is wanted. */
export const OPENING = /^(?:申请公开：?|请求公开|申请获取)/;
const MONTHS = 12;
/** How far back requests ask. */
const YEARS_BACK = 7;
const ATTEMPTS = 200;

/** Chooses what is asked of whom, so that no request stands twice in the district. */
export class Subjects {
  readonly #organs: ReadonlyMap<OrganKey, DistrictOrgan>;
  readonly #streets: readonly DistrictOrgan[];
  readonly #texts = new Set<string>();

  constructor(organs: readonly DistrictOrgan[]) {
    this.#organs = new Map(organs.map((organ) => [organ.key, organ]));
    this.#streets = organs.filter((organ) => organ.kind === 'street');
  }

  /** `year` is the one the request is made in. */
  choose(
    outcome: Outcome,
    category: ApplicantCategory,
    year: number,
    random: Random,
  ): { organ: DistrictOrgan; subject: string } {
    const fitting = topics.filter((topic) => topic.outcomes.includes(outcome));
    const own = fitting.filter((topic) => category === 'natural' || topic.organisations?.includes(category));
    const candidates = own.length > 0 ? own : fitting;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const topic = random.weighted(candidates, (candidate) => candidate.weight ?? 1);
      const organ = this.#organOf(topic, outcome, random);
      const text = this.#fill(random.pick(topic.texts), organ, category, year, random);
      // The wording counts, not its opening.
      if (this.#texts.has(text)) continue;
      this.#texts.add(text);
      const asked = /^(?:请求|反映|提供|对|与|重新)/.test(text) ? '' : random.pick(OPENINGS);
      return { organ, subject: `${asked}${text}` };
    }
    throw new RangeError(`too few request texts for ${outcome}`);
  }

  #organOf(topic: Topic, outcome: Outcome, random: Random): DistrictOrgan {
    const keys = outcome === 'NOT_THIS_AGENCY' && topic.misdirectedTo ? topic.misdirectedTo : topic.organs;
    const key = random.pick(keys);
    return key === 'street' ? random.pick(this.#streets) : this.#organs.get(key)!;
  }

  #fill(text: string, organ: DistrictOrgan, category: ApplicantCategory, year: number, random: Random): string {
    const street = organ.kind === 'street' ? organ : random.pick(this.#streets);
    return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
      switch (slot) {
        case 'self':
          return category === 'natural' ? '本人' : '本单位';
        case 'street':
          return street.shortName;
        case 'village':
          return random.pick(villages[this.#streets.indexOf(street) % villages.length]!);
        case 'year':
          return String(year - random.int(1, YEARS_BACK));
        case 'month':
          return String(random.int(1, MONTHS));
        case 'plot':
          return `仑储〔${year - random.int(1, YEARS_BACK)}〕${random.int(1, 40)}号地块`;
        default: {
          const values = slots[slot];
          if (!values) throw new RangeError(`unknown slot {${slot}}`);
          return random.pick(values);
        }
      }
    });
  }
}
