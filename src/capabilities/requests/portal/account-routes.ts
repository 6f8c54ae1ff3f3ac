import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listOrgans, publicAccess } from '../../../platform/identity/index.ts';
import { LEAST_PASSWORD, passwordFault } from '../../../platform/identity/passwords/policy.ts';
import { forgetFailures } from '../../../platform/identity/sessions/throttle.ts';
import { findByCode } from '../intake/access-codes.ts';
import {
  ACCOUNT_SESSION_HOURS,
  type ApplicantAccount,
  changeAccountPassword,
  checkPassword,
  closeAccountSession,
  createAccount,
  deleteAccount,
  followApplication,
  isFollowed,
  listFollowed,
  openAccountSession,
  resumeAccount,
  storeParticulars,
} from '../intake/applicant-accounts.ts';
import { accountNameFaults, readAccountName } from '../rules/intake/account-name.ts';
import type { FieldFault } from '../rules/intake/form.ts';
import { formatReference } from '../rules/intake/reference.ts';
import {
  ACCOUNT_PAGE_SIZE,
  type AccountView,
  accountPage,
  changePasswordPage,
  createAccountPage,
  deleteAccountPage,
  type FollowedRow,
  signInPage,
} from './account-pages.tsx';
import { goTo, readCookie, SentForm, sendPersonalPage, setCookie } from './http.ts';
import { loadCase, showCase } from './load-case.ts';
import type { PagesContext } from './options.ts';
import { paths } from './paths.ts';
import { readProof, WRONG_PROOF, waitBeforeGuess } from './prove.ts';

const INVALID = 422;
const TOO_MANY = 429;
/** Longer than any password that is taken; the rest is not hashed. */
const LONGEST_PASSWORD = 200;

const NOTICES: Readonly<Record<string, NonNullable<AccountView['notice']>>> = {
  created: { tone: 'positive', text: '账户已经注册并登录。' },
  added: { tone: 'positive', text: '申请已经列入您的账户。' },
  forgotten: { tone: 'positive', text: '保存的申请人信息已经删除。' },
  password: { tone: 'positive', text: '密码已经修改，其他设备上的登录已经退出。' },
  'signed-out': { tone: 'positive', text: '您已退出登录。' },
  deleted: { tone: 'positive', text: '账户已经注销，登录名、密码和保存的申请人信息已经删除。' },
  over: { tone: 'caution', text: '登录已经失效，请重新登录。' },
};

function noticeOf(request: FastifyRequest): AccountView['notice'] {
  const { done } = request.query as { done?: unknown };
  return typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done]! : null;
}

type Handler = (
  request: FastifyRequest,
  reply: FastifyReply,
  account: ApplicantAccount,
) => Promise<FastifyReply> | FastifyReply;

