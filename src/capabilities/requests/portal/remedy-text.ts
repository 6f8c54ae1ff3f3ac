import type { PlainDate } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import { reviewOrgansOfOrgan } from '../letters/organ-position.ts';
import type { RemedyClass } from '../rules/outcomes.ts';

/** Who reviews an act of the organ of this day, by kind of organ and date, as sentences name it; null where unknown. */
export function reviewOrganOf(organ: Organ, organs: readonly Organ[], actOn: PlainDate): string | null {
  return reviewOrgansOfOrgan(organ, organs, actOn).join('或者') || null;
}

const SIXTY_DAYS = '自收到答复书之日起六十日内';

/** What the applicant may do against the reply, in the words of the law; the reply itself prevails. */
export function remedyText(remedy: Exclude<RemedyClass, 'none'>, reviewOrgan: string | null): string[] {
  const organ = reviewOrgan ?? '有管辖权的行政复议机关';
  const first = `${SIXTY_DAYS}先向${organ}申请行政复议；对行政复议决定仍不服的，可以自收到行政复议决定书之日起十五日内依法向人民法院提起行政诉讼`;
  const choice = `可以${SIXTY_DAYS}向${organ}申请行政复议，或者自收到答复书之日起六个月内依法向人民法院提起行政诉讼`;
  switch (remedy) {
    case 'reconsideration-first':
      return [`对不予公开决定不服的，应当${first}。`];
    case 'reconsideration-first-for-withheld':
      return [`对不予公开的部分不服的，应当${first}。`, `对答复的其他部分不服的，${choice}。`];
    case 'choice':
      return [`对答复不服的，${choice}。`];
  }
}

/** When the organ has let the term pass. Both ways stand open; whether reconsideration must go first is disputed. */
export function inactionText(reviewOrgan: string | null): string {
  return `机关逾期不答复的，您可以向${reviewOrgan ?? '有管辖权的行政复议机关'}申请行政复议，或者自答复期限届满之日起六个月内向人民法院提起行政诉讼。是否应当先申请行政复议，各地掌握不一，建议先申请行政复议。`;
}
