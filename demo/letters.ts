import {
  type ApplicationEvent,
  type CaseFacts,
  composeCaseLetter,
  continueSeries,
  defaultTemplates,
  formatLetterNumber,
  type LetterCase,
  type LetterContent,
  letterKindOf,
  numberSeriesOf,
  positionOf,
  type TakenOverLetter,
} from '../src/capabilities/requests/index.ts';
import { addDays, type PlainDate, type WorkingCalendar, yearOf } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import type { Organ } from '../src/platform/identity/index.ts';
import type { PlannedApplication } from './applications.ts';
import { demonstrationFinding, type FindingSource, partialItems } from './findings.ts';
import { guideOf } from './guides.ts';
import { demonstrationSettings } from './letter-settings.ts';
import { INVENTED, officeHead } from './names.ts';
import { type DistrictOrgan, organRows } from './organs.ts';
import type { Random } from './random.ts';

/** Pages behind a fee of the demonstration; the sum is what the event says. */
const PAYMENT_DAYS = 30;

interface Step {
  readonly application: PlannedApplication;
  readonly at: number;
  readonly event: ApplicationEvent;
}

export interface PlannedLetters {
  readonly letters: readonly TakenOverLetter[];
  /** The applications with their consultations named by the numbers of the letters. */
  readonly applications: readonly PlannedApplication[];
  readonly series: ReadonlyMap<string, number>;
}

const LETTER_OF: Partial<Record<ApplicationEvent['kind'], 'notice' | 'reply'>> = {
  'correction-requested': 'notice',
  'consultation-sent': 'notice',
  extended: 'notice',
  'fee-notified': 'notice',
  replied: 'reply',
};

/**
 * The letters behind the events of planned applications, numbered without gaps by organ and year in the order of their days.
 * A letter whose fee no tariff gives is left out; all others are complete.
 */
export function planLetters(
  planned: readonly PlannedApplication[],
  organs: readonly DistrictOrgan[],
  division: string,
  calendar: WorkingCalendar,
  seed: Random,
): PlannedLetters {
  const applications = planned.map((application) => ({ ...application, events: [...application.events] }));
  const numbers = registerNumbers(applications);
  const rows = organRows(organs, division, organs[0]!.code);
  const steps: Step[] = applications.flatMap((application) =>
    application.events.flatMap((event, at) => (LETTER_OF[event.kind] ? [{ application, at, event }] : [])),
  );
  steps.sort((a, b) => (a.event.on < b.event.on ? -1 : a.event.on > b.event.on ? 1 : 0));
  const series = new Map<string, number>();
  const letters: TakenOverLetter[] = [];
  const notices = new Map<string, { L02?: FindingSource['correction']; L11?: FindingSource['fee'] }>();
  const replies = new Map<string, { number: string; on: PlainDate }>();
  for (const { application, at } of steps) {
    const organ = organs.find(({ code }) => code === application.organCode)!;
    const row = rows.find(({ code }) => code === application.organCode)!;
    const event = application.events[at]!;
    const known = notices.get(application.id) ?? {};
    const applicantKey = `${application.organCode} ${application.applicantName}`;
    const facts = factsOf(event, {
      subject: application.subject,
      organ,
      on: event.on,
      events: application.events.slice(0, at),
      correction: known.L02,
      fee: known.L11,
      earlier: replies.get(applicantKey),
    });
    if (!facts) continue;
    const numbering = numberSeriesOf(facts.kind, event.on)!;
    const key = `${application.organCode}\u0000${numbering.series}\u0000${numbering.year}`;
    const sequence = (series.get(key) ?? 0) + 1;
    const number = formatLetterNumber(organ.mark, numbering, sequence);
    const signer = officeHead(organ, seed);
    const letter = compose(
      application,
      numbers.get(application.id)!,
      at,
      facts,
      number,
      signer,
      organ,
      row,
      rows,
      calendar,
    );
    if (!letter) continue;
    series.set(key, sequence);
    if (event.kind === 'consultation-sent') rename(application, event.ref, number);
    if (event.kind === 'correction-requested')
      notices.set(application.id, { ...known, L02: { number, on: event.on, respondBy: event.respondBy } });
    if (event.kind === 'fee-notified')
      notices.set(application.id, {
        ...known,
        L11: {
          number,
          on: event.on,
          amountYuan: event.amountYuan ?? 0,
          payBy: addDays(event.deliveredOn ?? event.on, PAYMENT_DAYS),
        },
      });
    if (event.kind === 'replied') replies.set(applicantKey, { number, on: event.on });
    letters.push(letter);
  }
  return { letters, applications, series };
}

