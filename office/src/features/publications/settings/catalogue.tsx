import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, Form, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { call } from '../../../api.ts';
import { getOrganCatalogueSettings, saveOrganCatalogueSettings } from '../../../client.generated/index.ts';
import type { OrganCatalogueSettings, PublicationSettings } from '../../../client.generated/types.gen.ts';
import { FaultView, Loading } from '../../../shell/states.tsx';

const ALL = '*';
type Node = OrganCatalogueSettings['nodes'][number];
type Added = OrganCatalogueSettings['added'][number];

/** The 主动公开基本目录 of an organ, or what holds for all of them. */
export function CatalogueSettings({ settings }: { settings: PublicationSettings }) {
  const first = settings.organs.find(({ mayAdapt }) => mayAdapt)?.code ?? settings.organs[0]?.code ?? ALL;
  const [organ, setOrgan] = useState(settings.mayChange ? ALL : first);
  const { data, error, refetch } = useQuery({
    queryKey: ['catalogue-settings', organ],
    queryFn: () => call(getOrganCatalogueSettings({ path: { organ } })),
  });
  return (
    <>
      <div className="filters">
        <label htmlFor="catalogue-organ">机关</label>
        <Select
          id="catalogue-organ"
          className="catalogue-organ"
          value={organ}
          onChange={setOrgan}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: ALL, label: '各机关通用' },
            ...settings.organs.map(({ code, name, isAdapted }) => ({
              value: code,
              label: isAdapted ? `${name}（已调整）` : name,
            })),
          ]}
        />
      </div>
      {error && !data ? <FaultView error={error} retry={() => void refetch()} /> : null}
      {data ? <Edit key={`${organ} ${data.version}`} organ={organ} data={data} /> : error ? null : <Loading />}
    </>
  );
}

