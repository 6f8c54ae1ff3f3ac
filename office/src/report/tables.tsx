import type { ReactNode } from 'react';
import type { ReportDraft } from '../client.generated/types.gen.ts';

type Report = ReportDraft['report'];
interface TableProps {
  report: Report;
  onFigure: (figure: string) => void;
}

/** A figure that opens the records it counts. */
function Figure({
  value,
  figure,
  onFigure,
}: {
  value: number | null;
  figure: string;
  onFigure: TableProps['onFigure'];
}) {
  if (value === null) return <>—</>;
  if (value === 0) return <>0</>;
  return (
    <button type="button" className="figure" onClick={() => onFigure(figure)}>
      {value}
    </button>
  );
}

function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keys
    <section className="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

export function ProactiveTable({ report, onFigure }: TableProps) {
  const { proactive } = report.tables;
  const documents = [
    { key: 'rules', label: '规章', values: proactive.rules },
    { key: 'normativeDocuments', label: '行政规范性文件', values: proactive.normativeDocuments },
  ];
  const columns = ['issued', 'repealed', 'inForce'];
  const acts = [
    { key: 'licensing', label: '行政许可', value: proactive.licensing, unit: '件' },
    { key: 'penalties', label: '行政处罚', value: proactive.penalties, unit: '件' },
    { key: 'compulsion', label: '行政强制', value: proactive.compulsion, unit: '件' },
    { key: 'chargesWan', label: '行政事业性收费', value: proactive.chargesWan, unit: '万元' },
  ];
  return (
    <Scroll label="主动公开政府信息情况">
      <table className="official">
        <thead>
          <tr>
            <th scope="col">信息内容</th>
            <th scope="col">本年制发件数</th>
            <th scope="col">本年废止件数</th>
            <th scope="col">现行有效件数</th>
          </tr>
        </thead>
        <tbody>
          {documents.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {columns.map((column, i) => (
                <td key={column}>
                  <Figure value={values[i] ?? null} figure={`proactive/${key}/${column}`} onFigure={onFigure} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <table className="official">
        <thead>
          <tr>
            <th scope="col">信息内容</th>
            <th scope="col">本年处理决定数量、收费金额</th>
          </tr>
        </thead>
        <tbody>
          {acts.map(({ key, label, value, unit }) => (
            <tr key={key}>
              <th scope="row">
                {label}（{unit}）
              </th>
              <td>
                <Figure value={value} figure={`proactive/${key}`} onFigure={onFigure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const APPLICANTS = [
  ['natural', '自然人'],
  ['business', '商业企业'],
  ['research', '科研机构'],
  ['welfare', '社会公益组织'],
  ['legal', '法律服务机构'],
  ['other', '其他'],
  ['total', '总计'],
] as const;

export function RequestsTable({ report, onFigure, findings }: TableProps & { findings: ReportDraft['findings'] }) {
  const faulty = new Set(
    findings.filter(({ table, severity }) => table === 'requests' && severity === 'error').map(({ row }) => row),
  );
  return (
    <Scroll label="收到和处理政府信息公开申请情况">
      <table className="official">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              事项
            </th>
            <th scope="col" rowSpan={2}>
              自然人
            </th>
            <th scope="colgroup" colSpan={5}>
              法人或其他组织
            </th>
            <th scope="col" rowSpan={2}>
              总计
            </th>
          </tr>
          <tr>
            {APPLICANTS.slice(1, 6).map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.tables.requests.rows.map((row) => (
            <tr key={row.key} className={faulty.has(row.key) ? 'faulty' : undefined}>
              <th scope="row" className="row-label">
                {row.label}
              </th>
              {APPLICANTS.map(([column], i) => (
                <td key={column}>
                  <Figure value={row.values[i] ?? null} figure={`requests/${row.key}/${column}`} onFigure={onFigure} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const RESULTS = [
  ['upheld', '结果维持'],
  ['corrected', '结果纠正'],
  ['other', '其他结果'],
  ['pending', '尚未审结'],
  ['total', '总计'],
] as const;

export function RemediesTable({ report, onFigure }: TableProps) {
  const { reconsideration, litigationDirect, litigationAfterReconsideration } = report.tables.remedies;
  const rows = [
    { key: 'reconsideration', label: '行政复议', values: reconsideration },
    { key: 'litigationDirect', label: '未经复议直接起诉', values: litigationDirect },
    { key: 'litigationAfterReconsideration', label: '复议后起诉', values: litigationAfterReconsideration },
  ];
  return (
    <Scroll label="行政复议、行政诉讼情况">
      <table className="official">
        <thead>
          <tr>
            <th scope="col">途径</th>
            {RESULTS.map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, values }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {RESULTS.map(([column], i) => (
                <td key={column}>
                  <Figure value={values[i] ?? null} figure={`remedies/${key}/${column}`} onFigure={onFigure} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
