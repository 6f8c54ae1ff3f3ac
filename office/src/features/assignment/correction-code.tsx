/** Number and 查询码 as they are handed to the applicant; the code is told this once. */
export function CodeTold({ reference, code }: { reference: string; code: string }) {
  return (
    <>
      <p>
        登记编号：<strong>{reference}</strong>
        <br />
        查询码：<strong>{code}</strong>
      </p>
      <p>请抄给或者打印给申请人。凭编号和查询码可以在门户“查询办理进度”里看进度、下载答复书。查询码只显示这一次。</p>
    </>
  );
}
