import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Progress, Select, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '../../api.ts';
import { getReportCollection, listReportCollections, remindOrgans } from '../../client.generated/index.ts';
import type { ReportCollectionOverview, ReportTaskItem } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { DatesForm } from './dates-form.tsx';
import { RollUp } from './roll-up.tsx';
import { instant, TaskState } from './words.tsx';

/** The year that is reported now: the one before this. */
const reportedYear = (): number =>
  Number(new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 4)) - 1;

/** 年度报告数据汇总: who has handed in, who is late, and what differs. */
export default function Collections() {
  const { year } = useParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isOpening, setOpening] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['report-collections'],
    queryFn: () => call(listReportCollections()),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  const chosen = year === undefined ? data.collections[0]?.year : Number(year);
  const taken = new Set(data.collections.map((one) => one.year));
  const next = taken.has(reportedYear()) ? reportedYear() + 1 : reportedYear();
  return (
    <>
      <PageTitle title="年度报告数据汇总">
        {data.collections.length > 0 ? (
          <Select
            aria-label="年度"
            value={chosen ?? null}
            options={data.collections.map((one) => ({ value: one.year, label: `${one.year}年度` }))}
            onChange={(value) => void navigate(`/reports/collection/${value}`)}
          />
        ) : null}
        {data.mayManage ? (
          <Button type={data.collections.length === 0 ? 'primary' : 'default'} onClick={() => setOpening(true)}>
            布置数据汇总
          </Button>
        ) : null}
      </PageTitle>
      {chosen === undefined ? (
        <Nothing
          title="还没有布置数据汇总"
          advice={
            data.mayManage
              ? '布置后，各机关收到通知，核对记录计得的数据、补齐月度数据后报送。'
              : '政府信息公开工作主管部门布置后，本机关的任务会列在这里。'
          }
        />
      ) : (
        <Year key={chosen} year={chosen} />
      )}
      {isOpening ? (
        <DatesForm
          isNew
          initial={{ year: next, organDueOn: `${next + 1}-01-31`, areaDueOn: `${next + 1}-03-31` }}
          onClose={() => setOpening(false)}
          onDone={(opened) => {
            setOpening(false);
            void queries.invalidateQueries({ queryKey: ['report-collections'] });
            void navigate(`/reports/collection/${opened}`);
          }}
        />
      ) : null}
    </>
  );
}

function Year({ year }: { year: number }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['report-collection', year],
    queryFn: () => call(getReportCollection({ path: { year } })),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在核对各机关数据" />;
  const tasks = <Tasks overview={data} />;
  if (!data.mayManage) return tasks;
  const unexplained = data.tasks.reduce((sum, task) => sum + task.unexplained, 0);
  return (
    <Tabs
      destroyOnHidden
      items={[
        { key: 'tasks', label: '各机关', children: tasks },
        { key: 'roll-up', label: `汇总与差异（未说明${unexplained}处）`, children: <RollUp year={year} /> },
      ]}
    />
  );
}

const FILTERS = {
  all: { label: '全部', fits: () => true },
  owing: { label: '未报送', fits: ({ state }: ReportTaskItem) => state === 'waiting' || state === 'returned' },
  late: { label: '逾期', fits: ({ isLate }: ReportTaskItem) => isLate },
  waiting: { label: '待审核', fits: ({ state }: ReportTaskItem) => state === 'handed-in' },
  differing: { label: '有差异', fits: ({ differences }: ReportTaskItem) => differences > 0 },
} as const;

