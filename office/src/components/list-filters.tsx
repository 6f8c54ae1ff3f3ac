import { Input, type InputRef, Pagination, Select } from 'antd';
import type { ReactNode, Ref } from 'react';
import type { AddressQuery } from '../address.ts';
import { DateField } from './date-field.tsx';

// What stands above and below every list: its filters live in the address.

interface Choice {
  readonly value: string;
  readonly label: ReactNode;
}

/** Terms of the server as choices. */
export const choicesOf = (terms: readonly { readonly key: string; readonly label: string }[]): Choice[] =>
  terms.map(({ key, label }) => ({ value: key, label }));

interface FilterProps {
  readonly address: AddressQuery;
  /** Key in the address. */
  readonly name: string;
  /** Name for readers of screens, and what stands in the empty field. */
  readonly label: string;
}

/** Searches when Enter is pressed. */
export function TextFilter({
  address: { search, change },
  name,
  label,
  placeholder,
  inputRef,
}: FilterProps & { readonly placeholder: string; readonly inputRef?: Ref<InputRef> }) {
  const value = search.get(name) ?? '';
  return (
    <Input.Search
      {...(inputRef === undefined ? {} : { ref: inputRef })}
      className="filter-search"
      aria-label={label}
      placeholder={placeholder}
      allowClear
      key={value}
      defaultValue={value}
      onSearch={(text) => change({ [name]: text.trim() || null, page: null, after: null })}
    />
  );
}

/** One of several. */
export function ChoiceFilter({
  address: { search, change },
  name,
  label,
  options,
  isWide = false,
  also = {},
}: FilterProps & {
  readonly options: readonly Choice[];
  /** Long names: a wider field, and words typed find among them. */
  readonly isWide?: boolean;
  /** What else of the address a choice sets or takes out. */
  readonly also?: Readonly<Record<string, string | null>>;
}) {
  return (
    <Select
      allowClear
      className={isWide ? 'filter filter-wide' : 'filter'}
      aria-label={label}
      placeholder={label}
      {...(isWide ? { showSearch: { optionFilterProp: 'label' } } : {})}
      value={search.get(name)}
      options={[...options]}
      onChange={(value: string | undefined) => change({ ...also, [name]: value ?? null, page: null, after: null })}
    />
  );
}

/** Any of several. */
export function ChoicesFilter({
  address: { change, several },
  name,
  label,
  options,
}: FilterProps & { readonly options: readonly Choice[] }) {
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      className="filter"
      aria-label={label}
      placeholder={label}
      value={several(name)}
      showSearch={{ optionFilterProp: 'label' }}
      options={[...options]}
      onChange={(values: string[]) => change({ [name]: values.join(',') || null, page: null, after: null })}
    />
  );
}

/** Days from and to, both included. */
export function DaysFilter({
  address: { search, change },
  from,
  to,
  label,
}: {
  readonly address: AddressQuery;
  /** Keys in the address. */
  readonly from: string;
  readonly to: string;
  readonly label: string;
}) {
  const set = (key: string, value: string | null): void => change({ [key]: value, page: null, after: null });
  return (
    <span className="filter-dates">
      <span>{label}</span>
      <DateField placeholder="从" value={search.get(from)} onChange={(value) => set(from, value)} />
      <DateField placeholder="至" value={search.get(to)} onChange={(value) => set(to, value)} />
    </span>
  );
}

/** Number of the page shown, from 1. */
export function pageOf({ search }: AddressQuery): number {
  const page = Number(search.get('page') ?? '1');
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
}

/** How many there are, and the other pages. */
export function ListPages({
  address,
  pageSize,
  total,
  unit,
}: {
  readonly address: AddressQuery;
  readonly pageSize: number;
  readonly total: number;
  /** 件, 处 */
  readonly unit: string;
}) {
  return (
    <div className="pager">
      <span role="status">
        共{total}
        {unit}
      </span>
      <Pagination
        current={pageOf(address)}
        pageSize={pageSize}
        total={total}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={(to) => address.change({ page: to > 1 ? String(to) : null })}
      />
    </div>
  );
}
