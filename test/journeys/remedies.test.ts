import { describe, expect, it } from 'vitest';
import { builtinYears, plainDate } from '../../src/kernel/calendar/index.ts';
import { accessibilityProblems, horizontalOverflow } from '../support/browser.ts';
import { withOffice } from '../support/office-journey.ts';

/** Answers for disclosure in the district, and watches over all of its organs. */
const OFFICER = 'jiandu';
const ADMINISTRATOR = 'guanli';

const office = withOffice();

const { at } = office;

describe('remedies', () => {
  it('are listed by what presses, and a case tells every clock of it', async () => {
    await at(OFFICER, async (page) => {
      await page.goto(`${office.address}/office/remedies`);
      await page.getByText(/共\d+件/).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
      await page.locator('tbody a').first().click();
      await page.getByRole('heading', { name: '期限' }).or(page.getByText('起算日至届满日')).first().waitFor();
      await page.getByText('申请行政复议期限').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
    });
  });
});

describe('a changed calendar', () => {
  it('is looked at, loaded, and leads to what it moved', async () => {
    const year = builtinYears.find((one) => one.year === 2026)!;
    const day = plainDate('2026-06-26');
    const rest = [...year.rest, { name: '临时放假', from: day, to: day }].sort((a, b) => (a.from < b.from ? -1 : 1));
    const dueDays = async (): Promise<Map<string, string | null>> => {
      const rows = await office.db.selectFrom('application').select(['id', 'due_on']).execute();
      return new Map(rows.map(({ id, due_on }) => [id, due_on]));
    };
    const before = await dueDays();
    const content = JSON.stringify({ ...year, version: year.version + 1, rest });
    await at(ADMINISTRATOR, async (page) => {
      await page.goto(`${office.address}/office/calendar`);
      await page.getByText('选择工作日历文件').waitFor();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{') });
      await page.getByText('不是有效的 JSON 文件').waitFor();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: '2026.json', mimeType: 'application/json', buffer: Buffer.from(content) });
      const told = await page.getByText(/将有\d+项期限变化/).textContent();
      const affected = Number(/将有(\d+)项/.exec(told!)![1]);
      // A look moves nothing.
      expect(await dueDays()).toEqual(before);
      await page.getByRole('button', { name: '确认载入' }).click();
      await page.getByText('随工作日历变化的期限').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      const [loaded] = await office.db
        .selectFrom('audit_event')
        .select(['action', 'person_name', 'after'])
        .where('action', '=', 'calendar.load')
        .execute();
      expect(loaded).toMatchObject({ person_name: expect.stringContaining('（虚构）') });
      expect(JSON.stringify(loaded!.after)).toContain(String(affected));
    });
    // All of them or none: every open case that was moved stands by one later day, and no closed one was touched.
    const after = await dueDays();
    const moved = [...after].filter(([id, due]) => due !== before.get(id));
    expect(moved.length).toBeGreaterThan(0);
    for (const [id, due] of moved) expect(due! > before.get(id)!).toBe(true);
    await at(OFFICER, async (page) => {
      await page.getByRole('button', { name: /期限提醒，[1-9]\d*条未读/ }).click();
      await page
        .getByText(/工作日历变动，您有\d+项期限随之变化/)
        .first()
        .click();
      await page.getByText('随工作日历变化的期限').waitFor();
      const link = page.locator('.ant-drawer tbody tr', { hasText: '答复期限' }).first();
      const [number, due] = [await link.locator('a').textContent(), await link.locator('td').nth(4).textContent()];
      await link.locator('a').click();
      await page.getByRole('heading', { level: 1, name: number!.replace('申请', '') }).waitFor();
      await expect.poll(() => page.locator('.due-day').textContent()).toBe(due);
    });
  });
});
