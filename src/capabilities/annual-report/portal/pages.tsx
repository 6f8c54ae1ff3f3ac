import { formatChinese } from '../../../kernel/calendar/index.ts';
import {
  Bars,
  Contents,
  DefinitionList,
  DownloadList,
  KeyFigures,
  LinkList,
  Notice,
  type PageContent,
  PageHeading,
  PageTools,
  PortalLink,
} from '../../../portal/index.ts';
import type { ReportContent, ReportScope } from '../rules/composing/content.ts';
import { groupFigure } from '../rules/composing/sentences.ts';
import { findRow, RESULT_GROUPS, type ResultGroup } from '../rules/form.ts';
import type { PublishedReport, PublishedReportEntry } from '../store/published-reports.ts';
import { type ReportAddress, recordsPath, reportFilePath, reportPath } from './addresses.ts';
import { partId, ReportBody } from './report-body.tsx';

export const COLUMN = {
  name: '政府信息公开年报',
  type: '政府信息公开年报',
  description: '历年政府信息公开工作年度报告',
  keywords: ['政府信息公开', '年度报告'],
};
export const reportsBreadcrumb = { href: '/reports', label: '政府信息公开年报' };
const scopeLabels: Readonly<Record<ReportScope, string>> = { own: '本机关', aggregated: '汇总所属机关' };

function total(content: ReportContent, row: 'new' | 'carried' | 'total' | 'forward'): number {
  return findRow(content.tables, row)?.values[6] ?? 0;
}

function Highlights({ content, address }: { content: ReportContent; address: ReportAddress }) {
  const rows = [
    { key: 'new', name: '本年新收申请' },
    { key: 'carried', name: '上年结转' },
    { key: 'total', name: '本年办结' },
    { key: 'forward', name: '结转下年度' },
  ] as const;
  return (
    <KeyFigures
      figures={rows.map(({ key, name }) => {
        const value = total(content, key);
        return { name, value, unit: '件', ...(value ? { href: recordsPath(address, `requests/${key}/total`) } : {}) };
      })}
    />
  );
}

export function reportPage(
  report: PublishedReport,
  address: ReportAddress,
  versions: readonly PublishedReportEntry[],
): PageContent {
  const { content } = report;
  const newest = versions[0]!;
  const outdated = report.version < newest.version;
  return {
    title: content.title,
    breadcrumbs: [reportsBreadcrumb, { label: `${content.organ.name} ${content.year}年度` }],
    section: '/reports',
    meta: {
      column: COLUMN,
      article: {
        title: content.title,
        publishedAt: `${report.publishedOn} 00:00`,
        source: content.organ.name,
        keywords: COLUMN.keywords,
      },
      canonicalPath: reportPath(address),
    },
    children: (
      <article>
        <PageHeading title={content.title} kicker={scopeLabels[content.scope]}>
          <PageTools />
        </PageHeading>
        {outdated && (
          <Notice tone="caution" title="这是已被更正的版本">
            <p>
              本版本已于{formatChinese(newest.publishedOn)}更正。更正原因：{newest.reason}。
              <PortalLink href={reportPath({ ...address, version: undefined })}>查看现行版本</PortalLink>
            </p>
          </Notice>
        )}
        {!outdated && report.version > 1 && (
          <Notice tone="information" title={`本报告已更正，现为第${report.version}版`}>
            <p>更正原因：{report.reason}。此前的版本见本页末尾。</p>
          </Notice>
        )}
        <Highlights content={content} address={address} />
        <Contents
          entries={content.parts.map((part, index) => ({ id: partId(index), title: `${part.numeral}、${part.title}` }))}
        />
        <ReportBody content={content} hrefOf={(figure) => recordsPath(address, figure)} />
        <section aria-labelledby="about">
          <h2 id="about">关于本报告</h2>
          <DefinitionList
            columns={2}
            entries={[
              { term: '发布日期', value: formatChinese(report.publishedOn) },
              { term: '版本', value: `第${report.version}版` },
              {
                term: '统计范围',
                value: content.scope === 'own' ? '本机关' : `本机关及所属共${content.organs.length}个机关`,
              },
              { term: '更正原因', value: report.reason },
              { term: '内容校验码（SHA-256）', value: <code class="break-anywhere">{report.sha256}</code>, wide: true },
            ]}
          />
          <DownloadList
            files={[
              { href: reportFilePath(address, 'pdf'), title: '年度报告（印制版式，可存档）', format: 'PDF' },
              { href: reportFilePath(address, 'docx'), title: '年度报告（可编辑）', format: 'Word 文档（DOCX）' },
              { href: reportFilePath(address, 'xlsx'), title: '年度报告三张表', format: 'Excel 工作簿（XLSX）' },
              { href: reportFilePath(address, 'html'), title: '年度报告网页文件', format: 'HTML' },
              {
                href: reportFilePath(address, 'json'),
                title: '年度报告数据（三张表与全部数字的记录链接）',
                format: 'JSON',
              },
              { href: reportFilePath(address, 'md'), title: '年度报告纯文本', format: 'Markdown' },
              { href: reportFilePath(address, 'ofd'), title: '年度报告（版式文档，试验）', format: 'OFD' },
            ]}
          />
          {versions.length > 1 && (
            <>
              <h3>历次版本</h3>
              <LinkList
                links={versions.map((version) => ({
                  href: reportPath({ ...address, version: version.version }),
                  title: `第${version.version}版`,
                  date: version.publishedOn,
                  detail: version.reason ?? '首次发布',
                }))}
              />
            </>
          )}
        </section>
      </article>
    ),
  };
}

/** For the first page of the portal: the numbers of the newest report, each open to its records. */
export function ReportNumbers({ report }: { report: PublishedReport }) {
  const { content } = report;
  const address = { organ: report.organCode, year: report.year, scope: report.scope };
  return (
    <section aria-labelledby="report-numbers">
      <h2 id="report-numbers">{report.year}年依申请公开数字</h2>
      <Highlights content={content} address={address} />
      <ResultBars content={content} address={address} />
      <p>
        <PortalLink href={reportPath(address)}>阅读{content.title}</PortalLink>
      </p>
      <p>
        <PortalLink href="/reports">全部年度报告</PortalLink>
      </p>
    </section>
  );
}

function ResultBars({ content, address }: { content: ReportContent; address: ReportAddress }) {
  const figures = [
    { name: '予以公开', figure: 'requests/granted/total', value: findRow(content.tables, 'granted')?.values[6] ?? 0 },
    { name: '部分公开', figure: 'requests/partial/total', value: findRow(content.tables, 'partial')?.values[6] ?? 0 },
    ...(Object.keys(RESULT_GROUPS) as ResultGroup[]).map((group) => ({
      name: RESULT_GROUPS[group].name,
      ...groupFigure(content.tables, group),
    })),
  ];
  return (
    <Bars
      label="办理结果"
      bars={figures.map(({ name, figure, value }) => ({
        name,
        value,
        ...(value ? { href: recordsPath(address, figure) } : {}),
      }))}
    />
  );
}
