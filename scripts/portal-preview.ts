// Serves the portal's shell alone, with the page of all components at /design: node bin/run-script.js scripts/portal-preview.ts [port]
import fastify from 'fastify';
import { registerPortalShell } from '../src/portal/index.ts';
import { sampleNavigation, sampleSite } from '../test/support/portal.ts';

const app = fastify({ logger: { level: 'warn' } });
registerPortalShell(app, { site: sampleSite, navigation: sampleNavigation, searchPath: '/search' });
const address = await app.listen({ host: '127.0.0.1', port: Number(process.argv[2] ?? 0) });
process.stdout.write(`${address}/design\n`);
