/** The report's sentences against its own tables. */
import { cellId } from '../checks/cells.ts';
import type { Finding } from '../checks/finding.ts';
import {
  COLUMN_KEYS,
  DOCUMENT_COLUMN_KEYS,
  type Five,
  REMEDY_COLUMN_KEYS,
  REMEDY_KEYS,
  type ReportTables,
  type Seven,
  type Three,
} from '../form.ts';
import type { RecognisedReport } from '../reading/recognise.ts';
import { publisherOf } from '../reading/title.ts';
import { checkClaims } from './claims-in-prose.ts';
import { basesOf, checkFigures, type ReadSentence } from './figures-in-prose.ts';
import type { Mention } from './mention-words.ts';
import { mentionsOf } from './mentions.ts';
import { asTold } from './other-scopes.ts';
import { type Sentence, sentencesOf } from './prose.ts';
import { checkRates } from './rates-in-prose.ts';
import { checkSums } from './sums-in-prose.ts';

type NarrativeInput = Pick<RecognisedReport, 'text' | 'sections' | 'tableSpans' | 'tables' | 'year' | 'organ'> & {
  /** Cells whose `null` is no blank. */
  unreadable?: ReadonlySet<string>;
  /** Cells with a stroke in place of 0. */
  strokes?: ReadonlySet<string>;
};

/**
 * Every figure of a sentence that speaks of the tables' content is tied to the figure it means. Figures of a part of
 * the area, of one channel or of another year are left alone: they are not what the tables count.
 * @param prior last year's tables, for growth rates
 */
export function checkNarrative(report: NarrativeInput, prior: ReportTables | null = null): Finding[] {
  const sentences = sentencesOf(report.text, report.sections, report.tableSpans);
  const own = ownWords(report.organ);
  const tables = withoutBlanks(report.tables, report.unreadable ?? new Set(), report.strokes);
  let narrower = false;
  let topic = '';
  const read = sentences.map((sentence): ReadSentence => {
    if (sentence.topic !== topic) narrower = false;
    topic = sentence.topic;
    // A sentence that names its own scope or time begins anew.
    const anew = NEW_SCOPE.exec(sentence.text)?.index ?? Number.POSITIVE_INFINITY;
    const found = mentionsOf(sentence, report.year, own)
      .filter((mention) => isAboutDisclosure(sentence, mention))
      .map((mention) => asTold(sentence, mention));
    const mentions = found.map((mention) => {
      const { of } = mention.measure;
      if (of === 'received' || of === 'finished') {
        narrower = mention.limited;
        return mention;
      }
      // Results and applicants of what was counted last: “区教育局受理12件，予以公开5件”.
      const follows = of === 'kinds' || of === 'row' || of === 'applicant' || of === 'forward' || of === 'carried';
      const isOwn = anew < mention.start && !found.some((other) => other.limited && other.start < mention.start);
      return narrower && follows && !mention.limited && !isOwn ? { ...mention, limited: true } : mention;
    });
    return { sentence, mentions, bases: basesOf(tables, mentions) };
  });
  return [
    ...checkFigures(tables, read, report.text),
    ...checkSums(tables, read, report.text),
    ...checkRates(tables, read, prior && withoutBlanks(prior, new Set()), report.year, report.text),
    ...checkClaims(tables, read, report.text),
  ].sort((a, b) => startOf(a) - startOf(b));
}

/** A blank cell counts nothing, as in the sums; what could not be read stays unknown. */
function withoutBlanks(
  tables: ReportTables,
  unreadable: ReadonlySet<string>,
  strokes: ReadonlySet<string> = new Set(),
): ReportTables {
  const filled = structuredClone(tables);
  for (const row of ['rules', 'normativeDocuments'] as const) {
    filled.proactive[row] = filled.proactive[row].map((value, index) =>
      value === null && strokes.has(cellId({ table: 'proactive', row, column: DOCUMENT_COLUMN_KEYS[index]! }))
        ? 0
        : value,
    ) as Three;
  }
  for (const row of filled.requests.rows) {
    row.values = row.values.map((value, index) =>
      value === null && !unreadable.has(cellId({ table: 'requests', row: row.key, column: COLUMN_KEYS[index]! }))
        ? 0
        : value,
    ) as Seven;
  }
  for (const key of REMEDY_KEYS) {
    filled.remedies[key] = filled.remedies[key].map((value, index) =>
      value === null && !unreadable.has(cellId({ table: 'remedies', row: key, column: REMEDY_COLUMN_KEYS[index]! }))
        ? 0
        : value,
    ) as Five;
  }
  return filled;
}

const NEW_SCOPE = /[全本我](?:市|县|区|省|州|旗|镇|乡|街道|局|委|厅|办)|全年|本年度?(?!新)|^20\d{2}年/;

function startOf(finding: Finding): number {
  return 'start' in finding.where ? finding.where.start : -1;
}

/** A department may call itself by its name in its own report. */
function ownWords(organ: string | null): RegExp | null {
  if (organ === null || publisherOf(organ) !== 'department') return null;
  const core = organ
    .replace(/^.*?[省市县区州旗](?=[\u4e00-\u9fff]{3,})/, '')
    .replace(/^.*[省市县区](?=[\u4e00-\u9fff]{3,})/, '');
  return new RegExp(`(?:[\\u4e00-\\u9fff]{0,6}[省市县区州旗])?${core.replace(/[()（）]/g, '.')}`, 'g');
}

const DISCLOSURE = /信息公开|政务公开|依申请|申请公开/;

const KINDS_TOLD = ['予以公开', '不予公开', '无法提供'];

const OTHER_DUTY = /建议|提案|信访件|许可|处罚|登记|仲裁|调解/;

/** “受理行政复议申请40件” in another stretch of the sentence speaks of the office's other business. */
function isRemedyOfDisclosure({ text, topic }: Sentence, start: number): boolean {
  const stretches = text.slice(0, start).split(/[。；]/);
  const own = stretches.at(-1)!;
  const clause = own.split(/[，：]/).at(-1)!;
  if (/信息公开|政务公开|依申请/.test(clause)) return true;
  if (/受理|收到|审理/.test(clause)) return false;
  if (/信息公开|政务公开|依申请/.test(own)) return true;
  return (
    (DISCLOSURE.test(text) || /依申请/.test(topic)) && (stretches.length === 1 || /复议|诉讼/.test(stretches.at(-2)!))
  );
}

/** Reconsiderations, suits and “办理N件” are only of this report when the sentence or its heading is about disclosure. */
function isAboutDisclosure(sentence: Sentence, { measure, start }: Mention): boolean {
  if (measure.of === 'documents' || measure.of === 'carried') return true;
  if (/^(?:reconsideration|litigation|remed)/.test(measure.of)) return isRemedyOfDisclosure(sentence, start);
  // All kinds of result in one sentence are of nothing else.
  if (measure.of === 'kinds' && KINDS_TOLD.every((word) => sentence.text.includes(word))) return true;
  return DISCLOSURE.test(sentence.text) || (/依申请/.test(sentence.topic) && !OTHER_DUTY.test(sentence.text));
}
