import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { screenDemonstrationYear } from '../../demo/screening.ts';
import { createPublication } from '../../src/capabilities/publications/index.ts';
import { doScreeningWork, newMediaStock } from '../../src/capabilities/screening/index.ts';
import { readDocuments, stockSources } from '../../src/screening-stock.ts';
import { accessibilityProblems, horizontalOverflow, viewports } from '../support/browser.ts';
import { districtNow, withOffice } from '../support/office-journey.ts';
import { approveAndPublish, as, DIVISION, metadata, ORGAN } from '../support/publications.ts';

// The government's office, one person for each step, and who answers for disclosure in the whole district.
const CLERK = 'chengban';
const REVIEWER = 'shenhe';
const LEGAL = 'fazhi';
const OFFICER = 'gongkai';
const HEAD = 'lingdao';
const DISTRICT = 'jiandu';
/** A number with a true region, date and check digit that nobody holds. */
const PLANTED = '330206199001011235';

let now = districtNow;
const office = withOffice({
  clock: () => now,
  prepare: screenDemonstrationYear,
  expected: /status of (?:401|409|422)/,
  signsInOnce: true,
});

/** Everybody signs in once a day. */
function later(days: number): void {
  now = new Date(now.getTime() + days * 86_400_000);
  office.forgetSessions();
}

/** Goes to a page of the office as a person and acts. */
const at = <T>(person: string, path: string, act: (page: Page) => Promise<T>, context: BrowserContextOptions = {}) =>
  office.at(person, act, { path, context });

/** What the platform does by itself every minute: daily run, rescans, reports that are due. */
const work = () =>
  doScreeningWork({
    db: office.db,
    divisionCode: DIVISION,
    sources: [...stockSources, newMediaStock],
    readDocuments,
    clock: () => now,
    workers: 1,
  });

const editor = (page: Page) => page.getByRole('textbox', { name: '正文' });
const saved = (page: Page) => page.getByText(/已保存 \d\d:\d\d/).waitFor();

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** One act of the review: its button, what `fill` writes, the confirmation. */
async function act(page: Page, name: string, fill: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const drawer = page.getByRole('dialog', { name });
  await fill(page);
  await drawer.getByRole('button', { name: '确定' }).click();
  await drawer.waitFor({ state: 'hidden' });
}

async function review(path: string): Promise<void> {
  await at(REVIEWER, path, async (page) => {
    await act(page, '校对');
    await act(page, '初审通过');
  });
  await at(LEGAL, path, async (page) => {
    await act(page, '公开审查', (one) => one.getByLabel('可以公开').check());
    await act(page, '复审通过');
  });
  await at(OFFICER, path, (page) => act(page, '终审通过'));
}

const stepsOf = (page: Page) => page.getByRole('region', { name: '经过' }).locator('strong').allInnerTexts();

describe('before release', () => {
  let path: string;

  it('the editor shows findings while one writes and mends one by a click', { timeout: 240_000 }, async () => {
    path = await at(CLERK, '/publications/new', async (page) => {
      await page.locator('#template').fill('其他政策文件');
      await page.keyboard.press('Enter');
      await page.getByLabel('名称', { exact: true }).fill('关于发放临时补助的通知');
      await page.getByRole('button', { name: '建立并开始编写' }).click();
      await editor(page).waitFor();
      await write(page, `各单位要认真布署，补助对象身份证号码${PLANTED}。`);
      const findings = page.locator('.finding-error');
      await findings.first().waitFor();
      expect(await findings.allTextContents()).toEqual(['布署', PLANTED]);
      await findings.first().click();
      await page.getByText('建议改为部署').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      const recorded = page.waitForResponse(/screening\/corrections/);
      await page.getByRole('button', { name: '更正', exact: true }).click();
      expect((await recorded).status()).toBe(201);
      await editor(page).getByText(`各单位要认真部署，补助对象身份证号码${PLANTED}。`).waitFor();
      await page.getByLabel('内容概述').fill('发放临时补助。');
      await saved(page);
      await act(page, '提交审核');
      return new URL(page.url()).pathname.replace('/office', '');
    });
    // What the clerk mended while writing counts as mended before release.
    await at(OFFICER, '/screening/findings?state=mended&source=draft', async (page) => {
      await page.getByRole('button', { name: '查看“布署”' }).first().click();
      await page.getByText('编辑中改为“部署”').waitFor();
    });
  });

  it('a planted ID number cannot be released without a recorded reason', { timeout: 240_000 }, async () => {
    await review(path);
    const reason = '经本人书面同意公示，用于核对同名人员';
    await at(HEAD, path, async (page) => {
      await page.getByRole('button', { name: '发布', exact: true }).click();
      const drawer = page.getByRole('dialog', { name: '发布' });
      const confirm = drawer.getByRole('button', { name: '确定' });
      await confirm.click();
      await drawer.getByText(/身份/).first().waitFor();
      expect(await drawer.textContent()).not.toContain(PLANTED);
      expect(await accessibilityProblems(page)).toEqual([]);
      await confirm.click();
      await drawer.getByText('请写明理由').waitFor();
      await drawer.getByLabel('检查发现的问题无需改正的理由').fill('   ');
      await confirm.click();
      await drawer.getByText('请写明理由').waitFor();
      await drawer.getByLabel('检查发现的问题无需改正的理由').fill(reason);
      await confirm.click();
      await drawer.waitFor({ state: 'hidden' });
      await page.getByText(new RegExp(reason)).first().waitFor();
    });
    const releases = await office.db
      .selectFrom('screening_release')
      .selectAll()
      .where('publication_id', '=', path.split('/').at(-1)!)
      .execute();
    expect(releases.map(({ errors }) => errors > 0)).toEqual([true]);
    expect(JSON.stringify(releases)).not.toContain(PLANTED);
  });
});

