import { randomUUID } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  APPLICATION_SUBJECT,
  cleanUpIntake,
  eraseApplicant,
  findApplication,
  findCorrection,
  findDetails,
  listFiles,
  listOfSameIdentity,
  listOrganGuides,
  listUnconfirmed,
  openFile,
  publishOrganGuide,
  recordEvent,
} from '../../src/capabilities/requests/index.ts';
import {
  findByCode,
  issueFollowingToken,
  readFollowingToken,
} from '../../src/capabilities/requests/intake/access-codes.ts';
import { addDraftFiles, removeDraftFile } from '../../src/capabilities/requests/intake/draft-files.ts';
import {
  changeDraft,
  createDraft,
  type DraftContent,
  deleteDraft,
  deleteExpiredDrafts,
  emptyDraft,
  findDraft,
  type Receipt,
} from '../../src/capabilities/requests/intake/drafts.ts';
import { submitCorrection, withdrawApplication } from '../../src/capabilities/requests/intake/followed-cases.ts';
import { submitApplication } from '../../src/capabilities/requests/intake/submit-application.ts';
import { emptyApplicant, emptyDelivery } from '../../src/capabilities/requests/rules/intake/form.ts';
import { nationalCalendar, plainDate } from '../../src/kernel/calendar/index.ts';
import { verifyAudit } from '../../src/platform/audit/index.ts';
import { describeOnEachDatabase } from '../support/database.ts';
import { DIVISION, ORGAN, openIntake, RESIDENT_ID } from '../support/intake.ts';

const calendar = nationalCalendar();
const NAME = '林某某（虚构）';
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF');

const complete: DraftContent = {
  ...emptyDraft,
  organCode: ORGAN,
  content: { title: '某某路拓宽工程补偿方案', documentNumber: '', description: '' },
  applicant: { ...emptyApplicant, kind: 'natural', name: NAME, idNumber: RESIDENT_ID, telephone: '13800000000' },
  delivery: { ...emptyDelivery, medium: 'electronic', route: 'online' },
};

