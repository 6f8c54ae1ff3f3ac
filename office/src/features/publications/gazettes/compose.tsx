import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Input, Select, Table, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call, Fault } from '../../../api.ts';
import { listGazetteCandidates, previewGazette, publishGazette } from '../../../client.generated/index.ts';
import type {
  GazetteCandidate,
  ListGazettesResponse,
  PreviewGazetteResponse,
} from '../../../client.generated/types.gen.ts';
import { DateField } from '../../../components/date-field.tsx';
import { PageTitle } from '../../../shell/shell.tsx';
import { Loading, NotFound, Nothing } from '../../../shell/states.tsx';
import { OrderList } from '../order-list.tsx';
import '../publications.css';
import { today } from '../terms.ts';
import { useGazettes } from './list.tsx';

interface Chosen {
  id: string;
  title: string;
  documentNumber: string | null;
  section: string;
}
interface Composition {
  organCode: string;
  title: string;
  publishedOn: string;
  from: string;
  chosen: Chosen[];
}
type Editor = ListGazettesResponse['editors'][number];

const KEY = 'gongkai-gazette';
function readKept(organCode: string): Composition | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Composition | null;
    return kept?.organCode === organCode ? kept : null;
  } catch {
    return null;
  }
}
function keep(composition: Composition | null): void {
  try {
    if (composition) localStorage.setItem(KEY, JSON.stringify(composition));
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the composition lives as long as the page.
  }
}

/** The next issue: documents chosen, put in order, set in type, looked at, published. */
export default function ComposeGazette() {
  const { data } = useGazettes();
  const [organCode, setOrganCode] = useState<string | null>(null);
  if (!data) return <Loading />;
  const editor = data.editors.find((one) => one.organCode === organCode) ?? data.editors[0];
  if (!editor) return <NotFound />;
  return (
    <Compose
      key={editor.organCode}
      editor={editor}
      editors={data.editors}
      sections={data.sections}
      onOrgan={setOrganCode}
    />
  );
}

