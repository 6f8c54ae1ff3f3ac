import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { readPublicVersion } from '../../../platform/search/index.ts';
import { listOrganGuides } from '../../requests/index.ts';
import { listGazetteIssues } from '../store/gazettes.ts';
import { listTopics } from '../store/topics.ts';
import type { PublicPagesContext } from './context.ts';

/** What every page shows or may show besides the publications: organs, guides, settings, topics, gazettes. */
async function surroundings({ db, division, now }: PublicPagesContext): Promise<string> {
  const settings = await db
    .selectFrom('publication_settings')
    .select('content')
    .where('division_code', '=', division)
    .executeTakeFirst();
  const { rows } = await sql<{ topics: string | null; gazettes: string | null; redirects: number }>`
    select
      (select md5(string_agg(concat_ws(' ', slug, publication_id, position), ',' order by slug, position, publication_id))
        from topic_entry where division_code = ${division}) as topics,
      (select md5(string_agg(concat_ws(' ', organ_code, year, number, position, section, page, pages, publication_id, edition), ','
          order by organ_code, year, number, position))
        from gazette_entry where division_code = ${division}) as gazettes,
      (select count(*)::int from publication_redirect where division_code = ${division}) as redirects`.execute(db);
  return JSON.stringify([
    await listOrgans(db, division),
    [...(await listOrganGuides(db, division, shanghaiDate(now())))],
    settings?.content ?? null,
    await listTopics(db, division),
    await listGazetteIssues(db, division),
    rows[0],
  ]);
}

/** Changes whenever a page of proactive disclosure does, and when the day does: guides and terms begin and end by date. */
export async function publicPagesVersion(
  context: PublicPagesContext,
): Promise<{ pages: number; surroundings: string }> {
  const hash = createHash('sha256')
    .update(shanghaiDate(context.now()))
    .update(await surroundings(context));
  return {
    pages: await readPublicVersion(context.db, context.division),
    surroundings: hash.digest('hex').slice(0, 24),
  };
}
