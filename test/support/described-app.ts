import type { FastifyInstance } from 'fastify';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { buildApp } from '../../src/app.ts';
import type { DatabaseSchema } from '../../src/platform/database/index.ts';
import { newKeyRing, Protection } from '../../src/platform/protection/index.ts';

/** The whole application without a database, to be described: none is asked before a request comes. The caller closes it. */
export async function buildDescribedApp(): Promise<FastifyInstance> {
  const db = new Kysely<DatabaseSchema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return buildApp({
    db,
    protection: new Protection(newKeyRing()),
    filesDirectory: 'data/files',
    version: 'test',
    division: '000000',
    site: { name: '测试', sponsor: '测试' },
    readiness: async () => [],
    log: { level: 'silent' },
  });
}
