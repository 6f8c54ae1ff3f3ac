import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicAccess } from '../../../platform/identity/index.ts';
import { resumeAccount } from '../intake/applicant-accounts.ts';
import { todayOf } from '../intake/context.ts';
import { addDraftFiles, MOST_FILES, removeDraftFile } from '../intake/draft-files.ts';
import {
  changeDraft,
  createDraft,
  DRAFT_DAYS,
  type Draft,
  type DraftContent,
  deleteDraft,
  emptyDraft,
  findDraft,
} from '../intake/drafts.ts';
import { listOpenOrgans, listOrganGuides } from '../intake/organ-guides.ts';
import { type DraftStep, readDraft, submitApplication } from '../intake/submit-application.ts';
import { readApplicant } from '../rules/intake/applicant.ts';
import { contentFaults, readContent } from '../rules/intake/content.ts';
import { readDelivery } from '../rules/intake/delivery.ts';
import type { ApplicantForm, FieldFault } from '../rules/intake/form.ts';
import { isOrganisationCategory } from '../rules/intake/organisation-category.ts';
import { applicantDetailsPage, applicantKindPage, categoryPage } from './applicant-pages.tsx';
import { checkPage } from './check-page.tsx';
import { contentPage, organPage, publishedPage, type StepView } from './content-pages.tsx';
import { deliveryPage, filesPage } from './delivery-pages.tsx';
import { goTo, readCookie, readFiles, SentForm, sendPersonalPage, setCookie } from './http.ts';
import type { PagesContext } from './options.ts';
import { paths, withReturn } from './paths.ts';

const DAY_SECONDS = 24 * 3600;
const INVALID = 422;

const stepPaths: Readonly<Record<DraftStep, string>> = {
  organ: paths.organ,
  content: paths.content,
  applicant: paths.applicantDetails,
  delivery: paths.delivery,
};

function isFromCheck(request: FastifyRequest): boolean {
  return (request.query as { from?: unknown }).from === 'check';
}

type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  draft: Draft,
  token: string,
) => Promise<FastifyReply> | FastifyReply;

