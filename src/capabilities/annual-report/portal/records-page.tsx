import type { Organ } from '../../../platform/identity/index.ts';
import {
  type Column,
  DataTable,
  EmptyState,
  type PageContent,
  PageHeading,
  PortalLink,
} from '../../../portal/index.ts';
import { monthlyFigureKinds } from '../../administrative-acts/index.ts';
import { validityLabels } from '../../documents/index.ts';
import { remedyKindLabels } from '../../remedies/index.ts';
import { isOutcome, outcomeRule } from '../../requests/index.ts';
import type { RecordPage } from '../commands/list-records.ts';
import { COLUMN_LABELS } from '../rules/form.ts';
import { type ReportAddress, recordsPath, reportPath } from './addresses.ts';
import { reportsBreadcrumb } from './pages.tsx';

const results = { upheld: '结果维持', corrected: '结果纠正', other: '其他结果' } as const;

function RecordsTable({ page, organs }: { page: RecordPage; organs: ReadonlyMap<string, Organ> }) {
  const organName = (code: string): string => organs.get(code)?.name ?? code;
  const frame = { id: 'records', caption: page.title, captionHidden: true };
  const organColumn = <Row extends { organCode: string }>(): Column<Row> => ({
    key: 'organ',
    header: '行政机关',
    cell: (row) => organName(row.organCode),
  });
  switch (page.kind) {
    case 'applications':
      return (
        <DataTable
          {...frame}
          rows={page.items}
          rowKey={(row) => row.id}
          columns={[
            { key: 'number', header: '登记编号', cell: (row) => row.number, rowHeader: true },
            organColumn(),
            { key: 'applicant', header: '申请人', cell: (row) => COLUMN_LABELS[row.applicantCategory] },
            { key: 'received', header: '收到日期', cell: (row) => row.receivedOn },
            { key: 'due', header: '答复期限', cell: (row) => row.dueOn ?? '—' },
            { key: 'closed', header: '答复送达', cell: (row) => row.closedOn ?? '办理中' },
            {
              key: 'outcome',
              header: '办理结果',
              cell: (row) => (isOutcome(row.outcome) ? outcomeRule(row.outcome).label : '—'),
            },
          ]}
        />
      );
    case 'remedies':
      return (
        <DataTable
          {...frame}
          rows={page.items}
          rowKey={(row) => row.id}
          columns={[
            { key: 'number', header: '案号', cell: (row) => row.caseNumber, rowHeader: true },
            organColumn(),
            { key: 'kind', header: '类型', cell: (row) => remedyKindLabels[row.kind] },
            { key: 'filed', header: '提起日期', cell: (row) => row.filedOn },
            { key: 'concluded', header: '审结日期', cell: (row) => row.concludedOn ?? '尚未审结' },
            { key: 'result', header: '结果', cell: (row) => (row.result ? results[row.result] : '—') },
          ]}
        />
      );
    case 'documents':
      return (
        <DataTable
          {...frame}
          rows={page.items}
          rowKey={(row) => row.id}
          columns={[
            { key: 'title', header: '文件名称', cell: (row) => row.title, rowHeader: true },
            { key: 'number', header: '发文字号', cell: (row) => row.documentNumber },
            organColumn(),
            { key: 'issued', header: '制发日期', cell: (row) => row.issuedOn },
            { key: 'status', header: '现在的有效性', cell: (row) => validityLabels[row.status] },
            { key: 'ended', header: '废止或失效日期', cell: (row) => row.endedOn ?? '—' },
          ]}
        />
      );
    case 'monthly-figures':
      return (
        <DataTable
          {...frame}
          rows={page.items}
          rowKey={(row) => `${row.organCode}/${row.month}`}
          columns={[
            { key: 'organ', header: '填报机关', cell: (row) => organName(row.organCode), rowHeader: true },
            { key: 'month', header: '月份', cell: (row) => row.month },
            {
              key: 'value',
              header: `数量（${monthlyFigureKinds[page.items[0]?.kind ?? 'licensing'].unit}）`,
              cell: (row) => row.value,
              numeric: true,
            },
            {
              key: 'version',
              header: '更正情况',
              cell: (row) => (row.version > 1 ? `第${row.version}次填报：${row.reason}` : '—'),
            },
          ]}
        />
      );
  }
}

/** The records a figure counts. Nothing here names an applicant or shows what was asked for. */
export function recordsPage(
  page: RecordPage,
  address: ReportAddress,
  figure: string,
  reported: number | null,
  organs: ReadonlyMap<string, Organ>,
  isFirst: boolean,
): PageContent {
  const title = `${page.title}：记录`;
  const next =
    page.next === null
      ? null
      : `${recordsPath(address, figure)}${address.scope ? '&' : '?'}after=${encodeURIComponent(page.next)}`;
  return {
    title,
    breadcrumbs: [
      reportsBreadcrumb,
      { href: reportPath(address), label: `${address.year}年度` },
      { label: '数字背后的记录' },
    ],
    section: '/reports',
    meta: { hiddenFromSearch: true },
    children: (
      <>
        <PageHeading
          kicker={`${address.year}年度报告`}
          title={page.title}
          lede={
            reported === null ? '以下是计入这个数字的记录。' : `报告中的数字是${reported}。以下是计入这个数字的记录。`
          }
        />
        {page.items.length === 0 ? (
          <EmptyState title="没有记录">这个数字是0，没有计入任何记录。</EmptyState>
        ) : (
          <RecordsTable page={page} organs={organs} />
        )}
        <p class="table-note">为保护个人信息，这里不显示申请人姓名和申请内容。</p>
        <ul class="link-list">
          {next !== null && (
            <li>
              <PortalLink href={next} rel="next">
                下一页
              </PortalLink>
            </li>
          )}
          {!isFirst && (
            <li>
              <PortalLink href={recordsPath(address, figure)}>回到第一页</PortalLink>
            </li>
          )}
          <li>
            <PortalLink href={reportPath(address)}>回到年度报告</PortalLink>
          </li>
        </ul>
      </>
    ),
  };
}
