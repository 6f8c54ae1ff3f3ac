import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { TableCell, TableRow, TypesetDocument } from '../../../platform/typesetting/index.ts';
import type { Receipt } from '../intake/drafts.ts';
import { assistanceKinds, media, routes } from '../rules/intake/delivery.ts';
import { organisationCategories } from '../rules/intake/organisation-category.ts';
import { formatCode, formatReference } from '../rules/intake/reference.ts';

/** 提交回执: says what was handed in and when, and that it is not the confirmation of receipt (Art. 31). */
export function receiptDocument(receipt: Receipt, organName: string, statusAddress: string): TypesetDocument {
  const submittedOn = shanghaiDate(new Date(receipt.submittedAt));
  const row = (label: string, value: string): TableRow => [
    { text: label, heading: true },
    { text: value, align: 'left' },
  ];
  return {
    title: `政府信息公开申请提交回执（${formatReference(receipt)}）`,
    organ: organName,
    date: submittedOn,
    blocks: [
      { kind: 'title', lines: ['政府信息公开申请提交回执'] },
      {
        kind: 'table',
        columns: [1, 3],
        head: [],
        body: [
          row('登记编号', formatReference(receipt)),
          row('查询码', formatCode(receipt.code)),
          row('受理机关', organName),
          row('申请人', receipt.applicantName),
          row('所需政府信息', receipt.subject),
          row('提交方式', '互联网渠道'),
          row('提交日期', formatChinese(submittedOn)),
        ],
        rowHeight: 10,
      },
      {
        kind: 'paragraph',
        runs: [
          '本回执证明申请已经提交。通过互联网渠道提交的申请，以双方确认之日为收到申请之日；行政机关自收到申请之日起20个工作日内答复，申请内容不明确的，自收到申请之日起7个工作日内一次性告知补正。',
        ],
      },
      { kind: 'paragraph', runs: [`查询办理进度：${statusAddress}。请妥善保管查询码，不要告知他人。`] },
    ],
  };
}

const box = (label: string): string => `□${label}`;
const boxes = (table: Readonly<Record<string, string>>): string => Object.values(table).map(box).join('　');

const label = (text: string, rows?: number): TableCell => ({
  text,
  heading: true,
  align: 'center',
  ...(rows ? { rows } : {}),
});
const blank = (columns: number, text = ''): TableCell => ({ text, columns, align: 'left' });

const NOTES =
  '名称、文号、其他特征性描述填写一项即可，不必说明用途。联系方式至少填写一种。书写确有困难的，可以口头提出，由受理机关代为填写。';

/** The form on paper: what Art. 29 ¶2 asks for and nothing more, on one side of a sheet. */
export function paperForm(siteName: string): TypesetDocument {
  const { online: _onPortalOnly, ...paperRoutes } = routes;
  const person: TableRow[] = [
    [label('申请人信息', 9), label('公民', 2), label('姓名'), blank(1), label('证件类型'), blank(1)],
    [label('证件号码'), blank(3)],
    [label('法人或者其他组织', 3), label('名称'), blank(1), label('统一社会信用代码'), blank(1)],
    [label('法定代表人或者负责人'), blank(1), label('联系人'), blank(1)],
    [label('类别'), blank(3, boxes(organisationCategories))],
    [label('联系方式', 2), label('联系电话'), blank(1), label('电子邮箱'), blank(1)],
    [label('通信地址'), blank(1), label('邮政编码'), blank(1)],
    [label('申请人签名或者盖章'), blank(4)],
    [label('申请时间'), blank(4, '　　　　年　　月　　日')],
  ];
  const content: TableRow[] = [
    [label('所需信息', 6), label('名称'), blank(4)],
    [label('文号'), blank(4)],
    [label('其他特征性描述', 4), blank(4)],
    [blank(4)],
    [blank(4)],
    [blank(4)],
  ];
  const delivery: TableRow[] = [
    [label('获取方式', 3), label('方式'), blank(4, boxes(media))],
    [label('途径'), blank(4, boxes(paperRoutes))],
    [label('其他方式'), blank(4, '无法按照上述方式提供的：□接受其他方式　□不接受')],
    [label('需要的帮助'), blank(5, boxes(assistanceKinds))],
    [label('填表说明'), blank(5, NOTES)],
  ];
  return {
    title: '政府信息公开申请表',
    organ: siteName,
    blocks: [
      { kind: 'title', lines: ['政府信息公开申请表'] },
      { kind: 'paragraph', runs: ['受理机关：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿'], indent: false },
      {
        kind: 'table',
        columns: [2, 3, 3, 5, 3, 5],
        head: [],
        body: [...person, ...content, ...delivery],
        size: 10.5,
        rowHeight: 8,
      },
    ],
  };
}