/** The steps of an application on the portal. Each form keeps what was typed, right or wrong, and then says what is wrong. */
export function registerDraftSteps(scope: FastifyInstance, context: PagesContext): void {
  const { db, division } = context;
  const personal = { config: publicAccess };
  const startLimit = { config: { ...publicAccess, rateLimit: { max: 60, timeWindow: '10 minutes' } } };
  const uploadLimit = { config: { ...publicAccess, rateLimit: { max: 60, timeWindow: '10 minutes' } } };

  /** Runs with the draft of the request's cookie, or begins anew. */
  const withDraft =
    (handler: Handler) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const token = readCookie(request, 'request');
      const draft = await findDraft(context, token);
      if (!draft || token === undefined) return goTo(request, reply, `${paths.organ}?draft=none`);
      if (draft.content.receipt) return goTo(request, reply, paths.receipt);
      return handler(request, reply, draft, token);
    };

  /** Keeps a step's form and goes on, or shows it again with what is wrong. */
  const keep = async (
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    change: (content: DraftContent) => DraftContent,
    step: {
      faults: (content: DraftContent) => readonly FieldFault[];
      next: (content: DraftContent) => string | Promise<string>;
      page: (
        content: DraftContent,
        view: StepView,
      ) => Parameters<typeof sendPersonalPage>[2] | Promise<Parameters<typeof sendPersonalPage>[2]>;
    },
  ): Promise<FastifyReply> => {
    const draft = await changeDraft(context, token, change);
    if (!draft) return goTo(request, reply, paths.receipt);
    setCookie(request, reply, 'request', token, DRAFT_DAYS * DAY_SECONDS);
    const fromCheck = isFromCheck(request);
    const faults = step.faults(draft.content);
    if (faults.length > 0)
      return sendPersonalPage(request, reply, await step.page(draft.content, { faults, fromCheck }), INVALID);
    return goTo(request, reply, fromCheck ? paths.check : await step.next(draft.content));
  };

  const accountOf = (request: FastifyRequest) => resumeAccount(context, readCookie(request, 'account'));
  /** A new draft, filled in with what the applicant's account keeps. */
  const begin = async (request: FastifyRequest, organCode: string): Promise<string> => {
    const applicant = (await accountOf(request))?.particulars ?? emptyDraft.applicant;
    return createDraft(context, { ...emptyDraft, organCode, applicant });
  };
  const openOrgans = () => listOpenOrgans(db, division, todayOf(context));
  const organOf = async (draft: DraftContent) => (await openOrgans()).find(({ code }) => code === draft.organCode);

  scope.get('/requests/new', (request, reply) => goTo(request, reply, paths.organ));

  scope.get(paths.organ, personal, async (request, reply) => {
    const query = request.query as { organ?: unknown; draft?: unknown };
    const draft = await findDraft(context, readCookie(request, 'request'));
    const isOpen = draft !== undefined && draft.content.receipt === null;
    const asked = typeof query.organ === 'string' ? query.organ : '';
    const chosen = asked === '' && isOpen ? draft.content.organCode : asked;
    const view = { faults: [], fromCheck: isFromCheck(request) };
    const page = organPage(await openOrgans(), chosen, isOpen, query.draft === 'none' && !isOpen, view);
    return sendPersonalPage(request, reply, page);
  });

  scope.post(paths.organ, startLimit, async (request, reply) => {
    const organCode = SentForm.of(request.body).value('organ');
    const fromCheck = isFromCheck(request);
    const organs = await openOrgans();
    const token = readCookie(request, 'request');
    const draft = await findDraft(context, token);
    const isOpen = draft !== undefined && draft.content.receipt === null;
    if (!organs.some(({ code }) => code === organCode)) {
      const faults = [{ name: 'organ', message: '请选择受理机关' }];
      return sendPersonalPage(request, reply, organPage(organs, '', isOpen, false, { faults, fromCheck }), INVALID);
    }
    const changed =
      isOpen && token !== undefined && (await changeDraft(context, token, (content) => ({ ...content, organCode })));
    const kept = changed && token !== undefined ? token : await begin(request, organCode);
    setCookie(request, reply, 'request', kept, DRAFT_DAYS * DAY_SECONDS);
    return goTo(request, reply, fromCheck && changed ? paths.check : paths.content);
  });

  const contentStep = async (content: DraftContent, view: StepView) => {
    const organ = await organOf(content);
    if (!organ) return undefined;
    const guide = (await listOrganGuides(db, division, todayOf(context))).get(organ.code);
    return contentPage(organ, guide, content.content, view);
  };
  const matchesOf = (draft: DraftContent) => context.findPublished(readContent(draft.content));

  scope.get(
    paths.content,
    personal,
    withDraft(async (request, reply, { content }) => {
      const page = await contentStep(content, { faults: [], fromCheck: isFromCheck(request) });
      return page ? sendPersonalPage(request, reply, page) : goTo(request, reply, paths.organ);
    }),
  );

  scope.post(
    paths.content,
    personal,
    withDraft(async (request, reply, draft, token) => {
      const form = SentForm.of(request.body);
      if (!(await organOf(draft.content))) return goTo(request, reply, paths.organ);
      const content = {
        title: form.value('title'),
        documentNumber: form.value('documentNumber'),
        description: form.value('description'),
      };
      return keep(request, reply, token, (before) => ({ ...before, content }), {
        faults: (now) => contentFaults(readContent(now.content)),
        next: async (now) => ((await matchesOf(now)).length > 0 ? paths.published : paths.applicant),
        page: async (now, view) => (await contentStep(now, view))!,
      });
    }),
  );

  scope.get(
    paths.published,
    personal,
    withDraft(async (request, reply, { content }) => {
      const matches = await matchesOf(content);
      return matches.length > 0
        ? sendPersonalPage(request, reply, publishedPage(matches))
        : goTo(request, reply, paths.applicant);
    }),
  );

  scope.get(
    paths.applicant,
    personal,
    withDraft((request, reply, { content }) =>
      sendPersonalPage(
        request,
        reply,
        applicantKindPage(content.applicant.kind, { faults: [], fromCheck: isFromCheck(request) }),
      ),
    ),
  );

  scope.post(
    paths.applicant,
    personal,
    withDraft((request, reply, _draft, token) => {
      const kind = SentForm.of(request.body).value('kind');
      const isKnown = kind === 'natural' || kind === 'organisation';
      return keep(
        request,
        reply,
        token,
        (before) => (isKnown ? { ...before, applicant: { ...before.applicant, kind } } : before),
        {
          faults: () => (isKnown ? [] : [{ name: 'kind', message: '请选择以公民身份还是以法人、其他组织名义申请' }]),
          next: () => paths.applicantDetails,
          page: (now, view) => applicantKindPage(now.applicant.kind, view),
        },
      );
    }),
  );

  scope.get(
    paths.applicantDetails,
    personal,
    withDraft((request, reply, { content }) => {
      if (content.applicant.kind === '') return goTo(request, reply, paths.applicant);
      const view = { faults: [], fromCheck: isFromCheck(request) };
      return sendPersonalPage(request, reply, applicantDetailsPage(content.applicant, view));
    }),
  );

  const faultsOfApplicant = (form: ApplicantForm): readonly FieldFault[] => {
    const reading = readApplicant(form, todayOf(context));
    return reading.ok ? [] : reading.faults;
  };

  scope.post(
    paths.applicantDetails,
    personal,
    withDraft((request, reply, draft, token) => {
      if (draft.content.applicant.kind === '') return goTo(request, reply, paths.applicant);
      const form = SentForm.of(request.body);
      const change = (before: DraftContent): DraftContent => {
        const { applicant } = before;
        const isNatural = applicant.kind === 'natural';
        const own = (name: keyof ApplicantForm, belongs: boolean) => (belongs ? form.value(name) : applicant[name]);
        const creditCode = own('creditCode', !isNatural);
        return {
          ...before,
          applicant: {
            kind: applicant.kind,
            name: own('name', isNatural),
            idType: own('idType', isNatural),
            idNumber: own('idNumber', isNatural),
            organisationName: own('organisationName', !isNatural),
            creditCode,
            representative: own('representative', !isNatural),
            contactName: own('contactName', !isNatural),
            // Another body gets a proposal of its own.
            category: creditCode === applicant.creditCode ? applicant.category : '',
            telephone: form.value('telephone'),
            email: form.value('email'),
            address: form.value('address'),
            postcode: form.value('postcode'),
          },
        };
      };
      return keep(request, reply, token, change, {
        faults: (now) => faultsOfApplicant(now.applicant),
        next: (now) => (now.applicant.kind === 'organisation' ? paths.category : paths.delivery),
        page: (now, view) => applicantDetailsPage(now.applicant, view),
      });
    }),
  );

  const categoryView = (content: DraftContent, view: StepView) => {
    const reading = readApplicant(content.applicant, todayOf(context));
    return reading.ok && reading.applicant.kind === 'organisation'
      ? categoryPage(reading.applicant.category, view)
      : undefined;
  };

  scope.get(
    paths.category,
    personal,
    withDraft((request, reply, { content }) => {
      const page = categoryView(content, { faults: [], fromCheck: isFromCheck(request) });
      return page ? sendPersonalPage(request, reply, page) : goTo(request, reply, paths.applicantDetails);
    }),
  );

  scope.post(
    paths.category,
    personal,
    withDraft((request, reply, draft, token) => {
      if (!categoryView(draft.content, { faults: [], fromCheck: false }))
        return goTo(request, reply, paths.applicantDetails);
      const category = SentForm.of(request.body).value('category');
      const isKnown = isOrganisationCategory(category);
      return keep(
        request,
        reply,
        token,
        (before) => (isKnown ? { ...before, applicant: { ...before.applicant, category } } : before),
        {
          faults: () => (isKnown ? [] : [{ name: 'category', message: '请选择单位类别' }]),
          next: () => paths.delivery,
          page: (now, view) => categoryView(now, view)!,
        },
      );
    }),
  );

  scope.get(
    paths.delivery,
    personal,
    withDraft((request, reply, { content }) =>
      sendPersonalPage(request, reply, deliveryPage(content.delivery, { faults: [], fromCheck: isFromCheck(request) })),
    ),
  );

  scope.post(
    paths.delivery,
    personal,
    withDraft((request, reply, _draft, token) => {
      const form = SentForm.of(request.body);
      const delivery = {
        medium: form.value('medium'),
        route: form.value('route'),
        deliverTo: form.value('deliverTo'),
        acceptsOther: form.value('acceptsOther'),
        assistance: form.values('assistance'),
        assistanceNote: form.value('assistanceNote'),
      };
      return keep(request, reply, token, (before) => ({ ...before, delivery }), {
        faults: (now) => {
          const applicant = readApplicant(now.applicant, todayOf(context));
          const reading = readDelivery(now.delivery, applicant.ok ? applicant.applicant.contact : null);
          return reading.ok ? [] : reading.faults;
        },
        next: () => paths.files,
        page: (now, view) => deliveryPage(now.delivery, view),
      });
    }),
  );

  scope.get(
    paths.files,
    personal,
    withDraft((request, reply, { content }) =>
      sendPersonalPage(request, reply, filesPage(content.files, { faults: [], fromCheck: isFromCheck(request) })),
    ),
  );

  scope.post(
    paths.files,
    uploadLimit,
    withDraft(async (request, reply, draft, token) => {
      const fromCheck = isFromCheck(request);
      const sent = await readFiles(request);
      const refusals = await addDraftFiles(context, token, draft.content.files, sent.files);
      if (refusals === undefined) return goTo(request, reply, paths.receipt);
      const faults = refusals.map((message) => ({ name: 'files', message }));
      if (sent.tooMany) faults.push({ name: 'files', message: `一次最多上传${MOST_FILES}个文件，其余没有上传` });
      const now = await findDraft(context, token);
      if (faults.length > 0)
        return sendPersonalPage(request, reply, filesPage(now?.content.files ?? [], { faults, fromCheck }), INVALID);
      return goTo(
        request,
        reply,
        sent.form.value('then') === 'stay' ? withReturn(paths.files, fromCheck) : paths.check,
      );
    }),
  );

  scope.post(
    paths.removeFile,
    personal,
    withDraft(async (request, reply, _draft, token) => {
      await removeDraftFile(context, token, SentForm.of(request.body).value('id'));
      return goTo(request, reply, withReturn(paths.files, isFromCheck(request)));
    }),
  );

  scope.get(
    paths.check,
    personal,
    withDraft(async (request, reply, { content }) => {
      const organs = await openOrgans();
      const reading = readDraft(content, new Set(organs.map(({ code }) => code)), todayOf(context));
      if (!reading.complete) return goTo(request, reply, stepPaths[reading.step]);
      const organ = organs.find(({ code }) => code === content.organCode)!;
      return sendPersonalPage(
        request,
        reply,
        checkPage(organ, reading.details, content.files, await accountOf(request)),
      );
    }),
  );

  scope.post(paths.submit, personal, async (request, reply) => {
    const token = readCookie(request, 'request');
    const account = await accountOf(request);
    const remembers = SentForm.of(request.body).values('remember').includes('particulars');
    const submission =
      token === undefined
        ? undefined
        : await submitApplication(context, token, account && { id: account.id, remembers });
    if (submission === undefined || submission.kind === 'no-draft')
      return goTo(request, reply, `${paths.organ}?draft=none`);
    return goTo(request, reply, submission.kind === 'incomplete' ? stepPaths[submission.step] : paths.receipt);
  });

  scope.post(paths.discard, personal, async (request, reply) => {
    const token = readCookie(request, 'request');
    if (token !== undefined) await deleteDraft(context, token);
    setCookie(request, reply, 'request', '', 0);
    return goTo(request, reply, paths.entrance);
  });
}
