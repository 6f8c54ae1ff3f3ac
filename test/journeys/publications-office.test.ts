import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readPdf } from '../../src/platform/typesetting/testing/pdf-content.ts';
import { accessibilityProblems, horizontalOverflow, viewports } from '../support/browser.ts';
import { withOffice } from '../support/office-journey.ts';

// The people of the government's office, one for each step: who writes does not judge.
const CLERK = 'chengban';
const REVIEWER = 'shenhe';
const LEGAL = 'fazhi';
const OFFICER = 'gongkai';
const HEAD = 'lingdao';

const office = withOffice({ expected: /status of (?:401|409|410|422)/, signsInOnce: true });

/** Goes to a page of the office as a person and acts. */
const at = <T>(person: string, path: string, act: (page: Page) => Promise<T>, context: BrowserContextOptions = {}) =>
  office.at(person, act, { path, context });

const editor = (page: Page) => page.getByRole('textbox', { name: '正文' });

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

const saved = (page: Page) => page.getByText(/已保存 \d\d:\d\d/).waitFor();

/** One act of the review: its button, what `fill` writes, the confirmation. */
async function act(page: Page, name: string, fill: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const drawer = page.getByRole('dialog', { name });
  await fill(page);
  await drawer.getByRole('button', { name: '确定' }).click();
  await drawer.waitFor({ state: 'hidden' });
}

/** 初审, 复审, 终审 with proofreading and the review of Art. 17, each by its own person; then the release by another. */
async function release(id: string, reason?: string): Promise<void> {
  const path = `/publications/${id}`;
  await at(REVIEWER, path, async (page) => {
    await act(page, '校对');
    await act(page, '初审通过', (one) => one.getByLabel('意见').fill('内容准确，同意'));
  });
  await at(LEGAL, path, async (page) => {
    await act(page, '公开审查', (one) => one.getByLabel('可以公开').check());
    await act(page, '复审通过');
  });
  await at(OFFICER, path, (page) => act(page, '终审通过'));
  await at(HEAD, path, (page) =>
    act(page, '发布', async (one) => {
      if (reason) await one.getByLabel('发布新版本的原因').fill(reason);
    }),
  );
}

describe('from draft to withdrawal', () => {
  let id: string;
  const title = '关于做好2026年暑期防溺水工作的通知';

  it('is written from a template, with an attachment, and submitted when nothing is missing', {
    timeout: 240_000,
  }, async () => {
    id = await at(CLERK, '/publications/new', async (page) => {
      await page.locator('#template').fill('其他政策文件');
      await page.keyboard.press('Enter');
      await page.getByLabel('名称', { exact: true }).fill(title);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: '建立并开始编写' }).click();
      await editor(page).waitFor();
      await page.getByText(/提交审核前还有\d+处需要补充/).waitFor();
      await write(page, '各街道要在重点水域设置警示标志，配备救生器材，落实专人巡查。');
      await page.getByLabel('内容概述').fill('部署暑期防溺水工作，明确责任单位和要求。');
      await saved(page);
      const chosen = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: '上传附件' }).click();
      await (await chosen).setFiles({
        name: '重点水域清单.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF'),
      });
      await page.getByRole('link', { name: '重点水域清单.pdf' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
      await act(page, '提交审核');
      await page.locator('.page-title .ant-tag', { hasText: '初审' }).waitFor();
      return page.url().split('/').at(-1)!;
    });
  });

  it('is not seen outside before its release, and cannot be judged by who wrote it', async () => {
    await at(CLERK, `/publications/${id}`, async (page) => {
      await page.getByRole('heading', { name: title }).waitFor();
      expect(await page.getByRole('button', { name: '初审通过' }).count()).toBe(0);
      expect((await page.request.get(`${office.address}/items/${id}`)).status()).toBe(404);
      const preview = await page.request.get(`${office.address}/api/v1/publications/${id}/preview`);
      expect(await preview.text()).toContain('尚未公开');
    });
  });

  it('passes three reviews and appears, every step with its name', { timeout: 240_000 }, async () => {
    await release(id);
    await at(CLERK, `/publications/${id}`, async (page) => {
      await page.getByText('已发布').first().waitFor();
      for (const words of ['初审通过', '内容准确，同意', '复审通过', '可以公开', '终审通过', '乐签发（虚构）'])
        await page.getByText(words).first().waitFor();
      const shown = await page.request.get(`${office.address}/items/${id}`);
      expect(await shown.text()).toContain('重点水域清单.pdf');
    });
  });

  it('appears in a second edition, which can be compared with the first', { timeout: 240_000 }, async () => {
    await at(CLERK, `/publications/${id}`, async (page) => {
      await act(page, '修订');
      await write(page, '各街道要在重点水域设置警示标志，配备救生器材，落实双人巡查。');
      await saved(page);
      await act(page, '提交审核');
    });
    await release(id, '巡查人数调整');
    await at(CLERK, `/publications/${id}/compare`, async (page) => {
      await page.locator('.compared ins').first().waitFor();
      expect(await page.locator('.compared ins').allInnerTexts()).toContain('双');
      expect(await page.locator('.compared del').allInnerTexts()).toContain('专');
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });

  it('is withdrawn by type and reason, and its office.address tells why', { timeout: 240_000 }, async () => {
    await at(HEAD, `/publications/${id}`, async (page) => {
      await page.getByRole('button', { name: '撤下', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: '撤下信息' });
      await dialog.getByLabel(/内容不准确/).check();
      await dialog.getByLabel('原因').fill('重点水域范围有误');
      expect(await accessibilityProblems(page)).toEqual([]);
      await dialog.getByRole('button', { name: '撤下', exact: true }).click();
      await page.getByText(/已于.*撤下：内容不准确/).waitFor();
      const gone = await page.request.get(`${office.address}/items/${id}`);
      expect(gone.status()).toBe(410);
      expect(await gone.text()).toContain('重点水域范围有误');
    });
  });
});

