// Writes src/platform/database/schema.generated.ts from a database with every migration applied:
//   node bin/run-script.js scripts/generate-row-types.ts
import { writeFileSync } from 'node:fs';
import { Kysely } from 'kysely';
import { migrationSources } from '../src/migrations.ts';
import { readColumns } from '../src/platform/database/catalogue.ts';
import { EmbeddedDialect, migrate, openInMemory } from '../src/platform/database/index.ts';
import { renderRowTypes } from '../src/platform/database/row-types.ts';

const pglite = await openInMemory();
const db = new Kysely<unknown>({ dialect: new EmbeddedDialect(pglite, 30_000) });
await migrate(db, migrationSources);
const file = new URL('../src/platform/database/schema.generated.ts', import.meta.url);
writeFileSync(file, renderRowTypes(await readColumns(db)));
await pglite.close();
