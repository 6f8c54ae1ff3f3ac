import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bench, median, round } from './bench.ts';

const launcher = new URL('../bin/gongkai', import.meta.url).pathname;

/** The first start leaves a bundle for the next ones, a few seconds after it answers (docs/adr/0080-bundle.md). */
async function bundleIsBuilt(): Promise<void> {
  const { currentBundle } = (await import(new URL('../bin/bundle.js', import.meta.url).href)) as {
    currentBundle: () => string | null;
  };
  for (let i = 0; i < 600 && currentBundle() === null; i++) await wait(100);
}

async function firstPage(data: string, port: number): Promise<number> {
  const start = performance.now();
  const child = spawn(launcher, ['demo', '--data', data, '--port', String(port)], { stdio: 'ignore' });
  try {
    for (;;) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/reports/330206/2022`);
        await response.text();
        if (response.ok) return performance.now() - start;
      } catch {
        // Not listening yet.
      }
      if (child.exitCode !== null) throw new Error(`gongkai demo stopped with ${child.exitCode}`);
      await wait(10);
    }
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

export const bench: Bench = {
  name: 'startup',
  description: 'from the command to the first page served, with the demonstration data already there',
  async run({ runs = 7, progress }) {
    const data = mkdtempSync(join(tmpdir(), 'gongkai-startup-'));
    try {
      const port = 20_000 + Math.floor(Math.random() * 20_000);
      const first = await firstPage(data, port);
      progress(`built and served in ${round(first / 1000, 2)} s`);
      await bundleIsBuilt();
      const taken: number[] = [];
      for (let i = 0; i < runs; i++) taken.push(await firstPage(data, port));
      return { runs, figures: { firstBuildMilliseconds: Math.round(first), milliseconds: Math.round(median(taken)) } };
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};
