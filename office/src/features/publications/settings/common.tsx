import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, InputNumber, Switch } from 'antd';
import { useDeferredValue, useState } from 'react';
import { call, showBesideFields } from '../../../api.ts';
import { savePublicationSettings, tryIndexPattern } from '../../../client.generated/index.ts';
import type { PublicationSettings, SavePublicationSettingsData } from '../../../client.generated/types.gen.ts';
import { formatMinute } from '../terms.ts';
import { LimitRows } from './limits.tsx';

type Save = Omit<SavePublicationSettingsData['body'], 'version'>;

/** 索引号, limits of publishing, review: for the whole district. */
export function CommonSettings({ settings }: { settings: PublicationSettings }) {
  const [form] = Form.useForm<Save>();
  const [fault, setFault] = useState<string | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { mayChange } = settings;
  const save = useMutation({
    mutationFn: (values: Save) => call(savePublicationSettings({ body: { ...values, version: settings.version } })),
    onSuccess: (saved) => {
      queries.setQueryData(['publication-settings'], saved);
      void queries.invalidateQueries({ queryKey: ['publication-terms'] });
      void message.success('设置已保存，此后办理的信息按新的设置');
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Form<Save>
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={!mayChange}
      initialValues={settings}
      onFinish={(values) => {
        setFault(null);
        save.mutate({
          ...values,
          specialLimits: values.specialLimits.map((limit) => ({
            ...limit,
            article: limit.article ?? null,
            verified: limit.verified ?? false,
            note: limit.note ?? '',
          })),
        });
      }}
    >
      {mayChange ? null : <Alert type="info" showIcon title="这些设置由区级用户与机构管理员修改。" />}
      {fault ? <Alert type="error" showIcon role="alert" title="没有保存" description={fault} /> : null}
      <div className="compose">
        <Card title="索引号">
          <Form.Item
            name="indexPattern"
            label="格式"
            extra={<PatternExample />}
            rules={[{ required: true, whitespace: true, message: '请填写索引号格式' }]}
          >
            <Input maxLength={100} spellCheck={false} />
          </Form.Item>
          <p className="act-note">
            可以使用：<code>{'{organ}'}</code> 机构代码，<code>{'{year}'}</code>、<code>{'{month}'}</code> 成文年、月，
            <code>{'{category}'}</code> 类别序号（条例第二十条各项为01至15，第二十一条为16），
            <code>{'{sequence:5}'}</code> 至少5位的顺序号。已经编出的索引号不变。
          </p>
        </Card>
        <Card title="审核和解读">
          <Form.Item
            name="distinctReviewers"
            label="初审、复审、终审由不同人员办理"
            valuePropName="checked"
            extra="提交稿件的人员在任何情况下都不能终审和发布。"
          >
            <Switch />
          </Form.Item>
          <Form.Item
            name="interpretationWorkingDays"
            label="解读应当在文件公开后几个工作日内发布"
            extra="填0为与文件同日发布。"
            rules={[{ required: true, message: '请填写工作日数' }]}
          >
            <InputNumber min={0} max={60} precision={0} className="number-field" />
          </Form.Item>
        </Card>
      </div>
      <Card title="公开期限">
        <p className="act-note">
          政府信息自形成或者变更之日起20个工作日内公开（《政府信息公开条例》第二十六条）；法律、法规另有规定的从其规定。
          下列类别及其下级按更短的期限计算，比20个工作日晚的不起作用。
        </p>
        <LimitRows settings={settings} disabled={!mayChange} />
      </Card>
      {mayChange ? (
        <div className="form-end">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            保存设置
          </Button>
          {settings.updatedAt ? (
            <span className="sub">
              {formatMinute(settings.updatedAt)} 由{settings.updatedBy}修改
            </span>
          ) : null}
        </div>
      ) : null}
    </Form>
  );
}

/** What a number by the pattern typed looks like, or why there can be none. */
function PatternExample() {
  const pattern = useDeferredValue((Form.useWatch<string | undefined>('indexPattern') ?? '').trim());
  const { data } = useQuery({
    queryKey: ['index-pattern', pattern],
    queryFn: () => call(tryIndexPattern({ query: { pattern } })),
    enabled: pattern !== '',
    placeholderData: (previous) => previous,
  });
  if (!data || pattern === '') return null;
  return (
    <span aria-live="polite" data-testid="index-example">
      {data.example === null ? data.fault : `今天形成的第一件为 ${data.example}`}
    </span>
  );
}
