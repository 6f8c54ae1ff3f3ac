import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const DIGEST = /^([0-9A-Fa-f]{40})(?::\d+)?\s*$/;
const BLOCK = 512;

export class BreachListError extends Error {
  override name = 'BreachListError';
}

/**
 * Whether a password is in a list of breached ones: a text file of SHA-1 digests in hexadecimal, one a line, sorted, a count
 * after a colon allowed (the form in which Have I Been Pwned offers its list). Searched by halving, so tens of gigabytes
 * take some forty reads and no memory. Nothing leaves the machine.
 * @throws BreachListError when the file cannot be read or has another form
 */
export async function isBreached(file: string, password: string): Promise<boolean> {
  const wanted = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  const handle = await open(file).catch((cause: unknown) => {
    throw new BreachListError(`${file}: cannot be read`, { cause });
  });
  try {
    const { size } = await handle.stat();
    /** The first whole line that starts at `from` or later; null at the end of the file. */
    const lineFrom = async (from: number): Promise<{ digest: string; start: number } | null> => {
      const buffer = Buffer.alloc(BLOCK);
      const begin = Math.max(0, from - 1);
      const { bytesRead } = await handle.read(buffer, 0, BLOCK, begin);
      const text = buffer.toString('latin1', 0, bytesRead);
      const start = from === 0 ? 0 : text.indexOf('\n') + 1;
      if (from > 0 && start === 0) return null;
      const end = text.indexOf('\n', start);
      const line = text.slice(start, end < 0 ? undefined : end);
      if (line.trim() === '') return null;
      const digest = DIGEST.exec(line)?.[1];
      if (digest === undefined)
        throw new BreachListError(`${file}: expected sorted lines of 40 hexadecimal digits, at byte ${begin + start}`);
      return { digest: digest.toUpperCase(), start: begin + start };
    };
    let low = 0;
    let high = size;
    // Invariant: the wanted line, if there is one, starts in [low, high).
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const line = await lineFrom(middle);
      if (line === null || line.start >= high) {
        // No line starts between the middle and the end: look before the middle.
        high = middle;
        continue;
      }
      if (line.digest === wanted) return true;
      if (line.digest < wanted) low = line.start + 1;
      else high = line.start;
    }
    return false;
  } finally {
    await handle.close();
  }
}
