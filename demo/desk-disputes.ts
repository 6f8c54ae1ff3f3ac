import { answered, suggest } from './desk-cases.ts';
import { CLERK, HEAD, LEGAL, OFFICER, REVIEWER } from './desk-letters.ts';
import { type Course, type DeskOffice, OFFICE } from './desk-office.ts';
import { INVENTED, personName } from './names.ts';

/** What replies of the year led to: a reconsideration, a suit, suggestions to publish; and corrections of one's own records. */
export function disputesAndCorrections(office: DeskOffice): Course[] {
  return [
    inReconsideration(office),
    inCourt(office),
    accepted(office),
    declined(office),
    awaitsEvidence(office),
    answerInReview(office),
    corrected(office),
  ];
}

async function recordRemedy(
  office: DeskOffice,
  remedyId: string,
  version: number,
  event: { kind: string; [field: string]: unknown },
): Promise<void> {
  await office.ask(LEGAL, 'POST', `/remedies/${remedyId}/events`, { version, event: { on: office.today, ...event } });
}

async function registerRemedy(
  office: DeskOffice,
  applicationId: string,
  of: { kind: string; caseNumber: string; body: string; knownOn: string },
): Promise<string> {
  const { id } = await office.ask<{ id: string }>(OFFICER, 'POST', '/remedies', {
    organCode: OFFICE,
    attacked: 'reply',
    applicationId,
    filedOn: office.today,
    ...of,
  });
  return id;
}

function inReconsideration(office: DeskOffice): Course {
  const title = '示例区域征收补偿方案论证会记录';
  const finding = {
    outcome: 'DENIED_PROCESS',
    category: '讨论记录',
    reason: '论证会记录属于决定作出前的讨论记录，公开后影响正常讨论',
    noRuleDemands: true,
  };
  return answered(office, `${INVENTED}${title}`, finding, [46, 38, 36, 35], async function* (id) {
    yield office.before(9);
    const remedy = await registerRemedy(office, id, {
      kind: 'reconsideration',
      caseNumber: `甬仑政复〔${office.today.slice(0, 4)}〕901号${INVENTED}`,
      body: '宁波市北仑区人民政府',
      knownOn: office.before(35),
    });
    yield office.before(5);
    await recordRemedy(office, remedy, 1, { kind: 'accepted', procedure: 'ordinary' });
    yield office.before(4);
    await recordRemedy(office, remedy, 2, { kind: 'copy-received' });
  });
}

function inCourt(office: DeskOffice): Course {
  const title = '示例公路改线工程请示件';
  const finding = {
    outcome: 'DENIED_PROCESS',
    category: '请示报告',
    reason: '请示件是内部请示、审批过程中形成的信息',
    noRuleDemands: true,
  };
  return answered(office, `${INVENTED}${title}`, finding, [75, 66, 63, 62], async function* (id) {
    yield office.before(18);
    const remedy = await registerRemedy(office, id, {
      kind: 'litigation-direct',
      caseNumber: `（${office.today.slice(0, 4)}）浙0206行初901号${INVENTED}`,
      body: '宁波市北仑区人民法院',
      knownOn: office.before(62),
    });
    yield office.before(13);
    await recordRemedy(office, remedy, 1, { kind: 'accepted' });
    yield office.before(8);
    await recordRemedy(office, remedy, 2, { kind: 'copy-received' });
  });
}

async function decideSuggestion(office: DeskOffice, id: string, accept: boolean, opinion: string): Promise<void> {
  await office.ask(OFFICER, 'POST', `/requests/proactive-suggestions/${id}/decision`, { accept, opinion });
}

function accepted(office: DeskOffice): Course {
  const title = '区级会议费管理实施细则（演示）';
  const finding = { outcome: 'GRANTED', delivery: { enclosed: [title] } };
  return answered(office, `${INVENTED}${title}`, finding, [30, 22, 20, 19], async function* (id) {
    const made = await suggest(office, id, 'applicant', title, '申请人在申请中建议纳入主动公开范围。', 1);
    yield office.before(16);
    await decideSuggestion(office, made, true, '现行有效，涉及公众监督，同意主动公开。');
  });
}

