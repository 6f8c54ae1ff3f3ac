import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityProblems, viewports } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { districtToday } from '../support/district.ts';
import { address, clerk, head, reviewer, useLetterOffice, visitor } from '../support/letter-office.ts';

useLetterOffice(withTestDatabases());

/** Does an act with the answer's letter in its window. */
async function act(page: Page, url: string, label: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

it('takes a request to correct own records from the desk over three hands to the applicant’s download', async () => {
  await clerk.goto(`${address}/office/records-corrections`);
  await clerk.getByRole('button', { name: '登记更正申请' }).click();
  await clerk.getByLabel('申请人姓名或者名称').fill('示例王五（虚构）');
  await clerk.getByRole('button', { name: '登记', exact: true }).click();
  // Named at the head and beside the field; what was typed stays.
  await clerk.getByText('有4处需要改正').waitFor();
  await clerk.getByRole('button', { name: '请填写申请更正的记录' }).click();
  expect(await clerk.getByLabel('申请更正的记录').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await clerk.getByLabel('申请人姓名或者名称').inputValue()).toBe('示例王五（虚构）');
  await clerk.getByLabel('申请更正的记录').fill('2020年补贴发放登记');
  await clerk.getByLabel('更正请求').fill('将发放金额更正为实际数额');
  await clerk.getByLabel('证明记录不准确的证据').fill('银行流水复印件');
  await clerk.getByLabel('收到日期').fill(districtToday);
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('button', { name: '登记', exact: true }).click();
  await clerk.getByText('查询码只显示这一次').waitFor();
  const told = (await clerk.getByRole('dialog', { name: '更正申请已登记' }).textContent()) ?? '';
  const [, reference = '', code = ''] = /登记编号：(\S+?)查询码：([A-Z0-9-]{11})/.exec(told) ?? [];
  await clerk.getByRole('button', { name: '已经交给申请人' }).click();
  await clerk.getByRole('button', { name: '核实', exact: true }).click();
  await clerk.getByLabel('核实情况').fill('登记数额与发放凭证一致');
  await clerk.getByRole('button', { name: '记录', exact: true }).click();
  await clerk.getByText('核实情况：登记数额与发放凭证一致').waitFor();
  const url = clerk.url();
  await clerk.getByRole('button', { name: '起草答复书' }).click();
  await clerk.getByRole('dialog').getByLabel('处理结果').click();
  await clerk.getByTitle('经核实无误，不予更正').click();
  expect(await clerk.getByLabel('核实的事实').inputValue()).toBe('登记数额与发放凭证一致');
  await clerk.getByLabel('不予更正的理由').fill('登记数额以发放凭证为准');
  await clerk.getByRole('button', { name: '保存', exact: true }).click();
  await clerk.getByRole('button', { name: '修改答复书' }).waitFor();
  expect(await accessibilityProblems(clerk)).toEqual([]);
  await act(clerk, url, '提交审核');

  // Who comes second is told what the first one did, and nothing is done twice.
  await act(reviewer, url, '审核同意');
  await head.goto(url);
  await head.getByRole('button', { name: '签发', exact: true }).click();
  const late = await secondWindow(url);
  await head.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).click();
  await head.getByText(/已签发，文号仑政办公复/).waitFor();
  await late.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).click();
  await late.getByText(/已于.+办理“.+”。请核对最新情况后再办理/).waitFor();

  const citizen = await visitor({ javaScriptEnabled: false, viewport: viewports.phone, acceptDownloads: true });
  await citizen.goto(`${address}/requests/status`);
  await citizen.getByLabel('登记编号').fill(reference);
  await citizen.getByLabel('查询码').fill(code);
  await citizen.getByRole('button', { name: '查询', exact: true }).click();
  await citizen.getByRole('heading', { name: '更正申请办理进度' }).waitFor();
  for (const [i, start] of ['%PDF', 'PK'].entries()) {
    const [download] = await Promise.all([
      citizen.waitForEvent('download'),
      citizen
        .getByRole('link', { name: /政府信息更正申请答复书（仑政办公复/ })
        .nth(i)
        .click(),
    ]);
    expect((await readFile(await download.path())).subarray(0, start.length).toString()).toBe(start);
  }
}, 300_000);

/** The head in a second window, with the signature open there as well. */
async function secondWindow(url: string): Promise<Page> {
  const page = await head.context().newPage();
  await page.goto(url);
  await page.getByRole('button', { name: '签发', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '签发', exact: true }).waitFor();
  return page;
}
