import { describe, expect, it } from 'vitest';
import { renderRobots } from './feeds.ts';

/** Whether robots may fetch a path, by the rules of RFC 9309: the longest rule that begins the path decides. */
function mayFetch(robots: string, path: string): boolean {
  return !robots
    .split('\n')
    .flatMap((line) => /^Disallow: (\S+)$/.exec(line)?.[1] ?? [])
    .some((rule) => path.startsWith(rule));
}

describe('robots.txt', () => {
  const robots = renderRobots('https://www.example.gov.cn/zwgk', '/zwgk');

  it('leaves open what is published and names the map', () => {
    for (const path of [
      '/',
      '/items/1',
      '/documents',
      '/reports/330206/2022',
      '/disclosure',
      '/requests',
      '/sitemap.xml',
    ])
      expect(mayFetch(robots, `/zwgk${path}`), path).toBe(true);
    expect(robots).toContain('\nSitemap: https://www.example.gov.cn/zwgk/sitemap.xml\n');
  });

  it('keeps robots from applications, accounts, searches and the office', () => {
    for (const path of ['/requests/case', '/requests/account', '/search?q=1', '/office/requests', '/api/v1/session'])
      expect(mayFetch(robots, `/zwgk${path}`), path).toBe(false);
  });
});
