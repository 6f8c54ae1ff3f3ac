import { type CommandIo, UsageError } from '../../command-line/io.ts';
import type { Database } from '../../database/index.ts';
import { listSealedDays } from '../merkle.ts';
import { type AuditVerification, verifyAudit } from '../verify.ts';

export interface AuditVerifyOptions {
  json?: boolean;
  /** A root that was printed or mailed: its day must still be there and have this root. */
  root?: string;
}

/**
 * `gongkai audit verify [--root HEX] [--json]`: proves every division's record from its rows alone, offline, and names the
 * first broken one of each chain. Exit status 1 when one is broken.
 */
export async function runAuditVerify(db: Database, options: AuditVerifyOptions, io: CommandIo): Promise<number> {
  if (options.root !== undefined && !/^[0-9a-f]{64}$/.test(options.root))
    throw new UsageError(`audit verify: --root: expected 64 hexadecimal digits, found ${JSON.stringify(options.root)}`);
  const divisions = await db
    .selectFrom('audit_head')
    .select('division_code')
    .distinct()
    .orderBy('division_code')
    .execute();
  const results: AuditVerification[] = [];
  let isRootFound = options.root === undefined;
  for (const { division_code } of divisions) {
    let shown = 0;
    results.push(
      await verifyAudit(db, division_code, (events) => {
        if (events - shown < 100_000) return;
        shown = events;
        io.err(`  ${division_code} ${events}\n`);
      }),
    );
    if (!isRootFound) isRootFound = await hasRoot(db, division_code, options.root!);
  }
  const isWhole = isRootFound && results.every(({ breaches }) => breaches.length === 0);
  if (options.json)
    io.out(
      `${JSON.stringify({ whole: isWhole, ...(options.root ? { rootFound: isRootFound } : {}), divisions: results })}\n`,
    );
  else {
    for (const result of results) {
      io.out(
        `${result.divisionCode}：${result.events}条记录，${result.organs}条链，已封存${result.sealedDays}日` +
          `${result.lastRoot ? `，最近的根值 ${result.lastRoot}` : ''}\n`,
      );
      for (const { message } of result.breaches) io.out(`  ✗ ${message}\n`);
    }
    if (!isRootFound) io.out(`  ✗ 没有根值为 ${options.root} 的封存日\n`);
    io.out(isWhole ? '审计记录完整\n' : '审计记录不完整\n');
  }
  return isWhole ? 0 : 1;
}

async function hasRoot(db: Database, divisionCode: string, root: string): Promise<boolean> {
  for (let after: Parameters<typeof listSealedDays>[2] = { limit: 500 }; ; ) {
    const days = await listSealedDays(db, divisionCode, after);
    if (days.some((day) => day.root === root)) return true;
    const last = days.at(-1);
    if (last === undefined) return false;
    after = { after: last.day, limit: 500 };
  }
}
