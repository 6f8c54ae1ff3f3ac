/** Addresses of the pages for applicants. None ever holds a 查询码, a name or anything that was typed. */
export const paths = {
  entrance: '/requests',
  organGuide: (code: string) => `/requests/organs/${encodeURIComponent(code)}`,
  form: (format: 'pdf' | 'docx') => `/requests/form.${format}`,
  organ: '/requests/new/organ',
  content: '/requests/new/content',
  published: '/requests/new/published',
  applicant: '/requests/new/applicant',
  applicantDetails: '/requests/new/applicant/details',
  category: '/requests/new/applicant/category',
  delivery: '/requests/new/delivery',
  files: '/requests/new/files',
  removeFile: '/requests/new/files/remove',
  check: '/requests/new/check',
  submit: '/requests/new/submit',
  discard: '/requests/new/discard',
  receipt: '/requests/receipt',
  receiptPdf: '/requests/receipt.pdf',
  followReceipt: '/requests/receipt/follow',
  status: '/requests/status',
  case: '/requests/case',
  correction: '/requests/case/correction',
  withdraw: '/requests/case/withdraw',
  leave: '/requests/case/leave',
  related: '/requests/case/related',
  recordsCorrection: '/requests/records-correction',
  recordsCorrectionLetter: (format: 'pdf' | 'docx') => `/requests/records-correction/letter.${format}`,
  account: '/requests/account',
  accountSignIn: '/requests/account/sign-in',
  accountCreate: '/requests/account/create',
  accountSignOut: '/requests/account/sign-out',
  accountShow: '/requests/account/show',
  accountAdd: '/requests/account/add',
  accountForget: '/requests/account/forget',
  accountPassword: '/requests/account/password',
  accountDelete: '/requests/account/delete',
  letter: (id: string) => `/requests/case/letters/${encodeURIComponent(id)}`,
} as const;

export const ENTRANCE_TITLE = '依申请公开';
export const entranceBreadcrumb = { href: paths.entrance, label: ENTRANCE_TITLE };

/** A form reached from the check page leads back there. */
export function withReturn(path: string, fromCheck: boolean): string {
  return fromCheck ? `${path}?from=check` : path;
}