it('loses nothing when somebody else saves the same draft: both texts are shown, and the person chooses', {
  timeout: 240_000,
}, async () => {
  const path = await at(CLERK, '/publications/new', async (page) => {
    await page.locator('#template').fill('应急预案');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '建立并开始编写' }).click();
    await editor(page).waitFor();
    return new URL(page.url()).pathname.replace('/office', '');
  });
  await at(CLERK, path, async (mine) => {
    await editor(mine).waitFor();
    await at(OFFICER, path, async (theirs) => {
      await editor(theirs).waitFor();
      await write(theirs, '对方写的一段。');
      await saved(theirs);
    });
    await write(mine, '我写的一段。');
    const dialog = mine.getByRole('dialog', { name: '他人已先行改动这份稿件' });
    await dialog.getByText('对方写的一段。').waitFor();
    await dialog.getByText('我写的一段。').waitFor();
    expect(await accessibilityProblems(mine)).toEqual([]);
    await dialog.getByRole('button', { name: '以我的内容保存' }).click();
    await saved(mine);
    await mine.reload();
    await editor(mine).getByText('我写的一段。').waitFor();
  });
});

it('registers a document, records what it repeals, and refuses to repeal it again', async () => {
  await at(LEGAL, '/library?q=办法', async (page) => {
    await page.getByText(/共\d+件/).waitFor();
    const [first, second] = await page
      .locator('tbody tr', { hasText: '有效' })
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.textContent ?? ''));
    expect(first && second).toBeTruthy();
    const relate = async (): Promise<void> => {
      await page.getByRole('button', { name: '记录对其他文件的影响' }).click();
      const drawer = page.getByRole('dialog', { name: '记录对其他文件的影响' });
      await drawer.getByLabel('废止', { exact: true }).check();
      await drawer.locator('#toId').fill(second!);
      await page.locator('.ant-select-item-option', { hasText: second! }).first().click();
      await drawer.getByRole('button', { name: '确定' }).click();
    };
    await page.getByRole('link', { name: first!, exact: true }).click();
    await relate();
    await page
      .getByText(`废止：《${second}》`)
      .or(page.getByRole('link', { name: `《${second}》` }))
      .first()
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await relate();
    await page
      .getByRole('alert')
      .getByText(/不能再次废止/)
      .waitFor();
  });
});

