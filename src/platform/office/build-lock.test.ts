import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { whileHolding } from './build-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongkai-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two builds at once: the second begins when the first has ended', async () => {
  const path = join(folder, 'two');
  const steps: string[] = [];
  const build = (name: string) => async () => {
    steps.push(`${name} begins`);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    await wait(50);
    steps.push(`${name} ends`);
  };
  await Promise.all([whileHolding(path, build('first')), whileHolding(path, build('second'))]);
  expect(steps.map((step) => step.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
  expect(existsSync(path)).toBe(false);
});

test('a build that was killed holds up nobody', async () => {
  const path = join(folder, 'killed');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, String(pid));
  await expect(whileHolding(path, async () => 'built')).resolves.toBe('built');
});

test('a build that fails lets the next one in', async () => {
  const path = join(folder, 'failed');
  await expect(whileHolding(path, () => Promise.reject(new Error('no space left')))).rejects.toThrow('no space left');
  await expect(whileHolding(path, async () => 'built')).resolves.toBe('built');
});
