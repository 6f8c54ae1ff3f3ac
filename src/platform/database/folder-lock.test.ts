import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseInUseError, LOCK_FILE, type LockHolder, lockFolder } from './folder-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A number no process has: above the kernel's largest. */
const NO_PROCESS = 2 ** 22 + 1;

function leaveLock(holder: Partial<LockHolder>): void {
  const whole = {
    pid: NO_PROCESS,
    host: hostname(),
    since: '2026-01-05T01:00:00.000Z',
    processStart: null,
    token: 't',
  };
  writeFileSync(join(folder, LOCK_FILE), JSON.stringify({ ...whole, ...holder }));
}

function refusal(): DatabaseInUseError {
  try {
    lockFolder(folder).release();
  } catch (error) {
    if (error instanceof DatabaseInUseError) return error;
    throw error;
  }
  throw new Error('the lock was given');
}

describe('the lock of a database folder', () => {
  it('names its holder to a second taker and is free again afterwards', () => {
    const lock = lockFolder(folder);
    const error = refusal();
    expect(error.exitStatus).toBe(2);
    expect(error.holder).toMatchObject({ pid: process.pid, host: hostname() });
    expect(error.message).toContain(`process ${process.pid} on host ${hostname()} since ${error.holder?.since}`);
    lock.release();
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that is dead', () => {
    leaveLock({});
    const lock = lockFolder(folder);
    lock.confirm();
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
    lock.release();
  });

  it('is taken over when the number now belongs to a process that started later', () => {
    leaveLock({ pid: process.pid, processStart: 'an-earlier-boot/1' });
    lockFolder(folder).release();
    expect(existsSync(join(folder, LOCK_FILE))).toBe(false);
  });

  it('is not taken from a process that runs, nor from another host', () => {
    leaveLock({ pid: process.ppid });
    expect(refusal().holder?.pid).toBe(process.ppid);
    leaveLock({ host: 'elsewhere.example' });
    expect(refusal().message).toContain('on host elsewhere.example since 2026-01-05T01:00:00.000Z');
  });

  it('is not taken when it cannot be read', () => {
    writeFileSync(join(folder, LOCK_FILE), '{"pid":');
    expect(refusal().message).toContain('an unknown process');
  });

  it('is noticed when somebody else has it by now, and then left alone', () => {
    const lock = lockFolder(folder);
    leaveLock({ pid: process.ppid, token: 'other' });
    expect(() => lock.confirm()).toThrow(DatabaseInUseError);
    lock.release();
    expect(existsSync(join(folder, LOCK_FILE))).toBe(true);
  });
});
