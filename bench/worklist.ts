// What the office's questions cost with 100,000 open cases in forty organs on PostgreSQL: from the request to the last
// byte inside the server's own process, one after another; 95th percentiles.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { buildApp } from '../src/app.ts';
import { insertApplications, projectApplication } from '../src/capabilities/requests/index.ts';
import { nationalCalendar, plainDate } from '../src/kernel/calendar/index.ts';
import { insertOrgans, runUserAdd } from '../src/platform/identity/index.ts';
import { openProtection } from '../src/platform/protection/index.ts';
import { type Bench, median, percentile, round } from './bench.ts';
import { makeHistory, random } from './histories.ts';
import { openBenchDatabase } from './postgres.ts';

const OPEN = 100_000;
const CLOSED = 20_000;
const ORGANS = 40;
const DIVISION = '330206';
const TODAY = plainDate('2026-06-15');
const now = new Date(`${TODAY}T02:00:00Z`);
const PASSWORD = '晨雾里的第七座石桥-42';
const CHANNELS = ['online', 'in-person', 'registered-mail', 'ordinary-mail'] as const;
const CATEGORIES = ['natural', 'natural', 'natural', 'business', 'legal'] as const;
const TOPICS = ['部门预算', '拆迁补偿方案', '规划许可', '环境影响评价', '招标结果', '会议纪要', '补贴发放', '征地批复'];

