import { formatChinese } from '../../../../kernel/calendar/index.ts';
import { cite, type LegalBasis } from '../../../../kernel/legal-basis/index.ts';
import type { Channel, Service } from '../../rules/events.ts';
import type { ElementName } from './elements.ts';
import { sentence } from './findings.ts';
import type { LetterInput } from './input.ts';
import { letterRules } from './kinds.ts';
import { procedureParagraph } from './procedure.ts';
import type { ElementValues } from './templates.ts';

/** How an application was handed in (条例 Art. 31), as it reads before 提出. */
const channelPhrases: Readonly<Record<Channel, string>> = {
  'in-person': '当面',
  oral: '口头',
  'registered-mail': '以邮寄方式',
  'ordinary-mail': '以平常信函',
  online: '通过互联网渠道',
  fax: '以传真方式',
};

export const serviceLabels: Readonly<Record<Service, string>> = {
  hand: '直接送达（当面签收）',
  post: '邮寄送达',
  online: '互联网送达',
};

/** 《…》第三十六条第（五）项、第十条: the title once for articles of the same law. */
export function citeAll(bases: readonly LegalBasis[]): string {
  let law: LegalBasis['law'] | null = null;
  return bases
    .map((one) => {
      const text = one.law === law ? cite(one).replace(/^《.*?》(（.*?）)?(?=第)/, '') : cite(one);
      law = one.law;
      return text;
    })
    .join('、');
}

function common({ organ, application, number, date, kind }: LetterInput): ElementValues {
  return {
    you: application.organisation ? '你单位' : '您',
    applicant: application.applicant,
    organ: organ.name,
    number: number ?? '',
    applicationNumber: application.number,
    submittedOn: formatChinese(application.submittedOn),
    receivedOn: formatChinese(application.receivedOn),
    channel: channelPhrases[application.channel],
    requested: application.requested,
    procedure: procedureParagraph(application.events ?? [], date) ?? '',
    phone: organ.phone,
    address: organ.address,
    basis: citeAll(letterRules[kind].bases),
  };
}

function numbered(texts: readonly string[]): string[] {
  const said = texts.map((text) => text.trim()).filter((text) => text !== '');
  return said.length === 1 ? said.map(sentence) : said.map((text, i) => `${i + 1}.${sentence(text)}`);
}

type PassedOn = Extract<Extract<LetterInput, { kind: 'L15' }>['result'], { to: string }>;

const LAPSE = '视为放弃申请，本机关不再处理该政府信息公开申请。';

/** Who may not correct a record passes the request on or tells where to go (条例 Art. 41). */
function passedOn({ kind, to, text = '' }: PassedOn, you: string): string {
  if (to.trim() === '') return '';
  const said = text.trim() === '' ? '' : sentence(text);
  return kind === 'forwarded'
    ? `本机关无权更正该信息，已转送${to}处理，现予告知。${said}`
    : `本机关无权更正该信息，请${you}向${to}提出更正申请。${said}`;
}

/** The elements of a letter as words, but for decisions and remedy, which are composed from findings. */
export function valuesOf(input: LetterInput): ElementValues {
  return { ...common(input), ...particular(input) };
}

function particular(input: LetterInput): Partial<Record<ElementName, string | readonly string[]>> {
  switch (input.kind) {
    case 'L01':
      return { dueOn: formatChinese(input.dueOn) };
    case 'L02':
      return {
        defects: numbered(input.defects),
        guidance: sentence(input.guidance),
        respondBy: formatChinese(input.respondBy),
        consequence: `无正当理由逾期不补正的，${LAPSE}`,
      };
    case 'L03':
      return { reason: input.reason, newDueOn: formatChinese(input.newDueOn), approval: input.approvedBy };
    case 'L04':
      return {
        count: input.count,
        respondBy: formatChinese(input.respondBy),
        consequence: '本机关认为申请理由不合理的，不予处理；逾期未说明理由的，本机关将根据已有材料作出处理。',
      };
    case 'L05':
      return { reason: sentence(input.reason), until: formatChinese(input.until) };
    case 'L06':
      return {
        thirdParty: input.thirdParty,
        content: input.content,
        responsePeriod: '自收到本征询书之日起15个工作日内',
        silence: '逾期未提出意见的，由本机关依照该条例的规定决定是否公开。',
      };
    case 'L07':
      return {
        consultation: `因申请公开的信息涉及第三方或者其他机关，本机关已于${formatChinese(input.sentOn)}书面征求意见`,
        excluded: '征求意见所需时间不计算在答复期限内',
      };
    case 'L08':
      return {
        thirdParty: input.thirdParty,
        content: input.content,
        reason: sentence(input.reason),
        releaseOn: formatChinese(input.releaseOn),
      };
    case 'L09':
      return {
        coMaker: input.coMaker,
        content: input.content,
        responsePeriod: '自收到本函之日起15个工作日内',
        silence: '逾期未提出意见的，视为同意公开。',
      };
    case 'L10':
      return { addressee: input.addressee, matter: input.matter, respondBy: formatChinese(input.respondBy) };
    case 'L11': {
      const unit = input.fee.mode === 'item' ? '件' : '页';
      return {
        mode: input.fee.mode === 'item' ? '按件计收' : '按量计收',
        computation: input.fee.bands.map(
          ({ from, to, unitPrice, amount }) =>
            `第${from === to ? from : `${from}至${to}`}${unit}：${to - from + 1}${unit}，每${unit}${unitPrice}元，计${amount}元。`,
        ),
        amount: input.fee.amount > 0 ? `${input.fee.amount}元` : '',
        account: input.account,
        consequence: `请自收到本通知书次日起30日内缴纳；逾期未缴纳的，${LAPSE}`,
      };
    }
    case 'L15':
      return {
        facts: sentence(input.facts),
        result:
          'to' in input.result
            ? passedOn(input.result, input.application.organisation ? '你单位' : '您')
            : sentence(input.result.text),
      };
    case 'L16':
      return {
        documents: input.documents.every(({ title }) => title.trim() !== '')
          ? input.documents.map(({ title, number }) => `《${title}》${number === '' ? '' : `（${number}）`}`)
          : '',
        service: `${serviceLabels[input.served.service]}${input.served.place ? `，${input.served.place}` : ''}`,
        servedOn: formatChinese(input.served.on),
        proof: input.served.proof,
      };
    case 'L17':
      return {
        proposal: input.proposal,
        result: input.accepted ? '本机关采纳该建议，将依法主动公开。' : '该信息不属于主动公开的范围，本机关不予采纳。',
        reason: sentence(input.reason),
      };
    case 'L18':
      return { answer: sentence(input.answer), manner: input.manner };
    case 'L12':
    case 'L13':
    case 'L14':
      return {};
  }
}
