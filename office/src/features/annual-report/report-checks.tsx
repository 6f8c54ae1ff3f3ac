import { InboxOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Progress, Select, Space, Table, Tag, Upload } from 'antd';
import { useMemo, useState } from 'react';
import { call, Fault } from '../../api.ts';
import { type CheckedReport, type CheckedReportFile, listReportChecks } from '../../client.generated/index.ts';
import type { Problem } from '../../client.generated/types.gen.ts';
import { Chart } from '../../components/chart.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import type { palettes } from '../../theme.ts';

type Palette = (typeof palettes)['light'];

const SEVERITIES = {
  error: { label: '错误', color: 'red' },
  warning: { label: '警告', color: 'orange' },
  info: { label: '提示', color: 'blue' },
} as const;

const MEASURES = [
  ['received', '本年新收', '件'],
  ['carried', '上年结转', '件'],
  ['finished', '办理结果总计', '件'],
  ['granted', '予以公开', '件'],
  ['denied', '不予公开', '件'],
  ['forward', '结转下年度', '件'],
  ['refusalRate', '不予公开率', '%'],
  ['forwardRate', '结转率', '%'],
  ['reconsiderations', '行政复议', '件'],
  ['reconsiderationCorrectionRate', '复议纠正率', '%'],
] as const;

const MOST_IN_CHART = 20;

interface Refused {
  file: string;
  why: string;
}

/** One file to the server. @throws Fault */
async function checkFile(file: File): Promise<CheckedReportFile> {
  const body = new FormData();
  body.set('file', file, file.name);
  let response: Response;
  try {
    response = await fetch('/api/v1/office/report-checks', { method: 'POST', body });
  } catch {
    throw new Fault(0, undefined);
  }
  if (response.ok) return (await response.json()) as CheckedReportFile;
  throw new Fault(response.status, (await response.json().catch(() => undefined)) as Problem | undefined);
}

function save(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function shown(value: number | null | undefined, unit: string): string {
  return value === null || value === undefined ? '—' : unit === '%' ? `${value}%` : String(value);
}

/** Reports that other organs published: read, checked, kept by year and compared. */
export default function ReportChecks() {
  const { may } = useOffice();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [year, setYear] = useState<number | null>(null);
  const [opened, setOpened] = useState<CheckedReport | null>(null);
  const [fresh, setFresh] = useState<ReadonlyMap<string, CheckedReportFile>>(new Map());
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const { data, error, refetch } = useQuery({
    queryKey: ['report-checks'],
    queryFn: () => call(listReportChecks()),
  });

  /** One after the other, so that a folder of files is no burden; a bad file never stops the others. */
  async function checkAll(files: readonly File[]): Promise<void> {
    setRefused([]);
    const made = new Map<string, CheckedReportFile>();
    const faults: Refused[] = [];
    for (const [index, file] of files.entries()) {
      setProgress({ done: index, all: files.length });
      try {
        const checked = await checkFile(file);
        made.set(checked.id, checked);
      } catch (fault) {
        faults.push({ file: file.name, why: fault instanceof Error ? fault.message : String(fault) });
      }
    }
    setProgress(null);
    setRefused(faults);
    setFresh((before) => new Map([...before, ...made]));
    await queries.invalidateQueries({ queryKey: ['report-checks'] });
    if (made.size > 0) void message.success(`已检查${made.size}份报告`);
    const [only] = made.values();
    if (made.size === 1 && only) setOpened(only);
  }

  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const years = [...new Set(data.map((report) => report.year))].filter((one) => one !== null);
  const reports = year === null ? data : data.filter((report) => report.year === year);
  return (
    <>
      <PageTitle title="检查外部年度报告">
        <Space>
          <Select
            aria-label="年度"
            style={{ width: 130 }}
            value={year}
            onChange={setYear}
            options={[{ value: null, label: '全部年度' }, ...years.map((one) => ({ value: one, label: `${one}年度` }))]}
          />
          <Button
            href={`/api/v1/office/report-checks.xlsx${year === null ? '' : `?year=${year}`}`}
            disabled={reports.length === 0}
          >
            下载问题清单（XLSX）
          </Button>
        </Space>
      </PageTitle>
      {may('annual-report.compile') ? (
        <div className="report-drop">
          <Upload.Dragger
            multiple
            showUploadList={false}
            disabled={progress !== null}
            accept=".txt,.md,.html,.htm,.docx,.xlsx,.odt,.ods,.ofd,.pdf"
            beforeUpload={(file, files) => {
              // Called for every file; the whole choice is worked through once.
              if (file === files[0]) void checkAll(files);
              return Upload.LIST_IGNORE;
            }}
          >
            <p className="ant-upload-drag-icon">
              <InboxOutlined />
            </p>
            <p>点击选择或者拖入一份或者多份年度报告</p>
            <p className="sub">
              纯文本、Markdown、网页、DOCX、XLSX、ODT、ODS、带文字的PDF，每份不超过20
              MB。文件本身不保存，只保存读出的数据和发现的问题。
            </p>
          </Upload.Dragger>
        </div>
      ) : null}
      <div aria-live="polite">
        {progress ? (
          <Progress
            percent={Math.round((progress.done / progress.all) * 100)}
            format={() => `${progress.done}/${progress.all}`}
          />
        ) : null}
      </div>
      {refused.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={`${refused.length}个文件没有检查`}
          description={
            <ul className="plain">
              {refused.map(({ file, why }) => (
                <li key={file}>
                  {file}：{why}
                </li>
              ))}
            </ul>
          }
        />
      ) : null}
      {reports.length === 0 ? (
        <Nothing title="还没有检查过报告" advice="上传其他机关公布的年度报告，检查结果按年度保存在这里。" />
      ) : (
        <>
          <Checked reports={reports} onOpen={setOpened} />
          <Comparison reports={reports} />
        </>
      )}
      <Findings report={opened} file={opened ? fresh.get(opened.id) : undefined} onClose={() => setOpened(null)} />
    </>
  );
}

