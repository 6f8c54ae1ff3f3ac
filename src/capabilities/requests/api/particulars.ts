import { z } from 'zod';
import { ProblemError } from '../../../platform/http/index.ts';
import type { ApplicationDetails } from '../intake/application-details.ts';
import { applicantLimits, identityPapers } from '../rules/intake/applicant.ts';
import { assistanceKinds, deliveryLimits, media, routes } from '../rules/intake/delivery.ts';
import { emptyPaper, type PaperForm } from '../rules/intake/on-paper.ts';

const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>) => Object.keys(table) as [Key, ...Key[]];
const typed = (longest: number) => z.string().max(longest, `不能超过${longest}个字符`).default('');
const chosen = <Key extends string>(table: Readonly<Record<Key, string>>) =>
  z.union([z.literal(''), z.enum(keysOf(table))]).default('');

/** What an application on paper says besides its matter; whatever it does not say is left out. */
export const particularsInput = z
  .object({
    idType: z.enum(keysOf(identityPapers)).default('resident-id'),
    idNumber: typed(40),
    creditCode: typed(40),
    representative: typed(applicantLimits.name),
    contactName: typed(applicantLimits.name),
    telephone: typed(40),
    email: typed(200),
    address: typed(applicantLimits.address),
    postcode: typed(20),
    medium: chosen(media),
    route: chosen(routes),
    deliverTo: typed(deliveryLimits.deliverTo),
    acceptsOther: z.enum(['', 'yes', 'no']).default(''),
    assistance: z.array(z.enum(keysOf(assistanceKinds))).default([]),
    assistanceNote: typed(deliveryLimits.assistanceNote),
  })
  .meta({ id: 'ApplicantParticulars' });

export const labelledValues = z.array(z.object({ label: z.string(), value: z.string() }));

type Labelled = { label: string; value: string }[];

const filled = (entries: Labelled): Labelled => entries.filter(({ value }) => value !== '');

/** Who asks and where they are reached, beyond the name; empty where nothing is known. */
export function particularsOf({ applicant, delivery }: ApplicationDetails): Labelled {
  const { contact } = applicant;
  const who =
    applicant.kind === 'natural'
      ? [{ label: identityPapers[applicant.idType], value: applicant.idNumber }]
      : [
          { label: '统一社会信用代码', value: applicant.creditCode },
          { label: '法定代表人或者负责人', value: applicant.representative },
          { label: '联系人', value: applicant.contactName },
        ];
  return filled([
    ...who,
    { label: '联系电话', value: contact.telephone },
    { label: '电子邮箱', value: contact.email },
    { label: '通信地址', value: contact.address },
    { label: '邮政编码', value: contact.postcode },
    { label: '接收地址、邮箱或者传真号码', value: delivery?.deliverTo ?? '' },
  ]);
}

const otherWay = ({ acceptsOther }: { readonly acceptsOther: boolean | null }): string =>
  acceptsOther === null ? '' : acceptsOther ? '无法按照上述方式提供的，接受其他方式' : '不接受其他方式';

/** How the information is to be given (Art. 40) and what help is wanted (Art. 43): names nobody. */
export function deliveryOf({ delivery }: ApplicationDetails): Labelled {
  if (delivery === null) return [];
  return filled([
    { label: '获取方式', value: media[delivery.medium] },
    { label: '获取途径', value: routes[delivery.route] },
    { label: '其他方式', value: otherWay(delivery) },
    { label: '需要的帮助', value: delivery.assistance.map((kind) => assistanceKinds[kind]).join('；') },
    { label: '帮助的说明', value: delivery.assistanceNote },
  ]);
}

/** The same as it is typed, to be completed or put right. */
export function paperOf({ applicant, delivery }: ApplicationDetails): PaperForm {
  return {
    ...emptyPaper,
    ...(applicant.kind === 'natural'
      ? { idType: applicant.idType, idNumber: applicant.idNumber }
      : {
          creditCode: applicant.creditCode,
          representative: applicant.representative,
          contactName: applicant.contactName,
        }),
    ...applicant.contact,
    ...(delivery === null
      ? {}
      : {
          ...delivery,
          deliverTo: delivery.deliverTo ?? '',
          acceptsOther: delivery.acceptsOther === null ? '' : delivery.acceptsOther ? 'yes' : 'no',
          assistance: [...delivery.assistance],
        }),
  };
}

/** Faults of what was copied from paper, beside their fields. @throws ProblemError 400 */
export function refuseFaults(faults: readonly { name: string; message: string }[], at = ''): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new ProblemError(400, `${first.message}。`, {
    kind: 'validation',
    errors: faults.map(({ name, message }) => ({ in: 'body', pointer: `${at}/${name}`, detail: message })),
  });
}
