import { z } from 'zod';
import { isPlainDate, type PlainDate } from '../../../kernel/calendar/index.ts';
import { SIGN_IN_NAME } from '../people/persons.ts';
import { actNames } from '../permissions/acts.ts';
import { roles } from '../permissions/roles.ts';

export const dateSchema = z
  .string()
  .refine(isPlainDate, '应为 YYYY-MM-DD 格式的日期')
  .transform((text) => text as PlainDate)
  .meta({ example: '2022-09-28' });

export const signInNameSchema = z
  .string()
  .max(64)
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .refine((text) => SIGN_IN_NAME.test(text), '登录名为2至64个字母、数字、点、横线或者下划线，以字母或者数字开头')
  .meta({ example: 'zhangsan' });

/** Argon2 would take any length; a hostile megabyte it should not. */
export const passwordSchema = z.string().min(1).max(1024);

export const roleSchema = z.enum(roles as [(typeof roles)[number], ...(typeof roles)[number][]]).meta({ id: 'Role' });
export const actSchema = z
  .enum(actNames as [(typeof actNames)[number], ...(typeof actNames)[number][]])
  .meta({ id: 'Act' });

export const organCodeSchema = z
  .string()
  .regex(/^\d{6}[0-9A-Za-z-]{0,20}$/)
  .meta({ example: '330206' });

/** A line of text a person wrote: no control characters, so nothing can pass for a line or a header of its own. */
export const lineSchema = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029\ufffd]*$/, '不能包含控制字符或者乱码');

export const personSchema = z
  .object({ id: z.uuid(), signInName: z.string(), fullName: z.string(), status: z.enum(['active', 'disabled']) })
  .meta({ id: 'Person' });

export const postSchema = z
  .object({
    id: z.uuid(),
    organCode: z.string(),
    organName: z.string(),
    title: z.string(),
    roles: z.array(z.object({ role: roleSchema, label: z.string() })),
    activeFrom: z.string(),
    activeTo: z.string().nullable(),
  })
  .meta({ id: 'Post' });

export const sessionSchema = z
  .object({
    id: z.uuid(),
    method: z.enum(['password', 'password+totp', 'password+recovery-code', 'passkey', 'single-sign-on']),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    origin: z.string(),
    device: z.string(),
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OfficeSession' });

export const meSchema = z
  .object({
    person: personSchema,
    divisionCode: z.string(),
    posts: z.array(postSchema),
    permissions: z
      .array(z.object({ act: actSchema, label: z.string(), organs: z.array(z.string()) }))
      .describe('acts and the organs they reach; whether one is lawful now is answered when it is done'),
    delegations: z.array(z.object({ id: z.uuid(), from: z.string(), organCode: z.string(), acts: z.array(actSchema) })),
    passwordDue: z.boolean().describe('the password was chosen by somebody else and must be replaced first'),
    session: sessionSchema,
  })
  .meta({ id: 'Me' });

export const signInAnswerSchema = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('signed-in'), passwordDue: z.boolean() }),
    z.object({
      status: z.literal('second-step'),
      challenge: z.string().describe('to be sent with the code within five minutes'),
      methods: z.array(z.enum(['totp', 'recovery-code'])),
    }),
  ])
  .meta({ id: 'SignInAnswer' });

export const reasonSchema = lineSchema(500).meta({ description: '办理理由，记入审计记录', example: '岗位调整' });

export const userSchema = z.object({ person: personSchema, posts: z.array(postSchema) }).meta({ id: 'User' });

export const userPageSchema = z
  .object({ users: z.array(userSchema), next: z.string().nullable() })
  .meta({ id: 'UserPage' });

export const newPostSchema = z
  .object({
    organCode: organCodeSchema,
    title: lineSchema(100).meta({ example: '科员' }),
    roles: z.array(roleSchema).min(1).max(9),
    activeFrom: dateSchema.optional(),
  })
  .meta({ id: 'NewPost' });

export const newUserSchema = z
  .object({ signInName: signInNameSchema, fullName: lineSchema(100), post: newPostSchema })
  .meta({ id: 'NewUser' });

export const initialPasswordSchema = z.object({
  password: z.string().describe('shown this once; must be replaced at the first sign-in'),
});

export const organSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    shortName: z.string(),
    kind: z.string(),
    parentCode: z.string().nullable(),
    activeFrom: z.string(),
    activeTo: z.string().nullable(),
  })
  .meta({ id: 'Organ' });

