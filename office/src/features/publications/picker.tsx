import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../../api.ts';
import { listNormativeDocuments, listPublications } from '../../client.generated/index.ts';
import type { ListPublicationsData } from '../../client.generated/types.gen.ts';

interface PickerProps {
  id?: string;
  value?: string | null;
  onChange?: (value: string | null) => void;
  label: string;
  organ?: string | undefined;
  disabled?: boolean;
  placeholder?: string;
}

/** What was typed, some moments after the last key. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Chooses a document of the library by name or number. */
export function DocumentPicker({ value, onChange, label, organ, placeholder, ...rest }: PickerProps) {
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['document-picker', organ, q],
    queryFn: () =>
      call(listNormativeDocuments({ query: { limit: 20, ...(organ ? { organ } : {}), ...(q ? { q } : {}) } })),
  });
  return (
    <Select
      {...rest}
      allowClear
      aria-label={label}
      placeholder={placeholder ?? '输入名称或者文号查找'}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isFetching}
      value={value ?? null}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      notFoundContent={isFetching ? '正在查找' : '文件库中没有找到'}
      options={(data?.documents ?? []).map((one) => ({
        value: one.id,
        label: `${one.title}（${one.documentNumber}，${one.statusLabel}）`,
      }))}
    />
  );
}

/** Chooses a publication by name, number or 索引号. */
export function PublicationPicker({
  value,
  onChange,
  label,
  organ,
  view = 'all',
  kind,
  placeholder,
  ...rest
}: PickerProps & { view?: 'published' | 'all'; kind?: NonNullable<ListPublicationsData['query']>['kind'] }) {
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const { data, isFetching } = useQuery({
    queryKey: ['publication-picker', organ, view, kind, q],
    queryFn: () =>
      call(
        listPublications({
          query: { view, limit: 20, ...(organ ? { organ } : {}), ...(kind ? { kind } : {}), ...(q ? { q } : {}) },
        }),
      ),
  });
  return (
    <Select
      {...rest}
      allowClear
      aria-label={label}
      placeholder={placeholder ?? '输入名称、文号或者索引号查找'}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isFetching}
      value={value ?? null}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      notFoundContent={isFetching ? '正在查找' : '没有找到'}
      options={(data?.publications ?? []).map((one) => ({
        value: one.id,
        label: one.documentNumber ? `${one.title}（${one.documentNumber}）` : one.title,
      }))}
    />
  );
}
