import type { Page } from 'playwright-core';

/** One picture's subject: a page, brought into the state that is to be shown. */
export interface Scene {
  /** Part of the file names. */
  readonly name: string;
  readonly title: string;
  /** Address, or where to find one that holds an id. */
  readonly path: string | LinkedPage;
  /** The route on which `prepare` ends, when it leads on from `path`. */
  readonly endsOn?: string;
  /** Brings the page into its state. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The first link of a page that leads to a route with parameters. */
export interface LinkedPage {
  readonly from: string;
  readonly route: string;
  /** Added to the address found, for a page below it. */
  readonly below?: string;
}

export const firstLink = (from: string, route: string, below?: string): LinkedPage => ({
  from,
  route,
  ...(below ? { below } : {}),
});

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What addresses of a route look like. `:id` is a UUID, which sets `/people/:id` apart from `/people/new`. */
export function shapeOf(route: string): RegExp {
  const source = route.replace(/[.+]/g, '\\$&').replace(/:(\w+)/g, (_, name) => (name === 'id' ? UUID : '[^/]+'));
  return new RegExp(`^${source}$`);
}

/** Waits for the list to be there. @throws when the page has no such link after half a minute */
export async function follow(page: Page, address: string, { from, route, below = '' }: LinkedPage): Promise<string> {
  await page.goto(`${address}${from}`);
  const shape = shapeOf(route);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const paths = await page
      .locator('main a')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    const found = paths.find((path) => shape.test(path));
    if (found !== undefined) return found + below;
    await page.waitForTimeout(200);
  }
  throw new Error(`no link like ${route} on ${from}`);
}

/** The route a scene shows, of those there are: the one with the fewest parameters that fits. */
export function routeOf({ path, endsOn }: Scene, routes: readonly string[]): string | undefined {
  if (endsOn !== undefined) return routes.find((route) => route === endsOn);
  // A parameter's name stands for itself: `/items/:id` fits no route but those with a parameter there.
  const pathname = typeof path === 'string' ? path.split('?', 1)[0]! : path.route + (path.below ?? '');
  const parameters = (route: string): number => route.split(':').length;
  return routes
    .filter((route) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(pathname))
    .sort((a, b) => parameters(a) - parameters(b))[0];
}
