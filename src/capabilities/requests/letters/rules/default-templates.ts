import type { Outcome } from '../../rules/outcomes.ts';
import type { LetterKind } from './input.ts';

const ASKED =
  '{you}提出的政府信息公开申请，本机关于{receivedOn}收到[[（编号：{applicationNumber}）]]，申请公开“{requested}”。';
const ASKED_IN_FULL =
  '{you}于{submittedOn}{channel}提出的政府信息公开申请，本机关于{receivedOn}收到[[（编号：{applicationNumber}）]]。{you}申请公开的内容为：“{requested}”。';
const CONTACT = '[[联系电话：{phone}。]][[通信地址：{address}。]]';

/** What each finding says, with the articles it stands on. */
export const defaultFindingTexts: Readonly<Record<Outcome, readonly string[]>> = {
  ALREADY_PUBLIC: [
    '经审查，{subject}已经主动公开。根据{basis}的规定，现将获取该政府信息的方式、途径告知如下：{title}[[（{documentNumber}）]]，获取途径：{where}；获取方式：{manner}。',
  ],
  GRANTED: ['经审查，{subject}属于可以公开的政府信息。根据{basis}的规定，本机关决定予以公开。{delivery}'],
  PARTIAL: [
    '经审查，{subject}中含有不应当公开的内容，但是能够作区分处理。根据{basis}的规定，本机关决定向{you}提供可以公开的内容：{disclosed}。{delivery}',
    '{withheld}',
  ],
  DENIED_STATE_SECRET: [
    '经审查，{subject}属于依法确定的国家秘密（{marking}）。{reason}根据{basis}的规定，本机关决定不予公开。',
  ],
  DENIED_LAW: [
    '经审查，{subject}属于{law}{article}禁止公开的政府信息。{reason}根据{basis}的规定，本机关决定不予公开。',
  ],
  DENIED_SECURITY: ['经审查，{subject}公开后可能危及{interest}。{reason}根据{basis}的规定，本机关决定不予公开。'],
  DENIED_THIRD_PARTY: [
    '经审查，{subject}涉及第三方的{thirdPartyInterest}，公开会对第三方合法权益造成损害。{consultation}。{reason}{publicInterest}根据{basis}的规定，本机关决定不予公开。',
  ],
  DENIED_INTERNAL: [
    '经审查，{subject}属于本机关{category}方面的内部事务信息。{reason}根据{basis}的规定，本机关决定不予公开。',
  ],
  DENIED_PROCESS: [
    '经审查，{subject}属于本机关在履行行政管理职能过程中形成的{category}，{noRule}。{reason}根据{basis}的规定，本机关决定不予公开。',
  ],
  DENIED_CASE_FILE: [
    '经审查，{subject}属于{caseName}的行政执法案卷信息。{reason}根据{basis}的规定，本机关决定不予公开。{access}',
  ],
  SPECIAL_QUERY: [
    '经审查，{subject}属于{queryKind}查询事项，{specialLaw}对其获取有特别规定。根据{basis}的规定，请{you}依照上述规定向{window}申请查询。',
  ],
  NOT_EXIST: ['{search}，经检索未发现{subject}。[[{reason}]]根据{basis}的规定，现告知{you}该政府信息不存在。'],
  NOT_THIS_AGENCY: [
    '经审查，{subject}不属于本机关负责公开。{reason}根据{basis}的规定，现予告知。[[{you}可以向{responsible}申请，联系方式：{responsibleContact}。]]',
  ],
  NEEDS_CREATION: [
    '经审查，本机关没有现成的政府信息可以提供，{subject}需要对现有政府信息进行加工、分析。{reason}根据{basis}的规定，本机关不予提供。[[{rawMaterial}]]',
  ],
  STILL_UNCLEAR: [
    '本机关于{noticeOn}以{noticeNumber}告知{you}补正，补正后申请内容仍不明确：{unclear}根据{basis}的规定，本机关无法提供相应的政府信息。',
  ],
  PETITION: [
    '经审查，{you}以政府信息公开申请的形式进行{nature}活动。{reason}根据{basis}的规定，本机关不作为政府信息公开申请处理。[[{you}可以通过{route}提出。]]',
  ],
  REPEAT: [
    '经审查，本机关已于{earlierOn}就{you}提出的相同申请作出答复（{earlierNumber}），{subject}与该次申请公开的政府信息相同。根据{basis}的规定，本机关不予重复处理。',
  ],
  PUBLICATION: [
    '经审查，{you}要求提供的{title}属于公开出版物。根据{basis}的规定，本机关不予提供。[[{you}可以通过{route}获取。]]',
  ],
  EXCESSIVE: [
    '经查，{you}{count}。本机关于{noticeOn}以{noticeNumber}要求说明理由，{you}{reasonsGiven}。{reason}根据{basis}的规定，本机关不予处理。',
  ],
  CONFIRM_REISSUE: [
    '经查，{you}已于{earlierOn}获取{title}，本次申请是要求本机关对已经获取的信息予以确认或者重新出具，不是申请获取{basis}所称的政府信息，本机关不予处理。',
  ],
  ABANDONED_CORRECTION: [
    '本机关于{noticeOn}以{noticeNumber}告知{you}在{respondBy}前补正申请内容。{you}无正当理由逾期未补正。根据{basis}的规定，视为放弃申请，本机关不再处理该政府信息公开申请。',
  ],
  FEE_UNPAID: [
    '本机关于{noticeOn}以{noticeNumber}通知{you}在{respondBy}前缴纳信息处理费{amount}。{you}逾期未缴纳。根据{basis}的规定，视为放弃申请，本机关不再处理该政府信息公开申请。',
  ],
  WITHDRAWN: ['{you}于{withdrawnOn}撤回上述申请，本机关不再处理。'],
  OTHER: ['{reason}上述内容不属于{basis}所称的政府信息，现予告知。'],
};