/** Numbers as they are given when the applications are stored, one after the other. */
function registerNumbers(applications: readonly PlannedApplication[]): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    applications.map(({ id, organCode, submittedOn }) => {
      const year = yearOf(submittedOn);
      const key = `${organCode} ${year}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return [id, `${year}-${String(count).padStart(4, '0')}`];
    }),
  );
}

/** A consultation goes by the number of its letter from then on. */
function rename(application: PlannedApplication, ref: string, number: string): void {
  for (const [i, event] of application.events.entries())
    if ((event.kind === 'consultation-sent' || event.kind === 'consultation-answered') && event.ref === ref)
      application.events[i] = { ...event, ref: number };
}

function factsOf(event: ApplicationEvent, source: FindingSource): CaseFacts | undefined {
  const { subject } = source;
  switch (event.kind) {
    case 'correction-requested':
      return {
        kind: 'L02',
        defects: ['未写明所需信息的名称、文号或者便于查询的其他特征性描述'],
        guidance: '可以写明项目名称、文件形成的大致时间或者发文机关',
        respondBy: event.respondBy,
      };
    case 'consultation-sent':
      switch (event.party) {
        case 'third-party':
          return { kind: 'L06', thirdParty: `北仑某某公司${INVENTED}`, content: subject };
        case 'co-maker':
          return { kind: 'L09', coMaker: '宁波市北仑区财政局', content: subject };
        default:
          return {
            kind: 'L10',
            addressee: '宁波市北仑区档案馆',
            matter: `对“${subject}”所涉信息提出意见`,
            respondBy: addDays(event.on, 10),
            internal: event.party === 'internal',
          };
      }
    case 'extended':
      return event.workingDays > 20
        ? undefined
        : { kind: 'L03', reason: '申请的信息数量较多、需要逐份审查', workingDays: event.workingDays };
    case 'fee-notified': {
      const quantity = pagesOf(event.amountYuan ?? 0);
      return quantity === null ? undefined : { kind: 'L11', mode: 'page', quantity, itemsBefore: 0 };
    }
    case 'replied': {
      const { outcome } = event;
      const kind = letterKindOf(outcome);
      const finding = demonstrationFinding(outcome, source);
      if (kind === 'L12')
        return finding.outcome === 'ABANDONED_CORRECTION' || finding.outcome === 'FEE_UNPAID'
          ? { kind, finding }
          : undefined;
      return { kind, items: outcome === 'PARTIAL' ? partialItems(event.withheldGrounds ?? [], source) : [{ finding }] };
    }
    default:
      return undefined;
  }
}

/** Pages that come to this fee by volume (国办函〔2020〕109号), or null. */
function pagesOf(yuan: number): number | null {
  if (yuan <= 0) return null;
  const pages = yuan <= 700 ? 30 + yuan / 10 : yuan <= 2700 ? 100 + (yuan - 700) / 20 : 200 + (yuan - 2700) / 40;
  return Number.isInteger(pages) ? pages : null;
}

function compose(
  application: PlannedApplication,
  registered: string,
  at: number,
  facts: CaseFacts,
  number: string,
  signer: string,
  organ: DistrictOrgan,
  row: Organ,
  rows: readonly Organ[],
  calendar: WorkingCalendar,
): TakenOverLetter | undefined {
  const event = application.events[at]!;
  const settings = demonstrationSettings(row, organ.mark);
  const guide = guideOf(row, row.sortOrder);
  const served = serviceOf(event, application.events.slice(at + 1));
  const content: LetterContent = {
    facts,
    service: served?.service ?? 'post',
    annexes: [],
    enclosures: [],
  };
  const of: LetterCase = {
    organ: {
      name: row.name,
      position: positionOf(row, rows, settings),
      court: settings.court,
      address: guide.address,
      phone: guide.telephone,
      onlineReview: settings.onlineReview!,
    },
    route: null,
    word: settings.word,
    feeAccount: settings.feeAccount!,
    application: {
      number: registered,
      applicant: application.applicantName,
      organisation: application.applicantCategory !== 'natural',
      channel: application.channel,
      submittedOn: application.submittedOn,
      receivedOn: application.receivedOn ?? application.submittedOn,
      requested: application.subject,
      events: application.events.slice(0, at),
    },
    calendar: calendar.withProvisionalYears(),
    isOnline: true,
    decision: {
      state: 'processing',
      corrected: true,
      searches: [],
      thirdParties: [],
      earlierReplies: [],
      reasonsRequested: true,
    },
  };
  const composed = composeCaseLetter(content, of, { number, date: event.on, signer }, defaultTemplates);
  if (composed.letter === null || composed.missing.length > 0) return undefined;
  return {
    applicationId: application.id,
    organCode: application.organCode,
    content,
    words: composed.letter,
    number,
    issuedOn: event.on,
    served,
    by: {
      drafter: `${organ.shortName}承办人${INVENTED}`,
      reviewer: `${organ.shortName}审核人${INVENTED}`,
      signer,
    },
  };
}

function serviceOf(event: ApplicationEvent, later: readonly ApplicationEvent[]): TakenOverLetter['served'] {
  const proofs = {
    hand: '签收人签名（虚构）',
    post: '给据邮件XA00000000000（虚构）',
    online: '到达申请人的办理进度页面',
  };
  if (event.kind === 'replied') {
    const served = later.find((one) => one.kind === 'served');
    const on = event.servedOn ?? served?.on ?? null;
    return on === null ? null : { service: event.service, on, proof: proofs[event.service] };
  }
  const on = 'deliveredOn' in event ? event.deliveredOn : event.on;
  return on === null ? null : { service: 'post', on, proof: proofs.post };
}

/** Continues the organs' series of numbers behind the demonstration's letters. */
export async function continueLetterSeries(
  db: Database,
  division: string,
  series: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [key, last] of series) {
    const [organCode = '', name = '', year = ''] = key.split('\u0000');
    await continueSeries(db, division, organCode, name, Number(year), last);
  }
}
