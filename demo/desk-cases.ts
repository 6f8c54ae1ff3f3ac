import {
  CLERK,
  COLLEAGUE,
  decide,
  draft,
  HEAD,
  LEGAL,
  move,
  OFFICER,
  REVIEWER,
  register,
  sendNotice,
  serve,
  take,
} from './desk-letters.ts';
import { type Course, DEPARTMENT, type DeskOffice } from './desk-office.ts';
import { INVENTED } from './names.ts';

/** Applications at the government's office in every state in which one may be open, told from receipt to today. */
export function openCases(office: DeskOffice): Course[] {
  return [
    overdue(office),
    dueTomorrow(office),
    dueThisWeek(office),
    extended(office),
    awaitingSignature(office),
    awaitingReview(office),
    returned(office),
    unclear(office),
    thirdParty(office),
    coMaker(office),
    feeUnpaid(office),
    feePaid(office),
    closedYesterday(office),
    unconfirmed(office),
    receivedToday(office),
    ...casesOfDepartment(office),
  ];
}

async function* receivedToday(office: DeskOffice): Course {
  yield office.before(0);
  await register(office, { subject: `${INVENTED}今年以来区政府常务会议议题目录` });
}

async function* unconfirmed(office: DeskOffice): Course {
  yield office.before(1);
  await register(office, {
    subject: `${INVENTED}小港街道示例地块安置房项目协调会会议纪要`,
    channel: 'online',
    receivedOn: null,
  });
}

async function* overdue(office: DeskOffice): Course {
  yield office.before(22);
  const id = await register(office, {
    subject: `${INVENTED}示例公交首末站选址的区政府批复`,
    channel: 'registered-mail',
  });
  await take(office, id);
  yield office.before(9);
  await note(office, id, '已向档案室调阅卷宗，待回复。');
}

async function* dueTomorrow(office: DeskOffice): Course {
  yield office.before(19);
  const id = await register(office, { subject: `${INVENTED}老旧小区加装电梯年度计划的印发文件` });
  await take(office, id);
  yield office.before(4);
  await askColleague(office, id, '请提供年度计划的征求意见情况和相关附表。', 2);
  yield office.before(2);
  const { items } = await office.ask<{ items: { id: string; applicationId: string }[] }>(
    COLLEAGUE,
    'GET',
    '/requests/co-handling',
  );
  const asked = items.find(({ applicationId }) => applicationId === id)!;
  await office.ask(COLLEAGUE, 'POST', `/requests/co-handling/${asked.id}/answer`, {
    answer: `经核对，年度计划附表可以公开，其中住户姓名和电话应当隐去${INVENTED}。`,
  });
}

async function* dueThisWeek(office: DeskOffice): Course {
  yield office.before(16);
  const id = await register(office, {
    subject: `${INVENTED}示例片区更新改造项目的资金安排文件`,
    category: 'business',
    applicant: `宁波海某置业有限公司${INVENTED}`,
  });
  await take(office, id);
  yield office.before(2);
  await askColleague(office, id, '请核对项目资金安排表是否由贵局制作，能否公开。', -3);
}

async function askColleague(office: DeskOffice, id: string, matter: string, respondBefore: number): Promise<void> {
  const respondBy = office.before(respondBefore);
  await office.ask(CLERK, 'POST', `/requests/${id}/co-handling`, { organCode: DEPARTMENT, matter, respondBy });
}

async function note(office: DeskOffice, id: string, text: string): Promise<void> {
  await office.ask(CLERK, 'POST', `/requests/${id}/notes`, { text });
}

async function* extended(office: DeskOffice): Course {
  yield office.before(24);
  const id = await register(office, { subject: `${INVENTED}近三年区级示例产业扶持政策的评估报告`, category: 'legal' });
  await take(office, id);
  yield office.before(8);
  const reason = '所涉评估报告分散在多个部门，调阅、区分处理需要时间';
  const letter = await sendNotice(office, id, 'L03', { reason, workingDays: 20 }, OFFICER);
  yield office.before(7);
  await serve(office, letter, `邮件号码XA00000001${INVENTED}`, 'post');
}

