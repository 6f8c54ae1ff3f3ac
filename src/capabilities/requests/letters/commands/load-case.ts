import { type PlainDate, shanghaiDate, toEpochDay } from '../../../../kernel/calendar/index.ts';
import type { Database } from '../../../../platform/database/index.ts';
import { listOrgans, type Organ } from '../../../../platform/identity/index.ts';
import type { DataKey } from '../../../../platform/protection/index.ts';
import { openDetails } from '../../intake/application-details.ts';
import type { IntakeContext } from '../../intake/context.ts';
import { listOrganGuides } from '../../intake/organ-guides.ts';
import type { ApplicationEvent } from '../../rules/events.ts';
import { foldApplication } from '../../rules/fold.ts';
import { openApplicants } from '../../store/applicants.ts';
import type { StoredApplication } from '../../store/applications.ts';
import { listSearches } from '../../store/case-file.ts';
import {
  findTemplateVersion,
  type LetterSettings,
  listLetterSettings,
  noSettings,
} from '../../store/letter-settings.ts';
import { listEarlierReplies } from '../../store/letters.ts';
import type { LetterCase } from '../rules/case-letter.ts';
import type { DecisionCircumstances } from '../rules/decision-conditions.ts';
import type { LetterOrgan } from '../rules/input.ts';
import type { OrganPosition } from '../rules/review-organ.ts';
import { applyTemplateChanges, type LetterTemplates } from '../rules/templates.ts';

/** What an organ is for the law of reconsideration, from the register of organs and its settings. */
export function positionOf(organ: Organ, organs: readonly Organ[], settings: LetterSettings): OrganPosition {
  let above = organs.find(({ code }) => code === organ.parentCode);
  while (above && above.kind !== 'government') {
    const { parentCode } = above;
    above = organs.find(({ code }) => code === parentCode);
  }
  const government = above?.name ?? '';
  const superior = settings.superiorOrgan ?? '';
  switch (organ.kind) {
    case 'government':
      return { kind: 'government', superiorGovernment: superior };
    case 'township':
      return { kind: 'government', superiorGovernment: government };
    case 'street':
      return { kind: 'government-branch', government };
    case 'dispatched':
      return { kind: 'department-branch', government: superior, localGovernment: government };
    case 'authorised-organisation':
      return { kind: 'authorised-organisation', government };
    case 'department':
    case 'government-office':
      return { kind: 'department', government };
  }
}

/** How consultations of third parties stand on a day. */
function thirdPartiesOf(
  events: readonly ApplicationEvent[],
  view: ReturnType<typeof foldApplication>,
  today: number,
): DecisionCircumstances['thirdParties'] {
  return events.flatMap((event): DecisionCircumstances['thirdParties'][number][] => {
    if (event.kind !== 'consultation-sent' || event.party !== 'third-party') return [];
    const answered = events.find((other) => other.kind === 'consultation-answered' && other.ref === event.ref);
    if (answered?.kind === 'consultation-answered')
      return [{ sentOn: event.on, answer: answered.consents === true ? 'agreed' : 'refused' }];
    const { resumed = null } = view.suspensions.find(({ ref }) => ref === event.ref) ?? {};
    return [{ sentOn: event.on, answer: resumed !== null && today > resumed ? 'silent' : 'open' }];
  });
}

/** A part of a split application is reached from the page of the whole. */
async function isFollowedFromWhole(db: Database, division: string, applicationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('application_split as s')
    .innerJoin('application_detail as d', (join) =>
      join.onRef('d.division_code', '=', 's.division_code').onRef('d.application_id', '=', 's.application_id'),
    )
    .select('d.access_code_index')
    .where('s.division_code', '=', division)
    .where('s.part_id', '=', applicationId)
    .executeTakeFirst();
  return row !== undefined && row.access_code_index !== null;
}

