import { FolderOpenOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Progress, Radio } from 'antd';
import { useState } from 'react';
import { call } from '../../api.ts';
import { prepareLetterBundle, watchLetterBundle } from '../../client.generated/index.ts';
import type { LetterBundle, PrepareLetterBundle } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import type { Query } from '../../worklist/query.ts';

const WATCH_MS = 700;
type Wish = Pick<PrepareLetterBundle, 'letters' | 'format' | 'reason'>;

/** Issued letters of the selected cases, or of all the list shows, as one file for the printer or the archive. */
export function LetterBundleButton({ query, selected }: { query: Query; selected: readonly string[] }) {
  const [isOpen, setOpen] = useState(false);
  const [bundle, setBundle] = useState<LetterBundle | null>(null);
  const { limit: _limit, after: _after, ...filters } = query;
  return (
    <>
      <Button icon={<FolderOpenOutlined />} onClick={() => setOpen(true)}>
        {selected.length > 0 ? `下载所选${selected.length}件的文书` : '下载文书'}
      </Button>
      {isOpen ? (
        <ActModal
          title={selected.length > 0 ? `下载所选${selected.length}件申请的文书` : '下载列表中全部申请的文书'}
          okText="下载"
          withReason={false}
          note="已经签发的文书按机关和申请编号分文件夹装入一个压缩包，附文书目录。文书载有申请人个人信息，下载逐件记入审计记录。"
          initial={{ letters: 'unserved', format: 'pdf' }}
          onClose={() => setOpen(false)}
          send={(wish: Wish) =>
            call(
              prepareLetterBundle({
                ...(selected.length > 0 ? {} : { query: filters }),
                body: { ...wish, ...(selected.length > 0 ? { ids: [...selected] } : {}) },
              }),
            )
          }
          onDone={(prepared) => {
            setOpen(false);
            setBundle(prepared);
            // The browser writes the file as it comes; the page never holds it.
            const link = document.createElement('a');
            link.href = `/api/v1/requests/letter-bundles/${prepared.id}/letters.zip`;
            link.download = '';
            link.click();
          }}
        >
          <Form.Item name="letters" label="文书范围">
            <Radio.Group
              options={[
                { value: 'unserved', label: '尚未登记送达的文书' },
                { value: 'replies', label: '答复文书' },
                { value: 'all', label: '全部已签发的文书' },
              ]}
            />
          </Form.Item>
          <Form.Item name="format" label="文件格式">
            <Radio.Group
              options={[
                { value: 'pdf', label: 'PDF，用于打印和归档' },
                { value: 'docx', label: 'DOCX，用于编辑' },
              ]}
            />
          </Form.Item>
          <Form.Item
            name="reason"
            label="用途"
            extra="记入审计记录，例如“打印邮寄本周答复”"
            rules={[{ required: true, whitespace: true, message: '请填写用途' }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        </ActModal>
      ) : null}
      {bundle ? <BundleProgress started={bundle} onClose={() => setBundle(null)} /> : null}
    </>
  );
}

function BundleProgress({ started, onClose }: { started: LetterBundle; onClose: () => void }) {
  const { data = started, error } = useQuery({
    queryKey: ['letter-bundle', started.id],
    queryFn: () => call(watchLetterBundle({ path: { id: started.id } })),
    refetchInterval: ({ state: { data: seen, error: lost } }) =>
      lost || seen?.progress === 'done' || seen?.progress === 'interrupted' ? false : WATCH_MS,
  });
  const { letters, cases, done, missing, progress } = data;
  const isOver = progress === 'done';
  return (
    <Modal
      open
      title={isOver ? '文书已经下载' : '正在下载文书'}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{isOver ? '关闭' : '在后台继续'}</Button>}
      mask={{ closable: false }}
    >
      <p role="status">
        {cases}件申请，共{letters}份文书，已装入{done - missing}份。
      </p>
      <Progress
        aria-label="下载进度"
        percent={Math.round((done / letters) * 100)}
        status={progress === 'interrupted' || error ? 'exception' : isOver ? 'success' : 'active'}
      />
      {missing > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={`有${missing}份文书没有装入`}
          description="原因见压缩包中的“文书目录.csv”。"
        />
      ) : null}
      {progress === 'interrupted' || error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title="下载中断"
          description={error?.message ?? '文件不完整，请删除后重新下载。'}
        />
      ) : null}
      {isOver || progress === 'interrupted' ? null : <p className="sub">关闭本窗口不影响下载，文件由浏览器保存。</p>}
    </Modal>
  );
}