it('composes a gazette in its order, sets it in type and publishes it with its PDF', { timeout: 240_000 }, async () => {
  await at(OFFICER, '/gazettes/compose', async (page) => {
    await page
      .getByRole('button', { name: /^选入《/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^选入《/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^选入《/ })
      .first()
      .click();
    await page.getByText('本期篇目（3篇）').waitFor();
    const down = page.getByRole('button', { name: /^下移《/ }).and(page.locator(':enabled'));
    if ((await down.count()) > 0) {
      const name = (await down.first().getAttribute('aria-label'))!.replace('下移', '');
      await down.first().focus();
      await page.keyboard.press('Enter');
      // The line that was moved keeps the focus, so that keys alone can move it on.
      expect(await page.evaluate<string>('document.activeElement.ariaLabel')).toContain(name);
    }
    await page.getByRole('button', { name: '排版预览' }).click();
    await page.getByRole('link', { name: '打开排版稿（PDF）' }).waitFor({ timeout: 60_000 });
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: '出版', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '出版', exact: true }).click();
    await page.getByText(/已出版2026年第1期/).waitFor({ timeout: 60_000 });
    const file = await page.request.get(`${office.address}/gazettes/2026/1/gazette.pdf`);
    const content = await readPdf(new Uint8Array(await file.body()));
    expect(content.tagged).toBe(true);
    expect(content.pages[0]).toContain('2026年第1期');
    const contents = await page.request.get(`${office.address}/gazettes/2026/1`);
    expect(await contents.text()).toContain('下载本期（PDF）');
  });
});

it.each([
  ['/publications?view=published', /共\d+件/],
  ['/library', /共\d+件/],
  ['/library/clean-ups', /清理/],
  ['/gazettes', '印刷版'],
  ['/topics', '优化营商环境'],
  ['/topics/business-environment', '人工选入'],
] as const)('%s: axe finds nothing, on a tablet and in the dark', async (path, ready) => {
  await at(
    OFFICER,
    path,
    async (page) => {
      await page.getByText(ready).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
      await page.getByRole('button', { name: '切换为深色' }).click();
      expect(await accessibilityProblems(page)).toEqual([]);
    },
    { viewport: viewports.tablet },
  );
});