function Compose({
  editor,
  editors,
  sections,
  onOrgan,
}: {
  editor: Editor;
  editors: readonly Editor[];
  sections: readonly string[];
  onOrgan: (code: string) => void;
}) {
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [composition, setComposition] = useState<Composition>(
    () =>
      readKept(editor.organCode) ?? {
        organCode: editor.organCode,
        title: editor.title,
        publishedOn: today(),
        from: editor.lastPublishedOn ?? `${today().slice(0, 4)}-01-01`,
        chosen: [],
      },
  );
  const [preview, setPreview] = useState<PreviewGazetteResponse | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { title, publishedOn, from, chosen } = composition;
  const change = (changes: Partial<Composition>): void => {
    const next = { ...composition, ...changes };
    setComposition(next);
    keep(next);
    setPreview(null);
  };
  const { data: candidates } = useQuery({
    queryKey: ['gazette-candidates', from, publishedOn],
    queryFn: () => call(listGazetteCandidates({ query: { from, to: publishedOn } })),
    enabled: from !== '' && publishedOn !== '',
  });
  const body = {
    organCode: editor.organCode,
    title,
    publishedOn,
    matters: chosen.map(({ id, section }) => ({ section, publicationId: id })),
  };
  const tell = (error: unknown): void => setFault(error instanceof Fault ? error.message : '没有成功，请稍后再试。');
  const set = useMutation({
    mutationFn: () => call(previewGazette({ body })),
    onMutate: () => setFault(null),
    onSuccess: setPreview,
    onError: tell,
  });
  const publish = useMutation({
    mutationFn: () => call(publishGazette({ body })),
    onMutate: () => setFault(null),
    onSuccess: (issue) => {
      keep(null);
      void queries.invalidateQueries({ queryKey: ['gazettes'] });
      void message.success(`已出版${issue.year}年第${issue.number}期（总第${issue.runningNumber}期）`);
      void navigate('/gazettes');
    },
    onError: tell,
  });
  const held = new Set(chosen.map(({ id }) => id));
  const add = (those: readonly GazetteCandidate[]): void =>
    change({
      chosen: [
        ...chosen,
        ...those
          .filter(({ id }) => !held.has(id))
          .map(({ id, title: name, documentNumber, section }) => ({ id, title: name, documentNumber, section })),
      ],
    });
  const used = [...new Set([...sections, ...chosen.map(({ section }) => section)])];
  const bySection = used.filter((section) => chosen.some((one) => one.section === section));
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/gazettes">政府公报</Link> / 编辑下一期
      </nav>
      <PageTitle title={`编辑公报：第${editor.next.number}期（总第${editor.next.runningNumber}期）`}>
        <Button disabled={chosen.length === 0} loading={set.isPending} onClick={() => set.mutate()}>
          排版预览
        </Button>
        {editor.mayPublish ? (
          <Button
            type="primary"
            disabled={!preview}
            loading={publish.isPending}
            onClick={() =>
              modal.confirm({
                title: `出版第${editor.next.number}期？`,
                content: `共${chosen.length}篇、${preview?.pages ?? 0}页，出版日期${publishedOn}。出版后期号、目录和各篇版本不再改变。`,
                okText: '出版',
                onOk: () => publish.mutateAsync().catch(() => undefined),
              })
            }
          >
            出版
          </Button>
        ) : null}
      </PageTitle>
      {fault ? <Alert type="error" showIcon role="alert" title="没有成功" description={fault} /> : null}
      <Card title="本期">
        <div className="filters">
          {editors.length > 1 ? (
            <Select
              aria-label="出版机关"
              className="filter-wide"
              value={editor.organCode}
              onChange={onOrgan}
              options={editors.map((one) => ({ value: one.organCode, label: one.organName }))}
            />
          ) : null}
          <label htmlFor="gazette-title">公报名称</label>
          <Input
            id="gazette-title"
            className="filter-wide"
            maxLength={60}
            value={title}
            onChange={(event) => change({ title: event.target.value })}
          />
          <label htmlFor="gazette-day">出版日期</label>
          <DateField
            id="gazette-day"
            max={today()}
            value={publishedOn}
            onChange={(day) => change({ publishedOn: day ?? today() })}
          />
        </div>
      </Card>
      <div className="compose">
        <Card title={`本期篇目（${chosen.length}篇）`}>
          {chosen.length === 0 ? (
            <Nothing title="还没有选择文件" advice="从可以刊登的文件中选入；可以拖动，也可以用上移、下移排定次序。" />
          ) : null}
          {bySection.map((section) => (
            <section key={section} aria-label={section}>
              <h2 className="steps-heading">{section}</h2>
              <OrderList
                label={section}
                items={chosen.filter((one) => one.section === section)}
                keyOf={({ id }) => id}
                nameOf={(one) => `《${one.title}》`}
                onChange={(items) => change({ chosen: [...chosen.filter((one) => one.section !== section), ...items] })}
                render={(one) => (
                  <>
                    {one.title}
                    <span className="sub">
                      {one.documentNumber}
                      {preview
                        ? `　第${preview.contents.find(({ publicationId }) => publicationId === one.id)?.page ?? '—'}页`
                        : ''}
                    </span>
                    <Select
                      size="small"
                      aria-label={`${one.title}的栏目`}
                      value={one.section}
                      onChange={(next: string) =>
                        change({ chosen: chosen.map((it) => (it.id === one.id ? { ...it, section: next } : it)) })
                      }
                      options={used.map((name) => ({ value: name, label: name }))}
                    />
                  </>
                )}
              />
            </section>
          ))}
        </Card>
        <Card
          title="可以刊登的文件"
          extra={
            <span className="filter-dates">
              <span>发布日期自</span>
              <DateField value={from} max={publishedOn} onChange={(day) => change({ from: day ?? from })} />
            </span>
          }
        >
          <Button
            size="small"
            disabled={!candidates?.some(({ id, isPrinted }) => !held.has(id) && !isPrinted)}
            onClick={() => add((candidates ?? []).filter(({ isPrinted }) => !isPrinted))}
          >
            选入全部没有刊登过的
          </Button>
          <Table<GazetteCandidate>
            size="small"
            rowKey="id"
            scroll={{ x: 460 }}
            loading={!candidates}
            dataSource={(candidates ?? []).filter(({ id }) => !held.has(id))}
            pagination={{ pageSize: 15, showSizeChanger: false, hideOnSinglePage: true }}
            locale={{
              emptyText: <Nothing title="这段时间没有可以刊登的文件" advice="请把开始日期提前，或者先发布文件。" />,
            }}
            columns={[
              {
                title: '文件',
                key: 'title',
                render: (_, one) => (
                  <>
                    {one.title}
                    <span className="sub">
                      {one.documentNumber ? `${one.documentNumber}　` : ''}
                      {one.organName}　{one.publishedOn}
                    </span>
                  </>
                ),
              },
              {
                title: '栏目',
                key: 'section',
                width: 140,
                render: (_, one) => (
                  <>
                    {one.section}
                    {one.isPrinted ? <Tag>已刊登</Tag> : null}
                  </>
                ),
              },
              {
                title: '操作',
                key: 'add',
                width: 80,
                render: (_, one) => (
                  <Button size="small" aria-label={`选入《${one.title}》`} onClick={() => add([one])}>
                    选入
                  </Button>
                ),
              },
            ]}
          />
        </Card>
      </div>
      {preview ? <Preview preview={preview} /> : null}
    </>
  );
}

function Preview({ preview }: { preview: PreviewGazetteResponse }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const bytes = Uint8Array.from(atob(preview.pdf), (character) => character.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [preview.pdf]);
  return (
    <Card title={`目录（共${preview.pages}页）`}>
      {preview.replaced.length > 0 ? (
        <Alert type="warning" showIcon title={`字库中没有下列字，印刷版以编码代替：${preview.replaced.join('、')}`} />
      ) : null}
      <table className="conflict-fields">
        <thead>
          <tr>
            <th scope="col">栏目</th>
            <th scope="col">篇目</th>
            <th scope="col">页码</th>
          </tr>
        </thead>
        <tbody>
          {preview.contents.map((one) => (
            <tr key={one.publicationId}>
              <td>{one.section}</td>
              <th scope="row">{one.title}</th>
              <td>{one.page}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {address ? (
        <p>
          <a href={address} target="_blank" rel="noreferrer">
            打开排版稿（PDF）
          </a>
        </p>
      ) : null}
    </Card>
  );
}
