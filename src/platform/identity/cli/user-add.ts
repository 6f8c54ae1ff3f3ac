import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { appendAudit } from '../../audit/record.ts';
import { type CommandIo, UsageError } from '../../command-line/io.ts';
import type { Database } from '../../database/index.ts';
import { findOrgan } from '../organs.ts';
import { makeUpPassword } from '../passwords/make-up.ts';
import { type PasswordPolicy, passwordFault } from '../passwords/policy.ts';
import { setPassword } from '../passwords/store.ts';
import { insertPerson, normaliseSignInName, SIGN_IN_NAME, SignInNameTakenError } from '../people/persons.ts';
import { AppointmentRefusedError, insertPost } from '../people/posts.ts';
import { isRole, type Role, roles } from '../permissions/roles.ts';

export interface UserAddOptions {
  /** Full name; the sign-in name when left out. */
  fullName?: string;
  organ: string;
  /** Title of the post. */
  title?: string;
  /** Comma-separated; see roles.ts. */
  roles: string;
  /** Reads the password from the first line of standard input; otherwise one is made up and printed once. */
  passwordStdin?: boolean;
  json?: boolean;
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return (Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1)[0] ?? '').replace(/^\uFEFF/, '');
}

function readRoles(text: string): Role[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isRole(name));
  if (unknown !== undefined)
    throw new UsageError(`user add: --roles: expected ${roles.join(', ')}, found ${JSON.stringify(unknown)}`);
  return names.filter(isRole);
}

/**
 * `gongkai user add NAME --organ CODE --roles ROLE,…`: adds a person with a post, the first administrator among them.
 * A made-up password is shown once and must be replaced at the first sign-in.
 */
export async function runUserAdd(
  db: Database,
  name: string,
  options: UserAddOptions,
  io: CommandIo,
  context: { today: PlainDate; now: Date; passwords?: PasswordPolicy },
): Promise<number> {
  const signInName = normaliseSignInName(name);
  if (!SIGN_IN_NAME.test(signInName))
    throw new UsageError(`user add: expected a name of letters, digits, dots, dashes, found ${JSON.stringify(name)}`);
  const held = readRoles(options.roles);
  const organ = await findOrgan(db, options.organ);
  if (!organ) throw new UsageError(`user add: --organ: no organ ${JSON.stringify(options.organ)}`);
  const fullName = options.fullName?.trim() || signInName;
  const password = options.passwordStdin ? await firstLine(io.stdin) : makeUpPassword();
  const fault = await passwordFault(password, { signInName, fullName }, context.passwords);
  if (fault) throw new UsageError(`user add: ${fault}`);
  try {
    const { person, post } = await db.transaction().execute(async (transaction) => {
      const added = await insertPerson(transaction, { signInName, fullName }, 'command line', context.now);
      await setPassword(transaction, added.id, password, !options.passwordStdin, context.now);
      const appointed = await insertPost(
        transaction,
        {
          divisionCode: organ.divisionCode,
          organCode: organ.code,
          personId: added.id,
          title: options.title?.trim() || '工作人员',
          roles: held,
          activeFrom: context.today,
        },
        'command line',
        context.now,
      );
      await appendAudit(
        transaction,
        {
          divisionCode: organ.divisionCode,
          organCode: organ.code,
          action: 'users.create',
          personId: null,
          personName: 'command line',
          postId: null,
          postTitle: null,
          delegationId: null,
          origin: 'command line',
          subject: { kind: 'person', id: added.id },
          reason: null,
          before: null,
          after: { signInName, fullName, organ: organ.code, roles: held },
        },
        context.now,
      );
      return { person: added, post: appointed };
    });
    if (options.json)
      io.out(
        `${JSON.stringify({
          id: person.id,
          name: person.signInName,
          organ: post.organCode,
          roles: post.roles,
          ...(options.passwordStdin ? {} : { password }),
        })}\n`,
      );
    else {
      io.out(`已新增用户 ${person.signInName}（${organ.name}）\n`);
      if (!options.passwordStdin) io.out(`初始密码（只显示这一次，首次登录后须修改）：${password}\n`);
    }
    return 0;
  } catch (error) {
    if (error instanceof SignInNameTakenError || error instanceof AppointmentRefusedError)
      throw new UsageError(`user add: ${error.message}`);
    throw error;
  }
}
