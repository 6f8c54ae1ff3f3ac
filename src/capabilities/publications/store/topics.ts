import { z } from 'zod';
import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import { countPublished, type ListFilter, type Listing, listPublished, publishedAmong } from './listings.ts';

/** What a rule-fed topic takes: pages that meet every condition given. */
export const topicRule = z.object({
  category: z.string().optional(),
  theme: z.string().optional(),
  organCode: z.string().optional(),
  keyword: z.string().optional(),
});
export type TopicRule = z.infer<typeof topicRule>;

export interface Topic {
  slug: string;
  title: string;
  description: string;
  rule: TopicRule | null;
  position: number;
  openedOn: PlainDate;
  closedOn: PlainDate | null;
}

export async function insertTopics(db: Database, divisionCode: string, topics: readonly Topic[]): Promise<void> {
  if (topics.length === 0) return;
  await db
    .insertInto('topic')
    .values(
      topics.map((topic) => ({
        division_code: divisionCode,
        slug: topic.slug,
        title: topic.title,
        description: topic.description,
        rule: topic.rule === null ? null : jsonb(topicRule.parse(topic.rule)),
        position: topic.position,
        opened_on: topic.openedOn,
        closed_on: topic.closedOn,
      })),
    )
    .execute();
}

/** Writes everything of a topic but its address. */
export async function updateTopic(db: Database, divisionCode: string, topic: Topic): Promise<void> {
  await db
    .updateTable('topic')
    .set({
      title: topic.title,
      description: topic.description,
      rule: topic.rule === null ? null : jsonb(topicRule.parse(topic.rule)),
      position: topic.position,
      opened_on: topic.openedOn,
      closed_on: topic.closedOn,
    })
    .where('division_code', '=', divisionCode)
    .where('slug', '=', topic.slug)
    .execute();
}

export async function deleteTopic(db: Database, divisionCode: string, slug: string): Promise<void> {
  await db.deleteFrom('topic_entry').where('division_code', '=', divisionCode).where('slug', '=', slug).execute();
  await db.deleteFrom('topic').where('division_code', '=', divisionCode).where('slug', '=', slug).execute();
}

/** What was chosen by hand, in its order, whether it is still published or not. */
export async function listChosen(
  db: Database,
  divisionCode: string,
  slug: string,
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('topic_entry as entry')
    .innerJoin('publication', (join) =>
      join
        .onRef('publication.division_code', '=', 'entry.division_code')
        .onRef('publication.id', '=', 'entry.publication_id'),
    )
    .innerJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'publication.division_code')
        .onRef('edition.publication_id', '=', 'publication.id')
        .onRef('edition.edition', '=', 'publication.edition'),
    )
    .select(['publication.id', 'edition.title'])
    .where('entry.division_code', '=', divisionCode)
    .where('entry.slug', '=', slug)
    .orderBy('entry.position')
    .execute();
}

export async function setTopicEntries(
  db: Database,
  divisionCode: string,
  slug: string,
  publicationIds: readonly string[],
): Promise<void> {
  await db.deleteFrom('topic_entry').where('division_code', '=', divisionCode).where('slug', '=', slug).execute();
  if (publicationIds.length === 0) return;
  await db
    .insertInto('topic_entry')
    .values(publicationIds.map((id, position) => ({ division_code: divisionCode, slug, publication_id: id, position })))
    .execute();
}

export async function listTopics(db: Database, divisionCode: string): Promise<Topic[]> {
  const rows = await db
    .selectFrom('topic')
    .selectAll()
    .where('division_code', '=', divisionCode)
    .orderBy('position')
    .orderBy('slug')
    .execute();
  return rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    description: row.description,
    rule: row.rule === null ? null : topicRule.parse(row.rule),
    position: row.position,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
  }));
}

/** Publications chosen by hand, of every topic, in their order. */
async function chosenIds(db: Database, divisionCode: string, slugs: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('topic_entry')
    .select(['slug', 'publication_id'])
    .where('division_code', '=', divisionCode)
    .where('slug', 'in', slugs)
    .orderBy('position')
    .execute();
  const chosen = new Map<string, string[]>(slugs.map((slug) => [slug, []]));
  for (const row of rows) chosen.get(row.slug)!.push(row.publication_id);
  return chosen;
}

function ruleFilter({ category, theme, organCode, keyword }: TopicRule): ListFilter {
  return {
    ...(category === undefined ? {} : { category }),
    ...(theme === undefined ? {} : { theme }),
    ...(organCode === undefined ? {} : { organCode }),
    ...(keyword === undefined ? {} : { keyword }),
  };
}

/** How many pages each topic shows, by its address: what is chosen and published, and what the rule finds besides. */
export async function countTopicPages(
  db: Database,
  divisionCode: string,
  topics: readonly Topic[],
): Promise<Map<string, number>> {
  if (topics.length === 0) return new Map();
  const chosen = await chosenIds(
    db,
    divisionCode,
    topics.map(({ slug }) => slug),
  );
  const published = await publishedAmong(db, divisionCode, [...new Set([...chosen.values()].flat())]);
  const totals = new Map<string, number>();
  for (const { slug, rule } of topics) {
    const byHand = chosen.get(slug)!.filter((id) => published.has(id));
    // Without exceptions the counts kept by organ and category may answer.
    const except = byHand.length === 0 ? {} : { exceptIds: byHand };
    const byRule = rule === null ? 0 : await countPublished(db, divisionCode, { ...ruleFilter(rule), ...except });
    totals.set(slug, byHand.length + byRule);
  }
  return totals;
}

/**
 * Pages `offset` to `offset + limit` of a topic: those chosen by hand in their order, then what the rule finds, newest first;
 * each once.
 */
export async function listTopicPages(
  db: Database,
  divisionCode: string,
  topic: Topic,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Listing[]> {
  const chosen = (await chosenIds(db, divisionCode, [topic.slug])).get(topic.slug)!;
  const published = await publishedAmong(db, divisionCode, chosen);
  const order = chosen.filter((id) => published.has(id));
  const shown = order.slice(offset, offset + limit);
  const byHand = await listPublished(db, divisionCode, { ids: shown });
  byHand.sort((a, b) => shown.indexOf(a.id) - shown.indexOf(b.id));
  if (topic.rule === null || shown.length === limit) return byHand;
  const byRule = await listPublished(db, divisionCode, {
    ...ruleFilter(topic.rule),
    exceptIds: order,
    limit: limit - shown.length,
    offset: Math.max(0, offset - order.length),
  });
  return [...byHand, ...byRule];
}
