import { isInForce, type NormativeDocument } from '../src/capabilities/documents/index.ts';
import type { Metadata, PublishedItem } from '../src/capabilities/publications/index.ts';
import {
  addDays,
  formatChinese,
  nationalCalendar,
  type PlainDate,
  plainDate,
  toEpochDay,
  yearOf,
} from '../src/kernel/calendar/index.ts';
import { compareText } from './dates.ts';
import { personName } from './names.ts';
import type { DistrictOrgan } from './organs.ts';
import { genreOf, itemPatterns, themeOf } from './publication-items.ts';
import {
  documentText,
  guideText,
  interpretationText,
  MARK,
  paragraphs,
  profileText,
  signed,
  subjectOf,
} from './publication-texts.ts';
import { labelledUuid, Random } from './random.ts';

/** The platform as it is opened: guides and profiles carry this day. */
const OPENED_ON = plainDate('2022-01-05');

/** Within working hours of a working day some days after; within the twenty working days of 条例 Art. 26. */
function publishedAfter(day: PlainDate, random: Random, most = 8): Date {
  const calendar = nationalCalendar();
  const on = calendar.addWorkingDays(day, random.int(1, most));
  return new Date(`${on}T0${random.int(1, 8)}:${String(random.int(0, 59)).padStart(2, '0')}:00Z`);
}

export const isoDay = (at: Date): PlainDate =>
  plainDate(new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10));

export interface Plan {
  items: PublishedItem[];
  /** By id, for topics and gazettes. */
  organOf: ReadonlyMap<string, DistrictOrgan>;
}

function documentItems(
  documents: readonly NormativeDocument[],
  byCode: ReadonlyMap<string, DistrictOrgan>,
  year: number,
  today: PlainDate,
  seed: Random,
): PublishedItem[] {
  const items: PublishedItem[] = [];
  for (const document of documents) {
    const organ = byCode.get(document.organCode)!;
    const random = seed.fork(document.id);
    const subject = subjectOf(document.title);
    const id = labelledUuid(`publication/${document.id}`);
    const theme = themeOf(organ, document.title);
    const soon = publishedAfter(document.issuedOn, random);
    // What was signed these days went online the same day.
    const publishedAt = isoDay(soon) > today ? new Date(`${document.issuedOn}T08:00:00Z`) : soon;
    items.push({
      id,
      organCode: organ.code,
      kind: 'document',
      documentId: document.id,
      publishedAt,
      metadata: {
        title: document.title,
        documentNumber: document.documentNumber,
        formedOn: document.issuedOn,
        changedOn: null,
        effectiveOn: document.effectiveOn,
        category: 'regulations.normative',
        theme,
        genre: genreOf(document.title),
        keywords: [subject, '行政规范性文件'],
        disclosure: 'proactive',
        summary: `规定${subject}的适用范围、职责分工、办理程序和监督保障。`,
        source: null,
      },
      bodyHtml: documentText(
        document.title,
        organ,
        formatChinese(document.effectiveOn),
        document.expiresOn === null ? null : formatChinese(document.expiresOn),
        formatChinese(document.issuedOn),
        random,
      ),
    });
    // Every document of the year and after has its interpretation; of the older ones some.
    if (yearOf(document.issuedOn) < year && !(isInForce(document, plainDate(`${year}-12-31`)) && random.chance(0.12)))
      continue;
    items.push({
      id: labelledUuid(`interpretation/${document.id}`),
      organCode: organ.code,
      kind: 'interpretation',
      interpretsId: id,
      publishedAt: new Date(publishedAt.getTime() + 60_000),
      metadata: {
        title: `《${document.title}》政策解读`,
        documentNumber: null,
        formedOn: document.issuedOn,
        changedOn: null,
        effectiveOn: null,
        category: 'regulations.interpretations',
        theme,
        genre: '解读',
        keywords: [subject, '政策解读'],
        disclosure: 'proactive',
        summary: `说明《${document.title}》的背景依据、主要内容和新旧政策差异。`,
        source: null,
      },
      bodyHtml: interpretationText(document.title, organ, formatChinese(document.effectiveOn), random),
    });
  }
  return items;
}

function yearItems(organs: readonly DistrictOrgan[], year: number, seed: Random): PublishedItem[] {
  const byKey = new Map(organs.map((organ) => [organ.key, organ]));
  const calendar = nationalCalendar();
  const first = calendar.ordinal(toEpochDay(plainDate(`${year}-01-04`)));
  const last = calendar.ordinal(toEpochDay(plainDate(`${year}-12-16`)));
  const lastNumbers = new Map<string, number>();
  const items: PublishedItem[] = [];
  for (const pattern of itemPatterns)
    for (let n = 0; n < pattern.count; n++) {
      const organ = byKey.get(pattern.organs[n % pattern.organs.length]!)!;
      const random = seed.fork(`${pattern.category}/${pattern.genre}/${organ.key}/${n}`);
      const share = (last - first) / pattern.count;
      const formedOn = calendar.text(calendar.dayOfOrdinal(first + Math.floor(share * (n + random.next() * 0.9))));
      const { title, summary, body } = pattern.make(organ, n, random);
      const number = (lastNumbers.get(organ.code) ?? 100) + random.int(1, 4);
      if (pattern.numbered) lastNumbers.set(organ.code, number);
      const metadata: Metadata = {
        title,
        documentNumber: pattern.numbered ? `${organ.mark}函〔${year}〕${number}号` : null,
        formedOn,
        changedOn: null,
        effectiveOn: null,
        category: pattern.leaves?.[n % pattern.leaves.length] ?? pattern.category,
        theme: pattern.theme,
        genre: pattern.genre,
        keywords: pattern.keywords,
        disclosure: 'proactive',
        summary,
        source: null,
      };
      items.push({
        id: labelledUuid(`item/${pattern.category}/${pattern.genre}/${n}/${title}`),
        organCode: organ.code,
        kind: 'item',
        publishedAt: publishedAfter(formedOn, random, 6),
        metadata,
        bodyHtml: body + (pattern.numbered ? signed(organ.name, formatChinese(formedOn)) : '') + MARK,
      });
    }
  return items;
}

