import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is stored is not what was written: damaged or missing. */
export class FileDamagedError extends Error {
  override name = 'FileDamagedError';
  constructor(address: string, cause?: unknown) {
    super(`stored file ${address} is damaged or missing`, cause === undefined ? {} : { cause });
  }
}

const ADDRESS = /^[0-9a-f]{64}$/;
/** A file nobody refers to may belong to a record that is being written right now. */
const YOUNG_MS = 24 * 3_600_000;

/** Files by the SHA-256 of their bytes: `ab/cdef…`. Written aside, forced to disk, then renamed: never half a file. */
export class FileStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** @returns the address */
  async put(bytes: Uint8Array): Promise<string> {
    const address = createHash('sha256').update(bytes).digest('hex');
    const folder = join(this.directory, address.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${randomBytes(8).toString('hex')}.new`);
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(draft, this.#path(address));
    await this.#syncFolder(folder);
    return address;
  }

  /** @throws FileDamagedError */
  async read(address: string): Promise<Buffer> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#path(address));
    } catch (cause) {
      throw new FileDamagedError(address, cause);
    }
    if (createHash('sha256').update(bytes).digest('hex') !== address) throw new FileDamagedError(address);
    return bytes;
  }

  /** Does nothing when it is gone already. */
  async remove(address: string): Promise<void> {
    await rm(this.#path(address), { force: true });
  }

  /** Removes files no record refers to, left behind when a process ended between file and record. @returns how many */
  async removeUnreferenced(isReferenced: (address: string) => boolean, now: Date): Promise<number> {
    let removed = 0;
    for (const folder of await readdir(this.directory).catch(() => [])) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const name of await readdir(join(this.directory, folder))) {
        const address = folder + name;
        if (ADDRESS.test(address) && isReferenced(address)) continue;
        const path = join(this.directory, folder, name);
        const { mtimeMs } = await stat(path);
        if (now.getTime() - mtimeMs < YOUNG_MS) continue;
        await rm(path, { force: true });
        removed++;
      }
    }
    return removed;
  }

  #path(address: string): string {
    // An address is never part of a path unless it is one: `../` can't get in.
    if (!ADDRESS.test(address)) throw new FileDamagedError(JSON.stringify(address));
    return join(this.directory, address.slice(0, 2), address.slice(2));
  }

  async #syncFolder(folder: string): Promise<void> {
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