function Checked({ reports, onOpen }: { reports: readonly CheckedReport[]; onOpen: (report: CheckedReport) => void }) {
  return (
    <Table
      size="middle"
      rowKey="id"
      scroll={{ x: 980 }}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={[...reports]}
      columns={[
        {
          title: '机关',
          key: 'organ',
          render: (_, report) => (
            <Button type="link" onClick={() => onOpen(report)}>
              {report.organName ?? '（未写明机关）'}
            </Button>
          ),
        },
        { title: '年度', dataIndex: 'year', width: 80, render: (value: number | null) => value ?? '—' },
        { title: '文件', dataIndex: 'fileName', ellipsis: true },
        {
          title: '发现的问题',
          key: 'found',
          width: 230,
          render: (_, { errors, warnings, hints }) =>
            errors + warnings + hints === 0 ? (
              <Tag color="green">未发现问题</Tag>
            ) : (
              <>
                {errors > 0 ? <Tag color="red">错误{errors}</Tag> : null}
                {warnings > 0 ? <Tag color="orange">警告{warnings}</Tag> : null}
                {hints > 0 ? <Tag color="blue">提示{hints}</Tag> : null}
              </>
            ),
        },
        {
          title: '检查',
          key: 'checked',
          width: 190,
          render: (_, { checkedAt, checkedBy }) => (
            <>
              {new Date(checkedAt).toLocaleString('zh-CN', {
                timeZone: 'Asia/Shanghai',
                dateStyle: 'short',
                timeStyle: 'short',
              })}
              <span className="sub">{checkedBy}</span>
            </>
          ),
        },
      ]}
    />
  );
}

function nameOf({ organName, fileName, year }: CheckedReport): string {
  return `${organName ?? fileName}${year === null ? '' : `（${year}）`}`;
}

