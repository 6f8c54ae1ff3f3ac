import type { Role } from '../../client.generated/types.gen.ts';

/** In the order in which an application passes through them. */
export const ROLE_OPTIONS: readonly { value: Role; label: string; hint: string }[] = [
  { value: 'clerk', label: '承办人员', hint: '登记、办理申请，起草答复' },
  { value: 'reviewer', label: '审核人员', hint: '审核答复和稿件' },
  { value: 'disclosure-officer', label: '政府信息公开工作机构负责人', hint: '分派、终审、发布' },
  { value: 'legal', label: '法制审核人员', hint: '法制审核、合法性审核' },
  { value: 'head', label: '机关负责人', hint: '签发答复、批准延期' },
  { value: 'supervisor', label: '政府信息公开工作主管部门监督人员', hint: '查看所辖机关办理情况' },
  { value: 'auditor', label: '审计人员', hint: '查询、校验审计记录，不得兼任其他办理岗位' },
  { value: 'administrator', label: '用户与机构管理员', hint: '管理用户、岗位和机构' },
  { value: 'technical-administrator', label: '系统运维管理员', hint: '运行状况、备份、密钥' },
];