async function* unclear(office: DeskOffice): Course {
  yield office.before(5);
  const id = await register(office, { subject: `${INVENTED}有关道路建设的全部文件`, channel: 'oral' });
  await take(office, id);
  yield office.before(4);
  const letter = await sendNotice(office, id, 'L02', {
    defects: ['未指明道路的名称和文件的名称、文号或者便于查询的其他特征'],
    guidance: '请写明道路的名称、大致的年份和所需文件的名称或者内容。',
  });
  yield office.before(3);
  await serve(office, letter, `邮件号码XA00000002${INVENTED}`, 'post');
}

async function* thirdParty(office: DeskOffice): Course {
  yield office.before(11);
  const id = await register(office, { subject: `${INVENTED}示例招商项目投资协议`, channel: 'fax' });
  await take(office, id);
  yield office.before(8);
  const letter = await sendNotice(office, id, 'L06', {
    thirdParty: `宁波瑞某模具制造有限公司${INVENTED}`,
    content: '示例招商项目投资协议',
  });
  const told = await sendNotice(office, id, 'L07', {});
  yield office.before(6);
  await serve(office, letter, `邮件号码XA00000003${INVENTED}`, 'post');
  await serve(office, told, `邮件号码XA00000004${INVENTED}`, 'post');
}

async function* coMaker(office: DeskOffice): Course {
  yield office.before(9);
  const id = await register(office, { subject: `${INVENTED}区政府办公室与示例部门联合印发的惠企政策起草说明` });
  await take(office, id);
  yield office.before(5);
  const letter = await sendNotice(office, id, 'L09', {
    coMaker: '宁波市北仑区发展和改革局',
    content: '联合印发的惠企政策起草说明',
  });
  yield office.before(4);
  await serve(office, letter, `邮件号码XA00000005${INVENTED}`, 'post');
}

async function* feeUnpaid(office: DeskOffice): Course {
  yield office.before(10);
  const id = await register(office, {
    subject: `${INVENTED}近五年区政府办公室公务用车运行台账`,
    category: 'business',
    applicant: `北仑某某信息咨询有限公司${INVENTED}`,
  });
  await take(office, id);
  yield office.before(6);
  const letter = await sendNotice(office, id, 'L11', { mode: 'page', quantity: 236 });
  yield office.before(5);
  await serve(office, letter, `申请人经办人签收${INVENTED}`, 'hand');
}

async function* feePaid(office: DeskOffice): Course {
  yield office.before(13);
  const id = await register(office, { subject: `${INVENTED}历年区政府工作报告起草过程中形成的统计资料汇编` });
  await take(office, id);
  yield office.before(10);
  const letter = await sendNotice(office, id, 'L11', { mode: 'page', quantity: 118 });
  yield office.before(9);
  await serve(office, letter, `申请人签收${INVENTED}`, 'hand');
  yield office.before(7);
  await office.ask(CLERK, 'POST', `/requests/${id}/payment`, {
    version: await versionOf(office, id),
    on: office.today,
    receiptNumber: '00000118',
  });
}

async function versionOf(office: DeskOffice, id: string): Promise<number> {
  return (await office.ask<{ version: number }>(CLERK, 'GET', `/requests/${id}`)).version;
}

async function* awaitingReview(office: DeskOffice): Course {
  yield office.before(14);
  const id = await register(office, { subject: `${INVENTED}示例农贸市场改造提升实施方案` });
  await take(office, id);
  yield office.before(2);
  await decide(office, id, { outcome: 'GRANTED', delivery: { enclosed: ['示例农贸市场改造提升实施方案'] } });
  const letter = await draft(office, id, 'L13');
  yield office.before(1);
  await move(office, letter, CLERK, 'submit');
}

