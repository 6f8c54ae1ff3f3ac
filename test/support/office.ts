import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../demo/accounts.ts';
import { accessibilityProblems, horizontalOverflow, viewports } from './browser.ts';

/** Fills in the sign-in as it stands. */
export async function signIn(page: Page, name: string, password = DEMONSTRATION_PASSWORD): Promise<void> {
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
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