const INSTITUTIONS: readonly [title: string, text: string][] = [
  [
    '中华人民共和国政府信息公开条例（学习要点）',
    '条例规定政府信息以公开为常态、不公开为例外，明确主动公开的范围和时限、依申请公开的程序和监督保障。全文以国务院公布的文本为准。',
  ],
  [
    '政府信息公开审查制度',
    '公开前应当审查是否属于国家秘密、是否影响第三方合法权益；不能确定的，报有关主管部门或者保密行政管理部门确定。',
  ],
  [
    '政府信息发布协调制度',
    '发布的信息涉及其他机关的，应当与有关机关协商、确认，保证准确一致；依照规定需要批准的，经批准后发布。',
  ],
  ['依申请公开工作规程', '按照登记、审核、办理、答复、归档五个环节办理，全程留痕，文书格式统一。'],
  ['政府信息公开目录管理制度', '目录包括索引、名称、内容概述、生成日期等内容，及时更新。'],
  ['政策解读工作制度', '政策性文件与解读材料同步组织、同步审签、同步部署，解读由起草单位负责。'],
  ['政府信息公开工作考核和社会评议制度', '定期考核、评议政府信息公开工作，结果向社会公布。'],
  ['政府信息管理动态调整制度', '对不予公开的政府信息定期评估审查，因情势变化可以公开的应当公开。'],
];

function standingItems(organs: readonly DistrictOrgan[], seed: Random): PublishedItem[] {
  const at = new Date(`${addDays(OPENED_ON, 5)}T01:00:00Z`);
  const base = {
    formedOn: OPENED_ON,
    changedOn: null,
    effectiveOn: null,
    documentNumber: null,
    disclosure: 'proactive',
    source: null,
  } as const;
  const government = organs[0]!;
  return [
    ...organs.flatMap((organ): PublishedItem[] => {
      const random = seed.fork(organ.code);
      return [
        {
          id: labelledUuid(`guide/${organ.code}`),
          organCode: organ.code,
          kind: 'guide',
          publishedAt: at,
          metadata: {
            ...base,
            title: `${organ.name}政府信息公开指南`,
            category: 'other',
            theme: '综合政务',
            genre: '其他',
            keywords: ['公开指南'],
            summary: '政府信息的分类、编排体系、获取方式和监督救济途径。',
          },
          bodyHtml: guideText(organ),
        },
        {
          id: labelledUuid(`profile/${organ.code}`),
          organCode: organ.code,
          kind: 'profile',
          publishedAt: at,
          metadata: {
            ...base,
            title: `${organ.name}机构职能`,
            category: 'profile.functions',
            theme: '综合政务',
            genre: '其他',
            keywords: ['机构职能'],
            summary: '主要职责、负责人及分工、内设机构。',
          },
          bodyHtml: profileText(organ, personName(random), personName(random)),
        },
      ];
    }),
    ...INSTITUTIONS.map(
      ([title, text], i): PublishedItem => ({
        id: labelledUuid(`institution/${title}`),
        organCode: government.code,
        kind: 'institution',
        publishedAt: new Date(at.getTime() + i * 60_000),
        metadata: {
          ...base,
          title,
          category: 'other',
          theme: '综合政务',
          genre: '规定',
          keywords: ['公开制度'],
          summary: text,
        },
        bodyHtml: paragraphs(text) + MARK,
      }),
    ),
  ];
}

/** Everything the district publishes, in the order of its publication. */
export function planItems(
  documents: readonly NormativeDocument[],
  year: number,
  organs: readonly DistrictOrgan[],
  today: PlainDate,
): Plan {
  const seed = new Random('publications');
  const byCode = new Map(organs.map((organ) => [organ.code, organ]));
  const items = [
    ...documentItems(documents, byCode, year, today, seed.fork('documents')),
    ...yearItems(organs, year, seed.fork('year')),
    ...standingItems(organs, seed.fork('standing')),
  ];
  // 索引号 are given in the order of publication; an interpretation comes a minute after its document.
  items.sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime() || compareText(a.id, b.id));
  return { items, organOf: new Map(items.map((item) => [item.id, byCode.get(item.organCode)!])) };
}
