import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  Alert,
  App,
  Button,
  Card,
  Collapse,
  DatePicker,
  Drawer,
  Form,
  Input,
  InputNumber,
  Radio,
  Timeline,
} from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { call, Fault, showBesideFields } from '../../api.ts';
import { actOnPublication } from '../../client.generated/index.ts';
import type { ActOnPublicationData, Publication, PublicationTerms } from '../../client.generated/types.gen.ts';
import { formatMinute, labelOf } from './terms.ts';
import type { DraftDesk } from './use-draft.ts';

type Act = ActOnPublicationData['body']['act'];

const notes: Partial<Record<Act, string>> = {
  submit: '提交后进入初审，审核期间不能修改；需要修改的，由审核人员退回。',
  'record-disclosure-review':
    '依照《政府信息公开条例》第十七条，公开前审查是否涉及国家秘密、商业秘密、个人隐私等不予公开的情形。',
  proofread: '核对文字、数字、日期、名称、格式和链接。',
  return: '退回后由起草人员修改并重新提交，已有的审核意见保留。',
  schedule: '到时间自动发布，发布日期以实际发布时间为准，不能提前填写。',
  publish: '发布后公众立即可见；已经终审的解读一并发布。发布日期不能更改。',
  revise: '在现行版本基础上起草新的版本；新版本发布前，公众看到的仍是现行版本。',
};