function Edit({ organ, data }: { organ: string; data: OrganCatalogueSettings }) {
  const [hidden, setHidden] = useState(new Set(data.hidden));
  const [renamed, setRenamed] = useState<Record<string, string>>(data.renamed);
  const [added, setAdded] = useState<readonly Added[]>(data.added);
  const [adding, setAdding] = useState<Node | null>(null);
  const [renaming, setRenaming] = useState<Node | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      call(
        saveOrganCatalogueSettings({
          path: { organ },
          body: {
            version: data.version,
            hidden: [...hidden],
            renamed: Object.fromEntries(Object.entries(renamed).filter(([code]) => !hidden.has(code))),
            added: [...added],
          },
        }),
      ),
    onSuccess: (saved) => {
      queries.setQueryData(['catalogue-settings', organ], saved);
      void queries.invalidateQueries({ queryKey: ['publication-settings'] });
      void queries.invalidateQueries({ queryKey: ['publication-catalogue'] });
      void message.success('目录已保存，公开页面随之更新');
    },
    onError: (error) => setFault(error.message),
  });
  const isAboveHidden = (code: string): boolean => [...hidden].some((one) => code.startsWith(`${one}.`));
  const show = (code: string, isShown: boolean): void => {
    const next = new Set(hidden);
    if (isShown) next.delete(code);
    else next.add(code);
    setHidden(next);
  };
  return (
    <Card
      title="法定主动公开内容"
      extra={
        data.mayChange ? (
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            保存目录
          </Button>
        ) : null
      }
    >
      <p className="act-note">
        法定类别可以隐藏本机关没有的、改称通行的名称，并在其下增加细目；已有公开信息的类别不能去掉。
        {data.mayChange ? '' : '您的岗位可以查看，不能修改。'}
      </p>
      {fault ? <Alert type="error" showIcon role="alert" title="没有保存" description={fault} /> : null}
      <ul className="catalogue-lines" aria-label="目录">
        {data.nodes.map((node) => {
          const isHidden = hidden.has(node.code);
          const isOff = isHidden || isAboveHidden(node.code);
          const name = renamed[node.code] ?? node.title;
          return (
            <li key={node.code} data-depth={Math.min(node.depth, 4)} className={isOff ? 'is-off' : ''}>
              <div className="catalogue-line">
                <Checkbox
                  checked={!isOff}
                  disabled={!data.mayChange || isAboveHidden(node.code)}
                  onChange={(event) => show(node.code, event.target.checked)}
                >
                  {name}
                </Checkbox>
                {renamed[node.code] !== undefined ? <span className="sub">原名“{node.title}”</span> : null}
                {node.depth === 0 ? <span className="sub">{node.basis}</span> : null}
                {node.published > 0 ? <Tag>{node.published}件</Tag> : null}
                {data.mayChange && !isOff ? (
                  <span className="catalogue-acts">
                    <Button type="link" size="small" onClick={() => setRenaming(node)} aria-label={`为“${name}”改名`}>
                      改名
                    </Button>
                    <Button
                      type="link"
                      size="small"
                      onClick={() => setAdding(node)}
                      aria-label={`在“${name}”下增加细目`}
                    >
                      增加细目
                    </Button>
                  </span>
                ) : null}
              </div>
              {added
                .filter(({ below }) => below === node.code)
                .map((one) => (
                  <div key={one.code} className="catalogue-line catalogue-added">
                    {one.title}
                    <Tag color="processing">增加的细目</Tag>
                    {data.mayChange ? (
                      <Button
                        type="link"
                        size="small"
                        danger
                        aria-label={`删除细目“${one.title}”`}
                        onClick={() => setAdded(added.filter((other) => other !== one))}
                      >
                        删除
                      </Button>
                    ) : null}
                  </div>
                ))}
            </li>
          );
        })}
      </ul>
      <RenameForm
        key={`rename ${renaming?.code}`}
        node={renaming}
        name={renaming ? (renamed[renaming.code] ?? renaming.title) : ''}
        onClose={() => setRenaming(null)}
        onRename={(node, title) => {
          const { [node.code]: _, ...others } = renamed;
          setRenamed(title === node.title ? others : { ...others, [node.code]: title });
          setRenaming(null);
        }}
      />
      <AddForm
        key={`add ${adding?.code}`}
        below={adding}
        taken={[...data.nodes.map(({ code }) => code), ...added.map((one) => `${one.below}.${one.code}`)]}
        onClose={() => setAdding(null)}
        onAdd={(one) => {
          setAdded([...added, one]);
          setAdding(null);
        }}
      />
    </Card>
  );
}

function RenameForm({
  node,
  name,
  onRename,
  onClose,
}: {
  node: Node | null;
  name: string;
  onRename: (node: Node, title: string) => void;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ title: string }>();
  return (
    <Modal open={node !== null} title="类别改名" okText="确定" onOk={() => form.submit()} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ title: name }}
        onFinish={({ title }) => node && onRename(node, title.trim())}
      >
        <Form.Item
          name="title"
          label="名称"
          extra={node ? `依据不变：${node.basis}` : null}
          rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function AddForm({
  below,
  taken,
  onAdd,
  onClose,
}: {
  below: Node | null;
  taken: readonly string[];
  onAdd: (added: Added) => void;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ title: string; code: string }>();
  return (
    <Modal
      open={below !== null}
      title={below ? `在“${below.title}”下增加细目` : ''}
      okText="增加"
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ title, code }) => below && onAdd({ below: below.code, code, title: title.trim() })}
      >
        <Form.Item name="title" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
          <Input maxLength={60} placeholder="例如校外培训机构名单" />
        </Form.Item>
        <Form.Item
          name="code"
          label="代码"
          extra="用于页面地址，建立后不再改变。"
          rules={[
            { required: true, pattern: /^[a-z0-9-]{1,40}$/, message: '只能用小写字母、数字和连字符，例如 training' },
            {
              validator: async (_, code: string | undefined) => {
                if (below && taken.includes(`${below.code}.${code}`)) throw new Error('该类别下已有这个代码');
              },
            },
          ]}
        >
          <Input maxLength={40} spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
