/** Deadline (条例 Art. 49) and form of the year (国办公开办函〔2019〕60号, 〔2021〕30号). */
import type { PlainDate } from '../../../../kernel/calendar/plain-date.ts';
import { type FormVersion, formOfYear } from '../form.ts';
import { type Finding, type TextPlace, WHOLE_REPORT } from './finding.ts';

/**
 * Who the report is of. Article 49 of the Regulation sets a day for departments of governments from county level up
 * (31 January) and for those governments themselves (31 March); townships and others have none there.
 */
export type Publisher = 'government' | 'department' | 'other';

export function deadlineFor(publisher: Publisher, reportYear: number): PlainDate | null {
  if (publisher === 'other') return null;
  const day = publisher === 'government' ? '03-31' : '01-31';
  return `${String(reportYear + 1).padStart(4, '0')}-${day}` as PlainDate;
}

/** @param publishedOn the day of publication, as read from the report or told by the caller */
export function checkDeadline(
  publisher: Publisher,
  reportYear: number,
  publishedOn: PlainDate,
  where: TextPlace | null,
): Finding[] {
  const deadline = deadlineFor(publisher, reportYear);
  if (deadline === null || publishedOn <= deadline) return [];
  const duty =
    publisher === 'government' ? '县级以上地方人民政府应当在3月31日前' : '县级以上人民政府部门应当在1月31日前';
  return [
    {
      rule: 'deadline',
      severity: 'error',
      where: where ?? WHOLE_REPORT,
      expected: deadline,
      actual: publishedOn,
      message: `${duty}公布上一年度报告（《条例》第四十九条），本报告${publishedOn}公布，晚于${deadline}。`,
    },
  ];
}

/** @param citesOnlyOldFormat where the report names 国办公开办函〔2019〕60号 without 〔2021〕30号, if it does */
export function checkFormOfYear(
  form: FormVersion,
  reportYear: number,
  citesOnlyOldFormat: TextPlace | null,
): Finding[] {
  const due = formOfYear(reportYear);
  if (due === null) return [];
  if (form !== due) {
    return [
      {
        rule: 'form.outdated',
        severity: due === '2021' ? 'error' : 'warning',
        where: WHOLE_REPORT,
        expected: due,
        actual: form,
        message: `${reportYear}年度报告应当使用${due === '2021' ? '国办公开办函〔2021〕30号' : '国办公开办函〔2019〕60号'}规定的格式，本报告使用的是${form}年格式。`,
      },
    ];
  }
  if (citesOnlyOldFormat === null || due !== '2021') return [];
  return [
    {
      rule: 'form.outdated',
      severity: 'info',
      where: citesOnlyOldFormat,
      expected: '国办公开办函〔2021〕30号',
      actual: '国办公开办函〔2019〕60号',
      message: '编制依据引用的是2019年的试行格式（60号），2021年度起应当依据国办公开办函〔2021〕30号。',
    },
  ];
}
