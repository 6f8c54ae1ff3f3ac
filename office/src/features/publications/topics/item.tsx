import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, InputNumber, Select, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call, showBesideFields } from '../../../api.ts';
import { getTopic, removeTopic, saveTopic } from '../../../client.generated/index.ts';
import type { SaveTopicData, Topic } from '../../../client.generated/types.gen.ts';
import { DateField } from '../../../components/date-field.tsx';
import { useOffice } from '../../../session.tsx';
import { PageTitle } from '../../../shell/shell.tsx';
import { FaultView, Loading } from '../../../shell/states.tsx';
import { OrderList } from '../order-list.tsx';
import { PublicationPicker } from '../picker.tsx';
import '../publications.css';
import { categoryOptions, today, useCatalogue, usePublicationTerms } from '../terms.ts';

type Save = SaveTopicData['body'];
interface TopicForm extends Omit<Save, 'entries' | 'rule'> {
  slug: string;
  category?: string | null;
  theme?: string | null;
  organCode?: string | null;
  keyword?: string | null;
}

export default function TopicPage() {
  const { slug = '' } = useParams();
  const isNew = slug === 'new';
  const { data, error } = useQuery({
    queryKey: ['topic', slug],
    queryFn: () => call(getTopic({ path: { slug } })),
    enabled: !isNew,
  });
  if (error && !data) return <FaultView error={error} />;
  if (!isNew && !data) return <Loading label="正在打开专题" />;
  return <Edit key={slug} topic={data ?? null} />;
}