/** As Word writes the clipboard: lists, headings, tables and notes in its own dress. */
const FROM_WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
<h1>一、总体要求</h1><h2>（一）目标</h2>
<p class=MsoNormal style='text-indent:32.0pt'><span style='font-size:16pt'>　　到2026年底，覆盖率达到90%<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>。</span><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>摸清底数</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>建立台账</p>
<table class=MsoTableGrid border=1 style='width:400pt'><tr><td colspan=2 width=200 style='width:100pt'><p class=MsoNormal align=center>任务清单</p></td></tr><tr><td><p class=MsoNormal>排查</p></td><td><p class=MsoNormal>3月底</p></td></tr></table>
<p class=MsoNormal align=right style='text-align:right'>2026年6月1日</p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span>[1]</span></a> 指建成区。</p></div></div>
<img src="file:///C:/Users/x/image001.png" onerror="alert(1)"></body></html>`;

it('takes a text from Word with its headings, lists, table and notes, and nothing of its dress', {
  timeout: 240_000,
}, async () => {
  await at(CLERK, '/publications/new', async (page) => {
    await page.locator('#template').fill('其他政策文件');
    await page.keyboard.press('Enter');
    await page.getByLabel('名称', { exact: true }).fill('关于开展摸底排查的通知');
    await page.getByRole('button', { name: '建立并开始编写' }).click();
    await write(page, '');
    await editor(page).evaluate((box, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', '一、总体要求');
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, FROM_WORD);
    await editor(page).getByText('建立台账').waitFor();
    await saved(page);
    const id = page.url().split('/').at(-1)!;
    const { bodyHtml } = (await (await page.request.get(`${office.address}/api/v1/publications/${id}`)).json()) as {
      bodyHtml: string;
    };
    expect(bodyHtml.replace(/>\s+</g, '><')).toBe(
      [
        '<h2>一、总体要求</h2><h3>（一）目标</h3>',
        '<p>到2026年底，覆盖率达到90%<sup><a href="#fn-1" id="fnref-1">1</a></sup>。</p>',
        '<ol><li>摸清底数</li><li>建立台账</li></ol>',
        '<table><tbody><tr><td colspan="2"><p class="centred">任务清单</p></td></tr>',
        '<tr><td>排查</td><td>3月底</td></tr></tbody></table>',
        '<p class="signature">2026年6月1日</p>',
        '<ol><li id="fn-1">指建成区。</li></ol>',
      ].join(''),
    );
  });
});

it('saves by itself what was written while the server could not be reached, and nothing when nothing was written', {
  timeout: 240_000,
}, async () => {
  const expected = /status of 4|ERR_INTERNET_DISCONNECTED/;
  const writing = async (page: Page): Promise<void> => {
    await page.locator('#template').fill('其他政策文件');
    await page.keyboard.press('Enter');
    await page.getByLabel('名称', { exact: true }).fill('关于核对应急物资的通知');
    await page.getByRole('button', { name: '建立并开始编写' }).click();
    await write(page, '请于月底前完成核对。');
    await page.getByRole('button', { name: '表格', exact: true }).click();
    await page.getByRole('menuitem', { name: '插入表格（3行3列）' }).click();
    await saved(page);
    await page.context().setOffline(true);
    await editor(page).press('Control+End');
    await page.keyboard.type('断网时写的一句。');
    await page.getByText('恢复连接后自动保存').waitFor();
    await page.context().setOffline(false);
    await saved(page);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('/publications/')) sent.push(request.url());
    });
    await page.reload();
    await editor(page).getByText('断网时写的一句。').waitFor();
    // Longer than the pause after which a change is saved.
    await page.waitForTimeout(3_500);
    expect(sent).toEqual([]);
  };
  await office.at(CLERK, writing, { path: '/publications/new', expected });
});

describe('the settings of the district', () => {
  const ADMINISTRATOR = 'guanli';

  it('change how later information is numbered, and say at once why a pattern will not do', async () => {
    await at(ADMINISTRATOR, '/publication-settings', async (page) => {
      await page.getByLabel('格式').fill('{year}-{sequence:5}');
      await page.getByText(/应当含有\{organ\}/).waitFor();
      await page.getByLabel('格式').fill('{organ}-{category}/{year}-{sequence:4}');
      await page.getByText(/今天形成的第一件为 330206-01\/2026-0001/).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: '保存设置' }).click();
      await page.getByText('设置已保存').waitFor();
    });
    await at(CLERK, '/publications/new', async (page) => {
      await page.locator('#template').fill('其他政策文件');
      await page.keyboard.press('Enter');
      await page.getByLabel('名称', { exact: true }).fill('关于试行错峰停车的通知');
      await page.getByRole('button', { name: '建立并开始编写' }).click();
      await page.getByText('33020601-01/2026-0001', { exact: true }).waitFor();
    });
  });

  it('let an organ add to its catalogue, which its page then shows, but not drop what holds information', async () => {
    await at(OFFICER, '/publication-settings?tab=catalogue', async (page) => {
      await page.getByRole('button', { name: '在“教育”下增加细目' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('名称').fill('校外培训机构名单');
      await form.getByLabel('代码').fill('training');
      await form.getByRole('button', { name: '增加' }).click();
      await form.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: '保存目录' }).click();
      await page.getByText('目录已保存').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      const shown = await page.request.get(`${office.address}/disclosure/33020601/statutory`);
      expect(await shown.text()).toContain('校外培训机构名单');
      await page.getByRole('checkbox', { name: '行政法规、规章和规范性文件' }).uncheck();
      await page.getByRole('button', { name: '保存目录' }).click();
      await page.getByText(/已公开的信息，不能从目录中去掉/).waitFor();
    });
  });

  it('give the search synonyms, from a list and a file, tried before they are saved', async () => {
    const search = async (page: Page): Promise<string> =>
      (await page.request.get(`${office.address}/search?q=${encodeURIComponent('安居小屋')}`)).text();
    await at(OFFICER, '/publication-settings?tab=synonyms', async (page) => {
      expect(await search(page)).not.toContain('北仑区人才公寓');
      const chosen = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: '从文件增加' }).click();
      await (await chosen).setFiles({
        name: '同义词.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('"安居小屋","人才公寓"\n充电站,充电桩\n'),
      });
      await page.getByText(/文件中有2组，新增2组/).waitFor();
      await page.getByLabel('要试搜的词').fill('安居小屋');
      await page.getByRole('button', { name: '试搜' }).click();
      await page.getByText(/还按“人才公寓”查找/).waitFor();
      expect(await page.getByText('因同义词找到').count()).toBeGreaterThan(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
      await page.getByRole('button', { name: '保存同义词' }).click();
      await page.getByText('同义词已保存').waitFor();
      expect(await search(page)).toContain('人才公寓');
    });
  });
});
