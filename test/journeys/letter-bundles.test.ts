import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { accessibilityProblems, horizontalOverflow } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { address, clerk, db, decideByApi, register, throughHands, useLetterOffice } from '../support/letter-office.ts';

useLetterOffice(withTestDatabases());

it('a clerk chooses cases on the worklist and takes their letters home as one file, which stands on record', async () => {
  const names = ['示例甲', '示例乙'];
  for (const name of names) {
    const id = await register('2026-06-10', [], name);
    await decideByApi(id, 'GRANTED', { delivery: { enclosed: ['2025年度工作报告'] } });
    await throughHands(id);
  }
  await clerk.goto(`${address}/office/requests?view=closed&sort=received&order=desc`);
  await clerk.getByText(/共\d+件/).waitFor();
  for (const row of [0, 1]) await clerk.locator('tbody tr.pressable input[type=checkbox]').nth(row).check();
  await clerk.setViewportSize({ width: 820, height: 1180 });
  expect(await horizontalOverflow(clerk)).toBe(0);
  await clerk.setViewportSize({ width: 1280, height: 800 });
  await clerk.getByRole('button', { name: '下载所选2件的文书' }).click();
  const dialog = clerk.getByRole('dialog', { name: '下载所选2件申请的文书' });
  await dialog.getByLabel('用途').fill('归档本周答复');
  // All of them were served: refused beside the field, and what was typed stands.
  await dialog.getByRole('button', { name: '下载', exact: true }).click();
  await dialog.getByText('没有已经签发而尚未登记送达的文书').waitFor();
  expect(await dialog.getByLabel('用途').inputValue()).toBe('归档本周答复');
  expect(await accessibilityProblems(clerk)).toEqual([]);
  await dialog.getByText('答复文书', { exact: true }).click();
  const [download] = await Promise.all([
    clerk.waitForEvent('download'),
    dialog.getByRole('button', { name: '下载', exact: true }).click(),
  ]);
  await clerk.getByText('2件申请，共2份文书，已装入2份。').waitFor();
  await clerk.getByText('文书已经下载').waitFor();
  expect(download.suggestedFilename()).toMatch(/^文书-\d{4}-\d{2}-\d{2}\.zip$/);
  const files = unzipSync(await readFile(await download.path()));
  const letters = Object.keys(files).filter((name) => name.endsWith('.pdf'));
  expect(letters).toHaveLength(2);
  for (const name of letters) expect(strFromU8(files[name]!.subarray(0, 5))).toBe('%PDF-');
  const looks = await db
    .selectFrom('audit_event')
    .select('reason')
    .where('action', '=', 'requests.download-letters')
    .execute();
  expect(looks).toEqual([{ reason: '归档本周答复' }, { reason: '归档本周答复' }]);
});