function Comparison({ reports }: { reports: readonly CheckedReport[] }) {
  const [key, setKey] = useState<string>('received');
  const [, label, unit] = MEASURES.find(([one]) => one === key) ?? MEASURES[0];
  const drawn = useMemo(
    () =>
      [...reports]
        .filter(({ measures }) => typeof measures[key] === 'number')
        .sort((a, b) => (b.measures[key] ?? 0) - (a.measures[key] ?? 0))
        .slice(0, MOST_IN_CHART),
    [reports, key],
  );
  const options = useMemo(
    () => (palette: Palette) => ({
      grid: { left: 220, right: 60, top: 4, bottom: 4 },
      xAxis: { type: 'value' as const, show: false },
      yAxis: {
        type: 'category' as const,
        inverse: true,
        data: drawn.map(nameOf),
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: palette.inkSoft, width: 210, overflow: 'truncate' as const },
      },
      series: [
        {
          type: 'bar' as const,
          data: drawn.map(({ measures }) => measures[key] ?? 0),
          itemStyle: { color: palette.accent },
          barMaxWidth: 18,
          label: { show: true, position: 'right' as const, color: palette.ink },
        },
      ],
    }),
    [drawn, key],
  );
  return (
    <section aria-label="比较">
      <PageTitle title="比较">
        <Select
          aria-label="比较的数据"
          style={{ width: 160 }}
          value={key}
          onChange={setKey}
          options={MEASURES.map(([value, name]) => ({ value, label: name }))}
        />
      </PageTitle>
      {drawn.length > 0 ? (
        <Chart
          title={`${label}${reports.length > drawn.length ? `（前${drawn.length}份）` : ''}`}
          options={options}
          head={['报告', label]}
          rows={drawn.map((report) => [nameOf(report), shown(report.measures[key], unit)])}
          height={Math.max(120, drawn.length * 28)}
        />
      ) : null}
      <Table
        size="small"
        rowKey="id"
        scroll={{ x: 1180 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...reports]}
        columns={[
          { title: '报告', key: 'name', fixed: 'left' as const, width: 240, render: (_, report) => nameOf(report) },
          ...MEASURES.map(([one, title, ofUnit]) => ({
            title,
            key: one,
            align: 'right' as const,
            sorter: (a: CheckedReport, b: CheckedReport) => (a.measures[one] ?? -1) - (b.measures[one] ?? -1),
            render: (_: unknown, report: CheckedReport) => shown(report.measures[one], ofUnit),
          })),
        ]}
      />
    </section>
  );
}

function Findings({
  report,
  file,
  onClose,
}: {
  report: CheckedReport | null;
  /** Only of a report checked in this sitting: the file itself is not kept. */
  file: CheckedReportFile | undefined;
  onClose: () => void;
}) {
  return (
    <Drawer open={report !== null} onClose={onClose} size={720} title={report ? nameOf(report) : ''}>
      {report ? (
        <>
          {file ? (
            <Space wrap>
              <Button type="primary" onClick={() => save(`${report.fileName}.html`, file.marked, 'text/html')}>
                下载标注副本
              </Button>
              <Button onClick={() => save(`${report.fileName}.摘要.txt`, file.summary, 'text/plain')}>下载摘要</Button>
            </Space>
          ) : (
            <p className="sub">文件不保存。需要标注副本和摘要的，请重新上传该文件。</p>
          )}
          {report.findings.length === 0 ? (
            <Nothing title="未发现问题" advice="各项数据、勾稽关系和文字表述没有发现矛盾。" />
          ) : (
            <ol>
              {report.findings.map((finding, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity of their own and never change
                <li key={index}>
                  <Tag color={SEVERITIES[finding.severity].color}>{SEVERITIES[finding.severity].label}</Tag>
                  <strong>{finding.place}</strong>
                  {finding.quote ? <blockquote>{finding.quote}</blockquote> : null}
                  <p>{finding.message}</p>
                  <p className="sub">{finding.lookAt}</p>
                </li>
              ))}
            </ol>
          )}
        </>
      ) : null}
    </Drawer>
  );
}
