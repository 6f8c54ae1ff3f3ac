import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';

interface OrderListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  nameOf: (item: T) => string;
  render: (item: T) => ReactNode;
  onChange: (items: T[]) => void;
}

/** Things in an order of their own: drawn to their place by hand, or moved by buttons, which keys reach as well. */
export function OrderList<T>({ label, items, keyOf, nameOf, render, onChange }: OrderListProps<T>) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= items.length || from === to) return;
    const next = [...items];
    const [item] = next.splice(from, 1);
    next.splice(to, 0, item!);
    onChange(next);
  };
  // The button that was pressed moves with its line, so that it can be pressed again.
  const moveAndFollow = (from: number, to: number, way: string): void => {
    move(from, to);
    requestAnimationFrame(() => {
      const line = list.current?.children[to];
      const button = line?.querySelector<HTMLButtonElement>(`button[data-way="${way}"]:not(:disabled)`);
      (button ?? line?.querySelector<HTMLButtonElement>('button:not(:disabled)'))?.focus();
    });
  };
  return (
    <ul ref={list} className="order-list" aria-label={label}>
      {items.map((item, i) => (
        <li
          key={keyOf(item)}
          draggable
          className={`${dragged === i ? 'is-dragged' : ''} ${target === i && dragged !== i ? 'is-target' : ''}`}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            setDragged(i);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setTarget(i);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== null) move(dragged, i);
          }}
          onDragEnd={() => {
            setDragged(null);
            setTarget(null);
          }}
        >
          <HolderOutlined className="drag-handle" aria-hidden="true" />
          <span className="order-title">{render(item)}</span>
          <span className="order-actions">
            <Button
              size="small"
              icon={<ArrowUpOutlined />}
              data-way="up"
              aria-label={`上移${nameOf(item)}`}
              disabled={i === 0}
              onClick={() => moveAndFollow(i, i - 1, 'up')}
            />
            <Button
              size="small"
              icon={<ArrowDownOutlined />}
              data-way="down"
              aria-label={`下移${nameOf(item)}`}
              disabled={i === items.length - 1}
              onClick={() => moveAndFollow(i, i + 1, 'down')}
            />
            <Button
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`移出${nameOf(item)}`}
              onClick={() => onChange(items.filter((_, j) => j !== i))}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
