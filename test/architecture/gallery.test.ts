import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { officeScenes } from '../../scripts/gallery/office-scenes.ts';
import { portalScenes } from '../../scripts/gallery/portal-scenes.ts';
import { routeOf, type Scene } from '../../scripts/gallery/scenes.ts';
import { buildDescribedApp } from '../support/described-app.ts';

// A page nobody looked at as a picture is a page nobody looked at: every route has its scene in the gallery.

const source = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Paths of `<Route path="…">` of a file, below a prefix. */
async function routesIn(path: string, prefix: string): Promise<string[]> {
  const found = [...(await source(path)).matchAll(/<Route (?:path="([^"]+)"|index)/g)];
  return found.map(([, route]) => (route === undefined ? `${prefix}/` : `${prefix}/${route}`));
}

/** Addresses that lead on to another page, or continue the list of one. */
const LEADING_ON = new Set([
  '/documents/:id',
  '/office/index.html',
  '/office/screening/',
  '/office/screening/overview',
  '/settings/apply',
]);
const CONTINUED = /\/page\/:page$/;
/** Stand only after an act of the organ's on an application of one's own; the journeys walk there. */
const AFTER_AN_ACT_OF_THE_ORGAN = new Set(['/requests/case/correction', '/requests/records-correction']);

async function officeRoutes(): Promise<string[]> {
  const own = await routesIn('office/src/app.tsx', '/office');
  const screening = await routesIn('office/src/features/screening/index.tsx', '/office/screening');
  return [...own.map((route) => route.replace(/^(\/office\/screening)\/\*$/, '$1')), ...screening].filter(
    (route) => !route.endsWith('*') && !LEADING_ON.has(route),
  );
}

/** Pages of the portal: what is answered to GET and is neither API, file, feed nor sign of life. */
async function portalRoutes(): Promise<string[]> {
  const app = await buildDescribedApp();
  const above: string[] = [];
  const routes = app
    .printRoutes({ commonPrefix: false, method: 'GET' })
    .split('\n')
    .flatMap((line) => {
      const found = /^([│ ]*)[├└]── (\S*)/.exec(line);
      if (!found) return [];
      const depth = found[1]!.length / 4;
      above[depth] = `${depth === 0 ? '' : above[depth - 1]}${found[2]}`;
      return [above[depth].replace('//', '/')];
    });
  await app.close();
  return routes.filter(
    (route) =>
      !/^\/(?:api|assets|office|feeds|metrics|healthz|readyz|search\/suggestions|requests\/case\/letters)(?:\/|$)/.test(
        route,
      ) &&
      !/\.\w+$|\/files\/:file$|\*$/.test(route) &&
      !CONTINUED.test(route) &&
      !LEADING_ON.has(route) &&
      !AFTER_AN_ACT_OF_THE_ORGAN.has(route),
  );
}

const unseen = (routes: readonly string[], scenes: readonly Scene[]): string[] => {
  const seen = new Set(scenes.map((scene) => routeOf(scene, routes)));
  return routes.filter((route) => !seen.has(route));
};

describe('the gallery', () => {
  it('shows every page of the office', async () => {
    const routes = await officeRoutes();
    expect(routes.length).toBeGreaterThan(40);
    expect(
      unseen(
        routes,
        officeScenes.flatMap(({ scenes }) => scenes),
      ),
    ).toEqual([]);
  });

  it('shows every page of the portal', async () => {
    const routes = await portalRoutes();
    expect(routes).toContain('/reports/:organ/:year');
    expect(unseen(routes, portalScenes)).toEqual([]);
  });

  it('names each scene once', () => {
    for (const scenes of [officeScenes.flatMap((one) => one.scenes), portalScenes]) {
      const names = scenes.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});
