import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where a capability (or a part of the platform) keeps its migrations: `NNNN_name.sql` files, applied in order. */
export interface MigrationSource {
  /** Folder name, e.g. `requests`. Part of the migration's id, so it never changes. */
  readonly capability: string;
  readonly directory: URL;
}

export interface Migration {
  /** `requests/0001_application` */
  readonly id: string;
  readonly capability: string;
  /** For messages. */
  readonly file: string;
  readonly sha256: string;
  readonly text: string;
}

export class MigrationError extends Error {
  override name = 'MigrationError';
}

const FILE_NAME = /^(\d{4})_([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$/;

/**
 * The migrations of `sources`, in the order of the list, within one source by number.
 * @throws MigrationError for a file that is not named NNNN_name.sql, a number used twice or left out, a source listed twice
 */
export function readMigrations(sources: readonly MigrationSource[]): Migration[] {
  const seen = new Set<string>();
  return sources.flatMap((source) => {
    if (seen.has(source.capability))
      throw new MigrationError(`${source.capability} is listed twice as a migration source`);
    seen.add(source.capability);
    return readSource(source);
  });
}

function readSource({ capability, directory }: MigrationSource): Migration[] {
  const folder = fileURLToPath(directory);
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();
  return names.map((name, index) => {
    const file = `${folder.replace(/\/$/, '')}/${name}`;
    const number = FILE_NAME.exec(name)?.[1];
    if (number === undefined) throw new MigrationError(`${file}: expected a name like 0001_create_table.sql`);
    if (Number(number) !== index + 1) {
      throw new MigrationError(
        `${file}: expected number ${String(index + 1).padStart(4, '0')}, numbers run without gaps or repeats`,
      );
    }
    const text = readFileSync(file, 'utf8');
    return {
      id: `${capability}/${name.slice(0, -'.sql'.length)}`,
      capability,
      file,
      sha256: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
      text,
    };
  });
}
