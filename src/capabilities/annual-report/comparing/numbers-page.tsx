import type { Organ } from '../../../platform/identity/index.ts';
import {
  Bars,
  type Column,
  DataTable,
  DownloadList,
  EmptyState,
  FigureLink,
  type PageContent,
  PageHeading,
  PortalLink,
} from '../../../portal/index.ts';
import { recordsPath } from '../portal/addresses.ts';
import {
  figureOfMeasure,
  MEASURES,
  type Measure,
  type MeasureKey,
  type Measures,
  measureText,
} from '../rules/comparing/measures.ts';
import type { PublishedReportEntry } from '../store/published-reports.ts';
import { MEASURE_NOTES } from './comparison.ts';

export const NUMBERS_PATH = '/reports/numbers';
export const COMPARE_PATH = '/reports/compare';
const TITLE = '信息公开数字';

/** A published report in force, ours or one that an organ made elsewhere and we read, with its measures. */
export interface PublishedNumbers {
  entry: Pick<PublishedReportEntry, 'organCode' | 'year' | 'scope'>;
  values: Measures;
  /** The page of our report, or the file or address of theirs. */
  href: string;
  /** Records stand behind each figure of ours. */
  isOurs: boolean;
}

export interface NumbersView {
  numbers: readonly PublishedNumbers[];
  organs: ReadonlyMap<string, Organ>;
  /** The organ shown over the years, and the year in which organs are shown beside each other. */
  organ: string;
  year: number;
}

export const scopeNames = { own: '本机关', aggregated: '汇总所属机关' } as const;

function numbersPath(organ: string, year: number): string {
  return `${NUMBERS_PATH}?${new URLSearchParams({ organ, year: String(year) })}`;
}

/** To the report a row was taken from, here or on the organ's own site. */
export function SourceLink({ row, children }: { row: PublishedNumbers; children: string }) {
  if (row.href.startsWith('/')) return <PortalLink href={row.href}>{children}</PortalLink>;
  return (
    <a href={row.href} rel="external noopener">
      {children}
    </a>
  );
}

function MeasureCell({ measure, row, label }: { measure: Measure; row: PublishedNumbers; label: string }) {
  const key = measure.key as MeasureKey;
  const value = row.values[key];
  const figure = figureOfMeasure(key);
  if (value === null) return <FigureLink value={null} />;
  const { organCode: organ, year, scope } = row.entry;
  if (figure && row.isOurs && value !== 0)
    return (
      <FigureLink
        value={value}
        label={`${label}，${measure.name}`}
        href={recordsPath({ organ, year, scope }, figure)}
      />
    );
  return <>{measureText(measure, value)}</>;
}

/** Every measure of a row; figures of our reports open their records. */
export function measureColumns(label: (row: PublishedNumbers) => string): Column<PublishedNumbers>[] {
  return MEASURES.map((measure: Measure) => ({
    key: measure.key,
    header: `${measure.name}（${measure.unit}）`,
    numeric: true,
    cell: (row: PublishedNumbers) => <MeasureCell measure={measure} row={row} label={label(row)} />,
  }));
}

function ReceivedBars({
  rows,
  name,
  label,
}: {
  rows: readonly PublishedNumbers[];
  name: (row: PublishedNumbers) => string;
  label: string;
}) {
  const bars = rows.flatMap((row) =>
    row.values.received === null ? [] : [{ name: name(row), value: row.values.received, href: row.href }],
  );
  return (
    <>
      <h3>{label}</h3>
      <Bars label={label} bars={bars} />
    </>
  );
}

/** 信息公开数字: one organ over the years, and the organs of one year, out of the published reports. */
export function numbersPage({ numbers, organs, organ, year }: NumbersView): PageContent {
  const organName = (code: string): string => organs.get(code)?.name ?? code;
  const ofOrgan = numbers.filter(({ entry }) => entry.organCode === organ);
  const ofYear = numbers.filter(({ entry }) => entry.year === year);
  const years = [...new Set(numbers.map(({ entry }) => entry.year))].sort((a, b) => b - a);
  const yearName = ({ entry }: PublishedNumbers): string => `${entry.year}年（${scopeNames[entry.scope]}）`;
  const reportColumn = (header: string, name: (row: PublishedNumbers) => string): Column<PublishedNumbers> => ({
    key: 'report',
    header,
    rowHeader: true,
    cell: (row) => <SourceLink row={row}>{name(row)}</SourceLink>,
  });
  return {
    title: TITLE,
    breadcrumbs: [{ href: '/reports', label: '政府信息公开年报' }, { label: TITLE }],
    section: '/reports',
    meta: { description: '历年、各机关政府信息公开申请办理和复议诉讼的主要数字' },
    children: (
      <>
        <PageHeading
          title={TITLE}
          lede="数字取自已公布的年度报告，点开年份或者机关名称即可看到原报告和每个数字背后的记录。"
        />
        {numbers.length === 0 && (
          <EmptyState title="还没有发布年度报告">发布年度报告后，这里会显示历年和各机关的主要数字。</EmptyState>
        )}
        {numbers.length > 0 && (
          <p>
            <PortalLink href={COMPARE_PATH}>自选年度、机关和指标对比</PortalLink>
          </p>
        )}
        {ofOrgan.length > 0 && (
          <section>
            <h2>{organName(organ)}历年数字</h2>
            <ReceivedBars rows={ofOrgan} name={yearName} label={`${organName(organ)}本年新收申请（件）`} />
            <DataTable
              id="numbers-by-year"
              caption={`${organName(organ)}历年数字`}
              captionHidden
              phone="scroll"
              rows={ofOrgan}
              rowKey={({ entry }) => `${entry.year}/${entry.scope}`}
              columns={[reportColumn('年度', yearName), ...measureColumns(yearName)]}
            />
          </section>
        )}
        {ofYear.length > 0 && (
          <section>
            <h2>{year}年度各机关数字</h2>
            {years.length > 1 && (
              <p>
                其他年度：
                {years
                  .filter((other) => other !== year)
                  .map((other, index) => (
                    <>
                      {index > 0 && '、'}
                      <PortalLink href={numbersPath(organ, other)}>{`${other}年`}</PortalLink>
                    </>
                  ))}
              </p>
            )}
            <ReceivedBars
              rows={ofYear}
              name={({ entry }) => `${organName(entry.organCode)}（${scopeNames[entry.scope]}）`}
              label={`${year}年度各机关本年新收申请（件）`}
            />
            <DataTable
              id="numbers-by-organ"
              caption={`${year}年度各机关数字`}
              captionHidden
              phone="scroll"
              rows={ofYear}
              rowKey={({ entry }) => `${entry.organCode}/${entry.scope}`}
              columns={[
                reportColumn('机关', ({ entry }) => organName(entry.organCode)),
                { key: 'scope', header: '范围', cell: ({ entry }) => scopeNames[entry.scope] },
                {
                  key: 'history',
                  header: '历年',
                  cell: ({ entry }) => (
                    <PortalLink href={numbersPath(entry.organCode, year)}>
                      {`${organs.get(entry.organCode)?.shortName ?? entry.organCode}历年`}
                    </PortalLink>
                  ),
                },
                ...measureColumns(({ entry }) => organName(entry.organCode)),
              ]}
            />
          </section>
        )}
        {numbers.length > 0 && (
          <section aria-labelledby="notes">
            <h2 id="notes">指标说明与下载</h2>
            <ul>
              {MEASURE_NOTES.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
            <DownloadList files={[{ href: `${NUMBERS_PATH}.csv`, title: '全部年度、全部机关的数字', format: 'CSV' }]} />
          </section>
        )}
      </>
    ),
  };
}
