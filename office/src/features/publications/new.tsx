import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Form, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call, showBesideFields } from '../../api.ts';
import { createPublication, getNormativeDocument, getPublication } from '../../client.generated/index.ts';
import type { PublicationTemplate } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { useOffice } from '../../session.tsx';
import { PageTitle } from '../../shell/shell.tsx';
import { Loading, NotFound } from '../../shell/states.tsx';
import { DocumentPicker, PublicationPicker } from './picker.tsx';
import './publications.css';
import { categoryOptions, today, useCatalogue, usePublicationTerms } from './terms.ts';

interface NewForm {
  organCode: string;
  template: string;
  title: string;
  formedOn: string | null;
  documentId?: string | null;
  interpretsId?: string | null;
}

/** A draft begun from a template of its category; the rest is written in the editor. */
export default function NewPublication() {
  const { may, organs, organ } = useOffice();
  const [search] = useSearchParams();
  const wantedDocument = search.get('document');
  const wantedInterprets = search.get('interprets');
  const [form] = Form.useForm<NewForm>();
  const [fault, setFault] = useState<string | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: terms } = usePublicationTerms();
  const choices = organs.filter(({ code }) => may('publications.create', code));
  const organCode = Form.useWatch('organCode', form) ?? choices[0]?.code;
  const { data: catalogue } = useCatalogue(organCode);
  const key = Form.useWatch('template', form);
  const template = catalogue?.templates.find((one) => one.key === key);
  const documentId = Form.useWatch('documentId', form);
  const { data: document } = useQuery({
    queryKey: ['document', documentId],
    queryFn: () => call(getNormativeDocument({ path: { id: documentId ?? '' } })),
    enabled: Boolean(documentId),
  });
  const interpretsId = Form.useWatch('interpretsId', form);
  const { data: interpreted } = useQuery({
    queryKey: ['publication', interpretsId],
    queryFn: () => call(getPublication({ path: { id: interpretsId ?? '' } })),
    enabled: Boolean(interpretsId),
  });
  // What it belongs to names it; the person may still write another name.
  useEffect(() => {
    if (document)
      form.setFieldsValue({ title: document.title, formedOn: document.issuedOn, organCode: document.organCode });
  }, [document, form]);
  useEffect(() => {
    if (interpreted)
      form.setFieldsValue({ title: `《${interpreted.title}》政策解读`, organCode: interpreted.organCode });
  }, [interpreted, form]);

  const create = useMutation({
    mutationFn: (values: NewForm) => {
      const chosen = catalogue!.templates.find((one) => one.key === values.template)!;
      return call(
        createPublication({
          body: {
            organCode: values.organCode,
            kind: chosen.kind,
            metadata: {
              title: values.title.trim(),
              documentNumber: document?.documentNumber ?? null,
              formedOn: values.formedOn ?? today(),
              changedOn: null,
              effectiveOn: document?.effectiveOn ?? null,
              category: chosen.category,
              theme: chosen.theme,
              genre: chosen.genre,
              keywords: chosen.keywords,
              disclosure: 'proactive',
              summary: summaryOf(chosen, interpreted?.title),
              source: null,
            },
            bodyHtml: chosen.bodyHtml,
            ...(chosen.kind === 'document' && values.documentId ? { documentId: values.documentId } : {}),
            ...(chosen.kind === 'interpretation' && values.interpretsId ? { interpretsId: values.interpretsId } : {}),
          },
        }),
      );
    },
    onSuccess: (created) => {
      queries.setQueryData(['publication', created.id], created);
      void queries.invalidateQueries({ queryKey: ['publications'] });
      void navigate(`/publications/${created.id}`, { replace: true });
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  if (!may('publications.create')) return <NotFound />;
  if (!terms || !catalogue) return <Loading />;
  const categories = new Map(categoryOptions(catalogue.categories).map(({ value, label }) => [value, label]));
  const groups = terms.kinds.map(({ key: kind, label }) => ({
    label,
    options: catalogue.templates
      .filter((one) => one.kind === kind)
      .map((one) => ({ value: one.key, label: `${one.name}（${categories.get(one.category) ?? one.category}）` })),
  }));
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/publications">主动公开</Link> / 新建稿件
      </nav>
      <PageTitle title="新建稿件" />
      <Card className="form-card">
        {fault ? <Alert type="error" showIcon role="alert" title="没有建立" description={fault} /> : null}
        <Form<NewForm>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{
            organCode: organ && choices.some(({ code }) => code === organ) ? organ : choices[0]?.code,
            template: wantedDocument ? 'normative' : wantedInterprets ? 'interpretation' : undefined,
            documentId: wantedDocument,
            interpretsId: wantedInterprets,
            formedOn: today(),
          }}
          onFinish={(values) => {
            setFault(null);
            create.mutate(values);
          }}
        >
          <Form.Item name="organCode" label="发布机关" rules={[{ required: true, message: '请选择发布机关' }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              disabled={choices.length < 2}
              options={choices.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
          <Form.Item
            name="template"
            label="模板"
            extra={template?.hint}
            rules={[{ required: true, message: '请选择模板' }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="按公开类别选择，可以输入文字查找"
              onChange={(value: string) => {
                const chosen = catalogue.templates.find((one) => one.key === value);
                if (chosen && !document && !interpreted) form.setFieldsValue({ title: chosen.title });
              }}
              options={groups.filter(({ options }) => options.length > 0)}
            />
          </Form.Item>
          {template?.kind === 'document' ? (
            <Form.Item
              name="documentId"
              label="文件库中的登记"
              extra={
                <>
                  发布后页面随登记显示有效性和统一编号。还没有登记的，先到<Link to="/library">文件库</Link>登记。
                </>
              }
            >
              <DocumentPicker label="文件库中的登记" organ={organCode} />
            </Form.Item>
          ) : null}
          {template?.kind === 'interpretation' ? (
            <Form.Item
              name="interpretsId"
              label="被解读的文件"
              extra={`解读与文件相互链接、同步发布，最迟在文件发布后${terms.interpretationWorkingDays}个工作日内。`}
              rules={[{ required: true, message: '请选择被解读的文件' }]}
            >
              <PublicationPicker label="被解读的文件" organ={organCode} />
            </Form.Item>
          ) : null}
          <Form.Item name="title" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item
            name="formedOn"
            label="成文日期"
            extra="公开期限自信息形成或者变更之日起算，索引号按成文日期的年份编定，编定后不再改变。"
            rules={[{ required: true, message: '请填写成文日期' }]}
          >
            <DateField max={today()} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            建立并开始编写
          </Button>
        </Form>
      </Card>
    </>
  );
}

function summaryOf(template: PublicationTemplate, interpreted: string | undefined): string {
  return interpreted ? `说明《${interpreted}》的背景依据、主要内容和新旧政策差异。` : template.summary;
}