const REPLY = ['{applicant}：', ASKED_IN_FULL, '{procedure}', '{decisions}', '{remedy}', CONTACT];

/** The body of each letter. The first paragraph is the addressee. */
export const defaultLetterTexts: Readonly<Record<LetterKind, readonly string[]>> = {
  L01: [
    '{applicant}：',
    '{you}于{submittedOn}{channel}提出的政府信息公开申请已经登记。根据{basis}的规定，{receivedOn}为收到申请之日。申请编号：{applicationNumber}。申请公开的内容为：“{requested}”。',
    '本机关将于{dueOn}前答复。需要补正、征求第三方或者其他机关意见、延长答复期限的，将另行告知。',
    '办理进度查询电话：{phone}。通信地址：{address}。',
  ],
  L02: [
    '{applicant}：',
    ASKED,
    '经审查，申请内容不明确。根据{basis}的规定，请{you}一次性补正以下事项：',
    '{defects}',
    '补正指导：{guidance}',
    '请于{respondBy}前将补正材料提交本机关（地址：{address}）。{consequence}答复期限自本机关收到补正的申请之日起计算。',
    '[[联系电话：{phone}。]]',
  ],
  L03: [
    '{applicant}：',
    ASKED,
    '因{reason}，本机关不能在规定期限内答复。根据{basis}的规定，经本机关政府信息公开工作机构负责人同意，答复期限延长至{newDueOn}。特此告知。',
    CONTACT,
  ],
  L04: [
    '{applicant}：',
    '{you}{count}。根据{basis}的规定，请{you}于{respondBy}前向本机关书面说明理由。{consequence}',
    CONTACT,
  ],
  L05: ['{applicant}：', ASKED, '{reason}根据{basis}的规定，本机关将在{until}前答复。特此告知。', CONTACT],
  L06: [
    '{thirdParty}：',
    '本机关收到的一件政府信息公开申请涉及你方的以下信息：{content}。根据{basis}的规定，现征求你方意见。',
    '请{responsePeriod}以书面形式提出是否同意公开的意见；不同意公开的，请说明理由（见附件）。{silence}',
    '意见请寄：{address}。[[联系电话：{phone}。]]',
  ],
  L07: ['{applicant}：', ASKED, '{consultation}。根据{basis}的规定，{excluded}。特此告知。', CONTACT],
  L08: [
    '{thirdParty}：',
    '本机关就以下信息的公开征求了你方意见：{content}。',
    '经审查，{reason}根据{basis}的规定，本机关决定予以公开，现将决定公开的政府信息内容和理由书面告知你方。上述信息将于{releaseOn}公开。',
    '{remedy}',
    CONTACT,
  ],
  L09: [
    '{coMaker}：',
    '本机关收到政府信息公开申请，所申请的政府信息由本机关牵头、与你机关共同制作：{content}。根据{basis}的规定，现征求你机关意见。',
    '请{responsePeriod}提出是否同意公开的意见。{silence}',
    CONTACT,
  ],
  L10: [
    '{addressee}：',
    '本机关正在办理一件政府信息公开申请，根据{basis}的规定，请协助办理以下事项：{matter}。',
    '请于{respondBy}前将办理情况书面函告本机关。联系电话：{phone}。',
  ],
  L11: [
    '{applicant}：',
    ASKED,
    '根据{basis}的规定，对该申请按照{mode}的方式收取信息处理费，计算如下：',
    '{computation}',
    '合计{amount}。缴费账户：{account}。{consequence}',
    CONTACT,
  ],
  L12: ['{applicant}：', ASKED, '{procedure}', '{decisions}', '{remedy}', CONTACT],
  L13: REPLY,
  L14: REPLY,
  L15: [
    '{applicant}：',
    '{you}提出的更正政府信息的申请，本机关于{receivedOn}收到[[（编号：{applicationNumber}）]]，要求更正“{requested}”。',
    '经核实，{facts}',
    '根据{basis}的规定，{result}',
    '{remedy}',
    CONTACT,
  ],
  L16: [
    '受送达人：{applicant}',
    '送达文书：{documents}',
    '送达方式：{service}',
    '送达日期：{servedOn}',
    '签收人或者单号：{proof}',
  ],
  L17: [
    '{applicant}：',
    '{you}根据{basis}提出的将“{proposal}”纳入主动公开范围的建议收悉。经审核，{result}{reason}',
    CONTACT,
  ],
  L18: [
    '{applicant}于{receivedOn}{channel}提出政府信息公开申请，申请公开“{requested}”。根据{basis}的规定，本机关当场答复如下：',
    '{answer}',
    '提供方式：{manner}。',
  ],
};