export const bench: Bench = {
  name: 'worklist',
  description: 'case page, worklist and search of the office with 100,000 open cases on PostgreSQL',
  async run({ runs = 100, progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
    const database = await openBenchDatabase();
    const { db } = database;
    try {
      const protection = await openProtection(db, { defaultFile: join(folder, 'keys.json'), env: {} });
      const calendar = nationalCalendar();
      const organ = (code: string, kind: 'government' | 'department', parentCode: string | null, i: number) => ({
        divisionCode: DIVISION,
        code,
        name: `测算机关${i}`,
        shortName: `测算机关${i}`,
        kind,
        parentCode,
        sortOrder: i,
        activeFrom: plainDate('2010-01-01'),
        activeTo: null,
      });
      const codes = Array.from({ length: ORGANS }, (_, i) => `${DIVISION}${String(i + 1).padStart(2, '0')}`);
      await insertOrgans(db, [
        organ(DIVISION, 'government', null, 0),
        ...codes.map((code, i) => organ(code, 'department', DIVISION, i + 1)),
      ]);
      for (const [name, code, roles] of [
        ['supervisor', DIVISION, 'supervisor'],
        ['clerk', codes[0]!, 'clerk'],
      ] as const)
        await runUserAdd(
          db,
          name,
          { fullName: name, organ: code, title: '科员', roles, passwordStdin: true },
          { out: () => {}, err: () => {}, stdin: Readable.from([PASSWORD]) },
          { today: TODAY, now },
        );
      const next = random(7);
      for (let i = 0; i < OPEN + CLOSED; i += 1000) {
        progress(`${i} applications stored`);
        await insertApplications(
          db,
          DIVISION,
          Array.from({ length: 1000 }, (_, j) => {
            const isOpen = i < OPEN;
            const from = isOpen ? '2026-05-06' : '2025-03-03';
            const receivedOn = calendar.addWorkingDays(plainDate(from), Math.floor(next() * 24));
            const events = makeHistory(next, receivedOn, isOpen, calendar).filter(({ on }) => !isOpen || on <= TODAY);
            const topic = TOPICS[Math.floor(next() * TOPICS.length)];
            return {
              registration: {
                id: randomUUID(),
                organCode: codes[Math.floor(next() * ORGANS)]!,
                number: `2026-${String(i + j).padStart(6, '0')}`,
                channel: CHANNELS[Math.floor(next() * CHANNELS.length)]!,
                applicantCategory: CATEGORIES[Math.floor(next() * CATEGORIES.length)]!,
                applicantName: `示例申请人${Math.floor(next() * 60_000)}（虚构）`,
                subject: `第${Math.floor(next() * 900) + 100}号地块的${topic}和有关审批材料`,
                submittedOn: receivedOn,
              },
              events,
              projection: projectApplication({ receivedOn: null, events }, calendar),
            };
          }),
          'bench',
          protection,
        );
      }
      await sql`
        update application set assignee_id = (select id from person where sign_in_name = 'clerk')
        where organ_code = ${codes[0]!} and closed_on is null and right(number, 1) in ('1', '2')`.execute(db);
      progress('vacuum');
      await database.maintain();
      await sql`vacuum (analyze) application`.execute(db);
      await sql`vacuum (analyze) application_event`.execute(db);
      await sql`vacuum (analyze) data_key`.execute(db);
      const app = await buildApp({
        db,
        protection,
        filesDirectory: join(folder, 'files'),
        version: 'bench',
        division: DIVISION,
        site: { name: 'bench', sponsor: 'bench' },
        readiness: async () => [],
        log: { level: 'silent' },
        identity: { clock: () => now },
      });
      const figures: Record<string, number | string> = { 'open cases': OPEN, 'closed cases': CLOSED, organs: ORGANS };
      try {
        for (const person of ['supervisor', 'clerk'] as const) await measure(person);
      } finally {
        await app.close();
      }
      return { runs, figures };

      async function measure(person: 'supervisor' | 'clerk'): Promise<void> {
        const headers = { 'sec-fetch-site': 'same-origin' };
        const payload = { name: person, password: PASSWORD };
        const signedIn = await app.inject({ method: 'POST', url: '/api/v1/session', headers, payload });
        const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0]!;
        const ask = async (url: string): Promise<string> => {
          const answer = await app.inject({ url, headers: { ...headers, cookie } });
          if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
          return answer.body;
        };
        if (person === 'supervisor') {
          // The texts are opened once after a start; until then a search says how many it looked through.
          const start = performance.now();
          for (;;) {
            const answer = JSON.parse(await ask('/api/v1/requests?q=x')) as { searchedOnly: number | null };
            if (answer.searchedOnly === null) break;
            progress(`${answer.searchedOnly} texts opened`);
          }
          figures['texts opened after the start, s'] = round((performance.now() - start) / 1000, 1);
        }
        const list = JSON.parse(await ask('/api/v1/requests?limit=200')) as {
          items: { id: string; number: string }[];
          next: string;
        };
        const questions: Record<string, (i: number) => string> = {
          'case page': (i) => `/api/v1/requests/${list.items[i % list.items.length]!.id}`,
          'case page, assignment': (i) => `/api/v1/requests/${list.items[i % list.items.length]!.id}/assignment`,
          'case page, similar': (i) => `/api/v1/requests/${list.items[i % list.items.length]!.id}/similar`,
          'worklist by due day': () => '/api/v1/requests',
          'worklist, next page': () => `/api/v1/requests?after=${list.next}&limit=50`,
          'worklist by due day, last first': () => '/api/v1/requests?order=desc',
          'worklist by receipt': () => '/api/v1/requests?sort=received&order=desc',
          'worklist by number': () => '/api/v1/requests?sort=number',
          'worklist, overdue': () => '/api/v1/requests?dueWithin=-1',
          'worklist, due in 5 days, suspended': () => '/api/v1/requests?dueFrom=0&dueWithin=5&state=suspended',
          'worklist, unassigned': () => '/api/v1/requests?assignee=none',
          'worklist, mine': () => '/api/v1/requests?assignee=me',
          'worklist, state, applicant and channel': () =>
            '/api/v1/requests?state=processing,suspended&category=business,legal&channel=registered-mail',
          'worklist, received in days': () =>
            '/api/v1/requests?view=all&sort=received&receivedFrom=2026-05-20&receivedTo=2026-05-22',
          'worklist, one organ': () => `/api/v1/requests?organ=${codes[0]}`,
          'worklist, one organ by receipt': () => `/api/v1/requests?organ=${codes[0]}&sort=received`,
          'worklist, one organ by number, last first': () =>
            `/api/v1/requests?organ=${codes[0]}&sort=number&order=desc`,
          'worklist, outcome': () => '/api/v1/requests?view=closed&outcome=DENIED_LAW,NOT_EXIST&sort=closed',
          'worklist, closed': () => '/api/v1/requests?view=closed&sort=closed&order=desc',
          'search by number': (i) => `/api/v1/requests?view=all&limit=8&q=${list.items[i % list.items.length]!.number}`,
          'search by content': (i) =>
            `/api/v1/requests?view=all&limit=8&sort=received&order=desc&q=${encodeURIComponent(TOPICS[i % TOPICS.length]!)}`,
          'search by content and organ': (i) =>
            `/api/v1/requests?organ=${codes[0]}&q=${encodeURIComponent(TOPICS[i % TOPICS.length]!)}`,
          'search by content, open, by due day': (i) =>
            `/api/v1/requests?q=${encodeURIComponent(TOPICS[i % TOPICS.length]!)}`,
          'search by content, rare': (i) =>
            `/api/v1/requests?view=all&q=${encodeURIComponent(`第${100 + i}号地块的部门`)}`,
          'search by content, none': (i) => `/api/v1/requests?view=all&q=${encodeURIComponent(`没有这样的内容${i}`)}`,
          'search by name': (i) => `/api/v1/requests?view=all&q=${encodeURIComponent(`示例申请人${i * 7}（虚构）`)}`,
          desk: () => '/api/v1/requests/desk',
        };
        for (const [name, urlOf] of Object.entries(questions)) {
          for (let i = 0; i < 3; i++) await ask(urlOf(i));
          const taken: number[] = [];
          const before = process.cpuUsage();
          for (let i = 0; i < runs; i++) {
            const start = performance.now();
            await ask(urlOf(i));
            taken.push(performance.now() - start);
          }
          const { user, system } = process.cpuUsage(before);
          figures[`${person}: ${name}, ms`] = round(median(taken), 1);
          // The server's own share, which a busy machine does not change; the database's comes on top.
          figures[`${person}: ${name}, CPU ms`] = round((user + system) / 1000 / runs, 1);
          figures[`${person}: ${name}, p95 ms`] = round(percentile(taken, 0.95), 1);
          progress(`${person}: ${name}: ${round(median(taken), 1)} ms, p95 ${round(percentile(taken, 0.95), 1)} ms`);
        }
      }
    } finally {
      await database.discard();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