/** 三审三校: what may be done now, what not and why, and every step with name, time and opinion. */
export function Review({
  publication,
  desk,
  terms,
}: {
  publication: Publication;
  desk: DraftDesk;
  terms: PublicationTerms;
}) {
  const [act, setAct] = useState<{ act: Act; label: string } | null>(null);
  const mine = publication.acts.filter(({ act: name }) => name !== 'save');
  const allowed = mine.filter((one) => one.allowed);
  const refused = mine.filter((one) => !one.allowed);
  return (
    <Card title="审核和发布">
      {allowed.length > 0 ? (
        <div className="acts">
          {allowed.map((one, i) => (
            <Button
              key={one.act}
              type={i === 0 ? 'primary' : 'default'}
              onClick={() => setAct({ act: one.act as Act, label: one.label })}
            >
              {one.label}
            </Button>
          ))}
        </div>
      ) : (
        <p className="act-note">
          {publication.stage === 'settled'
            ? '没有在办的稿件。'
            : `稿件处于“${labelOf(terms.stages, publication.stage)}”，目前没有您可以办理的事项。`}
        </p>
      )}
      {refused.length > 0 ? (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'refused',
              label: `现在不能办理的事项及依据（${refused.length}项）`,
              children: (
                <ul className="refusals">
                  {refused.map((one) => (
                    <li key={one.act}>
                      <strong>{one.label}</strong>　{one.refusal}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      ) : null}
      <h2 className="steps-heading">办理经过</h2>
      <Timeline
        items={[...publication.steps].reverse().map((step, i) => ({
          key: i,
          color: step.act === 'return' || step.act === 'withdraw' || step.act === 'schedule-failed' ? 'red' : 'blue',
          content: (
            <>
              <strong>{step.act === 'pass' ? `${labelOf(terms.stages, step.stage)}通过` : step.label}</strong>
              <span className="sub">
                {formatMinute(step.at)}　{step.personName}
              </span>
              {step.conclusion ? (
                <span className="step-words">{labelOf(terms.conclusions, step.conclusion)}</span>
              ) : null}
              {step.openFindings === undefined ? null : (
                <span className="step-words">没有处理的问题{step.openFindings}处</span>
              )}
              {step.opinion ? <span className="step-words">{step.opinion}</span> : null}
              {step.reason ? <span className="step-words">新版本的原因：{step.reason}</span> : null}
            </>
          ),
        }))}
      />
      {act ? (
        <ActDrawer
          key={act.act}
          publication={publication}
          desk={desk}
          terms={terms}
          act={act}
          onClose={() => setAct(null)}
        />
      ) : null}
    </Card>
  );
}

interface ActForm {
  opinion?: string;
  conclusion?: NonNullable<ActOnPublicationData['body']['conclusion']>;
  openFindings?: number;
  publishAt?: Dayjs;
  reason?: string;
  overruled?: string;
}

function ActDrawer({
  publication,
  desk,
  terms,
  act: { act, label },
  onClose,
}: {
  publication: Publication;
  desk: DraftDesk;
  terms: PublicationTerms;
  act: { act: Act; label: string };
  onClose: () => void;
}) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<ActForm>();
  const [fault, setFault] = useState<{ title: string; text: string; details: string[] } | null>(null);
  const [isHeld, setHeld] = useState(false);
  const run = useMutation({
    mutationFn: async ({ publishAt, ...values }: ActForm) => {
      if (publication.mayWrite && !(await desk.save())) throw new Error('稿件还没有保存成功，请先保存。');
      return desk.inTurn((revision) =>
        call(
          actOnPublication({
            path: { id: publication.id },
            body: {
              revision,
              act,
              ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')),
              // The wall clock of the office, whatever the device is set to.
              ...(publishAt ? { publishAt: `${publishAt.format('YYYY-MM-DDTHH:mm')}:00+08:00` } : {}),
            },
          }),
        ),
      );
    },
    onSuccess: (changed) => {
      desk.accept(changed);
      void queries.invalidateQueries({ queryKey: ['publications'] });
      void queries.invalidateQueries({ queryKey: ['uninterpreted'] });
      void message.success(`已办理“${label}”`);
      onClose();
    },
    onError: (error) => {
      if (error instanceof Fault && error.kind.startsWith('release-held')) {
        setHeld(error.kind === 'release-held-for-reason');
        setFault({
          title: error.title,
          text:
            error.kind === 'release-held-for-reason'
              ? '请退回改正；确认无需改正的，写明理由后再办理，理由记入办理经过。'
              : '下列问题必须改正，请退回修改。',
          details: error.problem?.errors?.map(({ detail }) => detail) ?? [],
        });
        return;
      }
      const text = showBesideFields(form, error);
      setFault({
        title: error instanceof Fault ? error.title : '没有成功',
        text: text ?? '',
        details: error instanceof Fault ? (error.problem?.errors?.map(({ detail }) => detail) ?? []) : [],
      });
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['publication', publication.id] });
    },
  });
  const isNewEdition = publication.edition !== null;
  return (
    <Drawer
      open
      size={460}
      title={label}
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={run.isPending} onClick={() => form.submit()}>
            确定
          </Button>
        </div>
      }
    >
      {fault ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={fault.title}
          description={
            <>
              {fault.text}
              {fault.details.length > 0 ? (
                <ul className="plain-list">
                  {fault.details.map((detail) => (
                    <li key={detail}>{detail}</li>
                  ))}
                </ul>
              ) : null}
            </>
          }
        />
      ) : null}
      {notes[act] ? <p className="act-note">{notes[act]}</p> : null}
      <Form<ActForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => {
          setFault(null);
          run.mutate(values);
        }}
      >
        {act === 'record-disclosure-review' ? (
          <Form.Item name="conclusion" label="审查结论" rules={[{ required: true, message: '请选择审查结论' }]}>
            <Radio.Group
              className="stacked"
              options={terms.conclusions.map(({ key, label: text }) => ({ value: key, label: text }))}
            />
          </Form.Item>
        ) : null}
        {act === 'proofread' ? (
          <Form.Item
            name="openFindings"
            label="还没有处理的问题（处）"
            initialValue={0}
            extra="有没有处理的问题时，不能通过审核。"
            rules={[{ required: true, message: '请填写数目，没有的填0' }]}
          >
            <InputNumber min={0} max={10_000} precision={0} className="number-field" />
          </Form.Item>
        ) : null}
        {act === 'schedule' ? (
          <Form.Item
            name="publishAt"
            label="发布时间（北京时间）"
            rules={[{ required: true, message: '请填写发布时间' }]}
          >
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              format="YYYY-MM-DD HH:mm"
              className="date-field"
              placeholder="例如2026-03-01 09:00"
              minDate={dayjs()}
            />
          </Form.Item>
        ) : null}
        {(act === 'publish' || act === 'schedule') && isNewEdition ? (
          <Form.Item
            name="reason"
            label="发布新版本的原因"
            extra="公众在“历次版本”中可以看到。"
            rules={[{ required: true, whitespace: true, message: '请写明原因' }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        ) : null}
        {isHeld ? (
          <Form.Item
            name="overruled"
            label="检查发现的问题无需改正的理由"
            rules={[{ required: true, whitespace: true, message: '请写明理由' }]}
          >
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        ) : null}
        {act === 'revise' ? null : (
          <Form.Item
            name="opinion"
            label={act === 'return' ? '退回意见' : '意见'}
            rules={act === 'return' ? [{ required: true, whitespace: true, message: '请写明退回意见' }] : []}
          >
            <Input.TextArea rows={4} maxLength={2000} placeholder={act === 'return' ? '' : '可以不填'} />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}
