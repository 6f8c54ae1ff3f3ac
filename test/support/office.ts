import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import { accessibilityProblems, horizontalOverflow, type TestBrowser, viewports } from './browser.ts';

/** Messages the browser writes for every 4xx, which a test provoked itself. */
const EXPECTED = /status of (?:400|401|403|404|409|422)/;

/** Fills in the sign-in as it stands. */
export async function signIn(page: Page, name: string, password = DEMONSTRATION_PASSWORD): Promise<void> {
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Signs in to the office at an address and acts; fails on anything the browser refused: policy, script, missing file. */
export async function actAs(
  browser: TestBrowser,
  address: string,
  person: string,
  act: (page: Page) => Promise<void>,
  options: { clock?: Date } = {},
): Promise<void> {
  const context = await browser.open();
  try {
    // The server's, where it stands still: the page tells what is past by the same day.
    if (options.clock) await context.clock.setFixedTime(options.clock);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}/office/`);
    await signIn(page, person);
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await act(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

/**
 * Nothing for axe to find and nothing to scroll sideways in the page as it stands: colours go by the look and the order of
 * things by the width, so a phone in light and a desktop in dark see all of both.
 */
export async function expectCleanInEveryLook(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const [width, colorScheme] of [
    ['phone', 'light'],
    ['desktop', 'dark'],
  ] as const) {
    await page.setViewportSize(viewports[width]);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The look follows the device once the page has heard of it; a page that missed the word while it was laid out for
    // another width begins with it when it is opened again.
    const look = page.locator(`html[data-look=${colorScheme}]`);
    const heard = await look.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (!heard) {
      await page.reload({ waitUntil: 'networkidle' });
      await look.waitFor();
    }
    const found = [width, colorScheme, await accessibilityProblems(page), await horizontalOverflow(page)];
    expect(found).toEqual([width, colorScheme, [], 0]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
}

/** What stands beside a field, once something does. */
export async function faultBeside(page: Page, label: string): Promise<string> {
  const item = page.locator('.ant-form-item', { hasText: label }).last();
  const fault = item.locator('.ant-form-item-explain-error').first();
  await fault.waitFor();
  return (await fault.textContent()) ?? '';
}
