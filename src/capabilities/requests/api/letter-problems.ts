import type { FastifyReply } from 'fastify';
import { ProblemError } from '../../../platform/http/index.ts';
import { notFound } from '../../../platform/identity/index.ts';
import { TypesettingBusyError, TypesettingError } from '../../../platform/typesetting/index.ts';
import { RequestChangedError, RequestNotFoundError, RequestRefusedError } from '../commands/refused.ts';
import { LetterChangedError, LetterNotFoundError, LetterRefusedError } from '../letters/commands/errors.ts';
import { WrongLetterError } from '../letters/rules/assemble.ts';

/** When to ask again for a document that could not be typeset now. */
const BUSY_SECONDS = 10;

/** Says to a screen what the commands say. `changed` tells what was recorded on the case meanwhile. */
export async function asLetterProblem<T>(
  reply: FastifyReply,
  work: () => Promise<T>,
  changed?: () => Promise<string | null>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LetterNotFoundError || error instanceof RequestNotFoundError) throw notFound();
    if (error instanceof LetterChangedError || error instanceof RequestChangedError) {
      const news = error instanceof RequestChangedError ? await changed?.() : null;
      throw new ProblemError(409, news ?? `${error.message}。`, { kind: 'changed-meanwhile', title: '他人已先行办理' });
    }
    if (error instanceof LetterRefusedError)
      throw new ProblemError(422, `${error.message}。`, {
        kind: 'letter-refused',
        title: '文书不能这样办理',
        errors: [
          ...error.objections.map((detail) => ({ in: 'body' as const, pointer: '', detail })),
          ...error.missing.map(({ name, label, basis }) => ({
            in: 'body' as const,
            pointer: `/${name}`,
            detail: `缺少${label}${basis === '' ? '' : `（${basis}）`}`,
          })),
        ],
      });
    if (error instanceof RequestRefusedError)
      throw new ProblemError(422, `${error.message}。`, { kind: 'act-refused', title: '依法不能办理' });
    if (error instanceof WrongLetterError)
      throw new ProblemError(422, `${error.message}。`, { kind: 'letter-refused', title: '文书种类不对' });
    if (error instanceof TypesettingBusyError) {
      reply.header('retry-after', String(BUSY_SECONDS));
      throw new ProblemError(503, `${error.message}。`, { kind: 'typesetting-busy' });
    }
    if (error instanceof TypesettingError)
      throw new ProblemError(422, `${error.message}。`, { kind: 'typesetting', title: '文书不能排印' });
    throw error;
  }
}
