import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, InputNumber, Modal, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { explainReportDifference, withdrawReportDifference } from '../../client.generated/index.ts';
import type { ReportDifference, ReportTask } from '../../client.generated/types.gen.ts';
import { useDone } from './task.tsx';
import { amount } from './words.tsx';

interface Values {
  figure: string;
  stated?: number;
  explanation: string;
}

/** Where the organ's figures are not those of its records; each with its reason. */
export function TaskDifferences({ task, onFigure }: { task: ReportTask; onFigure: (figure: string) => void }) {
  const [asked, setAsked] = useState<ReportDifference | 'typed' | null>(null);
  const done = useDone();
  const path = { year: task.year, organ: task.organCode };
  const withdraw = useMutation({
    mutationFn: (figure: string) => call(withdrawReportDifference({ path, body: { figure } })),
    onSuccess: () => done('已撤回'),
  });
  const mayFill = task.may.fill;
  return (
    <Card
      title={`与记录的差异（${task.differences.length}处）`}
      size="small"
      extra={
        mayFill ? (
          <Button size="small" onClick={() => setAsked('typed')}>
            填写本机关统计数
          </Button>
        ) : null
      }
    >
      {withdraw.error ? <Alert type="error" showIcon role="alert" title={withdraw.error.message} /> : null}
      {task.differences.length === 0 ? (
        <p className="sub">没有差异。本机关另有统计、与记录不一致的，请填写统计数并说明原因。</p>
      ) : (
        <Table
          rowKey="figure"
          size="small"
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 760 }}
          dataSource={task.differences}
          columns={[
            { title: '数字', dataIndex: 'title' },
            {
              title: '记录',
              key: 'counted',
              align: 'right',
              width: 90,
              render: (_, { figure, title, counted }) => (
                <Button
                  type="link"
                  size="small"
                  aria-label={`${title}的记录：${amount(counted)}`}
                  onClick={() => onFigure(figure)}
                >
                  {amount(counted)}
                </Button>
              ),
            },
            { title: '机关所报', dataIndex: 'stated', align: 'right', width: 90, render: amount },
            { title: '来源', dataIndex: 'sourceLabel', width: 130 },
            {
              title: '说明',
              key: 'explanation',
              render: (_, { explanation, explainedBy }) =>
                explanation === null ? (
                  <Tag color="error">未说明</Tag>
                ) : (
                  <>
                    {explanation}
                    <span className="sub">{explainedBy}</span>
                  </>
                ),
            },
            {
              title: '操作',
              key: 'acts',
              width: 130,
              render: (_, difference) =>
                mayFill ? (
                  <>
                    <Button type="link" size="small" onClick={() => setAsked(difference)}>
                      {difference.explanation === null ? '说明' : '修改'}
                    </Button>
                    {difference.explanation === null ? null : (
                      <Button type="link" size="small" onClick={() => withdraw.mutate(difference.figure)}>
                        撤回
                      </Button>
                    )}
                  </>
                ) : null,
            },
          ]}
        />
      )}
      {asked ? <ExplainForm task={task} difference={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function ExplainForm({
  task,
  difference,
  onClose,
}: {
  task: ReportTask;
  difference: ReportDifference | 'typed';
  onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<string | null>(null);
  const done = useDone();
  const path = { year: task.year, organ: task.organCode };
  const isTyped = difference === 'typed';
  const save = useMutation({
    mutationFn: ({ figure, stated, explanation }: Values) =>
      call(
        explainReportDifference({
          path,
          body: isTyped
            ? { figure, explanation, ...(stated === undefined ? {} : { stated }) }
            : { figure: difference.figure, explanation },
        }),
      ),
    onSuccess: () => {
      onClose();
      done('已保存');
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      title={isTyped ? '填写本机关统计数' : `说明差异：${difference.title}`}
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      {isTyped ? null : (
        <p>
          记录为{amount(difference.counted)}，机关所报为{amount(difference.stated)}（{difference.sourceLabel}）。
        </p>
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={isTyped ? {} : { explanation: difference.explanation ?? '' }}
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        {isTyped ? (
          <>
            <Form.Item name="figure" label="数字" rules={[{ required: true, message: '请选择数字' }]}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={task.figures.map(({ figure, title }) => ({ value: figure, label: title }))}
              />
            </Form.Item>
            <Form.Item name="stated" label="本机关统计数" rules={[{ required: true, message: '请填写统计数' }]}>
              <InputNumber min={0} className="number-field" />
            </Form.Item>
          </>
        ) : null}
        <Form.Item
          name="explanation"
          label="差异的原因"
          rules={[{ required: true, whitespace: true, message: '请说明差异的原因' }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </Form>
    </Modal>
  );
}
