/** What a notice is about; people choose by topic what reaches them outside of the office. */
export const topics = {
  assignment: { label: '分派与协办', mail: true, sms: false },
  reminder: { label: '期限提醒', mail: true, sms: false },
  overdue: { label: '超期提醒', mail: true, sms: true },
  calendar: { label: '工作日历变动', mail: false, sms: false },
  system: { label: '系统运行', mail: true, sms: false },
} as const satisfies Record<string, { label: string; mail: boolean; sms: boolean }>;

export type Topic = keyof typeof topics;
export const topicNames = Object.keys(topics) as Topic[];

export const outsideChannels = { mail: '电子邮件', sms: '短信' } as const;
export type OutsideChannel = keyof typeof outsideChannels;
