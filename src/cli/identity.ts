import { shanghaiDate } from '../kernel/calendar/index.ts';
import { type AuditVerifyOptions, runAuditVerify } from '../platform/audit/index.ts';
import type { CommandIo } from '../platform/command-line/io.ts';
import { runUserAdd, type UserAddOptions } from '../platform/identity/index.ts';
import { type KeysRotateOptions, runKeysRotate } from '../platform/protection/index.ts';
import { type DataOptions, openKeys, withData } from './open.ts';

/** `gongkai user add NAME`. */
export function runUserAddCommand(name: string, options: UserAddOptions & DataOptions, io: CommandIo): Promise<number> {
  const now = new Date();
  return withData(options, ({ db }) => runUserAdd(db, name, options, io, { today: shanghaiDate(now), now }));
}

/** `gongkai audit verify`. */
export function runAuditVerifyCommand(options: AuditVerifyOptions & DataOptions, io: CommandIo): Promise<number> {
  return withData(options, ({ db }) => runAuditVerify(db, options, io));
}

/** `gongkai keys rotate`. */
export function runKeysRotateCommand(options: KeysRotateOptions & DataOptions, io: CommandIo): Promise<number> {
  return withData(options, async (opened) =>
    runKeysRotate(opened.db, await openKeys(opened, options), options, io, new Date()),
  );
}
