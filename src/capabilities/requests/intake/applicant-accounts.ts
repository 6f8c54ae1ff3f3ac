import { randomUUID } from 'node:crypto';
import { appendAudit, SYSTEM } from '../../../platform/audit/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import {
  hashPassword,
  isOutdatedHash,
  verifyNobody,
  verifyPassword,
} from '../../../platform/identity/passwords/hash.ts';
import { hashToken, newToken, TOKEN } from '../../../platform/identity/sessions/tokens.ts';
import { createDataKeys, type DataKey, eraseDataKey, findDataKeys } from '../../../platform/protection/index.ts';
import type { ApplicantForm } from '../rules/intake/form.ts';
import { APPLICANT_ON_PORTAL, type IntakeContext } from './context.ts';

/** An applicant's account as the applicant sees it. */
export interface ApplicantAccount {
  readonly id: string;
  /** 登录名 */
  readonly name: string;
  /** What the next application is filled in with; null unless the applicant asked for it. */
  readonly particulars: ApplicantForm | null;
}

const SUBJECT_KIND = 'applicant-account';
const NAME = 'name';
const PARTICULARS = 'particulars';
/** Without a request a session ends after half an hour, in any case after twelve (as the office's). */
const IDLE_MS = 30 * 60_000;
export const ACCOUNT_SESSION_HOURS = 12;
const TOUCH_EVERY_MS = 60_000;

const indexOf = ({ protection }: IntakeContext, name: string): Uint8Array =>
  protection.blindIndex('applicant-account-name', name);

async function keyOf(context: IntakeContext, id: string): Promise<DataKey | undefined> {
  return (await findDataKeys(context.db, context.protection, context.division, SUBJECT_KIND, [id])).get(id);
}

/** Acts on an account are the division's, and name nobody. */
async function auditAccount(transaction: Database, { division, now }: IntakeContext, action: string, id: string) {
  await appendAudit(
    transaction,
    {
      divisionCode: division,
      organCode: SYSTEM,
      action: `applicant-account.${action}`,
      personId: null,
      personName: APPLICANT_ON_PORTAL,
      postId: null,
      postTitle: null,
      delegationId: null,
      origin: 'portal',
      subject: { kind: SUBJECT_KIND, id },
      reason: null,
      before: null,
      after: {},
    },
    now(),
  );
}

class NameTakenError extends Error {
  override name = 'NameTakenError';
}

/**
 * Makes an account.
 * @param name read by `readAccountName`
 * @returns its id; undefined when the name is another's
 */
export async function createAccount(
  context: IntakeContext,
  name: string,
  password: string,
): Promise<string | undefined> {
  const { db, division, protection, now } = context;
  const id = randomUUID();
  const passwordHash = await hashPassword(password);
  try {
    await db.transaction().execute(async (transaction) => {
      const keys = await createDataKeys(
        transaction,
        protection,
        [{ divisionCode: division, kind: SUBJECT_KIND, id }],
        now(),
      );
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('applicant_account')
        .values({
          division_code: division,
          id,
          name_index: indexOf(context, name),
          name_sealed: keys.get(id)!.seal(NAME, name),
          password_hash: passwordHash,
          created_at: now(),
          changed_at: now(),
        })
        .onConflict((conflict) => conflict.columns(['division_code', 'name_index']).doNothing())
        .executeTakeFirstOrThrow();
      // Takes the key back as well.
      if (numInsertedOrUpdatedRows !== 1n) throw new NameTakenError();
      await auditAccount(transaction, context, 'create', id);
    });
    return id;
  } catch (error) {
    if (error instanceof NameTakenError) return undefined;
    throw error;
  }
}

/** The account of a name and a password; takes as long for a name nobody has. */
export async function checkPassword(
  context: IntakeContext,
  name: string,
  password: string,
): Promise<string | undefined> {
  const { db, division } = context;
  const row = await db
    .selectFrom('applicant_account')
    .select(['id', 'password_hash'])
    .where('division_code', '=', division)
    .where('name_index', '=', indexOf(context, name))
    .executeTakeFirst();
  if (!row) {
    await verifyNobody(password);
    return undefined;
  }
  if (!(await verifyPassword(row.password_hash, password))) return undefined;
  if (isOutdatedHash(row.password_hash)) await storePassword(db, context, row.id, await hashPassword(password));
  return row.id;
}

async function storePassword(db: Database, { division, now }: IntakeContext, id: string, passwordHash: string) {
  await db
    .updateTable('applicant_account')
    .set({ password_hash: passwordHash, changed_at: now() })
    .where('division_code', '=', division)
    .where('id', '=', id)
    .execute();
}

/** Opens a session under a new token, which only the browser keeps. */
export async function openAccountSession(context: IntakeContext, accountId: string): Promise<string> {
  const { db, division, now } = context;
  const token = newToken();
  await db
    .insertInto('applicant_account_session')
    .values({
      division_code: division,
      token_hash: hashToken(token),
      account_id: accountId,
      created_at: now(),
      last_seen_at: now(),
      expires_at: new Date(now().getTime() + ACCOUNT_SESSION_HOURS * 3_600_000),
    })
    .execute();
  return token;
}

