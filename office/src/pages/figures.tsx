import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call, Fault, showBesideFields } from '../api.ts';
import { getMonthlyFigures, reportMonthlyFigure } from '../client.generated/index.ts';
import type { MonthlyFigures } from '../client.generated/types.gen.ts';
import { useOffice } from '../session.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { FaultView, Loading } from '../shell/states.tsx';

type Kind = MonthlyFigures['kinds'][number];

interface Cell {
  kind: Kind;
  month: string;
  value: number | null;
  version: number;
}

const monthsOf = (year: number): string[] =>
  Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);

export default function Figures() {
  const { me, organ: current, organs } = useOffice();
  const [search, setSearch] = useSearchParams();
  const [cell, setCell] = useState<Cell | null>(null);
  const organ = search.get('organ') ?? current ?? me.posts[0]?.organCode ?? organs[0]?.code ?? '';
  const year = Number(search.get('year') ?? new Date().getFullYear());
  const { data, error, refetch } = useQuery({
    queryKey: ['figures', organ, year],
    queryFn: () => call(getMonthlyFigures({ path: { organ, year } })),
  });
  return (
    <>
      <PageTitle title="月度数据">
        <Select
          aria-label="机关"
          className="report-organ"
          value={organ}
          showSearch={{ optionFilterProp: 'label' }}
          options={organs.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code: string) => setSearch({ organ: code, year: String(year) })}
        />
        <InputNumber
          aria-label="年度"
          min={2008}
          max={2200}
          value={year}
          suffix="年"
          onChange={(value) => value && setSearch({ organ, year: String(value) })}
        />
      </PageTitle>
      {error && !data ? (
        <FaultView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <Card>
          <p>
            每月结束后填报上月数据，最近可填报{data.lastMonth}。点击数字可以填报；已填报的，更正时须写明原因。
            {data.may.report ? '' : '您的岗位可以查看，不能填报。'}
          </p>
          <Matrix data={data} onCell={setCell} />
        </Card>
      )}
      {cell && data ? <CellForm data={data} cell={cell} onClose={() => setCell(null)} /> : null}
    </>
  );
}

function Matrix({ data, onCell }: { data: MonthlyFigures; onCell: (cell: Cell) => void }) {
  const months = monthsOf(data.year);
  const found = new Map(data.figures.map((figure) => [`${figure.kind} ${figure.month}`, figure]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keys
    <section className="scroll" aria-label={`${data.organName}${data.year}年月度数据`} tabIndex={0}>
      <table className="official">
        <thead>
          <tr>
            <th scope="col">项目</th>
            {months.map((month) => (
              <th key={month} scope="col">
                {Number(month.slice(5))}月
              </th>
            ))}
            <th scope="col">合计</th>
          </tr>
        </thead>
        <tbody>
          {data.kinds.map((kind) => {
            const cells = months.map((month) => found.get(`${kind.kind} ${month}`));
            const reported = cells.filter((one) => one !== undefined);
            const total = reported.reduce((sum, { value }) => sum + value, 0);
            return (
              <tr key={kind.kind}>
                <th scope="row" className="row-label">
                  {kind.label}（{kind.unit}）
                </th>
                {months.map((month, i) => {
                  const figure = cells[i];
                  const isOver = month <= data.lastMonth;
                  const mayWrite = isOver && (figure ? data.may.correct : data.may.report);
                  const text = figure ? String(figure.value) : isOver ? '未填' : '';
                  return (
                    <td key={month} className={isOver && !figure ? 'unreported' : undefined}>
                      {mayWrite ? (
                        <button
                          type="button"
                          className="figure"
                          aria-label={`${kind.label}${Number(month.slice(5))}月：${text}`}
                          onClick={() =>
                            onCell({ kind, month, value: figure?.value ?? null, version: figure?.version ?? 0 })
                          }
                        >
                          {text}
                        </button>
                      ) : (
                        text
                      )}
                    </td>
                  );
                })}
                <td>{reported.length > 0 ? Number(total.toFixed(kind.decimals)) : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function CellForm({ data, cell, onClose }: { data: MonthlyFigures; cell: Cell; onClose: () => void }) {
  const [form] = Form.useForm<{ value: number; reason?: string }>();
  const [fault, setFault] = useState<string | null>(null);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { kind, month, version } = cell;
  const report = useMutation({
    mutationFn: ({ value, reason }: { value: number; reason?: string }) =>
      call(
        reportMonthlyFigure({
          path: { organ: data.organCode, month, kind: kind.kind },
          body: { value, version, ...(reason ? { reason } : {}) },
        }),
      ),
    onSuccess: () => {
      void message.success(version === 0 ? '已填报' : '已更正');
      void queries.invalidateQueries({ queryKey: ['figures'] });
      onClose();
    },
    onError: (error) => {
      setFault(showBesideFields(form, error));
      if (error instanceof Fault && error.status === 409) void queries.invalidateQueries({ queryKey: ['figures'] });
    },
  });
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      title={`${version === 0 ? '填报' : '更正'}${month} ${kind.label}`}
      destroyOnHidden
    >
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ value: cell.value }}
        onFinish={(values) => {
          setFault(null);
          report.mutate(values);
        }}
      >
        <Form.Item name="value" label={`数量（${kind.unit}）`} rules={[{ required: true, message: '请填写数字' }]}>
          <InputNumber min={0} precision={kind.decimals} autoFocus className="number-field" />
        </Form.Item>
        {version > 0 ? (
          <Form.Item
            name="reason"
            label="更正的原因"
            rules={[{ required: true, whitespace: true, message: '请写明更正的原因' }]}
          >
            <Input maxLength={500} />
          </Form.Item>
        ) : null}
        <Button type="primary" htmlType="submit" loading={report.isPending}>
          {version === 0 ? '填报' : '更正'}
        </Button>
      </Form>
    </Modal>
  );
}
