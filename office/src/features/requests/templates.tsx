import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Menu, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { call, Fault } from '../../api.ts';
import { getLetterTemplates, saveLetterTemplates } from '../../client.generated/index.ts';
import type { LetterTemplates, SaveLetterTemplatesInput } from '../../client.generated/types.gen.ts';
import { PageTitle } from '../../shell/shell.tsx';
import { FaultView, Loading } from '../../shell/states.tsx';
import { LetterSettingsCard } from './settings.tsx';
import './requests.css';

type Template = LetterTemplates['templates'][number];

/** The words of the letters, and what each organ's letters need besides. */
export default function Templates() {
  const { data, error, refetch } = useQuery({
    queryKey: ['letter-templates'],
    queryFn: () => call(getLetterTemplates()),
  });
  if (error && !data) return <FaultView error={error} retry={() => void refetch()} />;
  if (!data) return <Loading label="正在打开文书模板" />;
  return (
    <>
      <PageTitle title="文书模板与设置" />
      <Tabs
        items={[
          { key: 'templates', label: '文书模板', children: <Editor key={data.version} data={data} /> },
          { key: 'settings', label: '机关文书设置', children: <LetterSettingsCard /> },
        ]}
      />
    </>
  );
}

const split = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((one) => one.replaceAll('\n', '').trim())
    .filter((one) => one !== '');

function Editor({ data }: { data: LetterTemplates }) {
  const [key, setKey] = useState(data.templates[0]?.key ?? '');
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ key: string; detail: string }[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const template = data.templates.find((one) => one.key === key);
  const textOf = (one: Template): string => texts[one.key] ?? one.paragraphs.join('\n\n');
  const isSame = (one: Template): boolean => split(textOf(one)).join('\n') === one.defaults.join('\n');
  const save = useMutation({
    mutationFn: () => {
      const changes: { letters: Record<string, string[]>; findings: Record<string, string[]> } = {
        letters: {},
        findings: {},
      };
      for (const one of data.templates)
        if (!isSame(one)) changes[one.group === 'letter' ? 'letters' : 'findings'][one.key] = split(textOf(one));
      return call(
        saveLetterTemplates({
          body: { version: data.version, reason, changes: changes as SaveLetterTemplatesInput['changes'] },
        }),
      );
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['letter-templates'] });
      void message.success('模板已保存，此后签发的文书使用新模板');
    },
    onError: (error) => {
      const errors = error instanceof Fault ? (error.problem?.errors ?? []) : [];
      setFaults(errors.map(({ pointer, detail }) => ({ key: pointer.split('/').at(-1) ?? '', detail })));
      setFault(error.message);
      const first = errors[0]?.pointer.split('/').at(-1);
      if (first && data.templates.some((one) => one.key === first)) setKey(first);
    },
  });
  if (!template) return null;
  const own = faults.filter((one) => one.key === template.key);
  const changed = data.templates.some((one) => texts[one.key] !== undefined);
  return (
    <div className="template-columns">
      <Card>
        <Menu
          className="template-list"
          selectedKeys={[key]}
          onClick={({ key: chosen }) => setKey(chosen)}
          items={(['letter', 'finding'] as const).map((group) => ({
            key: group,
            type: 'group' as const,
            label: group === 'letter' ? '文书' : '结论的写法',
            children: data.templates
              .filter((one) => one.group === group)
              .map((one) => ({
                key: one.key,
                label: (
                  <>
                    {one.title} {isSame(one) ? null : <Tag color="gold">已修改</Tag>}
                  </>
                ),
              })),
          }))}
        />
      </Card>
      <Card title={template.title}>
        {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
        {own.length > 0 ? (
          <Alert
            type="error"
            showIcon
            title="本模板的问题"
            description={
              <ul className="refusals">
                {own.map(({ detail }) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            }
          />
        ) : null}
        <p>段落之间空一行。大括号中的要素由系统填写；双方括号[[ ]]中的文字，在其中的要素为空时省略。</p>
        <Form layout="vertical" requiredMark={false} onFinish={() => save.mutate()}>
          <Form.Item label="正文" htmlFor="template-text">
            <Input.TextArea
              id="template-text"
              value={textOf(template)}
              readOnly={!data.mayChange}
              rows={8}
              onChange={(event) => setTexts({ ...texts, [template.key]: event.target.value })}
            />
          </Form.Item>
          <div className="template-elements">
            <p>
              必备要素（不能删除，不能放入双方括号）：
              {template.mandatory.map(({ name, label, basis }) => (
                <span key={name} title={basis}>
                  <code>{`{${name}}`}</code>
                  {label}　
                </span>
              ))}
            </p>
            <p>
              可以使用：
              {template.optional.map(({ name, label }) => (
                <span key={name}>
                  <code>{`{${name}}`}</code>
                  {label}　
                </span>
              ))}
            </p>
          </div>
          {data.mayChange ? (
            <>
              <Form.Item label="修改的原因" htmlFor="template-reason">
                <Input
                  id="template-reason"
                  value={reason}
                  maxLength={200}
                  onChange={(event) => setReason(event.target.value)}
                />
              </Form.Item>
              <div className="file-actions">
                <Button
                  type="primary"
                  htmlType="submit"
                  loading={save.isPending}
                  disabled={!changed || reason.trim() === ''}
                >
                  保存
                </Button>
                <Button onClick={() => setTexts({ ...texts, [template.key]: template.defaults.join('\n\n') })}>
                  恢复本模板的原文
                </Button>
              </div>
            </>
          ) : (
            <p>模板由用户与机构管理员修改。</p>
          )}
        </Form>
        {data.version > 0 ? (
          <p className="sub">
            第{data.version}版，{data.changedBy}
            {data.changedAt
              ? `于${new Date(data.changedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })}修改`
              : null}
            ：{data.reason}
          </p>
        ) : null}
      </Card>
    </div>
  );
}
