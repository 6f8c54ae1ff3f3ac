import { Form, Input, Select } from 'antd';
import type { ReactElement } from 'react';
import type { Publication, PublicationTerms } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { categoryOptions, type Metadata, today, useCatalogue } from './terms.ts';
import type { DraftDesk } from './use-draft.ts';

const trimmed = (text: string): string | null => (text.trim() === '' ? null : text);

/** Everything the page says of itself besides its text; faults stand beside their fields. */
export function MetadataFields({
  publication,
  desk,
  terms,
}: {
  publication: Publication;
  desk: DraftDesk;
  terms: PublicationTerms;
}) {
  const { data: catalogue } = useCatalogue(publication.organCode);
  const { metadata } = desk.text;
  const isLocked = !publication.mayWrite;
  const set = (changes: Partial<Metadata>): void => {
    const text = desk.latest();
    desk.change({ ...text, metadata: { ...text.metadata, ...changes } });
  };
  const field = (name: keyof Metadata, label: string, input: ReactElement, extra?: string): ReactElement => {
    const faults = publication.isDraft ? publication.faults.filter((fault) => fault.field === name) : [];
    return (
      <Form.Item
        label={label}
        htmlFor={`metadata-${name}`}
        extra={extra}
        {...(faults.length > 0
          ? { validateStatus: 'warning' as const, help: faults.map(({ message }) => message).join('；') }
          : {})}
      >
        {input}
      </Form.Item>
    );
  };
  return (
    <Form layout="vertical" requiredMark={false} component="div" disabled={isLocked}>
      {field(
        'title',
        '名称',
        <Input
          id="metadata-title"
          maxLength={200}
          value={metadata.title}
          onChange={(event) => set({ title: event.target.value })}
        />,
      )}
      {field(
        'category',
        '公开类别',
        <Select
          id="metadata-category"
          aria-label="公开类别"
          showSearch={{ optionFilterProp: 'label' }}
          value={metadata.category}
          onChange={(category: string) => set({ category })}
          options={catalogue ? categoryOptions(catalogue.categories) : []}
        />,
        '法定主动公开内容的类别，决定公开期限和在目录中的位置。',
      )}
      <div className="form-row">
        {field(
          'documentNumber',
          '文号',
          <Input
            id="metadata-documentNumber"
            maxLength={60}
            placeholder="例如仑政办〔2022〕12号"
            value={metadata.documentNumber ?? ''}
            onChange={(event) => set({ documentNumber: trimmed(event.target.value) })}
          />,
        )}
        {field(
          'source',
          '信息来源',
          <Input
            id="metadata-source"
            maxLength={100}
            placeholder="不是本机关制作的才填写"
            value={metadata.source ?? ''}
            onChange={(event) => set({ source: trimmed(event.target.value) })}
          />,
        )}
      </div>
      <div className="form-row">
        {field(
          'formedOn',
          '成文日期',
          <DateField
            id="metadata-formedOn"
            max={today()}
            value={metadata.formedOn}
            onChange={(formedOn) => set({ formedOn: formedOn ?? '' })}
          />,
        )}
        {field(
          'changedOn',
          '变更日期',
          <DateField id="metadata-changedOn" value={metadata.changedOn} onChange={(changedOn) => set({ changedOn })} />,
          '信息变更的，公开期限自变更之日起算。',
        )}
        {field(
          'effectiveOn',
          '施行日期',
          <DateField
            id="metadata-effectiveOn"
            value={metadata.effectiveOn}
            onChange={(effectiveOn) => set({ effectiveOn })}
          />,
        )}
      </div>
      <div className="form-row">
        {field(
          'theme',
          '主题分类',
          <Select
            id="metadata-theme"
            aria-label="主题分类"
            showSearch
            value={metadata.theme}
            onChange={(theme: Metadata['theme']) => set({ theme })}
            options={terms.themes.map((theme) => ({ value: theme, label: theme }))}
          />,
        )}
        {field(
          'genre',
          '体裁',
          <Select
            id="metadata-genre"
            aria-label="体裁"
            showSearch
            value={metadata.genre}
            onChange={(genre: Metadata['genre']) => set({ genre })}
            options={terms.genres.map((genre) => ({ value: genre, label: genre }))}
          />,
        )}
        {field(
          'disclosure',
          '公开方式',
          <Select
            id="metadata-disclosure"
            aria-label="公开方式"
            value={metadata.disclosure}
            onChange={(disclosure: Metadata['disclosure']) => set({ disclosure })}
            options={terms.disclosureMethods.map(({ key, label }) => ({ value: key, label }))}
          />,
        )}
      </div>
      {field(
        'keywords',
        '关键词',
        <Select
          id="metadata-keywords"
          aria-label="关键词"
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={['，', ',', '、', ' ', '；']}
          placeholder="输入后按回车，最多10个"
          value={metadata.keywords}
          onChange={(keywords: string[]) => set({ keywords })}
        />,
      )}
      {field(
        'summary',
        '内容概述',
        <Input.TextArea
          id="metadata-summary"
          rows={3}
          maxLength={1000}
          showCount
          value={metadata.summary}
          onChange={(event) => set({ summary: event.target.value })}
        />,
      )}
    </Form>
  );
}
