import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where compiled code is kept between starts: goes with node_modules, made anew by whoever needs it. */
export const cacheDirectory = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'node_modules',
  '.cache',
  'gongkai',
);
