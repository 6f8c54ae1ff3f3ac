import { formatChinese, shanghaiDate } from '../../../kernel/calendar/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import {
  Button,
  ButtonRow,
  DefinitionList,
  DownloadList,
  Notice,
  type PageContent,
  PageHeading,
  PageTools,
} from '../../../portal/index.ts';
import { RECEIPT_HOURS, type Receipt } from '../intake/drafts.ts';
import type { OrganGuide } from '../intake/organ-guides.ts';
import { formatCode, formatReference } from '../rules/intake/reference.ts';
import { GuideFacts } from './entrance-pages.tsx';
import { PostForm } from './form-page.tsx';
import { entranceBreadcrumb, paths } from './paths.ts';
import { QrCode } from './qr-code.tsx';

/** @param statusAddress where the QR code leads; holds the number, never the code */
export function receiptPage(
  receipt: Receipt,
  organ: Organ,
  guide: OrganGuide | undefined,
  statusAddress: string,
): PageContent {
  const title = '申请已经提交';
  return {
    title,
    breadcrumbs: [entranceBreadcrumb, { label: title }],
    section: paths.entrance,
    children: (
      <>
        <PageHeading title={title} kicker="提交回执">
          <PageTools />
        </PageHeading>
        <Notice tone="caution" title="请记下登记编号和查询码">
          <p>
            查询码只在这里显示，{RECEIPT_HOURS}
            小时内可以在这个浏览器中再次打开。查询进度、补正和撤回都要用到，请打印、下载或者抄录。
          </p>
        </Notice>
        <DefinitionList
          entries={[
            { term: '登记编号', value: <strong id="reference">{formatReference(receipt)}</strong> },
            { term: '查询码', value: <strong id="code">{formatCode(receipt.code)}</strong> },
            { term: '受理机关', value: organ.name },
            { term: '申请人', value: receipt.applicantName },
            { term: '所需信息', value: receipt.subject },
            { term: '提交日期', value: formatChinese(shanghaiDate(new Date(receipt.submittedAt))) },
            { term: '收到申请之日', value: '尚未确定，以机关与您确认之日为准' },
          ]}
        />
        <p>
          <QrCode text={statusAddress} label="二维码：打开办理进度查询页，登记编号已经填好" />
        </p>
        <p>用手机扫描二维码打开查询页，登记编号已经填好，再输入查询码即可。</p>
        <DownloadList files={[{ href: paths.receiptPdf, title: '政府信息公开申请提交回执', format: 'PDF' }]} />
        <h2>接下来</h2>
        <p>
          机关会与您确认收到申请。双方确认之日为收到申请之日，机关自收到申请之日起20个工作日内答复；申请内容不明确的，7个工作日内一次性告知补正。
        </p>
        {guide && <GuideFacts guide={guide} />}
        <PostForm action={paths.followReceipt}>
          <ButtonRow>
            <Button>查看办理进度</Button>
          </ButtonRow>
        </PostForm>
        <PostForm action={paths.discard}>
          <ButtonRow>
            <Button kind="quiet">从这个浏览器清除回执</Button>
          </ButtonRow>
        </PostForm>
      </>
    ),
  };
}
