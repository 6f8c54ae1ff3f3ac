import { UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Card, Tag } from 'antd';
import { useRef, useState } from 'react';
import { call, Fault } from '../../api.ts';
import { importPublicationFile, removePublicationFile } from '../../client.generated/index.ts';
import type { Publication } from '../../client.generated/types.gen.ts';
import { formatBytes, formatMinute } from './terms.ts';
import { type FilePurpose, upload } from './upload.ts';
import type { DraftDesk } from './use-draft.ts';

const purposes: Readonly<Record<FilePurpose, string>> = {
  attachment: '附件',
  illustration: '插图',
  source: '导入来源，不公开',
};
const ATTACHMENTS = '.pdf,.ofd,.doc,.docx,.xls,.xlsx,.jpg,.jpeg,.png';
const TEXTS = '.docx,.html,.htm';

/** Attachments, illustrations, and the files the text was imported from. */
export function Files({ publication, desk }: { publication: Publication; desk: DraftDesk }) {
  const { id, mayWrite, files } = publication;
  const { message, modal } = App.useApp();
  const attach = useRef<HTMLInputElement>(null);
  const source = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<{ title: string; text: string } | null>(null);
  const tell = (error: unknown): void =>
    setFault({
      title: error instanceof Fault ? error.title : '没有成功',
      text: error instanceof Error ? error.message : '请稍后再试。',
    });

  const send = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      setFault(null);
      await desk.save();
      for (const file of chosen) {
        const { unreadable } = await upload(id, file, 'attachment', desk);
        if (unreadable) setFault({ title: '文件已保存，但是无法读取', text: unreadable });
        else void message.success(`已上传“${file.name}”`);
      }
    },
    onError: tell,
  });

  const take = useMutation({
    mutationFn: async (file: File) => {
      setFault(null);
      await desk.save();
      const { fileId } = await upload(id, file, 'source', desk);
      return call(importPublicationFile({ path: { id, file: fileId } }));
    },
    onSuccess: ({ title, bodyHtml }) => {
      const put = (html: string): void => {
        const text = desk.latest();
        const isTemplateTitle = text.metadata.title === '' || /〔[^\d〕][^〕]*〕/u.test(text.metadata.title);
        desk.change({
          bodyHtml: html,
          metadata: title && isTemplateTitle ? { ...text.metadata, title: title.slice(0, 200) } : text.metadata,
        });
        void message.success('已导入正文');
      };
      const present = desk.latest().bodyHtml;
      if (present.replace(/<[^>]+>/g, '').trim() === '') {
        put(bodyHtml);
        return;
      }
      modal.confirm({
        title: '正文已有内容',
        content: '用导入的内容替换现有正文，还是接在后面？',
        okText: '替换正文',
        cancelText: '接在后面',
        onOk: () => put(bodyHtml),
        onCancel: () => put(present + bodyHtml),
      });
    },
    onError: tell,
  });

  const remove = useMutation({
    mutationFn: (file: string) =>
      desk.inTurn(async (revision) =>
        desk.accept(await call(removePublicationFile({ path: { id, file }, query: { revision } }))),
      ),
    onError: tell,
  });

  return (
    <Card
      title="附件"
      extra={
        mayWrite ? (
          <span className="card-actions">
            <Button icon={<UploadOutlined />} loading={send.isPending} onClick={() => attach.current?.click()}>
              上传附件
            </Button>
            <Button loading={take.isPending} onClick={() => source.current?.click()}>
              从Word或者网页导入正文
            </Button>
          </span>
        ) : null
      }
    >
      <input
        ref={attach}
        type="file"
        hidden
        multiple
        accept={ATTACHMENTS}
        aria-label="选择附件"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          if (chosen.length > 0) send.mutate(chosen);
        }}
      />
      <input
        ref={source}
        type="file"
        hidden
        accept={TEXTS}
        aria-label="选择要导入的文件"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) take.mutate(file);
        }}
      />
      {fault ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={fault.title}
          description={fault.text}
          closable={{ onClose: () => setFault(null) }}
        />
      ) : null}
      {files.length === 0 ? (
        <p className="act-note">
          {mayWrite
            ? '还没有附件。可以上传PDF、OFD、Word、Excel和图片，每个不超过20 MB；随本版一并公开。'
            : '没有附件。'}
        </p>
      ) : (
        <ul className="file-list">
          {files.map((file) => (
            <li key={file.id}>
              <span className="file-name">
                <a href={`/api/v1/publications/${id}/files/${file.id}`} target="_blank" rel="noreferrer">
                  {file.fileName}
                </a>
                <span className="sub">
                  {formatBytes(file.size)}，{formatMinute(file.addedAt)}，{file.addedBy}
                </span>
                {file.unreadable ? <span className="file-fault">{file.unreadable}</span> : null}
              </span>
              <Tag>{purposes[file.purpose]}</Tag>
              {file.isLeaving ? <Tag color="warning">下一版移除</Tag> : null}
              {file.isPublished ? <Tag color="success">已公开</Tag> : null}
              {mayWrite && !file.isLeaving ? (
                <Button
                  size="small"
                  aria-label={`移除${file.fileName}`}
                  loading={remove.isPending && remove.variables === file.id}
                  onClick={() => remove.mutate(file.id)}
                >
                  移除
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
