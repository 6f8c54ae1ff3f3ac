import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Form, Input, Radio, Tag } from 'antd';
import { useState } from 'react';
import { call, Fault } from '../../api.ts';
import { saveDecision } from '../../client.generated/index.ts';
import type { CaseDecision, SaveDecisionInput } from '../../client.generated/types.gen.ts';
import { FormFaults } from '../../components/form-faults.tsx';
import { FindingFields } from './finding-fields.tsx';
import { type DecisionItems, type Flat, findingOf, flatOf, prefill } from './findings.ts';

type Question = CaseDecision['questions'][number];
type Answers = Partial<Record<Question['key'], string>>;

const LETTER_NAMES: Readonly<Record<string, string>> = {
  L02: '补正告知书',
  L06: '第三方意见征询书',
  L09: '征求共同制作机关意见函',
};

/** The questions asked so far, and where they lead. */
function follow(questions: readonly Question[], answers: Answers) {
  const asked: Question[] = [];
  let question: Question | undefined = questions[0];
  while (question) {
    asked.push(question);
    const key: Question['key'] = question.key;
    const answer: Question['answers'][number] | undefined = question.answers.find((one) => one.key === answers[key]);
    if (!answer) return { asked, answer: undefined };
    if (answer.outcome || answer.before) return { asked, answer };
    question = questions.find((one) => one.key === answer.next);
  }
  return { asked, answer: undefined };
}

interface SavedItem {
  requested?: string;
  answers: Answers;
  finding: Flat;
}

/** 补不补 → 是不是 → 谁负责 → 有没有 → 给不给 → 怎么给 → 怎么答, for each requested item. */
export function DecisionDrawer({
  caseId,
  today,
  standing,
  onClose,
}: {
  caseId: string;
  today: string;
  standing: CaseDecision;
  onClose: () => void;
}) {
  const saved = standing.decision?.items as SavedItem[] | undefined;
  const [form] = Form.useForm<{ items: { requested?: string; finding: Flat }[] }>();
  const [paths, setPaths] = useState<Answers[]>(() => saved?.map(({ answers }) => answers) ?? [{}]);
  const [fault, setFault] = useState<{ title: string; list: string[] } | null>(null);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (items: DecisionItems) =>
      call(saveDecision({ path: { id: caseId }, body: { version: standing.decision?.version ?? 0, items } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['case-decision', caseId] });
      void queries.invalidateQueries({ queryKey: ['case-letters', caseId] });
      void message.success('办理意见已保存');
      onClose();
    },
    onError: (error) => {
      const list = error instanceof Fault ? (error.problem?.errors ?? []).map(({ detail }) => detail) : [];
      setFault({
        title: error instanceof Fault ? error.title : '没有成功',
        list: list.length > 0 ? list : [error.message],
      });
      if (error instanceof Fault && error.kind === 'changed-meanwhile')
        void queries.invalidateQueries({ queryKey: ['case-decision', caseId] });
    },
  });
  const ends = paths.map((answers) => follow(standing.questions, answers));
  const isComplete = ends.every(({ answer }) => answer?.outcome && answer.outcome !== 'WITHDRAWN');

  const choose = (item: number, key: Question['key'], value: string) => {
    const next: Answers = { ...paths[item], [key]: value };
    // An answer changed: those behind it were given to another question.
    const { asked, answer } = follow(standing.questions, next);
    const kept = Object.fromEntries(
      asked.flatMap((one) => (next[one.key] ? [[one.key, next[one.key]]] : [])),
    ) as Answers;
    setPaths(paths.map((one, i) => (i === item ? kept : one)));
    if (answer?.outcome) form.setFieldValue(['items', item, 'finding'], prefill(answer.outcome, standing.facts));
  };
  const submitted = (values: { items?: { requested?: string; finding?: Flat }[] }) => {
    setFault(null);
    save.mutate(
      paths.map((answers, i) => {
        const { requested, finding = {} } = values.items?.[i] ?? {};
        const outcome = ends[i]?.answer?.outcome ?? '';
        return {
          ...(paths.length > 1 ? { requested: requested ?? '' } : {}),
          answers,
          finding: findingOf(
            outcome,
            finding,
            standing.facts,
            today,
          ) as unknown as SaveDecisionInput['items'][number]['finding'],
        };
      }),
    );
  };
  return (
    <Drawer
      open
      size={760}
      title="办理意见"
      onClose={onClose}
      footer={
        <div className="drawer-actions">
          <Button onClick={onClose}>取消</Button>
          <Button onClick={() => setPaths([...paths, {}])}>增加一项</Button>
          <Button type="primary" disabled={!isComplete} loading={save.isPending} onClick={() => form.submit()}>
            保存办理意见
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
            <ul className="refusals">
              {fault.list.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          }
        />
      ) : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          items: saved?.map(({ requested, finding }) => ({ requested, finding: flatOf(finding) })) ?? [{}],
        }}
        onFinish={submitted}
      >
        <FormFaults />
        {paths.map((answers, item) => {
          const { asked, answer } = ends[item]!;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
            <section key={item} className="decision-item" aria-label={`第${item + 1}项`}>
              {paths.length > 1 ? (
                <Form.Item
                  name={['items', item, 'requested']}
                  label={`第${item + 1}项：申请公开的内容`}
                  rules={[{ required: true, whitespace: true, message: '请写明答复的是哪一项' }]}
                >
                  <Input maxLength={300} />
                </Form.Item>
              ) : null}
              {asked.map((question) => (
                <fieldset key={question.key} className="question">
                  <legend>
                    {question.short}　
                    <span className="sub">
                      {question.text}（{question.basis}）
                    </span>
                  </legend>
                  <Radio.Group
                    name={`answer-${item}-${question.key}`}
                    value={answers[question.key]}
                    onChange={(event) => choose(item, question.key, String(event.target.value))}
                  >
                    {question.answers.map((one) => (
                      <Radio key={one.key} value={one.key}>
                        {one.label} <span className="sub">{one.basis}</span>
                        {one.force ? <Tag color="gold">{standing.forces[one.force]}</Tag> : null}
                      </Radio>
                    ))}
                  </Radio.Group>
                </fieldset>
              ))}
              {answer?.before ? (
                <Alert
                  type="info"
                  showIcon
                  title={`请关闭本窗口，先起草《${LETTER_NAMES[answer.before] ?? answer.before}》`}
                />
              ) : null}
              {answer?.outcome === 'WITHDRAWN' ? (
                <Alert type="info" showIcon title="申请人撤回的，在“下一步办理”中记录“申请人撤回”，不制作答复书。" />
              ) : null}
              {answer?.outcome && answer.outcome !== 'WITHDRAWN' ? (
                <>
                  <p className="decision-outcome">
                    结论：<strong>{answer.label}</strong>（{answer.basis}）
                  </p>
                  <FindingFields at={['items', item, 'finding']} outcome={answer.outcome} facts={standing.facts} />
                </>
              ) : null}
              {paths.length > 1 ? (
                <Button
                  onClick={() => {
                    const items = form.getFieldValue('items') as unknown[];
                    form.setFieldsValue({ items: items.filter((_, i) => i !== item) as never });
                    setPaths(paths.filter((_, i) => i !== item));
                  }}
                >
                  删除第{item + 1}项
                </Button>
              ) : null}
            </section>
          );
        })}
      </Form>
    </Drawer>
  );
}