describeOnEachDatabase('applications on the portal', (open, engine) => {
  let intake: Awaited<ReturnType<typeof openIntake>>;

  beforeEach(async () => {
    intake = await openIntake(await open());
  });
  afterEach(() => intake.close());

  const apply = async (content: DraftContent = complete): Promise<Receipt & { token: string }> => {
    const token = await createDraft(intake, content);
    const submission = await submitApplication(intake, token);
    if (submission.kind !== 'submitted') throw new Error(submission.kind);
    return { ...submission.receipt, token };
  };
  const record = (id: string, event: Parameters<typeof recordEvent>[3]) =>
    recordEvent(intake.db, DIVISION, id, event, calendar, 'test');
  const storedFiles = async (): Promise<string[]> =>
    (await readdir(intake.files.directory, { recursive: true })).filter((name) => name.length > 40);

  describe('a draft', () => {
    it('is found by its token alone, changed piece by piece, and forgotten when deleted', async () => {
      const token = await createDraft(intake, complete);
      await Promise.all([
        changeDraft(intake, token, (before) => ({ ...before, organCode: '33020602' })),
        changeDraft(intake, token, (before) => ({ ...before, content: { ...before.content, title: '另一名称' } })),
      ]);
      expect((await findDraft(intake, token))?.content).toMatchObject({
        organCode: '33020602',
        content: { title: '另一名称' },
        applicant: { name: NAME },
      });
      expect(await findDraft(intake, `${token.slice(0, -2)}AA`)).toBeUndefined();
      expect(await findDraft(intake, '')).toBeUndefined();
      await deleteDraft(intake, token);
      expect(await findDraft(intake, token)).toBeUndefined();
    });

    it('stands in the database in no readable form, and opens with no other token', async () => {
      await createDraft(intake, complete);
      const row = await intake.db.selectFrom('application_draft').selectAll().executeTakeFirstOrThrow();
      const text = Buffer.from(row.content).toString('utf8') + JSON.stringify({ ...row, content: '' });
      for (const secret of [NAME, RESIDENT_ID, '13800000000', '补偿方案']) expect(text).not.toContain(secret);
    });

    it('expires seven days after its last change, with its files', async () => {
      const token = await createDraft(intake, complete);
      await addDraftFiles(intake, token, [], [{ name: '证明.pdf', bytes: PDF, truncated: false }]);
      intake.clock.pass(6 * 86_400_000);
      await changeDraft(intake, token, (before) => before);
      intake.clock.pass(6 * 86_400_000);
      expect(await deleteExpiredDrafts(intake)).toBe(0);
      expect(await storedFiles()).toHaveLength(1);
      intake.clock.pass(2 * 86_400_000);
      expect(await findDraft(intake, token)).toBeUndefined();
      expect(await deleteExpiredDrafts(intake)).toBe(1);
      expect(await storedFiles()).toHaveLength(0);
    });

    it('keeps its files through a clean-up, as an application does; what nobody refers to goes', async () => {
      const file = { name: '证明.pdf', bytes: PDF, truncated: false };
      const [applied, kept] = [await createDraft(intake, complete), await createDraft(intake, complete)];
      for (const token of [applied, kept]) await addDraftFiles(intake, token, [], [file]);
      await submitApplication(intake, applied);
      await intake.files.put(Buffer.from('left behind'));
      const longAgo = new Date('2026-01-01T00:00:00Z');
      for (const name of await storedFiles()) await utimes(join(intake.files.directory, name), longAgo, longAgo);
      expect(await cleanUpIntake(intake)).toEqual({ drafts: 0, files: 1 });
      expect(await storedFiles()).toHaveLength(2);
    });

    it('takes good files beside refused ones, no more than five, and gives one up', async () => {
      const token = await createDraft(intake, complete);
      const file = (name: string, bytes: Uint8Array = PDF) => ({ name, bytes, truncated: false });
      const refusals = await addDraftFiles(
        intake,
        token,
        [],
        [file('一.pdf'), file('假.png'), { name: '大.pdf', bytes: new Uint8Array(), truncated: true }, file('二.pdf')],
      );
      expect(refusals).toEqual([expect.stringMatching(/假\.png.*不符/), expect.stringMatching(/大\.pdf.*超过10 MB/)]);
      const two = (await findDraft(intake, token))!.content.files;
      expect(two.map(({ name }) => name)).toEqual(['一.pdf', '二.pdf']);
      const more = await addDraftFiles(
        intake,
        token,
        two,
        ['三', '四', '五', '六'].map((name) => file(`${name}.pdf`)),
      );
      expect(more).toEqual([expect.stringMatching(/六\.pdf.*最多5个/)]);
      expect(await storedFiles()).toHaveLength(5);
      await removeDraftFile(intake, token, two[0]!.id);
      expect((await findDraft(intake, token))!.content.files).toHaveLength(4);
      expect(await storedFiles()).toHaveLength(4);
    });
  });

  describe('submitting', () => {
    it('makes one application of many clicks at once', async () => {
      const token = await createDraft(intake, complete);
      const submissions = await Promise.all(Array.from({ length: 8 }, () => submitApplication(intake, token)));
      const receipts = submissions.map((submission) => (submission.kind === 'submitted' ? submission : undefined));
      expect(new Set(receipts.map((receipt) => receipt?.receipt.applicationId)).size).toBe(1);
      expect(new Set(receipts.map((receipt) => receipt?.receipt.code)).size).toBe(1);
      expect(receipts.filter((receipt) => receipt?.isNew)).toHaveLength(1);
      expect(await intake.db.selectFrom('application').select('id').execute()).toHaveLength(1);
      const next = await apply();
      expect(next.number).toBe('2026-0002');
    });

    it('waits for confirmation: submitted is not received (Art. 31)', async () => {
      const receipt = await apply();
      const application = await findApplication(intake.db, DIVISION, receipt.applicationId);
      expect(application).toMatchObject({
        channel: 'online',
        applicantCategory: 'natural',
        submittedOn: '2026-06-15',
        projection: { state: 'submitted', received_on: null, due_on: null },
      });
      expect(application!.events.map(({ kind }) => kind)).toEqual(['submitted']);
    });

    it('keeps all that was said, sealed, and the files with it', async () => {
      const token = await createDraft(intake, complete);
      await addDraftFiles(intake, token, [], [{ name: '证明.pdf', bytes: PDF, truncated: false }]);
      const submission = await submitApplication(intake, token);
      const id = submission.kind === 'submitted' ? submission.receipt.applicationId : '';
      expect(await findDetails(intake, id)).toMatchObject({
        content: { title: '某某路拓宽工程补偿方案' },
        applicant: { kind: 'natural', idNumber: RESIDENT_ID, contact: { telephone: '13800000000' } },
        delivery: { medium: 'electronic', route: 'online' },
      });
      const [file] = await listFiles(intake, id);
      expect(file).toMatchObject({ name: '证明.pdf', mediaType: 'application/pdf', handedInWith: 'application' });
      expect((await openFile(intake, id, file!.id))?.content).toEqual(PDF);
      expect(await openFile(intake, randomUUID(), file!.id)).toBeUndefined();
      for (const table of ['application_detail', 'application_file'] as const) {
        const rows = await intake.db.selectFrom(table).selectAll().execute();
        const text = rows
          .map((row) =>
            Object.values(row)
              .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
              .join(),
          )
          .join();
        expect(text).not.toContain(RESIDENT_ID);
        expect(text).not.toContain('PDF-1.7');
      }
      for (const name of await storedFiles())
        expect((await readFile(join(intake.files.directory, name))).includes('PDF-1.7')).toBe(false);
    });

    it('is refused for what is incomplete and for an organ that is no more, and the draft stays', async () => {
      const wrong = await createDraft(intake, { ...complete, applicant: { ...complete.applicant, idNumber: '1' } });
      expect(await submitApplication(intake, wrong)).toEqual({ kind: 'incomplete', step: 'applicant' });
      const gone = await createDraft(intake, { ...complete, organCode: '33020602' });
      expect(await submitApplication(intake, gone)).toEqual({ kind: 'incomplete', step: 'organ' });
      expect((await findDraft(intake, gone))?.content.applicant.name).toBe(NAME);
      expect(await submitApplication(intake, 'A'.repeat(43))).toEqual({ kind: 'no-draft' });
      expect(await intake.db.selectFrom('application').select('id').execute()).toHaveLength(0);
    });

    it('leaves an audit chain that holds', async () => {
      const receipt = await apply();
      await withdrawApplication(intake, receipt.applicationId, 1);
      const rows = await intake.db
        .selectFrom('audit_event')
        .select(['action', 'subject_id'])
        .orderBy('sequence')
        .execute();
      expect(rows).toEqual([
        { action: 'application.submit', subject_id: receipt.applicationId },
        { action: 'application.withdraw', subject_id: receipt.applicationId },
      ]);
      expect(await verifyAudit(intake.db, DIVISION)).toMatchObject({ breaches: [], events: 2 });
    });
  });

  describe('number and code', () => {
    it('open one application, and nothing else does', async () => {
      const [one, two] = [await apply(), await apply()];
      expect(await findByCode(intake, one, one.code)).toBe(one.applicationId);
      expect(await findByCode(intake, one, two.code)).toBeUndefined();
      expect(await findByCode(intake, { ...one, number: '2026-9999' }, one.code)).toBeUndefined();
      expect(await findByCode(intake, { ...one, organCode: DIVISION }, one.code)).toBeUndefined();
      const rows = await intake.db.selectFrom('application_detail').select('access_code_index').execute();
      expect(rows.map(({ access_code_index: index }) => Buffer.from(index!).toString('latin1')).join()).not.toContain(
        one.code,
      );
    });

    it('give a pass that no one can make, change or keep', async () => {
      const { applicationId } = await apply();
      const token = issueFollowingToken(intake, applicationId);
      expect(readFollowingToken(intake, token)).toBe(applicationId);
      const [id, until, mac] = token.split('.') as [string, string, string];
      const other = randomUUID();
      for (const forged of [
        '',
        `${other}.${until}.${mac}`,
        `${id}.${Number(until) + 1}.${mac}`,
        `${id}.${until}.${mac.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
        `${id}.${until}.${'A'.repeat(22)}`,
        `${id}.${until}`,
      ])
        expect(readFollowingToken(intake, forged)).toBeUndefined();
      intake.clock.pass(61 * 60_000);
      expect(readFollowingToken(intake, token)).toBeUndefined();
    });
  });

  describe('after applying', () => {
    const correctable = async (): Promise<Receipt> => {
      const receipt = await apply();
      await record(receipt.applicationId, { kind: 'received', on: plainDate('2026-06-16') });
      await record(receipt.applicationId, {
        kind: 'correction-requested',
        on: plainDate('2026-06-17'),
        respondBy: plainDate('2026-06-24'),
      });
      return receipt;
    };

    it('a correction is taken once, waits for confirmation and starts no clock by itself', async () => {
      const { applicationId } = await correctable();
      intake.clock.pass(3 * 86_400_000);
      const results = await Promise.all(
        Array.from({ length: 4 }, (_, i) =>
          submitCorrection(intake, applicationId, { text: `补正${i}` }, [
            { name: '补.pdf', mediaType: 'application/pdf', bytes: PDF },
          ]),
        ),
      );
      expect(results.toSorted()).toEqual(['already', 'already', 'already', 'stored']);
      expect(await listFiles(intake, applicationId)).toHaveLength(1);
      expect(await storedFiles()).toHaveLength(1);
      expect(await findCorrection(intake, applicationId)).toMatchObject({
        submittedOn: '2026-06-18',
        text: expect.stringMatching(/^补正\d$/),
      });
      const waiting = await listUnconfirmed(intake.db, DIVISION, [ORGAN], new Date('2026-06-23T02:00:00Z'), calendar);
      expect(waiting).toMatchObject([
        { applicationId, what: 'correction', submittedOn: '2026-06-18', workingDaysWaiting: 2 },
      ]);
      await record(applicationId, { kind: 'corrected', on: plainDate('2026-06-23') });
      expect(await listUnconfirmed(intake.db, DIVISION, [ORGAN], new Date('2026-06-23T02:00:00Z'), calendar)).toEqual(
        [],
      );
    });

    it('a correction nobody asked for is not taken', async () => {
      const { applicationId } = await apply();
      expect(await submitCorrection(intake, applicationId, { text: '补正' }, [])).toBe('not-awaited');
    });

    it('what waits for confirmation is listed by age, for the organs asked for', async () => {
      const early = await apply();
      intake.clock.pass(2 * 86_400_000);
      const late = await apply();
      const list = (organs: string[]) =>
        listUnconfirmed(intake.db, DIVISION, organs, new Date('2026-06-18T02:00:00Z'), calendar);
      expect(await list([ORGAN])).toMatchObject([
        { applicationId: early.applicationId, what: 'application', workingDaysWaiting: 3 },
        { applicationId: late.applicationId, what: 'application', workingDaysWaiting: 1 },
      ]);
      expect(await list([DIVISION])).toEqual([]);
      await record(early.applicationId, { kind: 'received', on: plainDate('2026-06-17') });
      expect(await list([ORGAN])).toHaveLength(1);
    });

    it('is withdrawn only as it was seen, and not after it is closed', async () => {
      const { applicationId } = await apply();
      await record(applicationId, { kind: 'received', on: plainDate('2026-06-15') });
      await expect(withdrawApplication(intake, applicationId, 1)).rejects.toThrow(/他人更新/);
      expect(await withdrawApplication(intake, applicationId, 2)).toBe(true);
      expect((await findApplication(intake.db, DIVISION, applicationId))?.projection).toMatchObject({
        state: 'closed',
        outcome: 'WITHDRAWN',
        remedy_class: 'none',
      });
      expect(await withdrawApplication(intake, applicationId, 3)).toBe(false);
    });

    it('finds earlier applications under the same number, none once the person was erased', async () => {
      const [one, two] = [await apply(), await apply()];
      await apply({ ...complete, applicant: { ...complete.applicant, idType: 'passport', idNumber: 'E12345678' } });
      expect(await listOfSameIdentity(intake, two.applicationId)).toEqual([one.applicationId]);
      await eraseApplicant(intake.db, DIVISION, one.applicationId, 'test', '本人要求', intake.now());
      expect(await findDetails(intake, one.applicationId)).toBeUndefined();
      expect(await listOfSameIdentity(intake, two.applicationId)).toEqual([]);
      const key = await intake.db
        .selectFrom('data_key')
        .select('wrapped_key')
        .where('subject_kind', '=', APPLICATION_SUBJECT)
        .where('subject_id', '=', one.applicationId)
        .executeTakeFirstOrThrow();
      expect(key.wrapped_key).toBeNull();
    });
  });

  it('an organ’s guide has versions, and the one in force is shown', async () => {
    const guide = (officeName: string, effectiveOn: string) => ({
      organCode: ORGAN,
      effectiveOn: plainDate(effectiveOn),
      officeName,
      address: '某某路1号',
      postcode: null,
      officeHours: '工作日8:30-17:00',
      telephone: '0574-00000000',
      fax: null,
      email: null,
      remarks: null,
    });
    expect(await publishOrganGuide(intake.db, DIVISION, guide('旧办公室', '2020-01-01'), 'test')).toBe(1);
    expect(await publishOrganGuide(intake.db, DIVISION, guide('新办公室', '2026-07-01'), 'test')).toBe(2);
    const nameOn = async (day: string) =>
      (await listOrganGuides(intake.db, DIVISION, plainDate(day))).get(ORGAN)?.officeName;
    expect(await nameOn('2019-12-31')).toBeUndefined();
    expect(await nameOn('2026-06-30')).toBe('旧办公室');
    expect(await nameOn('2026-07-01')).toBe('新办公室');
  });

  it(`counts numbers without gaps when many apply at once on ${engine}`, async () => {
    const receipts = await Promise.all(Array.from({ length: 12 }, () => apply()));
    expect(receipts.map(({ number }) => number).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(4, '0')}`),
    );
  });
});