const newOrganSchema = z.object({
  code: organCodeSchema,
  name: lineSchema(100),
  shortName: lineSchema(50),
  kind: z.enum([
    'government',
    'government-office',
    'department',
    'dispatched',
    'township',
    'street',
    'authorised-organisation',
  ]),
  parentCode: organCodeSchema.nullable(),
});
const changeBasis = { effectiveOn: dateSchema, document: lineSchema(200).meta({ example: '甬党办〔2022〕1号' }) };
const intoSchema = z.union([organCodeSchema, newOrganSchema]);

export const organChangeSchema = z
  .discriminatedUnion('kind', [
    z.object({ ...changeBasis, kind: z.literal('establish'), organ: newOrganSchema }),
    z.object({
      ...changeBasis,
      kind: z.literal('rename'),
      organ: organCodeSchema,
      name: lineSchema(100),
      shortName: lineSchema(50),
    }),
    z.object({ ...changeBasis, kind: z.literal('move'), organ: organCodeSchema, parentCode: organCodeSchema }),
    z.object({
      ...changeBasis,
      kind: z.literal('merge'),
      organs: z.array(organCodeSchema).min(2).max(20),
      into: intoSchema,
    }),
    z.object({
      ...changeBasis,
      kind: z.literal('split'),
      organ: organCodeSchema,
      into: z.array(intoSchema).min(2).max(20),
    }),
    z.object({ ...changeBasis, kind: z.literal('abolish'), organ: organCodeSchema, successor: organCodeSchema }),
  ])
  .meta({ id: 'OrganChange' });

export const recordedChangeSchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    effectiveOn: z.string(),
    document: z.string(),
    before: z.array(z.string()),
    after: z.array(z.string()),
    beforeNames: z.array(z.string()).describe('names on the day before, in the order of `before`'),
    afterNames: z.array(z.string()).describe('names on the day itself, in the order of `after`'),
  })
  .meta({ id: 'RecordedOrganChange' });

export const delegationSchema = z
  .object({
    id: z.uuid(),
    postId: z.uuid(),
    organCode: z.string(),
    postTitle: z.string(),
    to: z.object({ id: z.uuid(), fullName: z.string() }),
    acts: z.array(z.object({ act: actSchema, label: z.string() })),
    fromOn: z.string(),
    toOn: z.string(),
    reason: z.string(),
    isRevoked: z.boolean(),
  })
  .meta({ id: 'Delegation' });

/** A post whose work can be handed on, the acts it can hand on, and to whom. */
export const delegablePostSchema = z
  .object({
    postId: z.uuid(),
    title: z.string(),
    organCode: z.string(),
    organName: z.string(),
    person: z.object({ id: z.uuid(), fullName: z.string() }),
    acts: z.array(z.object({ act: actSchema, label: z.string() })),
    colleagues: z.array(z.object({ signInName: z.string(), fullName: z.string(), title: z.string() })),
  })
  .meta({ id: 'DelegablePost' });

export const newDelegationSchema = z
  .object({
    postId: z.uuid(),
    to: signInNameSchema.describe('sign-in name of the one who stands in'),
    acts: z.array(actSchema).min(1),
    fromOn: dateSchema,
    toOn: dateSchema,
    reason: reasonSchema,
  })
  .meta({ id: 'NewDelegation' });

export const passkeySchema = z
  .object({
    id: z.string(),
    label: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    isBackedUp: z.boolean(),
  })
  .meta({ id: 'Passkey' });

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]+$/);
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).transform(() => ({})),
};

/** RegistrationResponseJSON of WebAuthn level 3; what else a browser adds is left aside. */
export const registrationResponseSchema = z
  .object({ ...credential, response: z.object({ clientDataJSON: base64url, attestationObject: base64url }) })
  .meta({ id: 'PasskeyRegistration' });

/** AuthenticationResponseJSON of WebAuthn level 3. */
export const authenticationResponseSchema = z
  .object({
    ...credential,
    response: z
      .object({
        clientDataJSON: base64url,
        authenticatorData: base64url,
        signature: base64url,
        userHandle: base64url.nullish(),
      })
      .transform(({ userHandle, ...rest }) => ({ ...rest, ...(userHandle ? { userHandle } : {}) })),
  })
  .meta({ id: 'PasskeyAssertion' });
