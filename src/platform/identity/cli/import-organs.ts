import { appendAudit } from '../../audit/record.ts';
import { type CommandIo, UsageError } from '../../command-line/io.ts';
import type { Database } from '../../database/index.ts';
import { OrganListError, readOrganList } from '../organ-list.ts';
import { insertOrgans, listOrgans } from '../organs.ts';

/**
 * `gongkai import organs FILE`: the organs a district begins with, all or none. Later changes (renaming, merging) are acts
 * of their own with a document and a day, so a district that has organs already is refused.
 * @throws UsageError naming the faulty lines
 */
export async function runImportOrgans(
  db: Database,
  file: { name: string; bytes: Uint8Array },
  options: { by?: string; json?: boolean },
  io: CommandIo,
  now: Date,
): Promise<number> {
  let organs: ReturnType<typeof readOrganList>;
  try {
    organs = readOrganList(file.bytes);
  } catch (error) {
    if (!(error instanceof OrganListError)) throw error;
    throw new UsageError(
      error.message
        .split('\n')
        .map((line) => `${file.name}: ${line}`)
        .join('\n'),
    );
  }
  const root = organs[0]!;
  await db.transaction().execute(async (transaction) => {
    if ((await listOrgans(transaction, root.divisionCode)).length > 0)
      throw new UsageError(
        `import organs: ${root.divisionCode} 已有行政机关。增设、更名、合并、撤销请在办公端“机构”中办理，以保留沿革`,
      );
    await insertOrgans(transaction, organs);
    await appendAudit(
      transaction,
      {
        divisionCode: root.divisionCode,
        organCode: root.code,
        action: 'organs.change',
        personId: null,
        personName: options.by ?? 'command line',
        postId: null,
        postTitle: null,
        delegationId: null,
        origin: 'command line',
        subject: { kind: 'organ', id: root.code },
        reason: null,
        before: null,
        after: { imported: organs.map(({ code, name }) => ({ code, name })) },
      },
      now,
    );
  });
  if (options.json) io.out(`${JSON.stringify({ division: root.divisionCode, organs: organs.length })}\n`);
  else {
    io.out(`已载入${root.name}等${organs.length}个行政机关\n`);
    io.err(`下一步：gongkai user add 姓名拼音 --organ ${root.code} --roles administrator，然后 gongkai serve\n`);
  }
  return 0;
}
