import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call, Fault, showBesideFields } from '../../api.ts';
import { getApplicationRemedies, listApplications, registerRemedy } from '../../client.generated/index.ts';
import type { RegisterRemedyInput } from '../../client.generated/types.gen.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { useRemedyTerms } from './terms.ts';

interface Values extends Omit<RegisterRemedyInput, 'remedyTold'> {
  notTold?: boolean;
}

/** Registers a case; the application named fills in what is attacked, from when, and where it is reviewed. */
export function RegisterRemedy({ applicationId, onClose }: { applicationId: string | null; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const { data: terms } = useRemedyTerms();
  const organCode = Form.useWatch('organCode', form) ?? terms?.organs[0]?.code;
  const attacked = Form.useWatch('attacked', form);
  const kind = Form.useWatch('kind', form);
  const chosen = Form.useWatch('applicationId', form) ?? applicationId;
  const { data: found } = useQuery({
    queryKey: ['remedy-applications', organCode, typed],
    queryFn: () =>
      call(
        listApplications({
          query: {
            organ: organCode!,
            view: 'all',
            sort: 'received',
            order: 'desc',
            limit: 20,
            ...(typed ? { q: typed } : {}),
          },
        }),
      ),
    enabled: organCode !== undefined,
  });
  const { data: about } = useQuery({
    queryKey: ['application-remedies', chosen],
    queryFn: () => call(getApplicationRemedies({ path: { id: chosen! } })),
    enabled: Boolean(chosen),
  });
  const option = about?.attackable.find((one) => one.attacked === attacked);
  const save = useMutation({
    mutationFn: ({ notTold, ...values }: Values) =>
      call(
        registerRemedy({
          body: { ...values, applicationId: values.applicationId ?? null, remedyTold: !notTold } as RegisterRemedyInput,
        }),
      ),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['remedies'] });
      void queries.invalidateQueries({ queryKey: ['application-remedies'] });
      void message.success('案件已登记');
      onClose();
      void navigate(`/remedies/${id}`);
    },
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  if (!terms) return null;
  const propose = (): void => {
    const body = kind === 'reconsideration' ? option?.reviewOrgans[0] : undefined;
    const known =
      kind === 'litigation-after-reconsideration'
        ? about?.preceding.at(-1)?.receivedOn
        : (option?.knownOn ?? undefined);
    form.setFieldsValue({
      ...(body && !form.getFieldValue('body') ? { body } : {}),
      ...(known ? { knownOn: known } : {}),
      ...(kind === 'litigation-after-reconsideration' && about?.preceding.length === 1
        ? { precedingCaseId: about.preceding[0]!.id }
        : {}),
    });
  };
  return (
    <Drawer
      open
      size={520}
      title="登记行政复议、行政诉讼案件"
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            登记
          </Button>
        </div>
      }
    >
      {fault ? <Alert type="error" showIcon role="alert" title="没有登记" description={fault} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          organCode: terms.organs[0]?.code,
          kind: 'reconsideration',
          attacked: 'reply',
          ...(applicationId ? { applicationId } : {}),
        }}
        onFinish={(values) => {
          setFault(null);
          save.mutate(values);
        }}
      >
        <FormFaults />
        <Form.Item name="organCode" label="被申请人（被告）" hidden={terms.organs.length < 2}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={terms.organs.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={() => form.setFieldValue('applicationId', undefined)}
          />
        </Form.Item>
        <Form.Item name="kind" label="案件种类">
          <Select options={terms.kinds.map(({ key, label }) => ({ value: key, label }))} />
        </Form.Item>
        <Form.Item name="attacked" label="针对的行为">
          <Select options={terms.attacked.map(({ key, label }) => ({ value: key, label }))} />
        </Form.Item>
        {attacked === 'proactive' ? null : (
          <Form.Item
            name="applicationId"
            label="所涉及的申请"
            extra="按登记编号或者内容查找；不能按申请人姓名查找。"
            rules={[{ required: true, message: '请选择案件所涉及的申请' }]}
          >
            <Select
              allowClear
              placeholder="登记编号或者内容"
              showSearch={{ filterOption: false, onSearch: setTyped }}
              options={(found?.items ?? []).map(({ id, number, subject }) => ({
                value: id,
                label: `${number} ${subject}`,
              }))}
            />
          </Form.Item>
        )}
        {attacked !== 'proactive' && about && !option ? (
          <Alert
            type="warning"
            showIcon
            title={
              about.attackable.length > 0
                ? `这件申请可以针对的是：${about.attackable.map(({ label }) => label).join('、')}`
                : '这件申请尚未作出答复，也没有超过答复期限'
            }
          />
        ) : null}
        {option ? (
          <Alert
            type="info"
            showIcon
            title={option.label}
            description={
              <>
                {option.reconsiderUntil
                  ? `申请行政复议至${option.reconsiderUntil}`
                  : option.knownOn
                    ? '届满日在次年工作日历公布后确定'
                    : '答复尚未送达'}
                {option.sueUntil ? `；直接起诉至${option.sueUntil}` : option.knownOn ? '；应当先申请行政复议' : ''}
                。复议机关：{option.reviewOrgans.join('或者') || '未能确定'}
                <div>
                  <Button size="small" onClick={propose}>
                    填入下面的表格
                  </Button>
                </div>
              </>
            }
          />
        ) : null}
        {kind === 'litigation-after-reconsideration' ? (
          <Form.Item
            name="precedingCaseId"
            label="在先的行政复议案件"
            extra="已登记并审结的案件才能选择；未登记的可以不选。"
          >
            <Select
              allowClear
              options={(about?.preceding ?? []).map(({ id, caseNumber }) => ({ value: id, label: caseNumber }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item name="caseNumber" label="案号" rules={[{ required: true, whitespace: true, message: '请填写案号' }]}>
          <Input maxLength={100} placeholder="例如：×政复〔2026〕12号" />
        </Form.Item>
        <Form.Item
          name="body"
          label="复议机关或者法院"
          rules={[{ required: true, whitespace: true, message: '请填写复议机关或者法院' }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="filedOn"
          label="提起日期"
          extra="复议机关收到申请、法院收到起诉状的日期"
          rules={[{ required: true, message: '请填写提起日期' }]}
        >
          <DateField />
        </Form.Item>
        <Form.Item
          name="knownOn"
          label="申请期限起算之日"
          extra="答复送达之日；逾期不答复的，为答复期限届满之日；复议后起诉的，为收到复议决定书之日。"
        >
          <DateField />
        </Form.Item>
        <Form.Item name="notTold" valuePropName="checked">
          <Checkbox>作出答复时没有告知救济权利、机关或者期限</Checkbox>
        </Form.Item>
      </Form>
      {save.error instanceof Fault && save.error.status === 0 ? <p role="status">网络中断，填写的内容仍在。</p> : null}
    </Drawer>
  );
}
