import { Alert, Card, Checkbox, Tag } from 'antd';
import { useState } from 'react';
import { Editor } from '../../editor/index.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { Nothing } from '../../shell/states.tsx';
import { kindLabels, severityColours, severityLabels } from './terms.ts';
import { useScreening } from './use-screening.ts';

/** A text from anywhere, screened and mended on the spot; nothing of it is kept. */
export default function CheckText() {
  const { organ } = useOffice();
  const [html, setHtml] = useState('');
  const [includeSuspects, setSuspects] = useState(false);
  const { findings, counts, error, isChecking, onApplyFinding } = useScreening({
    html,
    includeSuspects,
    ...(organ ? { organCode: organ } : {}),
  });
  return (
    <>
      <PageTitle title="筛查文本">
        <Checkbox checked={includeSuspects} onChange={(event) => setSuspects(event.target.checked)}>
          同时列出疑点
        </Checkbox>
      </PageTitle>
      <p>粘贴或者输入文本，停顿后自动筛查。F8到下一处，Alt+Enter采用建议。文本不保存。</p>
      {error ? <Alert type="error" showIcon role="alert" title={error.message} /> : null}
      <div className="screening-editor">
        <Editor
          label="待筛查的文本"
          placeholder="粘贴待筛查的文本"
          value={html}
          onChange={setHtml}
          findings={findings}
          onApplyFinding={onApplyFinding}
        />
        <Card
          title={
            <span aria-live="polite">
              {isChecking
                ? '正在筛查…'
                : counts
                  ? `须改${counts.error}处，存疑${counts.warning}处${includeSuspects ? `，疑点${counts.info}处` : ''}`
                  : '筛查结果'}
            </span>
          }
        >
          {findings.length === 0 ? (
            <Nothing title={counts ? '没有发现问题' : '还没有文本'} advice="发现的问题在这里列出，并在文中标示。" />
          ) : (
            <ul className="plain">
              {findings.map(({ source }) => (
                <li key={`${source.start} ${source.rule}`}>
                  <Tag color={severityColours[source.severity]}>{severityLabels[source.severity]}</Tag>
                  <strong>{source.text.slice(0, 40)}</strong>
                  {source.suggestion === null ? null : source.suggestion === '' ? ' 删去' : ` → ${source.suggestion}`}
                  <span className="sub">
                    {kindLabels[source.kind]}　{source.message}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}
