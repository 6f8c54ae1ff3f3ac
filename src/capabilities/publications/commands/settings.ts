import type { Database } from '../../../platform/database/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import { readCounts } from '../../../platform/search/index.ts';
import {
  adaptCatalogue,
  type CatalogueAdaptation,
  type CatalogueNode,
  findCategory,
  flatten,
  wholeCatalogue,
} from '../rules/catalogue.ts';
import { ALL_ORGANS, type PublicationSettings, parseSettings, type SettingsContent } from '../rules/settings.ts';
import { findSettings, storeSettings } from '../store/settings.ts';
import { inTransaction } from '../store/transaction.ts';
import { type CommandContext, catalogueOf } from './draft.ts';
import { PublicationRefusedError } from './errors.ts';

/** Someone else changed the settings since they were opened. */
export class SettingsChangedError extends Error {
  override name = 'SettingsChangedError';
  constructor() {
    super('设置刚刚被他人修改，请重新打开后再保存');
  }
}

export interface SettingsChange {
  before: SettingsContent;
  after: SettingsContent;
}

async function change(
  context: CommandContext,
  version: string,
  next: (content: SettingsContent, transaction: Database) => Promise<SettingsContent>,
): Promise<SettingsChange> {
  const { db, divisionCode, by, now } = context;
  return inTransaction(db, async (transaction) => {
    const standing = await findSettings(transaction, divisionCode, true);
    if (standing.version !== version) throw new SettingsChangedError();
    const after = await next(standing.content, transaction);
    await storeSettings(transaction, divisionCode, after, by.name, now);
    return { before: standing.content, after };
  });
}

/**
 * Sets what holds for the whole district: numbering, limits, review. Index numbers given before stay as they are.
 * @throws SettingsChangedError, SettingsError, IndexPatternError
 */
export function changeSettings(
  context: CommandContext,
  version: string,
  input: Omit<SettingsContent, 'catalogues'>,
): Promise<SettingsChange> {
  return change(context, version, async (content) => ({ ...content, ...input }));
}

/** Pages the public sees in a category and below it, of one organ or of all. */
export async function publishedIn(
  db: Database,
  divisionCode: string,
  organCode: string | undefined,
): Promise<(category: string) => number> {
  const counts = await readCounts(db, divisionCode);
  return (category) =>
    counts
      .filter((one) => organCode === undefined || one.organCode === organCode)
      .filter((one) => one.category === category || one.category.startsWith(`${category}.`))
      .reduce((sum, { total }) => sum + total, 0);
}

/** The tree that an adaptation of this organ, or of all (`null`), makes. */
export function adaptedTree(settings: PublicationSettings, organ: Organ | null): readonly CatalogueNode[] {
  return organ ? catalogueOf(settings, organ) : adaptCatalogue(wholeCatalogue(), settings.catalogues[ALL_ORGANS] ?? {});
}

/** Whose pages stand in the tree of an organ: the government's gathers those of every organ. */
export const publisherOf = (organ: Organ | null): string | undefined =>
  organ === null || organ.kind === 'government' ? undefined : organ.code;

const isEmpty = ({ hidden = [], renamed = {}, added = [] }: CatalogueAdaptation): boolean =>
  hidden.length === 0 && added.length === 0 && Object.keys(renamed).length === 0;

/**
 * Adapts the catalogue of an organ, or of all (`null`). A category that holds published information cannot be taken away:
 * what is published must stay where it can be found.
 * @throws SettingsChangedError, CatalogueError, PublicationRefusedError naming the category
 */
export function adaptCatalogueOf(
  context: CommandContext,
  version: string,
  organ: Organ | null,
  adaptation: CatalogueAdaptation,
): Promise<SettingsChange> {
  return change(context, version, async (content, transaction) => {
    const key = organ?.code ?? ALL_ORGANS;
    const { [key]: _, ...others } = content.catalogues ?? {};
    const { hidden = [], renamed = {}, added = [] } = adaptation;
    const own = { hidden: [...hidden], renamed: { ...renamed }, added: [...added] };
    const after = { ...content, catalogues: isEmpty(adaptation) ? others : { ...others, [key]: own } };
    const tree = adaptedTree(parseSettings(after), organ);
    const published = await publishedIn(transaction, context.divisionCode, publisherOf(organ));
    for (const { code, title } of flatten(adaptedTree(parseSettings(content), organ)))
      if (!findCategory(tree, code) && published(code) > 0)
        throw new PublicationRefusedError(
          `“${title}”下有${published(code)}件已公开的信息，不能从目录中去掉，请先把这些信息调整到其他类别`,
        );
    return after;
  });
}
