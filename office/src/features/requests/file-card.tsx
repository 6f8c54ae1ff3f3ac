import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Select, Tabs, Upload } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call, Fault } from '../../api.ts';
import { addNote, addSearch, getCaseFile, splitApplication } from '../../client.generated/index.ts';
import type { ApplicationCase, CaseFile } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { DateField } from '../../components/date-field.tsx';
import { uploadAttachment } from './upload.ts';

const PURPOSES = [
  { value: 'disclosed', label: '拟提供的信息' },
  { value: 'file', label: '内部材料' },
  { value: 'proof', label: '送达证明' },
] as const;

const lines = (value: string): string[] =>
  value
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
const at = (iso: string) => new Date(iso).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
const size = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** What lies in the file of a case besides its letters. */
export function FileCard({ found }: { found: ApplicationCase }) {
  const caseId = found.id;
  const [asking, setAsking] = useState<'search' | 'note' | 'split' | null>(null);
  const { data: file, error } = useQuery({
    queryKey: ['case-file', caseId],
    queryFn: () => call(getCaseFile({ path: { id: caseId } })),
  });
  if (error)
    return (
      <Card title="案卷材料">
        <Alert type="error" showIcon title={error.message} />
      </Card>
    );
  if (!file) return <Card title="案卷材料" loading />;
  const close = () => setAsking(null);
  return (
    <Card
      title="案卷材料"
      extra={
        file.maySplit && file.related.length === 0 ? <Button onClick={() => setAsking('split')}>拆分申请</Button> : null
      }
    >
      {file.related.length > 0 ? (
        <p>
          一事一申请：
          {file.related.map(({ id, number, relation }) => (
            <span key={id}>
              {relation === 'part' ? '拆分出' : '拆分自'} <Link to={`/requests/${id}`}>{number}</Link>　
            </span>
          ))}
        </p>
      ) : null}
      {file.correction ? (
        <Alert
          type="info"
          showIcon
          title={`申请人于${file.correction.submittedOn}在网上提交补正`}
          description={file.correction.text}
        />
      ) : null}
      <Tabs
        items={[
          {
            key: 'attachments',
            label: `附件（${file.attachments.length + file.handedIn.length}）`,
            children: <Attachments caseId={caseId} file={file} />,
          },
          {
            key: 'searches',
            label: `检索记录（${file.searches.length}）`,
            children: (
              <>
                {file.searches.length === 0 ? <p>还没有检索记录。以“政府信息不存在”答复的，应当先登记。</p> : null}
                <ul className="file-list">
                  {file.searches.map((one) => (
                    <li key={one.sequence}>
                      {one.on}　{one.by}检索了{one.places.join('、')}，检索词：{one.terms.join('、')}。{one.result}
                      <span className="sub">
                        {one.recordedBy}　{at(one.recordedAt)}记录
                      </span>
                    </li>
                  ))}
                </ul>
                {file.maySearch ? <Button onClick={() => setAsking('search')}>登记检索记录</Button> : null}
              </>
            ),
          },
          {
            key: 'notes',
            label: `备注（${file.notes.length}）`,
            children: (
              <>
                {file.notes.length === 0 ? <p>还没有备注。</p> : null}
                <ul className="file-list">
                  {file.notes.map((one) => (
                    <li key={one.sequence}>
                      {one.text}
                      <span className="sub">
                        {one.recordedBy}　{at(one.recordedAt)}
                      </span>
                    </li>
                  ))}
                </ul>
                {file.mayAnnotate ? <Button onClick={() => setAsking('note')}>添加备注</Button> : null}
              </>
            ),
          },
        ]}
      />
      {asking === 'search' ? <SearchForm caseId={caseId} today={found.today} onClose={close} /> : null}
      {asking === 'note' ? <NoteForm caseId={caseId} onClose={close} /> : null}
      {asking === 'split' ? <SplitForm found={found} onClose={close} /> : null}
    </Card>
  );
}

