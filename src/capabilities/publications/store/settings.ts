import { type Database, jsonb } from '../../../platform/database/index.ts';
import { type PublicationSettings, parseSettings } from '../rules/settings.ts';

export async function loadSettings(db: Database, divisionCode: string): Promise<PublicationSettings> {
  const row = await db
    .selectFrom('publication_settings')
    .select('content')
    .where('division_code', '=', divisionCode)
    .executeTakeFirst();
  return parseSettings(row?.content ?? {});
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
