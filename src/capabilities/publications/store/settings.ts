import { type Database, jsonb } from '../../../platform/database/index.ts';
import { type PublicationSettings, parseSettings, type SettingsContent } from '../rules/settings.ts';

export async function loadSettings(db: Database, divisionCode: string): Promise<PublicationSettings> {
  return parseSettings((await findSettings(db, divisionCode)).content);
}

export interface StoredSettings {
  /** As it was set, without what the common settings give. */
  readonly content: SettingsContent;
  /** Says which settings were looked at when they are changed; empty before anything was set. */
  readonly version: string;
  readonly updatedAt: Date | null;
  readonly updatedBy: string | null;
}

/** @param lock when they are about to be changed */
export async function findSettings(db: Database, divisionCode: string, lock = false): Promise<StoredSettings> {
  let query = db
    .selectFrom('publication_settings')
    .select(['content', 'updated_at', 'updated_by'])
    .where('division_code', '=', divisionCode);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return {
    content: (row?.content ?? {}) as SettingsContent,
    version: row?.updated_at.toISOString() ?? '',
    updatedAt: row?.updated_at ?? null,
    updatedBy: row?.updated_by ?? null,
  };
}

/** @throws SettingsError, IndexPatternError, CatalogueError: nothing is stored then */
export async function storeSettings(
  db: Database,
  divisionCode: string,
  input: unknown,
  by: string,
  now: Date,
): Promise<PublicationSettings> {
  const settings = parseSettings(input);
  const content = { content: jsonb(input), updated_at: now, updated_by: by };
  await db
    .insertInto('publication_settings')
    .values({ division_code: divisionCode, ...content })
    .onConflict((conflict) => conflict.column('division_code').doUpdateSet(content))
    .execute();
  return settings;
}
