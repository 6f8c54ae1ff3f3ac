/** Sentences that claim something without a figure: `narrative.claim`. */
import type { Finding } from '../checks/finding.ts';
import { findRow, type ReportTables } from '../form.ts';
import { clauseStart, placeIn, type ReadSentence } from './figures-in-prose.ts';
import { clauseBefore } from './prose.ts';

interface Claim {
  pattern: RegExp;
  /** What in the tables contradicts the claim, in words; `null` when nothing does. */
  contradiction(tables: ReportTables, entry: ReadSentence, clause: string, stretch: string): string | null;
}

function total(tables: ReportTables, key: 'new' | 'carried' | 'forward'): number {
  return findRow(tables, key)?.values[6] ?? 0;
}

function pending(tables: ReportTables): number {
  return Object.values(tables.remedies).reduce((sum, block) => sum + (block[3] ?? 0), 0);
}

const ABOUT_REQUESTS = /(?:信息公开|依申请公开).{0,40}申请|申请公开|依申请/;
const OF_PARTS = /[局委厅办镇乡](?!理|结|法)|街道|其中|网上|本级/;

function aboutRequests({ sentence, mentions }: ReadSentence): boolean {
  if (mentions.some(({ limited, measure }) => limited && (measure.of === 'received' || measure.of === 'finished')))
    return false;
  return mentions.some(({ measure }) => measure.of === 'received') || ABOUT_REQUESTS.test(sentence.text);
}

const OTHER_BUSINESS = /复议|诉讼|建议|提案|诉求|热线|信访件|工单|留言|来信/;

/** The clause that counted last: “办理建议25件、提案31件，均已办结” speaks of these. */
function lastCounted(stretch: string): string {
  return stretch.split('，').findLast((clause) => /\d[件条宗份起例]/.test(clause)) ?? '';
}

const CLAIMS: readonly Claim[] = [
  {
    pattern:
      /(?:均|全部|都)(?:已|予以|按时|按期|按规定|按要求|依法|依规|及时|规范|在法定(?:时限|期限)内|在规定(?:时限|期限)内){0,6}(?:办结|办理完毕)|(?<!按时|按期|及时)办结率(?:达到?|为)?100%/g,
    contradiction(tables, entry, clause, stretch) {
      const left = total(tables, 'forward');
      if (left === 0 || !aboutRequests(entry) || OTHER_BUSINESS.test(clause + lastCounted(stretch))) return null;
      if (/结转|转下|转入/.test(entry.sentence.text) || OF_PARTS.test(clause)) return null;
      // “全年答复718件，均在法定期限内办结” speaks of those 718.
      const counted = lastCounted(stretch);
      const done = findRow(tables, 'total')?.values[6] ?? null;
      if (/答复|办结|回复|办理/.test(counted) && Number(/(\d+)[件宗份起例]/.exec(counted)?.[1]) === done) return null;
      return `表中还有${left}件结转下年度继续办理`;
    },
  },
  {
    pattern: /(?:无|没有|未有|不存在)(?:政府信息公开)?(?:申请)?(?:件)?(上年|上年度|往年|下一?年度?)?(?:结转|跨年办理)/g,
    contradiction(tables, { sentence }, clause) {
      if (/年?无|复议|诉讼/.test(clause)) return null;
      const carried =
        /(?:上年|往年)[^；。]{0,8}(?:无|没有|未有|不存在)|(?:无|没有|未有|不存在)[^；。]{0,6}(?:上年|往年)/.test(
          sentence.text,
        );
      const left = total(tables, carried ? 'carried' : 'forward');
      return left === 0 ? null : `表中“${carried ? '上年结转' : '结转下年度继续办理'}”为${left}件`;
    },
  },
  {
    pattern:
      /(?:未|没有|均未|无)(?:收到|接到|受理|发生)?(?:任何)?(?:公民、法人或其他组织的?)?(?:(?:政府信息公开|依申请公开|依申请公开政府信息|信息公开)(?:的)?申请(?:件|事项|案件)?|依申请公开(?:件|事项))(?=[，。；、）]|$)/g,
    contradiction(tables, _entry, clause) {
      const received = total(tables, 'new');
      return received === 0 || OF_PARTS.test(clause) ? null : `表中本年新收政府信息公开申请${received}件`;
    },
  },
  {
    pattern:
      /(?:未发生|没有发生|未出现|没有|未引发|无)(?:因)?(?:政府信息公开|信息公开|依申请公开)?(?:工作|申请)?(?:被)?(?:引起|引发|产生|提起|申请)?的?行政(?:复议|诉讼)(?:(?:、|和|及|与|或)(?:行政)?(?:复议|诉讼))?(?:案件|情况|事项|案)?(?=[，。；）]|$)/g,
    contradiction(tables, { sentence }, clause) {
      if (OF_PARTS.test(clause)) return null;
      const about = sentence.text;
      const reconsiderations = /复议/.test(about) ? (tables.remedies.reconsideration[4] ?? 0) : 0;
      const suits = /诉讼/.test(about)
        ? (tables.remedies.litigationDirect[4] ?? 0) + (tables.remedies.litigationAfterReconsideration[4] ?? 0)
        : 0;
      if (reconsiderations + suits === 0) return null;
      return `第四部分表格有行政复议${tables.remedies.reconsideration[4] ?? 0}件、行政诉讼${
        (tables.remedies.litigationDirect[4] ?? 0) + (tables.remedies.litigationAfterReconsideration[4] ?? 0)
      }件`;
    },
  },
  {
    pattern: /(?:均|全部|都)(?:已)(?:结案|审结|办结)/g,
    contradiction(tables, { sentence }, clause, stretch) {
      if (/建议|提案|诉求|热线|信访件|工单/.test(lastCounted(stretch))) return null;
      if (!/行政复议|行政诉讼/.test(sentence.text) || /尚未|未结|除/.test(sentence.text) || OF_PARTS.test(clause))
        return null;
      if (!/信息公开|依申请/.test(sentence.text + sentence.topic)) return null;
      const left = pending(tables);
      return left === 0 ? null : `第四部分表格尚未审结的有${left}件`;
    },
  },
];

