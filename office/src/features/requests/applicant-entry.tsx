import { EyeOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call, showBesideFields } from '../../api.ts';
import { issueAccessCode, openPersonalData, saveParticulars } from '../../client.generated/index.ts';
import type { ApplicationCase, OpenedPersonalData } from '../../client.generated/types.gen.ts';
import { ActModal } from '../../components/act-modal.tsx';
import { FormFaults } from '../../components/form-faults.tsx';
import { CodeSlip } from './code-slip.tsx';
import './requests.css';
import { type Particulars, ParticularsFields, particularsFrom } from './particulars-fields.tsx';

/** The applicant of a case: masked until opened for a reason, which is recorded; then completed, or given a new code. */
export function ApplicantEntry({ found }: { found: ApplicationCase }) {
  const { applicant, id } = found;
  const [wish, setWish] = useState<'look' | 'complete' | 'edit' | 'code' | null>(null);
  const [slip, setSlip] = useState<{ reference: string; accessCode: string } | null>(null);
  const [opened, setOpened] = useState<OpenedPersonalData | null>(null);
  const queries = useQueryClient();
  const mayLook = applicant.mayOpen && (applicant.masked || applicant.hasParticulars);
  return (
    <div className="applicant-entry">
      <span>{opened ? `${opened.applicantName}（本次查看已记录）` : applicant.name}</span>
      <span className="entry-acts">
        {mayLook && !opened ? (
          <Button type="link" size="small" icon={<EyeOutlined />} onClick={() => setWish('look')}>
            {applicant.hasParticulars ? '查看姓名、证件和联系方式' : '查看全名'}
          </Button>
        ) : null}
        {applicant.mayComplete && applicant.mayOpen ? (
          <Button type="link" size="small" onClick={() => setWish(opened?.typed ? 'edit' : 'complete')}>
            补充申请人信息
          </Button>
        ) : null}
        {applicant.mayGiveCode ? (
          <Button type="link" size="small" onClick={() => setWish('code')}>
            发放查询码
          </Button>
        ) : null}
      </span>
      {opened && opened.particulars.length > 0 ? (
        <dl className="opened-data">
          {opened.particulars.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {wish === 'look' || wish === 'complete' ? (
        <Look
          id={id}
          onClose={() => setWish(null)}
          onOpened={(data) => {
            setOpened(data);
            setWish(wish === 'complete' && data.typed ? 'edit' : null);
          }}
        />
      ) : null}
      {wish === 'edit' && opened?.typed ? (
        <ActModal<Particulars, unknown>
          title="补充申请人信息"
          note="按照申请人提交的材料补充、更正；材料没有写明的留空，需要补正的另行告知。"
          okText="保存"
          withReason={false}
          initial={opened.typed}
          send={(values) => call(saveParticulars({ path: { id }, body: particularsFrom(values) }))}
          onDone={() => {
            setOpened(null);
            setWish(null);
            void queries.invalidateQueries({ queryKey: ['case', id] });
          }}
          onClose={() => setWish(null)}
        >
          <FormFaults />
          <ParticularsFields category={found.applicantCategory} />
        </ActModal>
      ) : null}
      {wish === 'code' ? (
        <ActModal<{ reason: string }, { reference: string; accessCode: string }>
          title="发放查询码"
          note="发放新的查询码后，原来的查询码随即失效。请先核实申请人身份。"
          okText="发放"
          withReason={false}
          send={(body) => call(issueAccessCode({ path: { id }, body }))}
          onDone={(issued) => {
            setSlip(issued);
            setWish(null);
          }}
          onClose={() => setWish(null)}
        >
          <Form.Item
            name="reason"
            label="核实申请人身份的情况"
            extra="记入审计记录"
            rules={[{ required: true, whitespace: true, message: '请填写核实申请人身份的情况' }]}
          >
            <Input maxLength={200} placeholder="例如：当面核对身份证件" />
          </Form.Item>
        </ActModal>
      ) : null}
      {slip ? (
        <CodeSlip
          title="已发放新的查询码"
          {...slip}
          organ={found.organName}
          closeText="关闭"
          onClose={() => setSlip(null)}
        />
      ) : null}
    </div>
  );
}

function Look({
  id,
  onOpened,
  onClose,
}: {
  id: string;
  onOpened: (data: OpenedPersonalData) => void;
  onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string }>();
  const [fault, setFault] = useState<string | null>(null);
  const open = useMutation({
    mutationFn: (body: { reason: string }) => call(openPersonalData({ path: { id }, body })),
    onSuccess: onOpened,
    onError: (error) => setFault(showBesideFields(form, error)),
  });
  return (
    <Modal open onCancel={onClose} footer={null} title="查看申请人个人信息">
      <p>姓名、证件号码和联系方式属于个人信息。请填写查看事由；查看人、时间和事由将记入审计记录。</p>
      {fault ? <Alert type="error" showIcon title={fault} role="alert" /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => open.mutate(values)}>
        <Form.Item
          name="reason"
          label="查看事由"
          rules={[{ required: true, whitespace: true, message: '请填写查看事由' }]}
        >
          <Input maxLength={200} autoFocus placeholder="例如：电话联系申请人补正" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          查看
        </Button>
      </Form>
    </Modal>
  );
}
