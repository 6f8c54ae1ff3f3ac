import type { MigrationSource } from './platform/database/index.ts';

const source = (capability: string, folder: string): MigrationSource => ({
  capability,
  directory: new URL(folder, import.meta.url),
});

/** Every folder of migrations, in the order they are applied: a capability stands behind those whose tables its own refer to. */
export const migrationSources: readonly MigrationSource[] = [
  source('identity', './platform/identity/migrations/'),
  source('protection', './platform/protection/migrations/'),
  source('audit', './platform/audit/migrations/'),
  source('calendars', './platform/calendars/migrations/'),
  source('notifications', './platform/notifications/migrations/'),
  source('requests', './capabilities/requests/store/migrations/'),
  source('remedies', './capabilities/remedies/store/migrations/'),
  source('documents', './capabilities/documents/store/migrations/'),
  source('search', './platform/search/migrations/'),
  source('publications', './capabilities/publications/store/migrations/'),
  source('administrative-acts', './capabilities/administrative-acts/store/migrations/'),
  source('annual-report', './capabilities/annual-report/store/migrations/'),
  source('screening', './capabilities/screening/store/migrations/'),
];
