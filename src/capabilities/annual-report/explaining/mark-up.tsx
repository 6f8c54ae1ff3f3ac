/** A copy of a report as one HTML file, with every finding marked in its place. No script, nothing loaded from elsewhere. */
import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import type { ReadReport, ReportCheck } from '../reading/read-report.ts';
import { cellId } from '../rules/checks/cells.ts';
import type { Finding } from '../rules/checks/finding.ts';
import { countsInWords, lookAt, placeName, quoteOf, reportName, SEVERITY_NAMES } from './describe.ts';
import { cellsOfFinding, MarkedTable } from './marked-tables.tsx';

const STYLE = `
body{font:16px/1.8 "Noto Serif CJK SC","Songti SC",SimSun,serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.4}h2{font-size:1.2rem;margin-top:2rem}p{margin:.4em 0}
table{border-collapse:collapse;width:100%;font-size:.875rem;margin:1em 0}th,td{border:1px solid #555;padding:.3em .5em;text-align:center;font-weight:normal}
th.label{text-align:left}.scroll{overflow-x:auto}
mark,td.marked{color:inherit}.error{background:#ffd6d1}.warning{background:#ffe9b8}.info{background:#d9ecff}
mark{border-bottom:2px solid #8a1c0e}mark.warning{border-bottom-style:dashed}mark.info{border-bottom-style:dotted}
sup a{font-size:.75rem;padding:0 .15em}a{color:#0b4f79}li{margin:.6em 0}.place{font-weight:bold}
blockquote{margin:.2em 0;padding-left:.8em;border-left:3px solid #999}
@media print{a{color:inherit;text-decoration:none}tr,li{break-inside:avoid}.scroll{overflow:visible}}
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

interface Numbered {
  number: number;
  finding: Finding;
}

/** The worst first; a place with several findings shows the colour of the worst. */
const RANK = { error: 0, warning: 1, info: 2 } as const;

function worst(findings: readonly Numbered[]): string {
  return findings.map(({ finding }) => finding.severity).sort((a, b) => RANK[a] - RANK[b])[0] ?? '';
}

export function References({ findings }: { findings: readonly Numbered[] }) {
  return (
    <sup>
      {findings.map(({ number }) => (
        <a key={number} href={`#finding-${number}`} aria-label={`第${number}处问题`}>
          {number}
        </a>
      ))}
    </sup>
  );
}

/** A stretch of the text, with its findings marked; lines are paragraphs. */
function Prose({
  text,
  start,
  end,
  findings,
}: {
  text: string;
  start: number;
  end: number;
  findings: readonly Numbered[];
}) {
  const paragraphs: ComponentChildren[] = [];
  let from = start;
  for (const line of text.slice(start, end).split('\n')) {
    if (line.trim() !== '')
      paragraphs.push(
        <p key={from}>
          <Line text={text} start={from} end={from + line.length} findings={findings} />
        </p>,
      );
    from += line.length + 1;
  }
  return <>{paragraphs}</>;
}

function Line({
  text,
  start,
  end,
  findings,
}: {
  text: string;
  start: number;
  end: number;
  findings: readonly Numbered[];
}) {
  const here = findings.filter(({ finding: { where } }) => 'quote' in where && where.start < end && where.end > start);
  const limits = new Set([start, end]);
  for (const { finding } of here) {
    if (!('quote' in finding.where)) continue;
    limits.add(Math.max(start, finding.where.start));
    limits.add(Math.min(end, finding.where.end));
  }
  const sorted = [...limits].sort((a, b) => a - b);
  return (
    <>
      {sorted.slice(0, -1).map((from, index) => {
        const to = sorted[index + 1]!;
        const covering = here.filter(
          ({ finding: { where } }) => 'quote' in where && where.start <= from && where.end >= to,
        );
        const piece = text.slice(from, to).replaceAll('\t', '　');
        if (covering.length === 0) return piece;
        const ending = covering.filter(({ finding: { where } }) => 'quote' in where && where.end === to);
        return (
          <mark key={from} class={worst(covering)}>
            {piece}
            {ending.length > 0 && <References findings={ending} />}
          </mark>
        );
      })}
    </>
  );
}

function FindingList({ findings }: { findings: readonly Numbered[] }) {
  return (
    <ol>
      {findings.map(({ number, finding }) => (
        <li key={number} id={`finding-${number}`} value={number}>
          <span class="place">
            <span class={finding.severity}>[{SEVERITY_NAMES[finding.severity]}]</span> {placeName(finding)}
          </span>
          {quoteOf(finding) !== '' && <blockquote>{quoteOf(finding)}</blockquote>}
          <p>{finding.message}</p>
          <p>核对：{lookAt(finding)}</p>
        </li>
      ))}
    </ol>
  );
}

const TABLES = ['proactive', 'requests', 'remedies'] as const;

/**
 * The report with its findings in place. Tables are drawn as they were read, in the form's layout; their text as it
 * stood in the file follows folded up, so that a misreading can be seen.
 */
export function markUpReport(report: ReadReport, check: ReportCheck): string {
  const numbered = check.findings.map((finding, index): Numbered => ({ number: index + 1, finding }));
  const cells = new Map<string, Numbered[]>();
  for (const entry of numbered)
    for (const place of cellsOfFinding(entry.finding)) {
      const id = cellId(place);
      cells.set(id, [...(cells.get(id) ?? []), entry]);
    }
  const mark = (id: string) => {
    const findings = cells.get(id);
    return findings && { severity: worst(findings), references: <References findings={findings} /> };
  };
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const [index, span] of report.tableSpans.entries()) {
    const start = Math.max(at, span.start);
    const end = Math.max(start, span.end);
    pieces.push(
      <Prose key={`before-${index}`} text={report.text} start={at} end={start} findings={numbered} />,
      <MarkedTable key={index} table={TABLES[index]!} check={check} mark={mark} />,
      <details key={`raw-${index}`}>
        <summary>文件中这张表的原文</summary>
        <Prose text={report.text} start={start} end={end} findings={numbered} />
      </details>,
    );
    at = end;
  }
  const title = `${reportName(check)}（标注稿）`;
  const document = render(
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <p>
            文件：{check.file}　格式：{check.form}年格式
          </p>
          <p>{numbered.length === 0 ? '未发现问题。' : `共发现${countsInWords(check.findings)}。`}</p>
        </header>
        {numbered.length > 0 && (
          <section aria-labelledby="findings">
            <h2 id="findings">发现的问题</h2>
            <FindingList findings={numbered} />
          </section>
        )}
        <main aria-labelledby="copy">
          <h2 id="copy">报告全文</h2>
          {pieces}
          <Prose text={report.text} start={at} end={report.text.length} findings={numbered} />
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${document}\n`;
}
