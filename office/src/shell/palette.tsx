import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../api.ts';
import { listApplications } from '../client.generated/index.ts';
import { changePreferences, useLook } from '../preferences.ts';
import { useOffice } from '../session.tsx';
import { useDestinations } from './shell.tsx';

interface Entry {
  key: string;
  group: string;
  label: string;
  detail: string;
  run: () => void;
}

/** Finds pages, organs and applications by a few characters; Ctrl K anywhere. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const wanted = text.trim();
  // The server is asked a moment later; what is known here follows every key, so that Enter never runs an older match.
  const asked = useDeferredValue(wanted);
  const { may, organs, setOrgan } = useOffice();
  const destinations = useDestinations();
  const look = useLook();
  const navigate = useNavigate();
  const { data: found, isFetching } = useQuery({
    queryKey: ['palette', asked],
    queryFn: () =>
      call(listApplications({ query: { q: asked, view: 'all', limit: 8, sort: 'received', order: 'desc' } })),
    enabled: open && asked.length > 0 && may('requests.list'),
  });
  useEffect(() => {
    if (open) setText('');
  }, [open]);

  const matches = (label: string): boolean => label.toLowerCase().includes(wanted.toLowerCase());
  const entries: Entry[] = [
    ...destinations
      .filter(({ label }) => matches(label))
      .map(({ path, label }) => ({ key: path, group: '页面', label, detail: '', run: () => void navigate(path) })),
    ...(wanted.length > 0 && organs.length > 1
      ? organs
          .filter(({ name }) => matches(name))
          .slice(0, 5)
          .map(({ code, name }) => ({
            key: code,
            group: '切换机关',
            label: name,
            detail: '',
            run: () => setOrgan(code),
          }))
      : []),
    ...(matches('切换深色浅色')
      ? [
          {
            key: 'look',
            group: '操作',
            label: look === 'dark' ? '切换为浅色' : '切换为深色',
            detail: '',
            run: () => changePreferences({ look: look === 'dark' ? 'light' : 'dark' }),
          },
        ]
      : []),
    ...(wanted.length > 0 && asked === wanted ? (found?.items ?? []) : []).map((item) => ({
      key: item.id,
      group: '申请',
      label: `${item.number} ${item.subject}`,
      detail: `${item.organName} · ${item.stateLabel}`,
      run: () => void navigate(`/requests/${item.id}`),
    })),
  ];
  const position = Math.min(active, Math.max(0, entries.length - 1));

  const run = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : entries.length - 1;
      setActive((position + step) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') run(entries[position]);
  };

  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={640}
      destroyOnHidden
      title={<span className="visually-hidden">搜索</span>}
      className="palette"
    >
      <Input
        autoFocus
        size="large"
        placeholder="登记编号、所需信息内容、页面或者机关名称"
        value={text}
        role="combobox"
        aria-label="搜索"
        aria-expanded="true"
        aria-controls="palette-entries"
        aria-activedescendant={entries[position] ? `palette-${entries[position].key}` : undefined}
        onKeyDown={onKey}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
      />
      <div id="palette-entries" role="listbox" aria-label="搜索结果" className="palette-entries">
        {entries.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of a listbox are the combobox's
          <div
            key={entry.key}
            id={`palette-${entry.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === position}
            className="palette-entry"
            onClick={() => run(entry)}
            onMouseMove={() => setActive(i)}
          >
            <span className="palette-group">{entry.group}</span>
            <span className="clipped">{entry.label}</span>
            <span className="palette-detail">{entry.detail}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 ? (
        <p className="palette-none" role="status">
          {isFetching
            ? '正在查找…'
            : '没有找到。可以试试编号的后几位，或者内容中的一个词；出于保护个人信息，不能按申请人姓名查找。'}
        </p>
      ) : null}
    </Modal>
  );
}
