import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Modal, Select, Table, Tag } from 'antd';
import { useRef, useState } from 'react';
import { call, Fault } from '../../api.ts';
import {
  getLexicon,
  listLexicons,
  previewLexicon,
  switchLexicon,
  uploadLexicon,
} from '../../client.generated/index.ts';
import type { ScreeningLexicon } from '../../client.generated/types.gen.ts';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading, Nothing } from '../../shell/states.tsx';
import { Place } from './place.tsx';
import { count, formatInstant } from './terms.ts';

const EXAMPLE =
  '# 名称：错别字\n# 所有者：区政务公开办\n# 用途：公文常见错字\n# 级别：须改\n# 版本：2023-1\n词条,建议,级别,说明,例外\n按排,安排,,“安排”之误,按排名|按排列';

interface Choice {
  lexicon: ScreeningLexicon;
  version: number | null;
}

export default function Lexicons() {
  const { may } = useOffice();
  const [isUploading, setUploading] = useState(false);
  const [switching, setSwitching] = useState<Choice | null>(null);
  const [history, setHistory] = useState<ScreeningLexicon | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['screening', 'lexicons'],
    queryFn: () => call(listLexicons()),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <PageTitle title="筛查词库">
        {may('screening.manage-lexicons') ? (
          <Button type="primary" onClick={() => setUploading(true)}>
            载入词库文件
          </Button>
        ) : null}
      </PageTitle>
      {data.length === 0 ? (
        <Nothing
          title="还没有词库"
          advice="平台自带的错别字、规范表述、个人信息等规则不需要词库。本地另有要求的，载入CSV或者TXT词库文件。"
        />
      ) : (
        data.map((lexicon) => (
          <Card
            key={lexicon.id}
            title={lexicon.name}
            extra={
              <Button type="link" onClick={() => setHistory(lexicon)}>
                经过
              </Button>
            }
          >
            <p className="screening-facts">
              <span>{lexicon.ownerOrganName}</span>
              <span>{lexicon.activeVersion === null ? '没有启用' : `正在使用第${lexicon.activeVersion}版`}</span>
              {lexicon.may.manage && lexicon.activeVersion !== null ? (
                <Button size="small" onClick={() => setSwitching({ lexicon, version: null })}>
                  停用
                </Button>
              ) : null}
            </p>
            <Table
              size="small"
              rowKey="version"
              pagination={false}
              scroll={{ x: 860 }}
              dataSource={lexicon.versions}
              columns={[
                {
                  title: '版次',
                  key: 'version',
                  width: 120,
                  render: (_, { version, label }) => (
                    <>
                      第{version}版 {version === lexicon.activeVersion ? <Tag>使用中</Tag> : null}
                      <span className="sub">{label}</span>
                    </>
                  ),
                },
                {
                  title: '用途',
                  key: 'purpose',
                  render: (_, { purpose, owner }) => (
                    <>
                      {purpose}
                      <span className="sub">{owner}</span>
                    </>
                  ),
                },
                { title: '级别', dataIndex: 'severityLabel', width: 70 },
                { title: '词条', key: 'terms', width: 90, align: 'right', render: (_, { terms }) => count(terms) },
                {
                  title: '载入',
                  key: 'uploaded',
                  width: 190,
                  render: (_, { uploadedAt, uploadedBy }) => (
                    <>
                      {formatInstant(uploadedAt)}
                      <span className="sub">{uploadedBy}</span>
                    </>
                  ),
                },
                {
                  title: '办理',
                  key: 'act',
                  width: 130,
                  render: (_, { version }) =>
                    version === lexicon.activeVersion ? null : (
                      <Button size="small" onClick={() => setSwitching({ lexicon, version })}>
                        {lexicon.may.manage ? '预览并启用' : '预览效果'}
                      </Button>
                    ),
                },
              ]}
            />
          </Card>
        ))
      )}
      {isUploading ? <Upload onClose={() => setUploading(false)} /> : null}
      {switching ? <Switch {...switching} onClose={() => setSwitching(null)} /> : null}
      {history ? <History lexicon={history} onClose={() => setHistory(null)} /> : null}
    </>
  );
}