async function* awaitingSignature(office: DeskOffice): Course {
  yield office.before(17);
  const id = await register(office, { subject: `${INVENTED}示例码头岸线使用的区政府专题会议纪要` });
  await take(office, id);
  yield office.before(6);
  await office.ask(CLERK, 'POST', `/requests/${id}/searches`, {
    on: office.today,
    by: '林承办（虚构）',
    places: ['公文处理系统', '区档案馆移交目录'],
    terms: ['码头', '岸线', '专题会议'],
    result: '没有检索到所申请的会议纪要',
  });
  yield office.before(3);
  await decide(office, id, {
    outcome: 'NOT_EXIST',
    search: { on: office.before(6), places: ['公文处理系统', '区档案馆移交目录'], terms: ['码头', '岸线', '专题会议'] },
  });
  const letter = await draft(office, id, 'L13');
  await move(office, letter, CLERK, 'submit');
  yield office.before(2);
  await move(office, letter, LEGAL, 'legal-review', '检索记录齐全，答复依据正确。');
  yield office.before(1);
  await move(office, letter, REVIEWER, 'review');
}

async function* returned(office: DeskOffice): Course {
  yield office.before(12);
  const id = await register(office, { subject: `${INVENTED}区政府办公室内部岗位轮换方案` });
  await take(office, id);
  yield office.before(4);
  await decide(office, id, {
    outcome: 'DENIED_INTERNAL',
    category: '人事管理',
    reason: '所申请的信息属于内部人事管理事务',
  });
  const letter = await draft(office, id, 'L13');
  await move(office, letter, CLERK, 'submit');
  yield office.before(2);
  await move(office, letter, REVIEWER, 'return', '请进一步写明不对外产生影响的理由后再报。');
}

/** Draft, review, signature and service over a few days. @returns the application, closed on the last of them */
export async function* answered(
  office: DeskOffice,
  subject: string,
  finding: Parameters<typeof decide>[2],
  days: readonly [received: number, decided: number, signed: number, served: number],
  after: (id: string) => Course = async function* () {},
): Course {
  const [received, decided, signed, served] = days;
  yield office.before(received);
  const id = await register(office, { subject });
  await take(office, id);
  yield office.before(decided);
  await decide(office, id, finding);
  const letter = await draft(office, id, 'L13');
  await move(office, letter, CLERK, 'submit');
  await move(office, letter, REVIEWER, 'review');
  yield office.before(signed);
  await move(office, letter, HEAD, 'issue');
  yield office.before(served);
  await serve(office, letter, `申请人当面签收${INVENTED}`);
  yield* after(id);
}

function closedYesterday(office: DeskOffice): Course {
  const title = '示例镇级工业区环境整治工作方案';
  const finding = { outcome: 'GRANTED', delivery: { enclosed: [title] } };
  return answered(office, `${INVENTED}${title}`, finding, [15, 4, 2, 1], async function* (id) {
    await suggest(
      office,
      id,
      'applicants',
      title,
      '今年以来已有多名申请人申请公开，涉及公共利益，需要公众广泛知晓。',
      3,
    );
    yield* [];
  });
}

export async function suggest(
  office: DeskOffice,
  id: string,
  source: 'applicants' | 'applicant',
  title: string,
  reason: string,
  applications: number,
): Promise<string> {
  const made = await office.ask<{ id: string }>(CLERK, 'POST', `/requests/${id}/proactive-suggestions`, {
    source,
    title,
    reason,
    applications,
  });
  return made.id;
}

function casesOfDepartment(office: DeskOffice): Course[] {
  const [asked, soonDue] = [
    `${INVENTED}示例小区房屋征收补偿安置方案的批准文件`,
    `${INVENTED}示例保障性住房项目竣工验收备案资料`,
  ];
  return [
    (async function* (): Course {
      yield office.before(17);
      const id = await register(office, { subject: soonDue, organ: DEPARTMENT, by: COLLEAGUE });
      await take(office, id, COLLEAGUE);
    })(),
    (async function* (): Course {
      yield office.before(1);
      await register(office, { subject: asked, organ: DEPARTMENT, by: COLLEAGUE });
    })(),
  ];
}