function declined(office: DeskOffice): Course {
  const title = '某项采购的询价过程表（演示）';
  const finding = {
    outcome: 'PARTIAL',
    disclosed: ['成交结果'],
    delivery: { enclosed: [`${title}（已作区分处理）`] },
    withheld: [
      {
        what: '询价过程',
        finding: {
          outcome: 'DENIED_PROCESS',
          category: '过程稿',
          reason: '属于采购决定前的过程信息',
          noRuleDemands: true,
        },
      },
    ],
  };
  return answered(office, `${INVENTED}${title}`, finding, [34, 26, 25, 24], async function* (id) {
    const made = await suggest(office, id, 'applicant', title, '申请人建议今后主动公开。', 1);
    yield office.before(21);
    await decideSuggestion(office, made, false, '成交结果已经依法公告，过程信息不宜主动公开');
  });
}

interface CorrectionWords {
  record: string;
  requested: string;
  evidence: string;
}

async function registerCorrection(office: DeskOffice, days: number, words: CorrectionWords): Promise<string> {
  const { id } = await office.ask<{ id: string }>(CLERK, 'POST', '/records-corrections', {
    organCode: OFFICE,
    applicantName: personName(office.random),
    ...words,
    receivedOn: office.today,
    answerBy: office.before(days - 20),
  });
  return id;
}

async function* awaitsEvidence(office: DeskOffice): Course {
  yield office.before(6);
  const id = await registerCorrection(office, 6, {
    record: `信访事项登记表中本人的联系地址${INVENTED}`,
    requested: '将联系地址更正为现住址',
    evidence: '居住情况说明',
  });
  yield office.before(4);
  await office.ask(CLERK, 'POST', `/records-corrections/${id}/events`, {
    version: 1,
    event: { kind: 'evidence-requested', on: office.today, what: '居住证或者不动产权证书复印件' },
  });
}

/** Verified and answered in a draft. @returns the next version */
async function draftAnswer(
  office: DeskOffice,
  id: string,
  answer: { outcome: 'corrected' | 'refused'; facts: string; text: string },
): Promise<number> {
  await office.ask(CLERK, 'POST', `/records-corrections/${id}/events`, {
    version: 1,
    event: { kind: 'verified', on: office.today, finding: answer.facts },
  });
  await office.ask(CLERK, 'PUT', `/records-corrections/${id}/answer`, {
    version: 2,
    answer: { ...answer, service: 'hand' },
  });
  await office.ask(CLERK, 'POST', `/records-corrections/${id}/answer/acts`, { version: 3, act: 'submit' });
  return 4;
}

async function* answerInReview(office: DeskOffice): Course {
  yield office.before(10);
  const id = await registerCorrection(office, 10, {
    record: `区政府表彰文件附件名单中本人的姓名用字${INVENTED}`,
    requested: '将名单中的姓名更正为居民身份证上的用字',
    evidence: '居民身份证复印件',
  });
  yield office.before(2);
  await draftAnswer(office, id, {
    outcome: 'corrected',
    facts: '经核对报送材料，名单录入时将同音字误录。',
    text: '已在存档文件和电子文本中更正，并向相关单位说明。',
  });
}

async function* corrected(office: DeskOffice): Course {
  yield office.before(28);
  const id = await registerCorrection(office, 28, {
    record: `人才补助公示表中本人的毕业院校${INVENTED}`,
    requested: '更正毕业院校名称',
    evidence: '毕业证书复印件',
  });
  yield office.before(22);
  const version = await draftAnswer(office, id, {
    outcome: 'corrected',
    facts: '经核对毕业证书和申报系统，公示表中的院校名称有误。',
    text: '已更正公示表，并重新公示。',
  });
  const act = (name: string, at: number, step: string) =>
    office.ask(name, 'POST', `/records-corrections/${id}/answer/acts`, { version: at, act: step, opinion: '同意。' });
  await act(REVIEWER, version, 'review');
  yield office.before(20);
  await act(HEAD, version + 1, 'issue');
  await office.ask(CLERK, 'POST', `/records-corrections/${id}/answer/service`, {
    version: version + 2,
    service: 'hand',
    on: office.today,
    proof: `申请人签收${INVENTED}`,
  });
}
