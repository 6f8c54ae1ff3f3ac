/** Which report of a batch is last year's of which other. */
import type { PriorReport, ReadReport } from '../reading/read-report.ts';
import { WrongPriorYearError } from '../reading/read-report.ts';

/** A name without its region, “教育局”, is that of many organs: two of them must not be taken for one. */
const NAMES_REGION = /[省市县区州盟旗镇乡]|街道|新区|开发区/;

/** So many reports are remembered, without their text; the oldest give way. */
const MOST_REMEMBERED = 20_000;

export interface PriorReports {
  /** Last year's report of the same organ, or none when there is none or more than one. @throws WrongPriorYearError */
  of(report: ReadReport): PriorReport | undefined;
  remember(report: ReadReport): void;
}

/** @param given reports named by the person; a single one is meant for every report, whatever it calls its organ */
export function priorReports(given: readonly ReadReport[]): PriorReports {
  const known = new Map<string, PriorReport | 'several'>();
  const keyOf = (organ: string | null, year: number | null): string | null =>
    organ !== null && year !== null && NAMES_REGION.test(organ) ? `${organ} ${year}` : null;
  const remember = ({ organ, year, file, form, tables }: ReadReport): void => {
    const key = keyOf(organ, year);
    if (key === null) return;
    const other = known.get(key);
    known.set(
      key,
      other === undefined || (other !== 'several' && other.file === file) ? { file, form, year, tables } : 'several',
    );
    if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value!);
  };
  for (const report of given) remember(report);
  return {
    of(report) {
      const [only] = given;
      if (given.length === 1) return only;
      const year = report.year === null ? null : report.year - 1;
      const same = given.filter(
        (other) => other.year === year && (other.organ === null || other.organ === report.organ),
      );
      if (same.length === 1) return same[0];
      if (given.length > 0 && same.length === 0)
        throw new WrongPriorYearError(
          `none of the prior reports is for ${year ?? 'the year before'} and the same organ`,
        );
      const found = known.get(keyOf(report.organ, year) ?? '');
      return found === 'several' ? undefined : found;
    },
    remember,
  };
}

/** The years that the names of files tell, so that earlier reports are read first. Files without one keep their place. */
export function byYearInName(files: readonly string[]): string[] {
  const yearOf = (file: string): number => Number(/(?:19|20)\d{2}(?!\d)/.exec(file.split('/').at(-1)!)?.[0] ?? 0);
  return [...files].sort((a, b) => yearOf(a) - yearOf(b));
}