/** The account signed in with a token; undefined when the session is unknown or over. */
export async function resumeAccount(
  context: IntakeContext,
  token: string | undefined,
): Promise<ApplicantAccount | undefined> {
  if (token === undefined || !TOKEN.test(token)) return undefined;
  const { db, division, now } = context;
  const at = now();
  const row = await db
    .selectFrom('applicant_account_session as session')
    .innerJoin('applicant_account as account', (join) =>
      join.onRef('account.division_code', '=', 'session.division_code').onRef('account.id', '=', 'session.account_id'),
    )
    .select(['account.id', 'account.name_sealed', 'account.particulars_sealed', 'session.last_seen_at'])
    .where('session.division_code', '=', division)
    .where('session.token_hash', '=', hashToken(token))
    .where('session.expires_at', '>', at)
    .where('session.last_seen_at', '>', new Date(at.getTime() - IDLE_MS))
    .executeTakeFirst();
  if (!row) return undefined;
  const key = await keyOf(context, row.id);
  if (!key) return undefined;
  if (at.getTime() - row.last_seen_at.getTime() >= TOUCH_EVERY_MS)
    await db
      .updateTable('applicant_account_session')
      .set({ last_seen_at: at })
      .where('division_code', '=', division)
      .where('token_hash', '=', hashToken(token))
      .execute();
  return {
    id: row.id,
    name: key.open(NAME, row.name_sealed),
    particulars:
      row.particulars_sealed === null
        ? null
        : (JSON.parse(key.open(PARTICULARS, row.particulars_sealed)) as ApplicantForm),
  };
}

export async function closeAccountSession({ db, division }: IntakeContext, token: string): Promise<void> {
  await db
    .deleteFrom('applicant_account_session')
    .where('division_code', '=', division)
    .where('token_hash', '=', hashToken(token))
    .execute();
}

/** Changes the password and ends every session; the caller opens a new one. */
export async function changeAccountPassword(context: IntakeContext, id: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await context.db.transaction().execute(async (transaction) => {
    await storePassword(transaction, context, id, passwordHash);
    await endSessions(transaction, context, id);
    await auditAccount(transaction, context, 'change-password', id);
  });
}

async function endSessions(db: Database, { division }: IntakeContext, id: string): Promise<void> {
  await db
    .deleteFrom('applicant_account_session')
    .where('division_code', '=', division)
    .where('account_id', '=', id)
    .execute();
}

/** Keeps what forms are filled in with, or forgets it (null). */
export async function storeParticulars(
  db: Database,
  context: IntakeContext,
  id: string,
  particulars: ApplicantForm | null,
): Promise<void> {
  const key = particulars === null ? undefined : await keyOf({ ...context, db }, id);
  await db
    .updateTable('applicant_account')
    .set({
      particulars_sealed: key === undefined ? null : key.seal(PARTICULARS, JSON.stringify(particulars)),
      changed_at: context.now(),
    })
    .where('division_code', '=', context.division)
    .where('id', '=', id)
    .execute();
}

/** Lets an account follow an application; again is the same as once. */
export async function followApplication(
  db: Database,
  { division, now }: IntakeContext,
  accountId: string,
  applicationId: string,
): Promise<void> {
  await db
    .insertInto('applicant_account_application')
    .values({ division_code: division, account_id: accountId, application_id: applicationId, added_at: now() })
    .onConflict((conflict) => conflict.columns(['division_code', 'account_id', 'application_id']).doNothing())
    .execute();
}

/** Ids of the applications an account follows, the latest added first, and how many there are. */
export async function listFollowed(
  { db, division }: IntakeContext,
  accountId: string,
  limit: number,
  offset: number,
): Promise<{ ids: string[]; total: number }> {
  const ofAccount = db
    .selectFrom('applicant_account_application')
    .where('division_code', '=', division)
    .where('account_id', '=', accountId);
  const { total } = await ofAccount.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await ofAccount
    .select('application_id')
    .orderBy('added_at', 'desc')
    .orderBy('application_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { ids: rows.map((row) => row.application_id), total: Number(total) };
}

export async function isFollowed(
  { db, division }: IntakeContext,
  accountId: string,
  applicationId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('applicant_account_application')
    .select('application_id')
    .where('division_code', '=', division)
    .where('account_id', '=', accountId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Deletes an account: its sessions, what it followed, its name and particulars, and the key they were sealed with, so that
 * no backup tells of them either. Its applications stay with their organs, reached by number and code as before.
 */
export async function deleteAccount(context: IntakeContext, id: string): Promise<void> {
  const { db, division, now } = context;
  await db.transaction().execute(async (transaction) => {
    await endSessions(transaction, context, id);
    await transaction
      .deleteFrom('applicant_account_application')
      .where('division_code', '=', division)
      .where('account_id', '=', id)
      .execute();
    await transaction
      .deleteFrom('applicant_account')
      .where('division_code', '=', division)
      .where('id', '=', id)
      .execute();
    const subject = { divisionCode: division, kind: SUBJECT_KIND, id };
    await eraseDataKey(transaction, subject, APPLICANT_ON_PORTAL, '申请人注销账户', now());
    await auditAccount(transaction, context, 'delete', id);
  });
}

/** Takes sessions away that are over. */
export async function sweepAccountSessions({ db, division, now }: IntakeContext): Promise<void> {
  const at = now();
  await db
    .deleteFrom('applicant_account_session')
    .where('division_code', '=', division)
    .where((where) =>
      where.or([where('expires_at', '<=', at), where('last_seen_at', '<=', new Date(at.getTime() - IDLE_MS))]),
    )
    .execute();
}