describe('on the site', () => {
  const items = ['朱碧礁站出入口改造公告', '朱碧礁站周边停车收费公示', '朱碧礁站命名说明'];
  const texts = [
    '<p>轨道交通渚碧礁站出入口自六月起改造。</p>',
    '<p>公示渚碧礁站周边停车收费标准。</p>',
    '<p>原地名志写作“渚碧礁站”，今予更正。</p>',
  ];
  const ids: string[] = [];

  it('a lexicon is refused line by line, previewed, put into force, and the stock is screened anew', {
    timeout: 240_000,
  }, async () => {
    for (const [index, title] of items.entries()) {
      const draft = await createPublication(as(office.db, 'author'), {
        organCode: ORGAN,
        kind: 'item',
        metadata: metadata({ title, documentNumber: null }),
        bodyHtml: texts[index]!,
      });
      ids.push(draft.id);
      await approveAndPublish(office.db, draft.id, draft.revision);
    }
    const head = '# 名称：站名\n# 所有者：区政务公开办\n# 用途：站名的规范写法\n# 级别：须改\n# 版本：1\n词条,建议\n';
    await at(DISTRICT, '/screening/lexicons', async (page) => {
      await page.getByRole('button', { name: '载入词库文件' }).click();
      const upload = async (text: string) => {
        await page
          .getByLabel('词库文件', { exact: true })
          .setInputFiles({ name: '站名.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await page
          .getByRole('button', { name: '载 入' })
          .or(page.getByRole('button', { name: '载入', exact: true }))
          .click();
      };
      await upload(`${head}的,\n渚碧礁站,朱碧礁站\n渚碧礁站,\n`);
      await page.getByText('第7行：“的”是常用单字').waitFor();
      await page.getByText('第9行：“渚碧礁站”与第8行重复').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await upload(`${head}渚碧礁站,朱碧礁站\n`);
      const card = page.locator('.ant-card', { hasText: '站名的规范写法' });
      await card.getByText('没有启用').waitFor();
      await card.getByRole('button', { name: '预览并启用' }).click();
      await page.getByText(/命中3篇、3处/).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: '启用第1版' }).click();
      await page.getByText('请写明原因').waitFor();
      await page.getByLabel('启用第1版的原因').fill('经科长同意');
      await page.getByRole('button', { name: '启用第1版' }).click();
      await card.getByText('正在使用第1版').waitFor();
    });
    expect((await work()).runs).toBeGreaterThan(0);
    await at(OFFICER, '/screening/findings?words=渚碧礁站', async (page) => {
      await page.getByText('共3处').waitFor();
      expect(await horizontalOverflow(page)).toBe(0);
    });
  });

  it('a finding is assigned, mended by one click, released and found right by the next run', {
    timeout: 240_000,
  }, async () => {
    const list = `/screening/findings?document=${ids[0]}`;
    await at(OFFICER, list, async (page) => {
      await page.getByRole('button', { name: '办理“渚碧礁站”' }).click();
      await page.locator('#to').click();
      await page.locator('.ant-select-item-option', { hasText: '林承办（虚构）' }).click();
      await page.getByRole('button', { name: /^分\s?派$/ }).click();
      await page.getByText('已办理：已分派').waitFor();
    });
    await at(CLERK, `${list}&mine=true`, async (page) => {
      await page.getByRole('button', { name: '办理“渚碧礁站”' }).click();
      await page.getByRole('button', { name: '一键改为“朱碧礁站”' }).click();
      await page.getByText('已办理：已改正').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
    const { revision } = await office.db
      .selectFrom('publication')
      .select('revision')
      .where('id', '=', ids[0]!)
      .executeTakeFirstOrThrow();
    await approveAndPublish(office.db, ids[0]!, revision, '站名更正');
    later(1);
    await work();
    await at(CLERK, `${list}&state=mended`, async (page) => {
      await page.getByText('已复查').waitFor();
      await page.getByRole('button', { name: '查看“渚碧礁站”' }).click();
      await page.getByRole('region', { name: '经过' }).waitFor();
      expect(await stepsOf(page)).toEqual(['发现', '分派', '改正', '复查确认改正']);
      const shown = await page.request.get(`${office.address}/items/${ids[0]}`);
      expect(await shown.text()).toContain('轨道交通朱碧礁站出入口');
    });
  });

  it('a false alarm is disputed by one and accepted by another, goes on the allow-list and rings no more', {
    timeout: 240_000,
  }, async () => {
    const list = `/screening/findings?document=${ids[2]}`;
    await at(CLERK, list, async (page) => {
      await page.getByRole('button', { name: '办理“渚碧礁站”' }).click();
      await page.getByLabel('不是问题的，说明理由').fill('引用原地名志');
      await page.getByRole('button', { name: '提出异议' }).click();
      await page.getByText('已办理：有异议').waitFor();
    });
    await at(LEGAL, `${list}&state=disputed`, async (page) => {
      await page.getByRole('button', { name: '办理“渚碧礁站”' }).click();
      await page.getByLabel('误报，列入例外清单').check();
      await page.getByLabel('理由').fill('经核对，确为引用');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: /^认\s?定$/ }).click();
      await page.getByText('已办理：误报').waitFor();
    });
    await work();
    await at(OFFICER, '/screening/allowances', async (page) => {
      const line = page.getByRole('row', { name: /渚碧礁站/ });
      await line.getByText('由异议认定').waitFor();
      await page.goto(`${office.address}/office/screening/findings?words=渚碧礁站`);
      await page.getByText('共1处').waitFor();
      await page.getByText(items[1]!).waitFor();
      // The same words in the same surroundings pass while one writes; elsewhere they do not.
      await page.goto(`${office.address}/office/screening/check`);
      await page.locator('[contenteditable=true]').click();
      await page.keyboard.insertText('原地名志写作“渚碧礁站”，今予更正。请到渚碧礁站乘车。');
      await page.getByText('须改1处，存疑0处').waitFor();
      expect(await page.locator('.finding-error').count()).toBe(1);
    });
  });
});

