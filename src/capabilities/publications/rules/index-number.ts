import { monthOf, type PlainDate, yearOf } from '../../../kernel/calendar/index.ts';

// 索引号: its form differs from place to place (000014349/2018-00221, 11331003002677103P/2021-107623, Ningbo's older six
// parts), so it is a pattern of the tenant; unique and never changed is what all have in common.

export class IndexPatternError extends Error {
  override name = 'IndexPatternError';
}

type IndexField = 'organ' | 'year' | 'month' | 'category';
type Part = { readonly literal: string } | { readonly field: IndexField } | { readonly sequence: number };

export interface IndexPattern {
  readonly text: string;
  readonly parts: readonly Part[];
}

export const DEFAULT_INDEX_PATTERN = '{organ}/{year}-{sequence:5}';

const PLACEHOLDER = /\{(organ|year|month|category|sequence)(?::(\d))?\}/g;

/**
 * Reads a pattern such as `{organ}/{year}-{sequence:5}`: `organ` is the organ's code for index numbers, `year` and `month`
 * those of 成文日期, `category` the item's number in 条例 Art. 20, `sequence:n` a number of at least n digits.
 * @throws IndexPatternError for a pattern without organ or sequence, whose numbers would not be unique
 */
export function parseIndexPattern(text: string): IndexPattern {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ literal: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const name = match[1] as IndexField | 'sequence';
    if (name === 'sequence') parts.push({ sequence: Number(match[2] ?? 1) || 1 });
    else parts.push({ field: name });
  }
  if (end < text.length) parts.push({ literal: text.slice(end) });
  if (parts.some((part) => 'literal' in part && /[{}\s]/.test(part.literal)))
    throw new IndexPatternError(`索引号格式“${text}”中有不认识的占位符或空格`);
  if (parts.filter((part) => 'sequence' in part).length !== 1)
    throw new IndexPatternError(`索引号格式“${text}”应当恰有一个{sequence}，否则不能保证唯一`);
  if (!parts.some((part) => 'field' in part && part.field === 'organ'))
    throw new IndexPatternError(`索引号格式“${text}”应当含有{organ}，否则不同机关的索引号会重复`);
  const sequence = parts.findIndex((part) => 'sequence' in part);
  const startsWithDigit = (part: Part | undefined): boolean =>
    part !== undefined && ('literal' in part ? /^\d/.test(part.literal) : !('sequence' in part));
  const endsWithDigit = (part: Part | undefined): boolean =>
    part !== undefined && ('literal' in part ? /\d$/.test(part.literal) : true);
  if (startsWithDigit(parts[sequence + 1]) || (sequence > 0 && endsWithDigit(parts[sequence - 1])))
    throw new IndexPatternError(`索引号格式“${text}”中顺序号应当用非数字字符与相邻部分隔开，否则会有歧义`);
  return { text, parts };
}

export interface IndexFacts {
  /** 统一社会信用代码 or code by which the organ is indexed. */
  organ: string;
  formedOn: PlainDate;
  /** 1-15 by 条例 Art. 20, 16 for Art. 21. */
  categoryNumber: number;
}

const fields = {
  organ: (facts: IndexFacts) => facts.organ,
  year: (facts: IndexFacts) => String(yearOf(facts.formedOn)).padStart(4, '0'),
  month: (facts: IndexFacts) => String(monthOf(facts.formedOn)).padStart(2, '0'),
  category: (facts: IndexFacts) => String(facts.categoryNumber).padStart(2, '0'),
} as const;

function render(pattern: IndexPattern, facts: IndexFacts, sequence: (digits: number) => string): string {
  return pattern.parts
    .map((part) => {
      if ('literal' in part) return part.literal;
      return 'sequence' in part ? sequence(part.sequence) : fields[part.field](facts);
    })
    .join('');
}

/** Numbers that share a series are counted together: all that the pattern writes alike but for the sequence. */
export function seriesOf(pattern: IndexPattern, facts: IndexFacts): string {
  return render(pattern, facts, () => '#');
}

/** @throws RangeError for a sequence below 1 */
export function formatIndexNumber(pattern: IndexPattern, facts: IndexFacts, sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw new RangeError(`expected a sequence from 1, found ${sequence}`);
  return render(pattern, facts, (digits) => String(sequence).padStart(digits, '0'));
}
