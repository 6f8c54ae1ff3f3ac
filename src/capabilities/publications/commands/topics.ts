import type { PlainDate } from '../../../kernel/calendar/index.ts';
import { findPublication } from '../store/publications.ts';
import {
  deleteTopic,
  insertTopics,
  listChosen,
  listTopics,
  setTopicEntries,
  type Topic,
  type TopicRule,
  updateTopic,
} from '../store/topics.ts';
import { inTransaction } from '../store/transaction.ts';
import type { CommandContext } from './draft.ts';
import { PublicationRefusedError } from './errors.ts';

export interface TopicInput {
  slug: string;
  title: string;
  description: string;
  rule: TopicRule | null;
  position: number;
  openedOn: PlainDate;
  closedOn: PlainDate | null;
  /** Publications chosen by hand, in their order. */
  entries: readonly string[];
}

type Recorded = Omit<Topic, 'rule'> & { rule: Record<string, string> | null; entries: string[] };

const record = (topic: Topic, entries: readonly string[]): Recorded => ({
  ...topic,
  rule:
    topic.rule &&
    Object.fromEntries(Object.entries(topic.rule).filter((one): one is [string, string] => one[1] !== undefined)),
  entries: [...entries],
});

/**
 * Makes or changes a 专题. A rule without conditions is none: it would take everything.
 * @throws PublicationRefusedError for dates that contradict, an entry twice or one nobody knows
 */
export async function saveTopic(
  { db, divisionCode }: CommandContext,
  { entries, ...input }: TopicInput,
): Promise<{ before: Recorded | null; after: Recorded }> {
  return inTransaction(db, async (transaction) => {
    if (input.closedOn !== null && input.closedOn < input.openedOn)
      throw new PublicationRefusedError(`归档日期${input.closedOn}早于开设日期${input.openedOn}`);
    if (new Set(entries).size !== entries.length) throw new PublicationRefusedError('同一件信息选入了两次');
    for (const id of entries)
      if ((await findPublication(transaction, divisionCode, id))?.edition == null)
        throw new PublicationRefusedError('专题只能选入已经发布的信息');
    const conditions = Object.entries(input.rule ?? {}).filter(([, value]) => value !== undefined && value !== '');
    const topic: Topic = { ...input, rule: conditions.length > 0 ? Object.fromEntries(conditions) : null };
    const standing = (await listTopics(transaction, divisionCode)).find(({ slug }) => slug === topic.slug);
    const chosen = standing ? (await listChosen(transaction, divisionCode, topic.slug)).map(({ id }) => id) : [];
    if (standing) await updateTopic(transaction, divisionCode, topic);
    else await insertTopics(transaction, divisionCode, [topic]);
    await setTopicEntries(transaction, divisionCode, topic.slug, entries);
    return { before: standing ? record(standing, chosen) : null, after: record(topic, entries) };
  });
}

/** Takes a 专题 away; what it showed stays where it is. @returns what it was */
export async function removeTopic({ db, divisionCode }: CommandContext, slug: string): Promise<Recorded | null> {
  return inTransaction(db, async (transaction) => {
    const standing = (await listTopics(transaction, divisionCode)).find((one) => one.slug === slug);
    if (!standing) return null;
    const chosen = (await listChosen(transaction, divisionCode, slug)).map(({ id }) => id);
    await deleteTopic(transaction, divisionCode, slug);
    return record(standing, chosen);
  });
}