export function checkClaims(tables: ReportTables, read: readonly ReadSentence[], source: string): Finding[] {
  const findings: Finding[] = [];
  for (const entry of read) {
    const { text } = entry.sentence;
    for (const claim of CLAIMS) {
      for (const match of text.matchAll(claim.pattern)) {
        const before = text.slice(0, match.index);
        const stretch = before.slice(Math.max(before.lastIndexOf('。'), before.lastIndexOf('；')) + 1);
        const contradiction = claim.contradiction(tables, entry, clauseBefore(text, match.index), stretch);
        if (contradiction === null) continue;
        const start = clauseStart(text, match.index);
        findings.push({
          rule: 'narrative.claim',
          severity: 'warning',
          where: placeIn(entry.sentence, start, match.index + match[0].length, source),
          expected: null,
          actual: match[0],
          message: `文字称“${match[0]}”，但${contradiction}，两者不一致，请核对。`,
        });
      }
    }
  }
  return [...findings, ...checkFees(tables, read, source)];
}

const NO_FEE = /(?:未|没有|无)(?:收取|收缴|产生|发生)?(?:政府信息公开)?(?:任何)?信息处理费/;
const FEE_PAID = /信息处理费[^。；]{0,24}?(?:共计|合计|总计|共|为|计)?([1-9]\d*(?:\.\d+)?)(?:万)?元/;

/** Part six must speak of the fees (国办函〔2020〕109号); and it cannot both deny and state them. */
function checkFees(tables: ReportTables, read: readonly ReadSentence[], source: string): Finding[] {
  const lapsed = findRow(tables, 'other_2');
  const count = lapsed?.merged ? 0 : (lapsed?.values[6] ?? 0);
  const last = read.filter(({ sentence }) => sentence.part === 6);
  const findings: Finding[] = [];
  if (count > 0 && last.length > 0 && !last.some(({ sentence }) => /信息处理费|收费|缴费|费用/.test(sentence.text))) {
    findings.push({
      rule: 'narrative.claim',
      severity: 'warning',
      where: { table: 'requests', row: 'other_2', column: 'total' },
      expected: '第六部分说明信息处理费收取情况',
      actual: count,
      message: `表中有${count}件因申请人逾期未缴费而不再处理，第六部分却没有说明信息处理费收取情况。`,
    });
  }
  const denial = last.find(({ sentence }) => NO_FEE.test(sentence.text) && !OF_PARTS.test(sentence.text));
  const paid = last.find(({ sentence }) => FEE_PAID.test(sentence.text));
  if (denial && paid && denial !== paid) {
    const match = NO_FEE.exec(denial.sentence.text)!;
    findings.push({
      rule: 'narrative.claim',
      severity: 'warning',
      where: placeIn(denial.sentence, match.index, match.index + match[0].length, source),
      expected: null,
      actual: match[0],
      message: `文字称“${match[0]}”，但同一部分又说明收取了${FEE_PAID.exec(paid.sentence.text)![1]}元，前后不一致。`,
    });
  }
  return findings;
}