/** An organ as its letters name it, from the register of organs, its guide and its settings. */
export async function loadLetterOrgan(
  db: Database,
  { division }: Pick<IntakeContext, 'division'>,
  organCode: string,
  today: PlainDate,
): Promise<{ organ: LetterOrgan; settings: LetterSettings }> {
  const organs = await listOrgans(db, division);
  const organ = organs.find(({ code }) => code === organCode)!;
  const settings = (await listLetterSettings(db, division)).get(organ.code) ?? noSettings;
  const guide = (await listOrganGuides(db, division, today)).get(organ.code);
  return {
    settings,
    organ: {
      name: organ.name,
      position: positionOf(organ, organs, settings),
      court: settings.court,
      address: guide?.address ?? '',
      phone: guide?.telephone ?? '',
      ...(settings.reviewOrgan === null ? {} : { reviewOrgan: settings.reviewOrgan }),
      ...(settings.onlineReview === null ? {} : { onlineReview: settings.onlineReview }),
    },
  };
}

/** The words of the letters as the administrator last changed them. */
export async function loadTemplates(db: Database, division: string): Promise<LetterTemplates> {
  return applyTemplateChanges((await findTemplateVersion(db, division)).changes);
}

export interface LoadedLetterCase {
  readonly of: LetterCase;
  readonly templates: LetterTemplates;
  readonly settings: LetterSettings;
  readonly today: PlainDate;
}

/**
 * A case as its letters need it, read with `db` (the transaction that issues one, or none).
 * @param nameOf how the applicant's name is shown: as it is in a letter, masked to who may not see it
 */
export async function loadLetterCase(
  db: Database,
  context: IntakeContext,
  application: StoredApplication,
  key: DataKey | undefined,
  nameOf: (name: string) => string = (name) => name,
): Promise<LoadedLetterCase> {
  const { division, protection } = context;
  const today = shanghaiDate(context.now());
  const calendar = await context.calendar();
  const { organ, settings } = await loadLetterOrgan(db, context, application.organCode, today);
  const row = await db
    .selectFrom('application as a')
    .leftJoin('application_detail as d', (join) =>
      join.onRef('d.division_code', '=', 'a.division_code').onRef('d.application_id', '=', 'a.id'),
    )
    .select(['a.id', 'a.applicant_name_sealed', 'a.subject_sealed', 'd.access_code_index', 'd.content'])
    .where('a.division_code', '=', division)
    .where('a.id', '=', application.id)
    .executeTakeFirstOrThrow();
  const { applicantName, subject } = (await openApplicants(db, protection, division, [row])).get(row.id)!;
  const provisional = calendar.withProvisionalYears();
  const view = foldApplication({ receivedOn: null, events: application.events }, today, provisional);
  const delivery = key && row.content ? openDetails(key, row.content).delivery : null;
  // Who applied on paper is served over the network only when that is how they want the information (consent, 235号).
  const wantsOnline = delivery !== null && (application.channel === 'online' || delivery.route === 'online');
  const searches = await listSearches(db, division, key, application.id);
  const of: LetterCase = {
    organ,
    word: settings.word,
    feeAccount: settings.feeAccount ?? '',
    application: {
      number: application.number,
      applicant: nameOf(applicantName),
      organisation: application.applicantCategory !== 'natural',
      channel: application.channel,
      submittedOn: application.submittedOn,
      receivedOn: application.projection.received_on ?? application.submittedOn,
      requested: subject,
      events: application.events,
    },
    calendar,
    route: delivery?.route ?? null,
    isOnline:
      wantsOnline && (row.access_code_index !== null || (await isFollowedFromWhole(db, division, application.id))),
    decision: {
      state: view.state,
      corrected: application.events.some(({ kind }) => kind === 'corrected'),
      searches: searches.map(({ content }) => ({ on: content.on })),
      thirdParties: thirdPartiesOf(application.events, view, toEpochDay(today)),
      earlierReplies: await listEarlierReplies(db, division, application.organCode, application.id),
      reasonsRequested: application.events.some(({ kind }) => kind === 'reasons-requested'),
    },
  };
  return { of, templates: await loadTemplates(db, division), settings, today };
}
