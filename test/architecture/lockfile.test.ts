import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Lock {
  packages: Record<
    string,
    { version?: string; link?: boolean; resolved?: string; optionalDependencies?: Record<string, string> }
  >;
}

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Lock;

it('names every optional package of other platforms, or npm ci refuses (mend: node scripts/complete-lockfile.js)', () => {
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const missing = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !names.has(name)),
  );
  expect(missing).toEqual([]);
});

it('records no download addresses', () => {
  const addresses = Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
  expect(addresses.map(([path]) => path)).toEqual([]);
});
