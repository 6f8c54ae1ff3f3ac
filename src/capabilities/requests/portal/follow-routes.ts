import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatChinese } from '../../../kernel/calendar/index.ts';
import { listOrgans, publicAccess } from '../../../platform/identity/index.ts';
import { forgetFailures } from '../../../platform/identity/sessions/throttle.ts';
import { TypesettingBusyError, typesetPdf } from '../../../platform/typesetting/index.ts';
import { portalContext, portalHref, sendErrorPage } from '../../../portal/index.ts';
import { RequestChangedError } from '../commands/refused.ts';
import { findByCode, readFollowingToken } from '../intake/access-codes.ts';
import { findDetails, listFiles } from '../intake/application-details.ts';
import { todayOf } from '../intake/context.ts';
import { examineFiles } from '../intake/draft-files.ts';
import { findDraft, type Receipt } from '../intake/drafts.ts';
import { submitCorrection, withdrawApplication } from '../intake/followed-cases.ts';
import { listOrganGuides } from '../intake/organ-guides.ts';
import { findCorrectionByCode } from '../records-correction/store.ts';
import { cleanText, type FieldFault, lengthOf } from '../rules/intake/form.ts';
import { formatReference, parseReference } from '../rules/intake/reference.ts';
import { findApplication } from '../store/applications.ts';
import { listRelated } from '../store/case-file.ts';
import { receiptDocument } from './documents.ts';
import { type CaseView, casePage, correctionLimit, correctionPage, statusPage, withdrawPage } from './follow-pages.tsx';
import { goTo, readCookie, readFiles, SentForm, sendPersonalPage, setCookie } from './http.ts';
import { type LoadedCase, loadCase, showCase } from './load-case.ts';
import type { PagesContext } from './options.ts';
import { paths } from './paths.ts';
import { readProof, WRONG_PROOF, waitBeforeGuess } from './prove.ts';
import { receiptPage } from './receipt-page.tsx';
import { beginFollowingCorrection } from './records-correction-routes.ts';
import { reviewOrganOf } from './remedy-text.ts';

const INVALID = 422;
const TOO_MANY = 429;
/** When to ask again for a document that could not be typeset now. */
const BUSY_SECONDS = 10;

type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  loaded: LoadedCase,
) => Promise<FastifyReply> | FastifyReply;

async function viewOf(context: PagesContext, loaded: LoadedCase, notice: CaseView['notice']): Promise<CaseView> {
  const { db, division } = context;
  const { application, progress, today, subject } = loaded;
  const organs = await listOrgans(db, division);
  const organ = organs.find(({ code }) => code === application.organCode)!;
  return {
    reference: formatReference(application),
    organ,
    guide: (await listOrganGuides(db, division, today)).get(organ.code),
    // By the law of the day the reply was made; for a reply that fails to come, of today.
    reviewOrgan: reviewOrganOf(organ, organs, application.projection.replied_on ?? today),
    subject,
    progress,
    details: await findDetails(context, application.id),
    files: await listFiles(context, application.id),
    letters: (await context.letters?.list(db, division, application.id)) ?? [],
    related: await listRelated(db, division, application.id),
    notice,
  };
}

const NOTICES: Readonly<Record<string, NonNullable<CaseView['notice']>>> = {
  corrected: { tone: 'positive', title: '补正已经提交', text: '机关与您确认收到后，答复期限重新起算。' },
  'corrected-already': { tone: 'caution', title: '补正此前已经提交', text: '没有重复提交。' },
  'not-awaited': { tone: 'caution', title: '没有提交补正', text: '机关目前没有等待补正，办理情况见下。' },
  withdrawn: { tone: 'positive', title: '申请已经撤回', text: '机关不再办理这件申请。' },
  'not-withdrawn': { tone: 'caution', title: '没有撤回', text: '这件申请已经办结，不能再撤回。' },
  changed: { tone: 'caution', title: '办理情况刚刚更新', text: '没有撤回。请查看最新情况后再决定。' },
};

/** Where the QR code leads: the page that asks for the code, with the number in it. */
function statusAddress(request: FastifyRequest, context: PagesContext, receipt: Receipt): string {
  const origin = context.publicUrl?.replace(/\/+$/, '') ?? `${request.protocol}://${request.host}`;
  const path = portalHref(portalContext(request), paths.status);
  return `${origin}${path}?number=${encodeURIComponent(formatReference(receipt))}`;
}