function Upload({ onClose }: { onClose: () => void }) {
  const { me } = useOffice();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [organ, setOrgan] = useState(me.permissions.find(({ act }) => act === 'screening.manage-lexicons')?.organs[0]);
  const [fault, setFault] = useState<Fault | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mine = new Set(me.permissions.find(({ act }) => act === 'screening.manage-lexicons')?.organs);
  const upload = useMutation({
    mutationFn: async () =>
      call(
        uploadLexicon({
          body: { organCode: organ!, fileName: file!.name, content: await toBase64(file!) },
        }),
      ),
    onMutate: () => setFault(null),
    onSuccess: ({ name, versions }) => {
      void message.success(`“${name}”第${versions[0]?.version}版已载入，预览效果后启用`);
      void queries.invalidateQueries({ queryKey: ['screening'] });
      onClose();
    },
    onError: (error) => setFault(error instanceof Fault ? error : new Fault(0, undefined)),
  });
  return (
    <Modal
      open
      width={720}
      title="载入词库文件"
      okText="载入"
      okButtonProps={{ disabled: file === null || organ === undefined, loading: upload.isPending }}
      onOk={() => upload.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <p>
          UTF-8编码的CSV或者TXT文件，文件开头写明名称、所有者、用途、级别和版本。同名词库载入为新的版本，启用前不影响筛查。
        </p>
        <pre className="sample-code">{EXAMPLE}</pre>
        <Select
          aria-label="负责该词库的机关"
          className="report-organ"
          value={organ}
          onChange={setOrgan}
          options={me.posts
            .filter(({ organCode }) => mine.has(organCode))
            .map(({ organCode, organName }) => ({ value: organCode, label: organName }))}
        />
        <div>
          <Button onClick={() => input.current?.click()}>选择文件</Button> {file?.name}
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.txt"
            aria-label="词库文件"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setFault(null);
              event.target.value = '';
            }}
          />
        </div>
        {fault ? (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={fault.message}
            description={
              fault.problem?.errors ? (
                <ol className="screening-problems">
                  {fault.problem.errors.map(({ detail }) => (
                    <li key={detail}>{detail}</li>
                  ))}
                </ol>
              ) : null
            }
          />
        ) : null}
      </div>
    </Modal>
  );
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 32_768) binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(binary);
}

function Switch({ lexicon, version, onClose }: Choice & { onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const effect = useQuery({
    queryKey: ['screening', 'effect', lexicon.id, version],
    queryFn: () => call(previewLexicon({ path: { id: lexicon.id, version: version! } })),
    enabled: version !== null,
  });
  const change = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      call(switchLexicon({ path: { id: lexicon.id }, body: { version, reason } })),
    onSuccess: () => {
      void message.success('已办理，一分钟内重新筛查存量');
      void queries.invalidateQueries({ queryKey: ['screening'] });
      onClose();
    },
    onError: (error) => setFault(error.message),
  });
  const isBack = version !== null && lexicon.activeVersion !== null && version < lexicon.activeVersion;
  const what = version === null ? '停用' : isBack ? `退回第${version}版` : `启用第${version}版`;
  return (
    <Modal open width={820} title={`${what}：${lexicon.name}`} footer={null} onCancel={onClose} destroyOnHidden>
      <div className="stack">
        {version === null ? (
          <p>停用后，由该词库发现、尚未处理的问题在重新筛查时自动了结。</p>
        ) : effect.error ? (
          <FaultView error={effect.error} retry={() => void effect.refetch()} />
        ) : !effect.data ? (
          <Loading label="正在用存量信息试算" />
        ) : (
          <>
            <p className="screening-facts">
              <span>
                存量<strong>{count(effect.data.documents)}</strong>篇{effect.data.isWhole ? '' : '（只试算了一部分）'}
              </span>
              <span>
                命中<strong>{count(effect.data.documentsHit)}</strong>篇、<strong>{count(effect.data.findings)}</strong>
                处
              </span>
              {effect.data.difference ? (
                <span>
                  比使用中的版本增加<strong>{effect.data.difference.added}</strong>条、减少
                  <strong>{effect.data.difference.removed}</strong>条、改动
                  <strong>{effect.data.difference.changed}</strong>条
                </span>
              ) : null}
            </p>
            {effect.data.examples.length === 0 ? (
              <Nothing title="没有命中存量信息" advice="启用后对新写的文本同样有效。" />
            ) : (
              <Table
                size="small"
                rowKey={(example) => `${example.title} ${example.before} ${example.text}`}
                pagination={{ pageSize: 6, hideOnSinglePage: true, showSizeChanger: false }}
                dataSource={effect.data.examples}
                columns={[
                  { title: '命中处', key: 'place', render: (_, example) => <Place {...example} /> },
                  { title: '所在信息', dataIndex: 'title', width: 260 },
                ]}
              />
            )}
          </>
        )}
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        {lexicon.may.manage ? (
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)}>
            <Form.Item
              name="reason"
              label={`${what}的原因`}
              rules={[{ required: true, whitespace: true, message: '请写明原因' }]}
            >
              <Input maxLength={500} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              {what}
            </Button>
          </Form>
        ) : null}
      </div>
    </Modal>
  );
}

function History({ lexicon, onClose }: { lexicon: ScreeningLexicon; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['screening', 'lexicon', lexicon.id],
    queryFn: () => call(getLexicon({ path: { id: lexicon.id } })),
  });
  return (
    <Modal open footer={null} title={`${lexicon.name}的经过`} onCancel={onClose} destroyOnHidden>
      {error ? (
        <FaultView error={error} />
      ) : !data ? (
        <Loading />
      ) : (
        <ol className="screening-history">
          {data.steps.map((step) => (
            <li key={`${step.at} ${step.act}`}>
              <time dateTime={step.at}>{formatInstant(step.at)}</time>
              <strong>
                {step.label}第{step.version}版
              </strong>
              　{step.personName}
              {step.reason ? <span className="sub">{step.reason}</span> : null}
            </li>
          ))}
        </ol>
      )}
    </Modal>
  );
}
