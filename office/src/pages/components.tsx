import { Alert, Button, Card, Form, Input, Progress, Select, Space, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { Fault } from '../api.ts';
import { Chart } from '../components/chart.tsx';
import { DateField } from '../components/date-field.tsx';
import { DaysLeft } from '../components/days-left.tsx';
import { Editor, type EditorFinding } from '../editor/index.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Nothing } from '../shell/states.tsx';

const TEXT = `<h2>关于进一步做好政府信息公开工作的通知</h2>
<p>各街道办事处、区政府各部门：</p>
<p>为保障公民、法人和其他组织依法获取政府信息<sup><a href="#fn-1" id="fnref-1">1</a></sup>，现将有关事项布署如下。</p>
<h3>一、<strong>主动公开</strong></h3>
<ul><li>按季度更新目录</li><li>失效的规范性文件及时标注</li></ul>
<table><caption>表1　各单位受理情况</caption><thead><tr><th>单位</th><th>新收</th><th>办结</th></tr></thead>
<tbody><tr><td>区住房和城乡建设局</td><td>12</td><td>9</td></tr><tr><td>区自然资源和规划分局</td><td>7</td><td>7</td></tr></tbody></table>
<p class="signature">区人民政府办公室</p><p class="signature">2022年5月10日</p>
<ol><li id="fn-1">《中华人民共和国政府信息公开条例》第一条。</li></ol>`;

const FINDINGS: readonly EditorFinding[] = [
  { from: 63, to: 65, text: '布署', message: '“布署”应为“部署”。', suggestion: '部署', severity: 'error' },
  { from: 19, to: 26, text: '各街道办事处、', message: '请核对主送机关是否完整。', severity: 'info' },
];

/** The office's parts in their states, for those who build pages and for the accessibility tests. */
export default function Components() {
  const [text, setText] = useState(TEXT);
  const days = (state: string, workingDaysLeft: number | null, calendarMissing: number | null = null) => (
    <DaysLeft key={`${state}${workingDaysLeft}`} item={{ state, workingDaysLeft, calendarMissing }} />
  );
  return (
    <>
      <PageTitle title="界面组件">
        <Button>次要操作</Button>
        <Button type="primary">主要操作</Button>
      </PageTitle>
      <Card title="剩余期限和状态">
        <Space wrap>
          {days('processing', 12)}
          {days('processing', 4)}
          {days('processing', 1)}
          {days('processing', 0)}
          {days('processing', -3)}
          {days('suspended', null)}
          {days('submitted', null)}
          {days('processing', null, 2027)}
          {days('closed', null)}
          <Tag>普通标签</Tag>
        </Space>
      </Card>
      <Card title="编辑器">
        <Editor label="正文示例" value={text} onChange={setText} findings={FINDINGS} />
        <details>
          <summary>编辑器给出的内容</summary>
          <pre className="sample-code" data-testid="editor-value">
            {text}
          </pre>
        </details>
      </Card>
      <Card title="编辑器（空白、只读）">
        <div className="stack">
          <Editor label="空白示例" value="" placeholder="在此填写或者粘贴正文" />
          <Editor label="只读示例" value="<p>本版本已发布，正文不能修改。</p>" readOnly />
        </div>
      </Card>
      <Card title="提示">
        <div className="stack">
          <Alert type="info" showIcon title="一般说明" />
          <Alert type="success" showIcon title="已完成" />
          <Alert type="warning" showIcon title="需要注意" description="说明为什么，以及可以怎样做。" />
          <Alert type="error" showIcon title="没有成功" description="说明原因和下一步。" />
          <Progress percent={60} aria-label="进度示例" />
        </div>
      </Card>
      <Card title="表单" className="form-card">
        <Form layout="vertical" initialValues={{ wrong: '内容' }}>
          <Form.Item label="必填项" name="plain" required extra="填写说明">
            <Input />
          </Form.Item>
          <Form.Item label="有误的项" name="wrong" validateStatus="error" help="说明错在哪里、怎样改">
            <Input />
          </Form.Item>
          <Form.Item label="日期" name="day">
            <DateField />
          </Form.Item>
          <Form.Item label="选项" name="choice">
            <Select options={[{ value: 'a', label: '甲' }]} placeholder="请选择" />
          </Form.Item>
          <Form.Item label="开关" name="switch" valuePropName="checked">
            <Switch />
          </Form.Item>
          <Space>
            <Button type="primary">提交</Button>
            <Button disabled>不可用</Button>
            <Button danger>有后果的操作</Button>
          </Space>
        </Form>
      </Card>
      <Card title="表格和图">
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          scroll={{ x: 480 }}
          dataSource={[
            { name: '一个名称很长、需要折行显示而不应当撑破版面的机关单位全称示例', count: 12 },
            { name: '某机关', count: 3 },
          ]}
          columns={[
            { title: '机关', dataIndex: 'name' },
            { title: '件数', dataIndex: 'count', align: 'right', width: 90 },
          ]}
        />
        <Chart title="图示例" options={chartOptions} head={['月份', '件数']} rows={CHART_ROWS} height={200} />
      </Card>
      <Card title="没有内容">
        <Nothing
          title="没有符合条件的记录"
          advice="可以放宽筛选条件，或者清除全部条件。"
          action={<Button>清除条件</Button>}
        />
      </Card>
      <Card title="出错">
        <FaultView
          error={
            new Fault(503, {
              type: 'urn:gongkai:problem:unavailable',
              title: '暂时不能处理',
              status: 503,
              detail: '数据库正在维护，请稍后再试。',
              instance: 'urn:uuid:00000000-0000-4000-8000-000000000000',
            })
          }
          retry={() => undefined}
        />
      </Card>
    </>
  );
}

const CHART_ROWS = [
  ['1月', 12],
  ['2月', 8],
  ['3月', 15],
] as const;

function chartOptions(palette: { accent: string }) {
  return {
    color: [palette.accent],
    grid: { left: 40, right: 10, top: 10, bottom: 24 },
    xAxis: { type: 'category' as const, data: CHART_ROWS.map(([month]) => month) },
    yAxis: { type: 'value' as const },
    series: [{ type: 'bar' as const, data: CHART_ROWS.map(([, count]) => count) }],
  };
}