/** Receipt, and everything an applicant does after applying, by number and code. */
export function registerFollowing(scope: FastifyInstance, context: PagesContext): void {
  const { db, division } = context;
  const personal = { config: publicAccess };
  const guessing = { config: { ...publicAccess, rateLimit: { max: 30, timeWindow: '1 minute' } } };
  const uploads = { config: { ...publicAccess, rateLimit: { max: 30, timeWindow: '10 minutes' } } };

  const receiptOf = async (request: FastifyRequest): Promise<Receipt | undefined> =>
    (await findDraft(context, readCookie(request, 'request')))?.content.receipt ?? undefined;
  const beginFollowing = (request: FastifyRequest, reply: FastifyReply, applicationId: string): FastifyReply =>
    showCase(request, reply, context, applicationId);
  const followed =
    (handler: Handler) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const applicationId = readFollowingToken(context, readCookie(request, 'case'));
      const loaded = applicationId === undefined ? undefined : await loadCase(context, applicationId);
      return loaded ? handler(request, reply, loaded) : goTo(request, reply, paths.status);
    };

  scope.get(paths.receipt, personal, async (request, reply) => {
    const receipt = await receiptOf(request);
    if (!receipt) return goTo(request, reply, paths.status);
    const organ = (await listOrgans(db, division)).find(({ code }) => code === receipt.organCode)!;
    const guide = (await listOrganGuides(db, division, todayOf(context))).get(organ.code);
    const page = receiptPage(receipt, organ, guide, statusAddress(request, context, receipt));
    return sendPersonalPage(request, reply, page);
  });

  scope.get(paths.receiptPdf, personal, async (request, reply) => {
    const receipt = await receiptOf(request);
    if (!receipt) return sendErrorPage(request, reply, 404);
    const organ = (await listOrgans(db, division)).find(({ code }) => code === receipt.organCode)!;
    const document = receiptDocument(receipt, organ.name, statusAddress(request, context, receipt).split('?')[0]!);
    // A name may hold a character no face has; its code is printed rather than nothing.
    const { pdf } = await typesetPdf(document, { missing: 'code' });
    return reply
      .type('application/pdf')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="receipt-${formatReference(receipt)}.pdf"`)
      .send(Buffer.from(pdf));
  });

  scope.post(paths.followReceipt, personal, async (request, reply) => {
    const receipt = await receiptOf(request);
    return receipt ? beginFollowing(request, reply, receipt.applicationId) : goTo(request, reply, paths.status);
  });

  scope.get(paths.status, personal, (request, reply) => {
    const { number } = request.query as { number?: unknown };
    const reference = typeof number === 'string' ? parseReference(number) : null;
    return sendPersonalPage(request, reply, statusPage(reference ? formatReference(reference) : '', []));
  });

  scope.post(paths.status, guessing, async (request, reply) => {
    const { typed, reference, code, faults } = readProof(SentForm.of(request.body));
    const refuse = (found: readonly FieldFault[], status = INVALID) =>
      sendPersonalPage(request, reply, statusPage(typed, found), status);
    if (!reference || !code) return refuse(faults);
    const account = `application ${formatReference(reference)}`;
    const wait = await waitBeforeGuess(context, request, reply, account);
    if (wait !== undefined) return refuse([{ name: 'code', message: `查询码多次输入有误，${wait}` }], TOO_MANY);
    const correctionId = await findCorrectionByCode(db, context.protection, division, reference, code);
    if (correctionId !== undefined) {
      await forgetFailures(db, account, request.ip);
      return beginFollowingCorrection(request, reply, context, correctionId);
    }
    const applicationId = await findByCode(context, reference, code);
    if (applicationId === undefined) return refuse([WRONG_PROOF]);
    await forgetFailures(db, account, request.ip);
    return beginFollowing(request, reply, applicationId);
  });

  scope.get(
    paths.case,
    personal,
    followed(async (request, reply, loaded) => {
      const { done } = request.query as { done?: unknown };
      const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done]! : null;
      return sendPersonalPage(request, reply, casePage(await viewOf(context, loaded, notice)));
    }),
  );

  scope.get<{ Params: { id: string } }>('/requests/case/letters/:id', personal, (request, reply) =>
    followed(async (_request, _reply, { application }) => {
      const letter = await openLetter(application.id, request.params.id, reply);
      if (letter === 'busy') return sendErrorPage(request, reply, 503);
      if (!letter) return sendErrorPage(request, reply, 404);
      return reply
        .type(letter.mediaType)
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(letter.fileName)}`)
        .send(Buffer.from(letter.content));
    })(request, reply),
  );

  /** A letter's file; `busy` when too many documents wait to be typeset, with the time to come again in the head. */
  async function openLetter(applicationId: string, letterId: string, reply: FastifyReply) {
    try {
      return await context.letters?.open(db, division, applicationId, letterId);
    } catch (error) {
      if (!(error instanceof TypesettingBusyError)) throw error;
      reply.header('retry-after', String(BUSY_SECONDS));
      return 'busy' as const;
    }
  }

  const correctionView = ({ progress }: LoadedCase, text: string, faults: readonly FieldFault[]) =>
    correctionPage(
      progress.correctBy && formatChinese(progress.correctBy),
      progress.state === 'correction-lapsed',
      text,
      faults,
    );

  scope.get(
    paths.correction,
    personal,
    followed((request, reply, loaded) =>
      loaded.progress.mayCorrect
        ? sendPersonalPage(request, reply, correctionView(loaded, '', []))
        : goTo(request, reply, `${paths.case}?done=not-awaited`),
    ),
  );

  scope.post(
    paths.correction,
    uploads,
    followed(async (request, reply, loaded) => {
      const sent = await readFiles(request);
      const text = cleanText(sent.form.value('text'));
      const { accepted, refusals } = await examineFiles(sent.files, []);
      const faults: FieldFault[] = refusals.map((message) => ({ name: 'files', message }));
      if (faults.length > 0 && accepted.length > 0)
        faults.push({ name: 'files', message: '其余文件也没有提交，请一并重新选择' });
      if (text === '') faults.unshift({ name: 'text', message: '请填写补正内容' });
      else if (lengthOf(text) > correctionLimit)
        faults.unshift({
          name: 'text',
          message: `补正内容最多${correctionLimit}字，现在有${lengthOf(text)}字，请删减`,
        });
      if (faults.length > 0) return sendPersonalPage(request, reply, correctionView(loaded, text, faults), INVALID);
      const result = await submitCorrection(context, loaded.application.id, { text }, accepted);
      const done = { stored: 'corrected', already: 'corrected-already', 'not-awaited': 'not-awaited' }[result];
      return goTo(request, reply, `${paths.case}?done=${done}`);
    }),
  );

  scope.get(
    paths.withdraw,
    personal,
    followed((request, reply, { application, progress }) =>
      progress.mayWithdraw
        ? sendPersonalPage(request, reply, withdrawPage(formatReference(application), application.events.length))
        : goTo(request, reply, `${paths.case}?done=not-withdrawn`),
    ),
  );

  scope.post(
    paths.withdraw,
    personal,
    followed(async (request, reply, { application }) => {
      const version = Number(SentForm.of(request.body).value('version'));
      try {
        const isWithdrawn = await withdrawApplication(context, application.id, version);
        return goTo(request, reply, `${paths.case}?done=${isWithdrawn ? 'withdrawn' : 'not-withdrawn'}`);
      } catch (error) {
        if (!(error instanceof RequestChangedError)) throw error;
        // A second click finds what the first one did.
        const now = await findApplication(db, division, application.id);
        const isWithdrawn = now?.events.at(-1)?.kind === 'withdrawn';
        return goTo(request, reply, `${paths.case}?done=${isWithdrawn ? 'withdrawn' : 'changed'}`);
      }
    }),
  );

  // Who proved number and code of the whole sees its parts, and the other way round; nothing else.
  scope.post(
    paths.related,
    personal,
    followed(async (request, reply, { application }) => {
      const wanted = SentForm.of(request.body).value('id');
      const related = (await listRelated(db, division, application.id)).find(({ id }) => id === wanted);
      return related ? beginFollowing(request, reply, related.id) : goTo(request, reply, paths.case);
    }),
  );

  scope.post(paths.leave, personal, (request, reply) => {
    setCookie(request, reply, 'case', '', 0);
    setCookie(request, reply, 'records-correction', '', 0);
    return goTo(request, reply, paths.entrance);
  });
}
