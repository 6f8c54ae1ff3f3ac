import { describe, expect, it } from 'vitest';
import {
  type ApplicationEvent,
  type Outcome,
  outcomeKinds,
  outcomeRule,
} from '../../src/capabilities/requests/index.ts';
import { plainDate } from '../../src/kernel/calendar/index.ts';
import { withTestDatabases } from '../support/database.ts';
import {
  answer,
  ask,
  clerk,
  db,
  decideByApi,
  openCase,
  register,
  throughHands,
  useLetterOffice,
} from '../support/letter-office.ts';

useLetterOffice(withTestDatabases());

/** How a clerk comes to the outcome: the answers, what is filled in, and what happened before. */
interface Way {
  readonly answers: readonly string[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly choices?: readonly string[];
  readonly before?: readonly ApplicationEvent[];
  readonly receivedOn?: string;
  readonly prepare?: (id: string) => Promise<void>;
}

const on = (text: string) => plainDate(text);
const THROUGH = ['申请内容明确', '是政府信息公开申请', '本机关负责公开', '有现成的信息'];
const WITHHELD = [...THROUGH, '不予公开'];
const REASON = { 理由: '公开后影响相关工作' };
const LAPSED: readonly ApplicationEvent[] = [
  { kind: 'correction-requested', on: on('2026-05-11'), respondBy: on('2026-05-25') },
];
const CORRECTED: readonly ApplicationEvent[] = [
  { kind: 'correction-requested', on: on('2026-06-02'), respondBy: on('2026-06-12') },
  { kind: 'corrected', on: on('2026-06-05') },
];

const ways: Readonly<Record<Exclude<Outcome, 'WITHDRAWN'>, Way>> = {
  ALREADY_PUBLIC: {
    answers: [...THROUGH, '已主动公开'],
    fields: { 信息的名称: '年度工作报告', 获取途径: '门户网站', 获取方式: '网上查阅' },
  },
  GRANTED: { answers: [...THROUGH, '予以公开'], fields: { 随附信息的标题: '年度工作报告' } },
  PARTIAL: {
    answers: [...THROUGH, '部分公开'],
    fields: { 予以公开的内容: '结论', 随附信息的标题: '结论（已作区分处理）', 不予公开的内容: '讨论过程' },
    choices: ['ground:过程性信息（第十六条第二款）', '讨论记录', '已核对，没有规定应当公开'],
  },
  DENIED_STATE_SECRET: {
    answers: [...WITHHELD, '属于国家秘密'],
    fields: { 定密事实: '已由有权机关依照法定程序确定密级', ...REASON },
  },
  DENIED_LAW: {
    answers: [...WITHHELD, '法律、行政法规禁止公开'],
    fields: { '法律、行政法规的名称': '中华人民共和国统计法', 条款: '第二十五条', ...REASON },
  },
  DENIED_SECURITY: { answers: [...WITHHELD, '危及'], choices: ['公共安全'], fields: REASON },
  DENIED_THIRD_PARTY: {
    answers: [...WITHHELD, '保护第三方合法权益'],
    fields: { 涉及的第三方权益: '个人隐私', ...REASON, 公共利益的权衡: '不公开不会对公共利益造成重大影响' },
    before: [
      {
        kind: 'consultation-sent',
        on: on('2026-06-03'),
        ref: '1',
        party: 'third-party',
        deliveredOn: on('2026-06-03'),
      },
      { kind: 'consultation-answered', on: on('2026-06-10'), ref: '1', consents: false },
    ],
  },
  DENIED_INTERNAL: { answers: [...WITHHELD, '属于三类内部事务信息'], choices: ['后勤管理'], fields: REASON },
  DENIED_PROCESS: {
    answers: [...WITHHELD, '属于四类过程性信息'],
    choices: ['过程稿', '已核对，没有规定应当公开'],
    fields: REASON,
  },
  DENIED_CASE_FILE: {
    answers: [...WITHHELD, '属于行政执法案卷'],
    fields: { 所属行政执法案件: '示例案件（虚构）', 当事人查阅案卷的途径: '持身份证明到档案室查阅', ...REASON },
  },
  SPECIAL_QUERY: {
    answers: ['申请内容明确', '属于行政查询事项'],
    fields: {
      行政查询事项: '不动产登记资料',
      '作出特别规定的法律、行政法规': '不动产登记暂行条例',
      办理查询的窗口: '登记中心',
    },
  },
  NOT_EXIST: {
    answers: ['申请内容明确', '是政府信息公开申请', '本机关负责公开', '经检索没有该信息'],
    prepare: async (id) => {
      await openCase(clerk, id);
      await clerk.getByRole('tab', { name: /检索记录/ }).click();
      await clerk.getByRole('button', { name: '登记检索记录' }).click();
      await clerk.getByLabel('检索人').fill('林承办');
      await clerk.getByLabel('检索范围').fill('公文处理系统\n档案室');
      await clerk.getByLabel('检索词').fill('年度\n报告');
      await clerk.getByRole('button', { name: '登记', exact: true }).click();
      await clerk.getByText('检索记录（1）').waitFor();
    },
  },
  NOT_THIS_AGENCY: {
    answers: ['申请内容明确', '是政府信息公开申请', '不?.*非本机关负责公开|非本机关负责公开'],
    fields: { ...REASON, '负责公开的行政机关（能够确定的）': '北仑区财政局', 联系方式: '0574-00000000' },
  },
  NEEDS_CREATION: {
    answers: ['申请内容明确', '是政府信息公开申请', '本机关负责公开', '没有现成信息需要另行制作'],
    fields: REASON,
  },
  STILL_UNCLEAR: {
    answers: ['补正后申请内容仍不明确'],
    fields: { 补正告知书文号: '仑政办公开告〔2026〕0号', 仍不明确之处: '未指明文件的名称' },
    before: CORRECTED,
  },
  PETITION: { answers: ['申请内容明确', '信访举报投诉类申请'], choices: ['投诉'], fields: REASON },
  REPEAT: {
    answers: ['申请内容明确', '重复申请'],
    prepare: async () => {
      const earlier = await register('2026-05-18', [], '重复申请人（虚构）');
      await decideByApi(earlier, 'GRANTED', { delivery: { enclosed: ['年度工作报告'] } });
      await throughHands(earlier);
    },
  },
  PUBLICATION: { answers: ['申请内容明确', '要求提供公开出版物'], fields: { 出版物名称: '北仑年鉴' } },
  EXCESSIVE: {
    answers: ['申请内容明确', '无正当理由大量反复申请'],
    fields: {
      '申请的数量、频次': '自2026年1月起提出申请86件',
      说明理由告知书文号: '仑政办公开告〔2026〕0号',
      认定理由不合理的依据: '明显超过合理范围',
    },
    before: [{ kind: 'reasons-requested', on: on('2026-06-03'), respondBy: on('2026-06-10') }],
  },
  CONFIRM_REISSUE: {
    answers: ['申请内容明确', '要求行政机关确认或重新出具已获取信息'],
    fields: { 已经获取的信息: '批复', 获取之日: '2026-05-06' },
  },
  ABANDONED_CORRECTION: {
    answers: ['申请人无正当理由逾期不补正'],
    fields: { 补正告知书文号: '仑政办公开告〔2026〕0号' },
    before: LAPSED,
    receivedOn: '2026-05-06',
  },
  FEE_UNPAID: {
    answers: ['申请人逾期未按收费通知要求缴纳费用'],
    fields: { 收费通知书文号: '仑政办公开告〔2026〕0号' },
    before: [{ kind: 'fee-notified', on: on('2026-04-10'), deliveredOn: on('2026-04-10'), amountYuan: 300 }],
    receivedOn: '2026-04-07',
  },
  OTHER: { answers: ['申请内容明确', '不属于政府信息（咨询等）'], fields: { 理由: '就办事流程提出的咨询' } },
};

describe('a clerk, a reviewer and a head handle', () => {
  const outcomes = outcomeKinds.filter((outcome) => outcome !== 'WITHDRAWN');

  it.each(outcomes)(
    '%s',
    async (outcome) => {
      const way = ways[outcome as keyof typeof ways];
      const name = outcome === 'REPEAT' ? '重复申请人（虚构）' : `示例${outcome}（虚构）`;
      const id = await register(way.receivedOn ?? '2026-06-01', way.before ?? [], name);
      await way.prepare?.(id);
      await openCase(clerk, id);
      await clerk.getByRole('button', { name: '提出办理意见' }).click();
      await answer(clerk, ...way.answers);
      const drawer = clerk.getByRole('dialog');
      await drawer.getByText('结论：').waitFor();
      for (const choice of way.choices ?? []) {
        if (!choice.startsWith('ground:')) {
          await drawer.getByRole('radio', { name: choice, exact: true }).check();
          continue;
        }
        await drawer.getByLabel('不予公开的依据').click();
        await clerk.getByText(choice.slice('ground:'.length)).click();
        await drawer.getByLabel('理由', { exact: true }).fill('公开后影响正常讨论');
      }
      for (const [label, text] of Object.entries(way.fields ?? {})) {
        await drawer.getByLabel(label, { exact: true }).fill(text);
        if (label.endsWith('之日')) await clerk.keyboard.press('Enter');
      }
      if (outcome === 'REPEAT') {
        await drawer.getByLabel('此前答复的文号').click();
        await clerk
          .getByTitle(/仑政办公复〔2026〕/)
          .first()
          .click();
      }
      await drawer.getByRole('button', { name: '保存办理意见' }).click();
      await clerk.getByText('办理意见已保存').waitFor();
      await clerk.getByText('使用文书').waitFor();
      await throughHands(id);
      const closed = await ask<{ state: string; outcome: string; outcomeBasis: string }>(
        clerk,
        'GET',
        `/api/v1/requests/${id}`,
      );
      expect(closed).toMatchObject({ state: 'closed', outcome });
      const row = await db
        .selectFrom('application')
        .select(['report_row', 'remedy_class'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(row.report_row).toBe(outcomeRule(outcome).reportRow);
    },
    60_000,
  );
});