function Attachments({ caseId, file }: { caseId: string; file: CaseFile }) {
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]['value']>('disclosed');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [fault, setFault] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: (chosen: File) => uploadAttachment(caseId, purpose, chosen),
    onSuccess: () => {
      setFault(null);
      void queries.invalidateQueries({ queryKey: ['case-file', caseId] });
      void queries.invalidateQueries({ queryKey: ['case-letters', caseId] });
      void message.success('附件已上传');
    },
    onError: (error) =>
      setFault(error instanceof Fault ? (error.problem?.errors?.[0]?.detail ?? error.message) : error.message),
  });
  return (
    <>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      {file.attachments.length + file.handedIn.length === 0 ? (
        <p>还没有附件。网上送达的答复，把要提供的信息以“拟提供的信息”上传。</p>
      ) : null}
      <ul className="file-list">
        {file.handedIn.map((one) => (
          <li key={one.id}>
            <a href={`/api/v1/requests/${caseId}/handed-in/${one.id}`}>{one.name}</a>（{size(one.bytes)}）
            <span className="sub">申请人{one.with === 'correction' ? '补正时' : ''}提交，查看将记入审计记录</span>
          </li>
        ))}
        {file.attachments.map((one) => (
          <li key={one.id}>
            <a href={`/api/v1/requests/${caseId}/attachments/${one.id}`}>{one.name}</a>（{size(one.bytes)}）
            <span className="sub">
              {PURPOSES.find(({ value }) => value === one.purpose)?.label}　{one.addedBy}　{at(one.addedAt)}
            </span>
          </li>
        ))}
      </ul>
      {file.mayAnnotate ? (
        <div className="file-actions">
          <Select
            aria-label="附件用途"
            value={purpose}
            onChange={setPurpose}
            options={PURPOSES.map((one) => ({ ...one }))}
            style={{ width: 160 }}
          />
          <Upload
            showUploadList={false}
            beforeUpload={(chosen) => {
              add.mutate(chosen);
              return false;
            }}
          >
            <Button loading={add.isPending}>上传附件</Button>
          </Upload>
        </div>
      ) : null}
    </>
  );
}

function SearchForm({ caseId, today, onClose }: { caseId: string; today: string; onClose: () => void }) {
  const queries = useQueryClient();
  const required = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <ActModal
      title="登记检索记录"
      okText="登记"
      withReason={false}
      initial={{ on: today, result: '未检索到相关信息' }}
      send={(values: { on: string; by: string; places: string; terms: string; result: string }) =>
        call(
          addSearch({
            path: { id: caseId },
            body: { ...values, places: lines(values.places), terms: lines(values.terms) },
          }),
        )
      }
      onDone={() => {
        void queries.invalidateQueries({ queryKey: ['case-file', caseId] });
        void queries.invalidateQueries({ queryKey: ['case-decision', caseId] });
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="on" label="检索日期" rules={[{ required: true, message: '请填写检索日期' }]}>
        <DateField max={today} />
      </Form.Item>
      <Form.Item name="by" label="检索人" rules={required('请填写检索人')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="places"
        label="检索范围"
        extra="每行一处，例如：公文处理系统。"
        rules={required('请填写检索范围')}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item name="terms" label="检索词" extra="每行一个。" rules={required('请填写检索词')}>
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item name="result" label="检索结果" rules={required('请填写检索结果')}>
        <Input maxLength={500} />
      </Form.Item>
    </ActModal>
  );
}

function NoteForm({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <ActModal
      title="添加备注"
      okText="添加"
      withReason={false}
      send={(body: { text: string }) => call(addNote({ path: { id: caseId }, body }))}
      onDone={() => {
        void queries.invalidateQueries({ queryKey: ['case-file', caseId] });
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item name="text" label="备注" rules={[{ required: true, whitespace: true, message: '请填写备注' }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActModal>
  );
}

function SplitForm({ found, onClose }: { found: ApplicationCase; onClose: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return (
    <ActModal
      title="按一事一申请拆分"
      okText="拆分"
      withReason={false}
      note="本件保留第一个事项，下面每行一个事项各成一件，另行编号，申请人、提交日期和收到申请之日不变。只有尚未开始办理的申请可以拆分。"
      send={({ subjects }: { subjects: string }) =>
        call(splitApplication({ path: { id: found.id }, body: { version: found.version, subjects: lines(subjects) } }))
      }
      onDone={({ parts }) => {
        for (const key of ['case-file', 'case', 'worklist', 'desk'])
          void queries.invalidateQueries({ queryKey: [key] });
        void message.success(`已拆分出${parts.length}件：${parts.map(({ number }) => number).join('、')}`);
        onClose();
      }}
      onClose={onClose}
    >
      <Form.Item
        name="subjects"
        label="拆分出的事项"
        rules={[{ required: true, whitespace: true, message: '请写明拆分出的事项，每行一项' }]}
      >
        <Input.TextArea rows={3} />
      </Form.Item>
    </ActModal>
  );
}
