import { randomBytes } from 'node:crypto';
import { migrationSources } from '../src/migrations.ts';
import { migrate, type OpenDatabase, openDatabase } from '../src/platform/database/index.ts';
import { startPostgres } from '../test/support/postgres-server.ts';

export interface BenchDatabase extends OpenDatabase {
  url: string;
  discard(): Promise<void>;
}

/** A migrated database on PostgreSQL: on a throw-away server started for the bench. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const server = await startPostgres();
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await server.administer(`create database ${name}`);
  const url = server.url(name);
  const opened = await openDatabase({ databaseUrl: url });
  await migrate(opened.db, migrationSources);
  return {
    ...opened,
    url,
    discard: async () => {
      await opened.close();
      await server.stop();
    },
  };
}
