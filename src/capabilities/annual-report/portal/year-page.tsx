import type { PlainDate } from '../../../kernel/calendar/index.ts';
import {
  Badge,
  DataTable,
  EmptyState,
  KeyFigures,
  LinkList,
  type PageContent,
  PageHeading,
  PortalLink,
} from '../../../portal/index.ts';
import { type ListedOrgan, type ListedReport, standingOf } from '../rules/collecting/year-list.ts';
import { organReportPath, reportPath, yearPath } from './addresses.ts';
import { COLUMN, reportsBreadcrumb } from './pages.tsx';
import type { YearOfReports } from './year-list.ts';

const scopeLabels = { own: '本机关', aggregated: '汇总所属机关' } as const;

function ReportLinks({ organ, year, report }: { organ: ListedOrgan; year: number; report: ListedReport }) {
  const title = `${organ.name}${year}年度报告`;
  if (report.kind === 'ours') {
    const { scope, version } = report;
    return (
      <>
        <PortalLink href={reportPath({ organ: organ.code, year, scope })}>
          {title}（{scopeLabels[scope]}）
        </PortalLink>{' '}
        {version > 1 && <Badge tone="caution">已更正</Badge>}
      </>
    );
  }
  const { address, file } = report;
  return (
    <>
      {address === null ? null : (
        <a href={address} rel="external noopener">
          {title}（该机关网站）
        </a>
      )}
      {address !== null && file !== null && <br />}
      {file === null ? null : (
        <PortalLink href={organReportPath(organ.code, year, file.ending)}>
          下载{title}（{file.ending.toUpperCase()}）
        </PortalLink>
      )}
    </>
  );
}

function Reports({ organ, year, today }: { organ: ListedOrgan; year: number; today: PlainDate }) {
  const { dueOn, reports } = organ;
  if (reports.length > 0)
    return (
      <>
        {reports.map((report, index) => (
          <div key={report.kind === 'ours' ? report.scope : index}>
            <ReportLinks organ={organ} year={year} report={report} />
          </div>
        ))}
      </>
    );
  if (standingOf(organ, today) === 'not-due') return <Badge>尚未公布</Badge>;
  return dueOn === null ? <Badge>未公布</Badge> : <Badge tone="negative">逾期未公布</Badge>;
}

function YearTable({ year, organs, today }: YearOfReports & { today: PlainDate }) {
  return (
    <DataTable
      id={`reports-${year}`}
      caption={`${year}年度各机关年度报告`}
      captionHidden
      rows={organs}
      rowKey={({ code }) => code}
      columns={[
        { key: 'organ', header: '机关', rowHeader: true, cell: ({ name }) => name },
        { key: 'report', header: '年度报告', cell: (organ) => <Reports organ={organ} year={year} today={today} /> },
        {
          key: 'published',
          header: '公布日期',
          cell: (organ) => {
            const first = organ.reports.map(({ publishedOn }) => publishedOn).sort()[0];
            if (first === undefined) return '—';
            return standingOf(organ, today) === 'late' ? `${first}（晚于期限）` : first;
          },
        },
        { key: 'due', header: '公布期限', cell: ({ dueOn }) => dueOn ?? '未规定' },
      ]}
      note="公布期限依据《中华人民共和国政府信息公开条例》第四十九条：县级以上人民政府部门为次年1月31日，县级以上地方人民政府为次年3月31日；对镇、街道等没有规定。"
    />
  );
}

/** The years, and all organs of one of them with their reports; what is missing is shown as well. */
export function yearsPage(years: readonly YearOfReports[], year: number | null, today: PlainDate): PageContent {
  const shown = years.find((one) => one.year === year) ?? years[0];
  const isList = year === null;
  const title = isList ? reportsBreadcrumb.label : `${year}年度政府信息公开年报`;
  const others = years.filter((one) => one.year !== shown?.year);
  const published = shown?.organs.filter(({ reports }) => reports.length > 0).length ?? 0;
  const due = shown?.organs.filter(({ dueOn }) => dueOn !== null) ?? [];
  const missing = due.filter((organ) => standingOf(organ, today) === 'missing').length;
  return {
    title,
    breadcrumbs: isList ? [{ label: title }] : [reportsBreadcrumb, { label: `${year}年度` }],
    section: '/reports',
    meta: { column: COLUMN, description: COLUMN.description },
    children: (
      <>
        <PageHeading title={title} lede="在本平台编制的报告，每个数字都由记录计得，点开即可看到对应的记录。" />
        {shown === undefined ? (
          <EmptyState title="还没有发布年度报告">
            政府部门的年度报告应当于每年1月31日前公布，县级以上地方人民政府的年度报告应当于每年3月31日前公布。
          </EmptyState>
        ) : (
          <>
            <p>
              <PortalLink href="/reports/numbers">信息公开数字：历年、各机关对比</PortalLink>
            </p>
            <section aria-labelledby={`year-${shown.year}`}>
              <h2 id={`year-${shown.year}`}>{shown.year}年度</h2>
              <KeyFigures
                figures={[
                  { name: '机关', value: shown.organs.length, unit: '个' },
                  { name: '已公布', value: published, unit: '个' },
                  { name: '逾期未公布', value: missing, unit: '个' },
                ]}
              />
              <YearTable {...shown} today={today} />
            </section>
          </>
        )}
        {others.length > 0 && (
          <section aria-labelledby="other-years">
            <h2 id="other-years">其他年度</h2>
            <LinkList
              links={others.map((other) => ({
                href: yearPath(other.year),
                title: `${other.year}年度`,
                detail: `${other.organs.filter(({ reports }) => reports.length > 0).length}个机关已公布`,
              }))}
            />
          </section>
        )}
      </>
    ),
  };
}
