import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../platform/database/index.ts';
import type { PublicPagesContext } from '../portal/context.ts';
import { addressesTouchedBy, publicAddresses } from './addresses.ts';
import { type ExportResult, exportSite } from './export-site.ts';

export { ExportError, type ExportResult } from './export-site.ts';

export interface StaticExport {
  app: FastifyInstance;
  db: Database;
  division: string;
  directory: string;
  /** Pages of other capabilities (the home page, reports), which they know. */
  further?: readonly string[];
}

function contextOf({ app, db, division }: StaticExport): PublicPagesContext {
  return { app, db, division, now: () => new Date() };
}

/** The whole public site as files; see docs/operate/static-export.md. */
export async function exportWholeSite(options: StaticExport): Promise<ExportResult> {
  const addresses = [...(options.further ?? []), ...(await publicAddresses(contextOf(options)))];
  return exportSite({ app: options.app, directory: options.directory, addresses, scope: 'whole' });
}

/** After one publication was published, changed or withdrawn. */
export async function exportChanged(options: StaticExport, publicationId: string): Promise<ExportResult> {
  const addresses = await addressesTouchedBy(contextOf(options), publicationId);
  return exportSite({ app: options.app, directory: options.directory, addresses, scope: 'changed' });
}