/** A topic's words, what a rule takes in, and what was chosen by hand in its order. */
function Edit({ topic }: { topic: Topic | null }) {
  const { may, organs } = useOffice();
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<TopicForm>();
  const [chosen, setChosen] = useState(topic?.chosen ?? []);
  const [fault, setFault] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: terms } = usePublicationTerms();
  const { data: catalogue } = useCatalogue(organs[0]?.code);
  const isLocked = !may('topics.manage');
  const save = useMutation({
    mutationFn: ({ slug, category, theme, organCode, keyword, ...rest }: TopicForm) => {
      const rule = Object.fromEntries(
        Object.entries({ category, theme, organCode, keyword }).filter(([, value]) => value),
      ) as NonNullable<Save['rule']>;
      return call(
        saveTopic({
          path: { slug: topic?.slug ?? slug },
          body: {
            ...rest,
            description: rest.description ?? '',
            closedOn: rest.closedOn ?? null,
            rule: Object.keys(rule).length > 0 ? rule : null,
            entries: chosen.map(({ id }) => id),
          },
        }),
      );
    },
    onSuccess: (saved) => {
      queries.setQueryData(['topic', saved.slug], saved);
      void queries.invalidateQueries({ queryKey: ['topics'] });
      setChosen(saved.chosen);
      void message.success('专题已保存');
      if (!topic) void navigate(`/topics/${saved.slug}`, { replace: true });
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  const remove = useMutation({
    mutationFn: () => call(removeTopic({ path: { slug: topic?.slug ?? '' } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['topics'] });
      void navigate('/topics');
    },
    onError: (error) => setFault(error.message),
  });
  if (!terms) return <Loading />;
  return (
    <>
      <nav aria-label="位置" className="crumbs">
        <Link to="/topics">专题</Link> / {topic?.title ?? '新建专题'}
      </nav>
      <PageTitle title={topic?.title ?? '新建专题'}>
        {topic ? (
          <Button href={`/topics/${topic.slug}`} target="_blank">
            打开公开页面
          </Button>
        ) : null}
        {topic && !isLocked ? (
          <Button
            danger
            onClick={() =>
              modal.confirm({
                title: `删除专题“${topic.title}”？`,
                content: '专题页不再显示，其中的信息不受影响。不再更新的专题，也可以填写归档日期予以保留。',
                okText: '删除',
                onOk: () => remove.mutateAsync().catch(() => undefined),
              })
            }
          >
            删除
          </Button>
        ) : null}
        {isLocked ? null : (
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            保存
          </Button>
        )}
      </PageTitle>
      {fault ? <Alert type="error" showIcon role="alert" title="没有保存" description={fault} /> : null}
      <Form<TopicForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={isLocked}
        initialValues={topic ? { ...topic, ...topic.rule } : { openedOn: today(), position: 0, description: '' }}
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        <div className="compose">
          <Card title="专题">
            <Form.Item
              name="title"
              label="名称"
              rules={[{ required: true, whitespace: true, message: '请填写专题名称' }]}
            >
              <Input maxLength={60} />
            </Form.Item>
            {topic ? null : (
              <Form.Item
                name="slug"
                label="地址"
                extra="公开页面为 /topics/ 加上这里的文字，建立后不再改变。"
                rules={[
                  {
                    required: true,
                    pattern: /^[a-z0-9][a-z0-9-]{0,60}$/,
                    message: '只能用小写字母、数字和连字符，例如 business-environment',
                  },
                ]}
              >
                <Input maxLength={61} />
              </Form.Item>
            )}
            <Form.Item name="description" label="说明">
              <Input.TextArea rows={2} maxLength={300} showCount />
            </Form.Item>
            <div className="form-row">
              <Form.Item name="openedOn" label="开设日期" rules={[{ required: true, message: '请填写开设日期' }]}>
                <DateField />
              </Form.Item>
              <Form.Item name="closedOn" label="归档日期" extra="填写后页面注明不再更新。">
                <DateField />
              </Form.Item>
              <Form.Item name="position" label="次序" extra="小的在前。">
                <InputNumber min={0} max={1000} precision={0} className="number-field" />
              </Form.Item>
            </div>
          </Card>
          <Card title="自动收录">
            <p className="act-note">
              同时符合下列各项条件的信息，发布后自动进入专题，排在人工选入的之后；都不填的，不自动收录。
            </p>
            <Form.Item name="category" label="公开类别">
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                options={catalogue ? categoryOptions(catalogue.categories) : []}
              />
            </Form.Item>
            <Form.Item name="theme" label="主题分类">
              <Select allowClear showSearch options={terms.themes.map((theme) => ({ value: theme, label: theme }))} />
            </Form.Item>
            <Form.Item name="organCode" label="发布机关">
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                options={organs.map(({ code, name }) => ({ value: code, label: name }))}
              />
            </Form.Item>
            <Form.Item name="keyword" label="关键词">
              <Input maxLength={40} />
            </Form.Item>
          </Card>
        </div>
        <Card title={`人工选入（${chosen.length}件）`}>
          {isLocked ? null : (
            <div className="filters">
              <PublicationPicker label="要选入的信息" view="published" value={picked} onChange={setPicked} />
              <AddButton
                id={picked}
                onAdd={(entry) => {
                  if (!chosen.some(({ id }) => id === entry.id)) setChosen([...chosen, entry]);
                  setPicked(null);
                }}
              />
            </div>
          )}
          <OrderList
            label="人工选入的信息"
            items={chosen}
            keyOf={({ id }) => id}
            nameOf={({ title }) => `《${title}》`}
            onChange={setChosen}
            render={(entry) => (
              <>
                <Link to={`/publications/${entry.id}`}>{entry.title}</Link>
                {entry.isPublished ? null : <Tag color="warning">已撤下，不显示</Tag>}
              </>
            )}
          />
        </Card>
      </Form>
    </>
  );
}

function AddButton({
  id,
  onAdd,
}: {
  id: string | null;
  onAdd: (entry: { id: string; title: string; isPublished: boolean }) => void;
}) {
  const queries = useQueryClient();
  return (
    <Button
      disabled={!id}
      onClick={() => {
        // The picker has just read it.
        const pages = queries.getQueriesData<{ publications: { id: string; title: string }[] }>({
          queryKey: ['publication-picker'],
        });
        const found = pages.flatMap(([, page]) => page?.publications ?? []).find((one) => one.id === id);
        if (found) onAdd({ id: found.id, title: found.title, isPublished: true });
      }}
    >
      选入
    </Button>
  );
}