/** Accounts of applicants: nobody needs one, and one names nobody (docs/adr/0118-applicant-accounts.md). */
export function registerAccounts(scope: FastifyInstance, context: PagesContext): void {
  const { db, division } = context;
  const personal = { config: publicAccess };
  const guessing = { config: { ...publicAccess, rateLimit: { max: 30, timeWindow: '1 minute' } } };
  const making = { config: { ...publicAccess, rateLimit: { max: 60, timeWindow: '1 hour' } } };
  const least = context.passwords?.minimumLength ?? LEAST_PASSWORD;

  const signedIn =
    (handler: Handler) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const token = readCookie(request, 'account');
      const account = await resumeAccount(context, token);
      if (account) return handler(request, reply, account);
      return goTo(request, reply, token === undefined ? paths.accountSignIn : `${paths.accountSignIn}?done=over`);
    };

  const keep = async (request: FastifyRequest, reply: FastifyReply, accountId: string): Promise<void> => {
    const former = readCookie(request, 'account');
    if (former !== undefined) await closeAccountSession(context, former);
    setCookie(request, reply, 'account', await openAccountSession(context, accountId), ACCOUNT_SESSION_HOURS * 3600);
  };

  const passwordOf = (form: SentForm, name: string): string => form.value(name).slice(0, LONGEST_PASSWORD);

  /** Faults of a new password typed twice. */
  const newPasswordFaults = async (form: SentForm, name: string): Promise<FieldFault[]> => {
    const password = passwordOf(form, 'password');
    if (password === '') return [{ name: 'password', message: '请填写密码' }];
    const fault = await passwordFault(password, { signInName: name, fullName: '' }, context.passwords);
    if (fault !== undefined) return [{ name: 'password', message: fault }];
    return passwordOf(form, 'again') === password ? [] : [{ name: 'again', message: '两次输入的密码不一致' }];
  };

  /** Whether a password is an account's, guesses slowed by account and origin. @returns the account's id, or what to say */
  const tryPassword = async (
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    password: string,
  ): Promise<{ id: string } | { wait: string } | undefined> => {
    const subject = `applicant ${name}`;
    const wait = await waitBeforeGuess(context, request, reply, subject);
    if (wait !== undefined) return { wait };
    const id = await checkPassword(context, name, password);
    if (id === undefined) return undefined;
    await forgetFailures(db, subject, request.ip);
    return { id };
  };

  scope.get(paths.accountSignIn, personal, async (request, reply) => {
    if (await resumeAccount(context, readCookie(request, 'account'))) return goTo(request, reply, paths.account);
    return sendPersonalPage(request, reply, signInPage('', [], noticeOf(request)));
  });

  scope.post(paths.accountSignIn, guessing, async (request, reply) => {
    const form = SentForm.of(request.body);
    const name = readAccountName(form.value('name'));
    const password = passwordOf(form, 'password');
    const faults: FieldFault[] = [];
    if (name === '') faults.push({ name: 'name', message: '请填写登录名' });
    if (password === '') faults.push({ name: 'password', message: '请填写密码' });
    if (faults.length > 0) return sendPersonalPage(request, reply, signInPage(name, faults, null), INVALID);
    const tried = await tryPassword(request, reply, name, password);
    if (tried && 'id' in tried) {
      await keep(request, reply, tried.id);
      return goTo(request, reply, paths.account);
    }
    const message = tried ? `登录名或者密码多次输入有误，${tried.wait}` : '登录名或者密码不正确，请核对';
    const page = signInPage(name, [{ name: 'name', message }], null);
    return sendPersonalPage(request, reply, page, tried ? TOO_MANY : INVALID);
  });

  scope.get(paths.accountCreate, personal, (request, reply) =>
    sendPersonalPage(request, reply, createAccountPage('', least, [])),
  );

  scope.post(paths.accountCreate, making, async (request, reply) => {
    const form = SentForm.of(request.body);
    const name = readAccountName(form.value('name'));
    const faults = [...accountNameFaults(name), ...(await newPasswordFaults(form, name))];
    const refuse = (found: readonly FieldFault[]) =>
      sendPersonalPage(request, reply, createAccountPage(name, least, found), INVALID);
    if (faults.length > 0) return refuse(faults);
    const id = await createAccount(context, name, passwordOf(form, 'password'));
    if (id === undefined) return refuse([{ name: 'name', message: '这个登录名已经有人使用，请换一个' }]);
    await keep(request, reply, id);
    return goTo(request, reply, `${paths.account}?done=created`);
  });

  const rowsOf = async (ids: readonly string[]): Promise<FollowedRow[]> => {
    const names = new Map((await listOrgans(db, division)).map(({ code, name }) => [code, name]));
    const rows: FollowedRow[] = [];
    for (const id of ids) {
      const loaded = await loadCase(context, id);
      if (!loaded) continue;
      const { application, progress, subject } = loaded;
      rows.push({
        id,
        reference: formatReference(application),
        organName: names.get(application.organCode) ?? application.organCode,
        subject,
        submittedOn: application.events[0]?.on ?? null,
        progress,
      });
    }
    return rows;
  };

  const view = async (
    account: ApplicantAccount,
    page: number,
    more: Pick<AccountView, 'notice' | 'faults' | 'reference'>,
  ): Promise<AccountView> => {
    const { ids, total } = await listFollowed(context, account.id, ACCOUNT_PAGE_SIZE, (page - 1) * ACCOUNT_PAGE_SIZE);
    return { account, rows: await rowsOf(ids), page, total, ...more };
  };

  scope.get(
    paths.account,
    personal,
    signedIn(async (request, reply, account) => {
      const { page } = request.query as { page?: unknown };
      const asked = typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
      const shown = await view(account, asked, { notice: noticeOf(request), faults: [], reference: '' });
      // Beyond the last page there is nothing to say.
      if (shown.rows.length === 0 && asked > 1) return goTo(request, reply, paths.account);
      return sendPersonalPage(request, reply, accountPage(shown));
    }),
  );

  scope.post(
    paths.accountAdd,
    guessing,
    signedIn(async (request, reply, account) => {
      const { typed, reference, code, faults } = readProof(SentForm.of(request.body));
      const refuse = async (found: readonly FieldFault[], status = INVALID) =>
        sendPersonalPage(
          request,
          reply,
          accountPage(await view(account, 1, { notice: null, faults: found, reference: typed })),
          status,
        );
      if (!reference || !code) return refuse(faults);
      const subject = `application ${formatReference(reference)}`;
      const wait = await waitBeforeGuess(context, request, reply, subject);
      if (wait !== undefined) return refuse([{ name: 'code', message: `查询码多次输入有误，${wait}` }], TOO_MANY);
      const applicationId = await findByCode(context, reference, code);
      if (applicationId === undefined) return refuse([WRONG_PROOF]);
      await forgetFailures(db, subject, request.ip);
      await followApplication(db, context, account.id, applicationId);
      return goTo(request, reply, `${paths.account}?done=added`);
    }),
  );

  scope.post(
    paths.accountShow,
    personal,
    signedIn(async (request, reply, account) => {
      const id = SentForm.of(request.body).value('id');
      const isOwn = /^[0-9a-f-]{36}$/.test(id) && (await isFollowed(context, account.id, id));
      return isOwn ? showCase(request, reply, context, id) : goTo(request, reply, paths.account);
    }),
  );

  scope.post(
    paths.accountForget,
    personal,
    signedIn(async (request, reply, account) => {
      await storeParticulars(db, context, account.id, null);
      return goTo(request, reply, `${paths.account}?done=forgotten`);
    }),
  );

  /** Asks for the password again before an act that others at the same computer must not do. */
  const confirmed = async (
    request: FastifyRequest,
    reply: FastifyReply,
    account: ApplicantAccount,
    form: SentForm,
  ): Promise<FieldFault[]> => {
    const current = passwordOf(form, 'current');
    if (current === '') return [{ name: 'current', message: '请填写密码' }];
    const tried = await tryPassword(request, reply, account.name, current);
    if (tried && 'id' in tried) return [];
    const message = tried ? `密码多次输入有误，${tried.wait}` : '密码不正确';
    return [{ name: 'current', message }];
  };

  scope.get(
    paths.accountPassword,
    personal,
    signedIn((request, reply) => sendPersonalPage(request, reply, changePasswordPage(least, []))),
  );

  scope.post(
    paths.accountPassword,
    guessing,
    signedIn(async (request, reply, account) => {
      const form = SentForm.of(request.body);
      const faults = [
        ...(await newPasswordFaults(form, account.name)),
        ...(await confirmed(request, reply, account, form)),
      ];
      if (faults.length > 0) return sendPersonalPage(request, reply, changePasswordPage(least, faults), INVALID);
      await changeAccountPassword(context, account.id, passwordOf(form, 'password'));
      await keep(request, reply, account.id);
      return goTo(request, reply, `${paths.account}?done=password`);
    }),
  );

  scope.get(
    paths.accountDelete,
    personal,
    signedIn((request, reply) => sendPersonalPage(request, reply, deleteAccountPage([]))),
  );

  scope.post(
    paths.accountDelete,
    guessing,
    signedIn(async (request, reply, account) => {
      const faults = await confirmed(request, reply, account, SentForm.of(request.body));
      if (faults.length > 0) return sendPersonalPage(request, reply, deleteAccountPage(faults), INVALID);
      await deleteAccount(context, account.id);
      setCookie(request, reply, 'account', '', 0);
      setCookie(request, reply, 'case', '', 0);
      return goTo(request, reply, `${paths.accountSignIn}?done=deleted`);
    }),
  );

  scope.post(paths.accountSignOut, personal, async (request, reply) => {
    const token = readCookie(request, 'account');
    if (token !== undefined) await closeAccountSession(context, token);
    setCookie(request, reply, 'account', '', 0);
    setCookie(request, reply, 'case', '', 0);
    return goTo(request, reply, `${paths.accountSignIn}?done=signed-out`);
  });
}
