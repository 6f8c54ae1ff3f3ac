import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withTestDatabases } from '../../../../test/support/database.ts';
import {
  buildIntakeApp,
  DIVISION,
  FormClient,
  ORGAN,
  openIntake,
  RESIDENT_ID,
} from '../../../../test/support/intake.ts';
import { nationalCalendar, plainDate } from '../../../kernel/calendar/index.ts';
import { recordEvent } from '../commands/record-event.ts';
import { RequestRefusedError } from '../commands/refused.ts';
import { splitApplication } from '../commands/split-application.ts';
import { findApplicationKey } from '../intake/application-details.ts';
import { publishOrganGuide } from '../intake/organ-guides.ts';
import { loadLetterCase } from '../letters/commands/load-case.ts';
import { findApplication } from '../store/applications.ts';

const open = withTestDatabases();
let intake: Awaited<ReturnType<typeof openIntake>>;
let app: FastifyInstance;
let client: FormClient;

beforeEach(async () => {
  intake = await openIntake(await open());
  await publishOrganGuide(
    intake.db,
    DIVISION,
    {
      organCode: ORGAN,
      effectiveOn: plainDate('2025-01-01'),
      officeName: '办公室',
      address: '某某路1号（虚构）',
      postcode: null,
      officeHours: '工作日',
      telephone: '0574-00000000',
      fax: null,
      email: null,
      remarks: null,
    },
    'test',
  );
  app = await buildIntakeApp(intake, { findPublished: async () => [] });
  client = new FormClient(app);
});
afterEach(async () => {
  await app.close();
  await intake.close();
});

it('gives each part its number and the applicant a way to it, and is done once, before anything else', async () => {
  await client.post('/requests/new/organ', { organ: ORGAN });
  await client.post('/requests/new/content', { title: '拓宽工程批复和补偿方案' });
  await client.post('/requests/new/applicant', { kind: 'natural' });
  await client.post('/requests/new/applicant/details', {
    name: '林某某',
    idType: 'resident-id',
    idNumber: RESIDENT_ID,
    telephone: '13800000000',
    email: '',
    address: '',
    postcode: '',
  });
  await client.post('/requests/new/delivery', { medium: 'electronic', route: 'online' });
  await client.post('/requests/new/submit');
  const { id } = await intake.db.selectFrom('application').select('id').executeTakeFirstOrThrow();
  const calendar = nationalCalendar();
  const inside = { ...intake, calendar: async () => calendar };
  const split = (events: number) =>
    intake.db
      .transaction()
      .execute((transaction) => splitApplication(transaction, inside, id, ['补偿方案', '施工许可'], events, '测试'));
  await expect(split(1)).rejects.toThrow(RequestRefusedError);
  const received = { kind: 'received', on: plainDate('2026-06-15') } as const;
  await recordEvent(intake.db, DIVISION, id, received, calendar, 'test');
  const parts = await split(2);
  expect(parts.map(({ number }) => number)).toEqual(['2026-0002', '2026-0003']);
  await expect(split(2)).rejects.toThrow('已经拆分过');
  const part = (await findApplication(intake.db, DIVISION, parts[0]!.id))!;
  expect(part.projection).toMatchObject({ received_on: '2026-06-15', state: 'processing' });
  const { of } = await loadLetterCase(intake.db, inside, part, await findApplicationKey(inside, part.id));
  expect([of.isOnline, of.application.applicant, of.application.requested]).toEqual([true, '林某某', '补偿方案']);

  await client.post('/requests/receipt/follow');
  expect((await client.get('/requests/case')).body).toContain('查看拆分出的2026-0003');
  // Another's application is not reached this way.
  await client.post('/requests/case/related', { id: '00000000-0000-4000-8000-000000000000' });
  expect((await client.get('/requests/case')).body).toContain(`${ORGAN}-2026-0001`);
  await client.post('/requests/case/related', { id: parts[1]!.id });
  const body = (await client.get('/requests/case')).body;
  expect(body).toContain(`${ORGAN}-2026-0003`);
  expect(body).toContain('施工许可');
  expect(body).toContain('返回原申请2026-0001');
});
