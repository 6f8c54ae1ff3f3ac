import type { Page } from 'playwright-core';

/** One picture's subject: a page, brought into the state that is to be shown. */
export interface Scene {
  /** Part of the file names. */
  readonly name: string;
  readonly title: string;
  /** Address; a function when it holds an id that has to be looked up on another page. */
  readonly path: string | ((page: Page, address: string) => Promise<string>);
  /** Brings the page into its state. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The address of the first link on a page that matches. */
export const firstLink =
  (from: string, pattern: RegExp) =>
  async (page: Page, address: string): Promise<string> => {
    await page.goto(`${address}${from}`);
    await page.waitForFunction(
      (source) => [...document.querySelectorAll('a')].some((link) => new RegExp(source).test(link.pathname)),
      pattern.source,
    );
    const links = await page.locator('a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    const found = links.find((path) => pattern.test(path));
    if (found === undefined) throw new Error(`no link like ${pattern} on ${from}`);
    return found;
  };
