import type { Organ } from '../../../platform/identity/index.ts';
import {
  Bars,
  Button,
  CheckboxGroup,
  DataTable,
  DownloadList,
  EmptyState,
  ErrorSummary,
  type PageContent,
  PageHeading,
  portalHref,
  SelectField,
  usePortal,
} from '../../../portal/index.ts';
import { MEASURES, type MeasureKey, measureText } from '../rules/comparing/measures.ts';
import { MEASURE_NOTES } from './comparison.ts';
import {
  COMPARE_PATH,
  measureColumns,
  NUMBERS_PATH,
  type PublishedNumbers,
  SourceLink,
  scopeNames,
} from './numbers-page.tsx';

const TITLE = '年度报告数据对比';

export interface Selection {
  organs: readonly string[];
  years: readonly number[];
  measure: MeasureKey;
}

export interface CompareView {
  numbers: readonly PublishedNumbers[];
  organs: ReadonlyMap<string, Organ>;
  /** Null before anything is chosen. */
  selection: Selection | null;
}

/** The reports of a selection, organ by organ in their order, the years ascending. */
export function selectNumbers(
  numbers: readonly PublishedNumbers[],
  { organs, years }: Pick<Selection, 'organs' | 'years'>,
): PublishedNumbers[] {
  return numbers
    .filter(({ entry }) => organs.includes(entry.organCode) && years.includes(entry.year))
    .sort(
      (a, b) =>
        organs.indexOf(a.entry.organCode) - organs.indexOf(b.entry.organCode) ||
        a.entry.year - b.entry.year ||
        a.entry.scope.localeCompare(b.entry.scope),
    );
}

export function selectionQuery({ organs, years, measure }: Selection): string {
  const query = new URLSearchParams();
  for (const organ of organs) query.append('organ', organ);
  for (const year of years) query.append('year', String(year));
  query.set('measure', measure);
  return query.toString();
}

function Choice({ numbers, organs, selection }: CompareView) {
  const portal = usePortal();
  const published = new Set(numbers.map(({ entry }) => entry.organCode));
  const years = [...new Set(numbers.map(({ entry }) => entry.year))].sort((a, b) => b - a);
  return (
    <form method="get" action={portalHref(portal, COMPARE_PATH)}>
      <CheckboxGroup
        name="year"
        label="年度"
        inline
        choices={years.map((year) => ({ value: String(year), label: `${year}年` }))}
        values={(selection?.years ?? years.slice(0, 1)).map(String)}
      />
      <CheckboxGroup
        name="organ"
        label="机关"
        inline
        choices={[...organs.values()]
          .filter(({ code }) => published.has(code))
          .map(({ code, name }) => ({ value: code, label: name }))}
        values={selection?.organs ?? []}
      />
      <SelectField
        name="measure"
        label="图表显示的指标"
        choices={MEASURES.map(({ key, name, unit }) => ({ value: key, label: `${name}（${unit}）` }))}
        value={selection?.measure ?? 'received'}
      />
      <Button>对比</Button>
    </form>
  );
}

function Result({ numbers, organs, selection }: CompareView & { selection: Selection }) {
  const rows = selectNumbers(numbers, selection);
  const measure = MEASURES.find(({ key }) => key === selection.measure) ?? MEASURES[0];
  const nameOf = ({ entry, isOurs }: PublishedNumbers): string =>
    `${organs.get(entry.organCode)?.name ?? entry.organCode}${entry.year}年（${isOurs ? scopeNames[entry.scope] : '自行编制'}）`;
  const label = `${measure.name}（${measure.unit}）`;
  const bars = rows.flatMap((row) => {
    const value = row.values[selection.measure];
    return value === null
      ? []
      : [{ name: nameOf(row), value, ...(row.href.startsWith('/') ? { href: row.href } : {}) }];
  });
  const unknown = rows.filter((row) => row.values[selection.measure] === null);
  return (
    <section aria-labelledby="result">
      <h2 id="result">{label}</h2>
      {rows.length === 0 ? (
        <EmptyState title="所选机关在所选年度没有年度报告">请改选其他年度或者机关。</EmptyState>
      ) : (
        <>
          {bars.length > 0 && <Bars label={label} bars={bars} />}
          {unknown.length > 0 && <p>无法计算的：{unknown.map(nameOf).join('、')}。</p>}
          <DataTable
            id="compared"
            caption="所选年度报告的各项指标"
            phone="scroll"
            rows={rows}
            rowKey={({ entry, isOurs }) => `${entry.organCode}/${entry.year}/${isOurs ? entry.scope : 'theirs'}`}
            columns={[
              {
                key: 'report',
                header: '年度报告',
                rowHeader: true,
                cell: (row) => <SourceLink row={row}>{nameOf(row)}</SourceLink>,
              },
              ...measureColumns(nameOf),
            ]}
            note={`${measure.name}：${measure.note}。数值最大的是${bars.length > 0 ? maximum(bars, measure.unit) : '—'}。`}
          />
          <DownloadList
            files={[{ href: `${COMPARE_PATH}.csv?${selectionQuery(selection)}`, title: '所选数据', format: 'CSV' }]}
          />
        </>
      )}
    </section>
  );
}

function maximum(bars: readonly { name: string; value: number }[], unit: '件' | '%'): string {
  const greatest = bars.reduce((most, bar) => (bar.value > most.value ? bar : most));
  return `${greatest.name}，${measureText({ unit }, greatest.value)}${unit === '件' ? '件' : ''}`;
}

/** Any set of years and organs beside each other, as bars of one measure and a table of all. Complete without JavaScript. */
export function comparePage(view: CompareView): PageContent {
  const { numbers, selection } = view;
  const missing = [
    ...(selection && selection.years.length === 0 ? [{ name: 'year', message: '请至少选择一个年度' }] : []),
    ...(selection && selection.organs.length === 0 ? [{ name: 'organ', message: '请至少选择一个机关' }] : []),
  ];
  return {
    title: TITLE,
    breadcrumbs: [
      { href: '/reports', label: '政府信息公开年报' },
      { href: NUMBERS_PATH, label: '信息公开数字' },
      { label: TITLE },
    ],
    section: '/reports',
    meta: { description: '自选年度、机关和指标，对比政府信息公开年度报告的数据' },
    children: (
      <>
        <PageHeading title={TITLE} lede="数字取自已公布的年度报告；在本平台编制的，点开数字可以看到背后的记录。" />
        {numbers.length === 0 ? (
          <EmptyState title="还没有发布年度报告">发布年度报告后，可以在这里对比。</EmptyState>
        ) : (
          <>
            <ErrorSummary errors={missing} />
            <Choice {...view} />
            {selection && missing.length === 0 && <Result {...view} selection={selection} />}
            <section aria-labelledby="notes">
              <h2 id="notes">指标说明</h2>
              <ul>
                {MEASURE_NOTES.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </section>
          </>
        )}
      </>
    ),
  };
}
