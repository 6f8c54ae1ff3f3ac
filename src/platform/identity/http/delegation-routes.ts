import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { fieldFault, problemResponses, zodRoutes } from '../../http/index.ts';
import {
  type Delegation,
  DelegationRefusedError,
  delegableActs,
  findDelegation,
  insertDelegation,
  listDelegationsFrom,
  revokeDelegation,
} from '../people/delegations.ts';
import { findPersonByName, listPersons } from '../people/persons.ts';
import { findPost, isHeldOn, listPostsIn, listPostsOf, type Post } from '../people/posts.ts';
import { acts } from '../permissions/acts.ts';
import { decide, organsWhere } from '../permissions/decide.ts';
import { authorise, notFound, requireActor, signedIn } from './access.ts';
import { auditedAct } from './audited.ts';
import { organNamesOf } from './me.ts';
import { delegablePostSchema, delegationSchema, newDelegationSchema } from './schemas.ts';
import type { IdentityContext } from './settings.ts';

const TAGS = ['delegations'];

/** Standing in for somebody absent: from one day to another, for named acts of one post. */
export function registerDelegationRoutes(app: FastifyInstance, context: IdentityContext): void {
  const { db, settings, now } = context;
  const { division } = settings;
  const api = zodRoutes(app);
  const today = () => shanghaiDate(now());

  async function answers(delegations: readonly Delegation[], posts: readonly Post[]) {
    const persons = new Map(
      (await listPersons(db, [...new Set(delegations.map(({ toPersonId }) => toPersonId))])).map((one) => [
        one.id,
        one,
      ]),
    );
    return delegations.map((delegation) => {
      const post = posts.find(({ id }) => id === delegation.postId)!;
      return {
        id: delegation.id,
        postId: post.id,
        organCode: post.organCode,
        postTitle: post.title,
        to: { id: delegation.toPersonId, fullName: persons.get(delegation.toPersonId)?.fullName ?? '' },
        acts: delegation.acts.map((act) => ({ act, label: acts[act].label })),
        fromOn: delegation.fromOn,
        toOn: delegation.toOn,
        reason: delegation.reason,
        isRevoked: delegation.isRevoked,
      };
    });
  }

  /** Posts with the acts they can hand on and the colleagues of their organs; posts that can hand on nothing are left out. */
  async function delegable(posts: readonly Post[]) {
    const able = posts.map((post) => ({ post, acts: delegableActs(post) })).filter((one) => one.acts.length > 0);
    const names = await organNamesOf(db, division);
    const inOrgans = (await listPostsIn(db, division, [...new Set(able.map(({ post }) => post.organCode))])).filter(
      (post) => isHeldOn(post, today()),
    );
    const persons = new Map(
      (await listPersons(db, [...new Set(inOrgans.map(({ personId }) => personId))])).map((one) => [one.id, one]),
    );
    return able.map(({ post, acts: own }) => ({
      postId: post.id,
      title: post.title,
      organCode: post.organCode,
      organName: names.get(post.organCode) ?? post.organCode,
      person: { id: post.personId, fullName: persons.get(post.personId)?.fullName ?? '' },
      acts: own.map((act) => ({ act, label: acts[act].label })),
      colleagues: inOrgans.flatMap(({ organCode, personId, title }) => {
        const person = persons.get(personId);
        if (organCode !== post.organCode || personId === post.personId || person?.status !== 'active') return [];
        return [{ signInName: person.signInName, fullName: person.fullName, title }];
      }),
    }));
  }

  /** The own post, or one in an organ whose delegations the person manages. @throws 404 */
  function grantFor(request: FastifyRequest, post: Post | undefined) {
    const actor = requireActor(request);
    if (post?.personId === actor.personId)
      return authorise(request, 'delegations.create-own', { organCode: post.organCode });
    const managed = post && decide(actor, 'delegations.manage', { organCode: post.organCode });
    if (!managed?.allowed) throw notFound();
    return managed.grant;
  }

  api.get(
    '/api/v1/delegations',
    {
      config: signedIn(),
      schema: {
        tags: TAGS,
        operationId: 'listDelegations',
        summary:
          'Delegations of the own posts and of those whose delegations one manages; what these posts could delegate, and to whom',
        response: {
          200: z.object({
            delegations: z.array(delegationSchema),
            own: z.array(delegablePostSchema),
            managed: z.array(delegablePostSchema),
          }),
          ...problemResponses(401),
        },
      },
    },
    async (request) => {
      const actor = requireActor(request);
      const managed = await listPostsIn(db, division, [...organsWhere(actor, 'delegations.manage')]);
      const own = await listPostsOf(db, division, actor.personId);
      const posts = [...own, ...managed.filter(({ personId }) => personId !== actor.personId)];
      const delegations = await listDelegationsFrom(
        db,
        division,
        posts.map(({ id }) => id),
      );
      return {
        delegations: await answers(delegations, posts),
        own: await delegable(actor.posts),
        managed: await delegable(managed.filter((post) => post.personId !== actor.personId && isHeldOn(post, today()))),
      };
    },
  );

  api.post(
    '/api/v1/delegations',
    {
      config: signedIn('delegations.create'),
      schema: {
        tags: TAGS,
        operationId: 'createDelegation',
        summary: 'Let a colleague stand in',
        body: newDelegationSchema,
        response: { 201: delegationSchema, ...problemResponses(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { postId, to, ...input } = request.body;
      const post = await findPost(db, division, postId);
      const grant = grantFor(request, post);
      const { person } = requireActor(request);
      const deputy = await findPersonByName(db, to);
      const deputyPosts = deputy ? await listPostsOf(db, division, deputy.id) : [];
      // Only colleagues of the organ are named as found, so that names of others cannot be tried out here.
      if (deputy?.status !== 'active' || !deputyPosts.some(({ organCode }) => grant.organs.has(organCode)))
        throw fieldFault('/to', '本机关没有这名工作人员');
      const created = await auditedAct(request, grant, async (transaction) => {
        const delegation = await insertDelegation(
          transaction,
          post!,
          { ...input, toPersonId: deputy.id },
          person.fullName,
          now(),
        ).catch((error: unknown) => {
          if (!(error instanceof DelegationRefusedError)) throw error;
          throw fieldFault(error.field === 'toPersonId' ? '/to' : `/${error.field}`, error.message);
        });
        const detail = {
          organCode: post!.organCode,
          subject: { kind: 'delegation', id: delegation.id },
          reason: input.reason,
          after: { post: postId, to: deputy.id, acts: delegation.acts, from: input.fromOn, until: input.toOn },
        };
        return { answer: delegation, detail };
      });
      return reply.status(201).send((await answers([created], [post!]))[0]!);
    },
  );

  api.post(
    '/api/v1/delegations/:id/revoke',
    {
      config: signedIn('delegations.revoke'),
      schema: {
        tags: TAGS,
        operationId: 'revokeDelegation',
        summary: 'End a delegation at once',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problemResponses(401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const delegation = await findDelegation(db, division, id);
      const post = delegation && (await findPost(db, division, delegation.postId));
      const grant = grantFor(request, post);
      await auditedAct(request, grant, async (transaction) => {
        if (!(await revokeDelegation(transaction, division, id, now()))) throw notFound();
        return { answer: undefined, detail: { organCode: post!.organCode, subject: { kind: 'delegation', id } } };
      });
      return reply.status(204).send(null);
    },
  );
}