describe('reports', () => {
  it('of weeks, months and days agree, for the year of the demonstration and for what was done here', {
    timeout: 240_000,
  }, async () => {
    later(20);
    expect((await work()).reports).toBeGreaterThan(0);
    await at(DISTRICT, '/screening/reports?year=2026', async (page) => {
      await page.getByText('数字勾稽相符').waitFor();
      await page.getByRole('link', { name: '2026年6月' }).click();
      await page.getByText(/发布前改正1处；/).waitFor();
      const month = page.getByRole('region', { name: '按种类' }).getByRole('row', { name: /合计/ });
      const [found, mended, dismissed] = (await month.getByRole('cell').allInnerTexts()).map(Number);
      expect([mended, dismissed]).toEqual([2, 1]);
      const answer = await page.request.get(`${office.address}/api/v1/screening/reports?year=2026`);
      const { weeks } = (await answer.json()) as {
        weeks: { content: { found: number; mended: number; dismissed: number } }[];
      };
      const sum = (key: 'found' | 'mended' | 'dismissed') =>
        weeks.reduce((total, { content }) => total + content[key], 0);
      expect([sum('found'), sum('mended'), sum('dismissed')]).toEqual([found, mended, dismissed]);
      await page.goto(`${office.address}/office/screening/reports?year=2022`);
      await page.getByText('数字勾稽相符').waitFor();
    });
  });
});

describe('all pages', () => {
  const pages: readonly (readonly [path: string, sign: string | RegExp])[] = [
    ['', '最近的筛查'],
    ['/findings?state=all', '所在信息'],
    ['/lexicons', '北仑区地名和专名'],
    ['/allowances', '例外清单'],
    ['/channels', '新媒体账号'],
    ['/check', '粘贴或者输入文本'],
    ['/reports?year=2022', '数字勾稽相符'],
    ['/reports/month/2022-05-01', '按机关'],
  ];
  it.each([
    ['on a desktop', {}],
    ['on a tablet in the dark', { colorScheme: 'dark', viewport: viewports.tablet }],
    ['on a phone', { viewport: viewports.phone }],
  ] as const)('agree with WCAG and fit the window: %s', { timeout: 240_000 }, async (_, options) => {
    await at(
      DISTRICT,
      '/',
      async (page) => {
        for (const [path, sign] of pages) {
          await page.goto(`${office.address}/office/screening${path}`);
          await page.getByText(sign).first().waitFor();
          await page.waitForLoadState('networkidle');
          expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
          expect([path, await horizontalOverflow(page)]).toEqual([path, 0]);
        }
      },
      options,
    );
  });
});
