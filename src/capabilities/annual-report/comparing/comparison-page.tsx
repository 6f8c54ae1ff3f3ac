/** The comparison as one HTML file: the table, and every measure as bars. No script, nothing loaded. */
import { createHash } from 'node:crypto';
import { render } from 'preact-render-to-string';
import { MEASURES, measureText } from '../rules/comparing/measures.ts';
import { type ComparedReport, MEASURE_NOTES } from './comparison.ts';

const STYLE = `
body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}th,td{border:1px solid #767676;padding:.3em .6em;text-align:right;white-space:nowrap;font-weight:normal}
thead th{text-align:center;background:#f2f2f2}tbody th,td.file{text-align:left}
.bars{list-style:none;padding:0}.bars li{display:grid;grid-template-columns:20rem 1fr 5rem;gap:.8rem;align-items:center}
svg{width:100%;height:1em}.track{fill:#e6e6e6}.fill{fill:#0b4f79}
@media (max-width:40rem){.bars li{grid-template-columns:1fr}}
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const nameOf = ({ organ, year }: ComparedReport): string => `${organ ?? '（未识别机关）'} ${year ?? '（未识别年份）'}`;

/** One measure as bars, the value beside each; reports of which it is not known are left out. */
function MeasureBars({
  measure: { key, name, unit, note },
  reports,
}: {
  measure: (typeof MEASURES)[number];
  reports: readonly ComparedReport[];
}) {
  const known = reports.filter(({ values }) => values[key] !== null);
  if (known.length === 0) return null;
  const greatest = Math.max(1, ...known.map(({ values }) => values[key] ?? 0));
  return (
    <section>
      <h2>
        {name}（{unit}）
      </h2>
      <p>{note}</p>
      <ul class="bars">
        {known.map((report) => (
          <li key={report.file}>
            <span>{nameOf(report)}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="track" width="100" height="10" />
              <rect class="fill" width={(((report.values[key] ?? 0) / greatest) * 100).toFixed(2)} height="10" />
            </svg>
            <span>{measureText({ unit }, report.values[key])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function comparisonHtml(reports: readonly ComparedReport[]): string {
  const document = render(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>政府信息公开工作年度报告数据对比</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <h1>政府信息公开工作年度报告数据对比</h1>
        <p>共{reports.length}份报告。每行的数值都来自行末所列文件。</p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">机关</th>
                <th scope="col">年度</th>
                {MEASURES.map(({ key, name, unit }) => (
                  <th key={key} scope="col">
                    {name}（{unit}）
                  </th>
                ))}
                <th scope="col">文件</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.file}>
                  <th scope="row">{report.organ ?? '（未识别）'}</th>
                  <td>{report.year ?? '—'}</td>
                  {MEASURES.map((measure) => (
                    <td key={measure.key}>{measureText(measure, report.values[measure.key])}</td>
                  ))}
                  <td class="file">{report.file}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {MEASURES.map((measure) => (
          <MeasureBars key={measure.key} measure={measure} reports={reports} />
        ))}
        <h2>说明</h2>
        <ul>
          {MEASURE_NOTES.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </body>
    </html>,
  );
  return `<!doctype html>${document}\n`;
}