function Tasks({ overview }: { overview: ReportCollectionOverview }) {
  const { year, tasks, organDueOn, areaDueOn, area, note, mayManage } = overview;
  const [filter, setFilter] = useState<keyof typeof FILTERS>('all');
  const [selected, setSelected] = useState<string[]>([]);
  const [isDating, setDating] = useState(false);
  const [nobody, setNobody] = useState<string[]>([]);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['report-collection'] });
  const remind = useMutation({
    mutationFn: () => call(remindOrgans({ path: { year }, body: selected.length > 0 ? { organs: selected } : {} })),
    onSuccess: (answer) => {
      setNobody(answer.nobody);
      setSelected([]);
      void message.success(
        answer.told > 0 ? `已向${answer.organs}个机关催报，通知${answer.told}人` : '今天已经催报过，没有重复通知',
      );
      refresh();
    },
  });
  const done = tasks.filter(({ state }) => state === 'accepted').length;
  const owing = tasks.filter(FILTERS.owing.fits).length;
  return (
    <div className="stack">
      <div className="report-state">
        <span>
          报送期限{organDueOn}
          {overview.today > organDueOn ? '（已过）' : ''}
        </span>
        <span>
          {area.organName}年度报告{area.publishedOn ? `已于${area.publishedOn}公布` : `应于${areaDueOn}前公布`}
        </span>
        {mayManage ? (
          <>
            <Button size="small" onClick={() => setDating(true)}>
              调整期限
            </Button>
            <Link to={`/reports?organ=${area.organCode}&year=${year}`}>打开本级年度报告</Link>
          </>
        ) : null}
      </div>
      {note ? <p>{note}</p> : null}
      {mayManage ? (
        <Progress
          percent={Math.round((done / Math.max(1, tasks.length)) * 100)}
          format={() => `${done}/${tasks.length}`}
          aria-label={`已接受${done}个机关，共${tasks.length}个`}
        />
      ) : null}
      {remind.error ? <Alert type="error" showIcon role="alert" title={remind.error.message} /> : null}
      {nobody.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          closable
          title={`${nobody.length}个机关没有可以通知的人员，请电话联系，或者请管理员为其设置岗位`}
          description={nobody.join('、')}
        />
      ) : null}
      <div className="report-acts">
        <Select
          aria-label="显示"
          style={{ width: 130 }}
          value={filter}
          onChange={setFilter}
          options={Object.entries(FILTERS).map(([value, { label, fits }]) => ({
            value,
            label: `${label}（${tasks.filter(fits).length}）`,
          }))}
        />
        {mayManage ? (
          <Button type="primary" disabled={owing === 0} loading={remind.isPending} onClick={() => remind.mutate()}>
            {selected.length > 0 ? `催报所选${selected.length}个机关` : `催报全部未报送的${owing}个机关`}
          </Button>
        ) : null}
      </div>
      <Table<ReportTaskItem>
        rowKey="organCode"
        size="middle"
        scroll={{ x: 980 }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={tasks.filter(FILTERS[filter].fits)}
        locale={{ emptyText: <Nothing title="没有符合条件的机关" advice="请改选其他范围。" /> }}
        {...(mayManage
          ? {
              rowSelection: {
                selectedRowKeys: selected,
                onChange: (keys: React.Key[]) => setSelected(keys.map(String)),
                getCheckboxProps: (task: ReportTaskItem) => ({
                  disabled: !FILTERS.owing.fits(task),
                  'aria-label': `选择${task.organName}`,
                }),
              },
            }
          : {})}
        columns={[
          {
            title: '机关',
            key: 'organ',
            render: (_, { organCode, organName }) => (
              <Link to={`/reports/collection/${year}/${organCode}`}>{organName}</Link>
            ),
          },
          {
            title: '状态',
            key: 'state',
            width: 230,
            render: (_, { state, isLate, isChanged }) => <TaskState {...{ state, isLate, isChanged }} />,
          },
          {
            title: '报送',
            key: 'handedIn',
            width: 220,
            render: (_, { handedIn, missingMonths }) =>
              handedIn ? (
                <>
                  {instant(handedIn.at)}
                  <span className="sub">
                    {handedIn.by}，负责人{handedIn.responsible}
                  </span>
                </>
              ) : missingMonths > 0 ? (
                <span className="sub">未填{missingMonths}项月度数据</span>
              ) : (
                '—'
              ),
          },
          {
            title: '与记录的差异',
            key: 'differences',
            width: 150,
            render: (_, { differences, unexplained }) =>
              differences === 0 ? (
                '—'
              ) : unexplained === 0 ? (
                `${differences}处，均已说明`
              ) : (
                <Tag color="error">
                  {differences}处，未说明{unexplained}处
                </Tag>
              ),
          },
          {
            title: '催报',
            dataIndex: 'reminded',
            width: 80,
            render: (times: number) => (times > 0 ? `${times}次` : '—'),
          },
          {
            title: '年度报告',
            key: 'published',
            width: 150,
            render: (_, { publishedOn, organReport }) =>
              publishedOn
                ? `${publishedOn}公布`
                : organReport
                  ? `自行编制${organReport.publishedOn ? `，${organReport.publishedOn}公布` : ''}`
                  : '未公布',
          },
        ]}
      />
      {isDating ? (
        <DatesForm
          isNew={false}
          initial={{ year, organDueOn, areaDueOn, note }}
          onClose={() => setDating(false)}
          onDone={() => {
            setDating(false);
            refresh();
          }}
        />
      ) : null}
    </div>
  );
}
