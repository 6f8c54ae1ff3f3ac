// What the office's questions cost at the size of the demonstration district, and what its first page weighs:
// wall time from the request to the last byte, over real connections, one after another.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDemonstrationAccounts, DEMONSTRATION_PASSWORD } from '../demo/accounts.ts';
import { buildDemonstrationDistrict } from '../demo/index.ts';
import { publishDemonstrationReports } from '../demo/reports.ts';
import { buildApp } from '../src/app.ts';
import { nationalCalendar, plainDate } from '../src/kernel/calendar/index.ts';
import { migrationSources } from '../src/migrations.ts';
import { migrate, openDatabase } from '../src/platform/database/index.ts';
import { ensureOfficeBuilt } from '../src/platform/office/index.ts';
import { openProtection } from '../src/platform/protection/index.ts';
import { type Bench, median, percentile, round } from './bench.ts';

const TODAY = plainDate('2026-06-15');
const now = new Date(`${TODAY}T02:00:00Z`);
/** Sees every organ of the district, so the widest answers there are. */
const PERSON = 'jiandu';

export const bench: Bench = {
  name: 'office',
  description: 'office API at the demonstration district, weight of its first page',
  async run({ runs = 200, progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
    try {
      progress('building the district and the office');
      await ensureOfficeBuilt();
      const opened = await openDatabase({ dataDir: join(folder, 'data') });
      await migrate(opened.db, migrationSources);
      const protection = await openProtection(opened.db, { defaultFile: join(folder, 'keys.json'), env: {} });
      const calendar = nationalCalendar();
      const { division } = await buildDemonstrationDistrict(opened.db, calendar, { today: TODAY, protection });
      await publishDemonstrationReports(opened.db);
      await addDemonstrationAccounts(opened.db, TODAY, now);
      await opened.maintain();
      const app = await buildApp({
        db: opened.db,
        protection,
        filesDirectory: join(folder, 'files'),
        version: 'bench',
        division,
        site: { name: 'bench', sponsor: 'bench' },
        readiness: async () => [],
        log: { level: 'silent' },
        identity: { clock: () => now },
      });
      const address = await app.listen({ host: '127.0.0.1', port: 0 });
      const signedIn = await fetch(`${address}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: address },
        body: JSON.stringify({ name: PERSON, password: DEMONSTRATION_PASSWORD }),
      });
      const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
      const ask = async (path: string): Promise<string> => {
        const answer = await fetch(`${address}${path}`, { headers: { cookie } });
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        return answer.text();
      };
      const { items } = JSON.parse(await ask('/api/v1/requests')) as { items: { id: string }[] };
      const questions: Record<string, string> = {
        me: '/api/v1/me',
        desk: '/api/v1/requests/desk',
        worklist: '/api/v1/requests?limit=25',
        'worklist, all, by receipt': '/api/v1/requests?view=all&limit=25&sort=received&order=desc',
        'worklist, text': `/api/v1/requests?view=all&limit=25&q=${encodeURIComponent('规划')}`,
        case: `/api/v1/requests/${items[0]?.id}`,
        'report draft, own': '/api/v1/office/reports/33020601/2022',
        'report draft, district': '/api/v1/office/reports/330206/2022',
        'report records': '/api/v1/office/reports/330206/2022/records/requests/granted/natural',
        'monthly figures': '/api/v1/figures/330206/2022',
        calendar: '/api/v1/calendar/2026',
      };
      const figures: Record<string, number | string> = {};
      for (const [name, path] of Object.entries(questions)) {
        progress(name);
        for (let i = 0; i < 5; i++) await ask(path);
        const taken: number[] = [];
        const before = process.cpuUsage();
        for (let i = 0; i < runs; i++) {
          const start = performance.now();
          await ask(path);
          taken.push(performance.now() - start);
        }
        figures[`${name}, ms`] = round(median(taken), 2);
        const { user, system } = process.cpuUsage(before);
        // Server, embedded database and client together: what a busy machine does not change.
        figures[`${name}, CPU ms`] = round((user + system) / 1000 / runs, 2);
        figures[`${name}, p95 ms`] = round(percentile(taken, 0.95), 2);
      }
      const page = await ask('/office/');
      let weight = 0;
      for (const [, file] of page.matchAll(/(?:src|href)="(\/office\/assets\/[^"]+)"/g)) {
        const answer = await fetch(`${address}${file}`, { headers: { 'accept-encoding': 'gzip' } });
        weight += Number(answer.headers.get('content-length'));
        await answer.arrayBuffer();
      }
      figures['first load without charts, gzip KB'] = round(weight / 1000);
      await app.close();
      await opened.close();
      return { runs, figures };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
