import { Alert, Button, Modal, Tag } from 'antd';
import { useState } from 'react';
import type { Publication } from '../../client.generated/types.gen.ts';
import { Editor } from '../../editor/index.tsx';
import { formatClock, formatMinute, type Metadata, toEditor } from './terms.ts';
import { type DraftDesk, forgetKept, readKept, type SaveState } from './use-draft.ts';

/** Whether what is on the screen is safe. */
export function SaveNote({ state, onSave }: { state: SaveState; onSave: () => void }) {
  return (
    <span className="save-note" role="status">
      {state.kind === 'saved' ? (state.at ? `已保存 ${formatClock(state.at)}` : '自动保存') : null}
      {state.kind === 'waiting' ? '有改动，即将保存' : null}
      {state.kind === 'saving' ? '正在保存…' : null}
      {state.kind === 'conflict' ? <Tag color="warning">他人已先行改动</Tag> : null}
      {state.kind === 'failed' ? <Tag color="error">未保存：{state.message}</Tag> : null}
      {state.kind === 'waiting' || state.kind === 'failed' ? (
        <Button size="small" onClick={onSave}>
          立即保存
        </Button>
      ) : null}
    </span>
  );
}

const labels: readonly (readonly [keyof Metadata, string])[] = [
  ['title', '名称'],
  ['documentNumber', '文号'],
  ['formedOn', '成文日期'],
  ['changedOn', '变更日期'],
  ['effectiveOn', '施行日期'],
  ['category', '公开类别'],
  ['theme', '主题分类'],
  ['genre', '体裁'],
  ['keywords', '关键词'],
  ['summary', '内容概述'],
  ['source', '信息来源'],
];
const words = (value: unknown): string =>
  Array.isArray(value) ? value.join('，') : value === null || value === undefined ? '（空）' : String(value);

/** Somebody else saved meanwhile: both texts side by side, and nothing is lost until the person has chosen. */
export function Conflict({ desk, theirs }: { desk: DraftDesk; theirs: Publication }) {
  const [isBusy, setBusy] = useState(false);
  const mine = desk.text;
  const differing = labels.filter(([key]) => words(mine.metadata[key]) !== words(theirs.metadata[key]));
  const decide = (choice: 'mine' | 'theirs'): void => {
    setBusy(true);
    void desk.decide(choice, theirs).finally(() => setBusy(false));
  };
  const isWritable = theirs.mayWrite;
  return (
    <Modal
      open
      width={1100}
      closable={false}
      title="他人已先行改动这份稿件"
      footer={
        <>
          <Button loading={isBusy} onClick={() => decide('theirs')}>
            采用对方的内容
          </Button>
          {isWritable ? (
            <Button type="primary" loading={isBusy} onClick={() => decide('mine')}>
              以我的内容保存
            </Button>
          ) : null}
        </>
      }
    >
      <p>
        {theirs.savedBy ?? '他人'}
        {theirs.savedAt ? `于${formatMinute(theirs.savedAt)}` : ''}
        保存了这份稿件。您的内容还在，没有保存到服务器；请核对后选择。
        {isWritable ? '' : '稿件现在不能编辑，需要保留的文字请先复制。'}
      </p>
      {differing.length > 0 ? (
        <table className="conflict-fields">
          <caption>不一致的信息要素</caption>
          <thead>
            <tr>
              <th scope="col">要素</th>
              <th scope="col">对方的</th>
              <th scope="col">我的</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(([key, label]) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{words(theirs.metadata[key])}</td>
                <td>{words(mine.metadata[key])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <div className="conflict-texts">
        <section aria-label="对方的正文">
          <h2>对方的正文</h2>
          <Editor label="对方的正文" readOnly value={toEditor(theirs.id, theirs.bodyHtml)} />
        </section>
        <section aria-label="我的正文">
          <h2>我的正文</h2>
          <Editor label="我的正文" readOnly value={mine.bodyHtml} />
        </section>
      </div>
    </Modal>
  );
}

/** What an earlier visit on this device could not send. */
export function KeptText({ publication, desk }: { publication: Publication; desk: DraftDesk }) {
  const [kept, setKept] = useState(() => readKept(publication.id));
  if (!kept) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title="本机上有一份没有保存成功的内容"
      description={
        kept.revision < publication.revision
          ? '此后稿件又有改动。恢复后将覆盖现有内容，请先核对。'
          : '上次离开时没有保存到服务器，可以恢复。'
      }
      action={
        <span className="kept-acts">
          <Button
            size="small"
            type="primary"
            onClick={() => {
              desk.change(kept.text);
              setKept(null);
            }}
          >
            恢复
          </Button>
          <Button
            size="small"
            onClick={() => {
              forgetKept(publication.id);
              setKept(null);
            }}
          >
            丢弃
          </Button>
        </span>
      }
    />
  );
}
