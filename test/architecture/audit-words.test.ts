import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../../office/src/features/audit/words.ts';
import { actionLabels } from '../../src/platform/audit/action-labels.ts';
import { acts } from '../../src/platform/identity/index.ts';

// Auditors read the record in Chinese: what the sources write into it as a name has its words.

const root = new URL('../../src/', import.meta.url);

async function sources(): Promise<string> {
  const names = await readdir(root, { recursive: true });
  const own = names.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name));
  return (await Promise.all(own.map((name) => readFile(new URL(name, root), 'utf8')))).join('\n');
}

const namesIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];

describe('what the record of acts names', () => {
  it('is an act or has words of its own', async () => {
    const actions = namesIn(
      await sources(),
      /(?:\baction: |\bapplicationId, |registration\.id, )'([a-z-]+\.[a-z-]+)'/g,
    );
    expect(actions).toContain('application.submit');
    expect(actions.length).toBeGreaterThan(15);
    expect(actions.filter((action) => !Object.hasOwn(acts, action) && !Object.hasOwn(actionLabels, action))).toEqual(
      [],
    );
  });

  it('is about a kind of thing the office has a word for', async () => {
    const kinds = namesIn(await sources(), /\bsubject(?:: | = )\{ kind: '([a-z-]+)'/g);
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => !Object.hasOwn(SUBJECTS, kind))).toEqual([]);
  });
});
