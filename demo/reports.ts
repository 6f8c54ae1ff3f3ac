import {
  findReportSubject,
  listPublishedReports,
  publishReport,
  saveWrittenPart,
} from '../src/capabilities/annual-report/index.ts';
import { plainDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { listOrgans } from '../src/platform/identity/index.ts';
import { demonstrationYear } from './input.ts';

const PUBLISHED_BY = '演示数据';

/** Part five in our own words: what the demonstration district would say of itself. */
const PROBLEMS = [
  '本年度政府信息公开工作取得一定进展，仍存在以下不足：一是部分历史信息的公开目录有待梳理；二是公众参与行政决策的渠道还不够多；三是个别单位答复文书的说理不够充分。',
  '下一年度将重点改进：一是完成历史信息的集中清理和规范标注；二是健全决策草案公开征求意见及意见采纳情况反馈机制；三是对答复文书开展抽查和培训，统一说理和救济告知的写法。',
].join('\n');

const OTHERS = '本报告由演示数据生成，申请人和案件均为虚构，数字与公开发布的年度报告一致。';

/**
 * Publishes the district's reports of the year as they would have been: departments by 31 January, the government by
 * 31 March (条例 Art. 49). Does nothing for those published already, so it may be repeated after a stop.
 */
export async function publishDemonstrationReports(db: Database): Promise<void> {
  const { division, organ, year } = demonstrationYear();
  const published = new Set(
    (await listPublishedReports(db, division)).map((entry) => `${entry.organCode}/${entry.year}`),
  );
  for (const { code, kind } of await listOrgans(db, division)) {
    if (published.has(`${code}/${year}`)) continue;
    const government = code === organ;
    if (government) {
      await saveWrittenPart(db, division, code, year, 'problems', PROBLEMS, PUBLISHED_BY);
      await saveWrittenPart(db, division, code, year, 'others', OTHERS, PUBLISHED_BY);
    } else if (kind !== 'department' && kind !== 'government-office' && kind !== 'dispatched') continue;
    else
      await saveWrittenPart(
        db,
        division,
        code,
        year,
        'problems',
        '主动公开的时效性有待提高。下一年度将按照主动公开期限逐项督办。',
        PUBLISHED_BY,
      );
    const subject = await findReportSubject(db, code, year, government ? 'aggregated' : 'own');
    await publishReport(db, subject, plainDate(government ? `${year + 1}-02-24` : `${year + 1}-01-18`), PUBLISHED_BY);
  }
}
