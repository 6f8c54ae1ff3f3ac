import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accessibilityProblems, viewports } from '../support/browser.ts';
import { withTestDatabases } from '../support/database.ts';
import { RESIDENT_ID } from '../support/intake.ts';
import {
  act,
  address,
  answer,
  browser,
  clerk,
  db,
  draft,
  head,
  ORGAN,
  openCase,
  record,
  reviewer,
  serve,
  useLetterOffice,
  visitor,
} from '../support/letter-office.ts';

useLetterOffice(withTestDatabases());

it('takes a citizen without JavaScript from the application over correction, third party and extension to the reply', async () => {
  const citizen = await visitor({ javaScriptEnabled: false, viewport: viewports.phone, acceptDownloads: true });
  const next = () => citizen.getByRole('button', { name: '保存并继续' }).click();
  await citizen.goto(`${address}/requests/new/organ`);
  await citizen.getByLabel('受理机关').selectOption(ORGAN);
  await next();
  await citizen.getByLabel('信息名称').fill('示例路改造项目评审材料');
  await next();
  await citizen.getByLabel('公民').check();
  await next();
  await citizen.getByLabel('姓名').fill('林某某');
  await citizen.getByLabel('身份证件号码').fill(RESIDENT_ID);
  await citizen.getByLabel('联系电话').fill('13800000000');
  await next();
  await citizen.getByLabel('电子文件', { exact: true }).check();
  await citizen.getByLabel('本网站下载').check();
  await next();
  await next();
  await citizen.getByRole('button', { name: '提交申请' }).click();
  await citizen.getByRole('button', { name: /办理进度/ }).click();
  const follow = async (): Promise<string> => {
    await citizen.goto(`${address}/requests/case`);
    return (await citizen.locator('main').textContent()) ?? '';
  };
  expect(await follow()).toContain('还没有可以下载的文书');
  const { id } = await db
    .selectFrom('application')
    .select('id')
    .where('organ_code', '=', ORGAN)
    .orderBy('submitted_on', 'desc')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();

  await record(id, '收到申请');
  await draft(id, '政府信息公开申请补正告知书', async (page) => {
    await page.getByLabel('补正事项').fill('未写明所需材料的年度');
    await page.getByLabel('补正指导').fill('请写明评审的年度和批次');
  });
  expect(await accessibilityProblems(clerk)).toEqual([]);
  await act(head, id, '政府信息公开申请补正告知书', '签发', /已签发，文号仑政办公开告/);

  expect(await follow()).toMatch(/政府信息公开申请补正告知书（仑政办公开告〔2026〕\d+号）/);
  await citizen.getByRole('link', { name: '补正申请' }).click();
  await citizen.getByLabel('补正内容').fill('2025年第一批评审材料');
  await citizen.getByRole('button', { name: '提交补正' }).click();
  await citizen.getByText('补正已经提交').waitFor();
  await record(id, '收到补正');
  expect(await clerk.locator('main').textContent()).toContain('2025年第一批评审材料');

  await draft(id, '政府信息公开第三方意见征询书', async (page) => {
    await page.getByLabel('第三方姓名或者名称').fill('示例评审有限公司（虚构）');
  });
  await act(head, id, '政府信息公开第三方意见征询书', '签发', /已签发，文号/);
  expect(await follow()).toContain('征求第三方意见');
  expect(await follow()).not.toContain('示例评审有限公司');
  await serve(id, '政府信息公开第三方意见征询书', '示例评审有限公司签收');
  await record(id, '收到征求意见答复', async (page) => {
    await page.getByRole('radio', { name: '不同意公开' }).check();
  });

  await draft(id, '政府信息公开延期答复告知书', async (page) => {
    await page.getByLabel('延长的理由').fill('申请的信息数量较多、需要逐份审查');
    await page.getByLabel('延长的工作日数').fill('10');
  });
  await act(head, id, '政府信息公开延期答复告知书', '签发', /已签发，文号/);
  expect(await follow()).toContain('延长10个工作日');

  const file = join(tmpdir(), `评审结论-${process.pid}.pdf`);
  await writeFile(file, Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'));
  await openCase(clerk, id);
  await clerk.locator('input[type=file]').setInputFiles(file);
  await clerk.getByText('附件已上传').waitFor();
  await clerk.getByRole('button', { name: '提出办理意见' }).click();
  await answer(clerk, '申请内容明确', '是政府信息公开申请', '本机关负责公开', '有现成的信息', '部分公开');
  await clerk.getByLabel('予以公开的内容').fill('评审结论');
  await clerk.getByLabel('随附信息的标题').fill('评审结论');
  await clerk.getByLabel('不予公开的内容').fill('报价明细');
  await clerk.getByLabel('不予公开的依据').click();
  await clerk.getByText('第三方合法权益（第十五条）').click();
  await clerk.getByLabel('涉及的第三方权益').fill('商业秘密');
  await clerk.getByLabel('理由', { exact: true }).fill('第三方不同意公开的理由合理');
  await clerk.getByLabel('公共利益的权衡').fill('不公开不会对公共利益造成重大影响');
  await clerk.getByRole('button', { name: '保存办理意见' }).click();
  await clerk.getByText('办理意见已保存').waitFor();

  await draft(id, '政府信息公开申请答复书', async (page) => {
    await page.getByLabel('随文提供的信息文件').click();
    await page.getByTitle(/评审结论/).click();
    // Closes the list; Escape would close the whole drawer.
    await page.getByText('答复的内容来自“办理意见”').click();
  });
  await act(reviewer, id, '政府信息公开申请答复书', '审核同意', /已同意/);
  expect(await reviewer.locator('.letter-words').count()).toBeGreaterThan(0);
  expect(await reviewer.locator('[role=dialog]').textContent()).not.toContain('林某某');
  await act(head, id, '政府信息公开申请答复书', '签发', /已签发，文号仑政办公复/);

  const told = await follow();
  expect(told).toContain('已经办结');
  expect(told).toMatch(/政府信息公开申请答复书（仑政办公复〔2026〕\d+号）/);
  expect(told).toContain('先向');
  const [download] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: /政府信息公开申请答复书（/ }).click(),
  ]);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
  const [enclosed] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: /随文提供的信息/ }).click(),
  ]);
  expect(enclosed.suggestedFilename()).toContain('评审结论');
  const looks = await db
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', '=', id)
    .where('action', '=', 'application.read-letter')
    .execute();
  expect(looks).toHaveLength(2);
  // Without number and code there is nothing to see.
  const stranger = await browser.open({ javaScriptEnabled: false });
  const page = await stranger.newPage();
  await page.goto(download.url());
  expect(page.url()).toContain('/requests/status');
  await stranger.close();
}, 300_000);
