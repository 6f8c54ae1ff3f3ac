import { Bars, DataTable, FigureLink, KeyFigures, Phrase, TableFrame } from '../components/index.ts';

const applicants = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];

interface SampleRow {
  readonly number: string;
  readonly document: string;
  readonly date: string;
  readonly count: number | null;
}

const records: readonly SampleRow[] = [
  { number: '2022-0001', document: '某路改造工程的批复文件', date: '2022-01-05', count: 3 },
  {
    number: '2022-0002',
    document: '某村集体土地征收补偿安置方案及其公告、听证材料和批准文件',
    date: '2022-01-07',
    count: 12,
  },
  { number: '2022-0003', document: '某行业年度统计资料', date: '2022-01-12', count: null },
];

function Cells({ values, row }: { values: readonly (number | null)[]; row: string }) {
  return (
    <>
      {values.map((value, index) => (
        <td class="numeric" key={applicants[index]}>
          <FigureLink
            value={value}
            label={`${row}，${applicants[index]}`}
            {...(value ? { href: `/design?row=${encodeURIComponent(row)}&column=${index}` } : {})}
          />
        </td>
      ))}
    </>
  );
}

export function TableSamples() {
  return (
    <>
      <h3>主要数字</h3>
      <KeyFigures
        figures={[
          { name: '本年新收申请', value: 159, unit: '件', href: '/design?figure=new' },
          { name: '上年结转', value: 2, unit: '件', href: '/design?figure=carried' },
          { name: '结转下年度', value: 2, unit: '件', href: '/design?figure=next' },
          { name: '信息处理费', value: 0, unit: '元' },
        ]}
      />
      <h3>记录表：手机上每条记录叠成一组</h3>
      <DataTable
        id="sample-records"
        caption="申请记录（样例）"
        columns={[
          {
            key: 'number',
            header: '登记编号',
            cell: (row) => <a href="#sample-records">{row.number}</a>,
            rowHeader: true,
          },
          { key: 'document', header: '申请内容', cell: (row) => row.document },
          { key: 'date', header: '收到日期', cell: (row) => row.date },
          { key: 'count', header: '材料页数', cell: (row) => <FigureLink value={row.count} />, numeric: true },
        ]}
        rows={records}
        rowKey={(row) => row.number}
      />
      <h3>统计表：手机上左右滑动，行名不动</h3>
      <TableFrame
        id="sample-official"
        caption="收到和处理政府信息公开申请情况（节选）"
        official
        note="本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和。点击数字查看对应记录。"
      >
        <thead>
          <tr>
            <th class="corner" colSpan={2} rowSpan={3} scope="col">
              办理情况
            </th>
            <th colSpan={7} scope="colgroup">
              申请人情况
            </th>
          </tr>
          <tr>
            <th rowSpan={2} scope="col">
              自然人
            </th>
            <th colSpan={5} scope="colgroup">
              法人或其他组织
            </th>
            <th rowSpan={2} scope="col">
              总计
            </th>
          </tr>
          <tr>
            {applicants.slice(1, -1).map((name) => (
              <th scope="col" key={name}>
                <Phrase text={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th colSpan={2} scope="row">
              一、本年新收政府信息公开申请数量
            </th>
            <Cells row="一、本年新收政府信息公开申请数量" values={[151, 7, 0, 0, 1, 0, 159]} />
          </tr>
          <tr>
            <th colSpan={2} scope="row">
              二、上年结转政府信息公开申请数量
            </th>
            <Cells row="二、上年结转政府信息公开申请数量" values={[2, 0, 0, 0, 0, 0, 2]} />
          </tr>
        </tbody>
        <tbody>
          <tr>
            <th rowSpan={2} scope="rowgroup">
              三、本年度办理结果
            </th>
            <th scope="row">（一）予以公开</th>
            <Cells row="（一）予以公开" values={[55, 3, 0, 0, 0, 0, 58]} />
          </tr>
          <tr>
            <th scope="row">（二）部分公开（区分处理的，只计这一情形，不计其他情形）</th>
            <Cells row="（二）部分公开" values={[16, 1, 0, 0, 0, null, 17]} />
          </tr>
        </tbody>
      </TableFrame>
      <h3>比例</h3>
      <Bars
        label="办理结果"
        bars={[
          { name: '予以公开', value: 58, href: '/design?bar=granted' },
          { name: '部分公开', value: 17, href: '/design?bar=partly' },
          { name: '不予公开', value: 5, href: '/design?bar=refused' },
          { name: '无法提供', value: 68, href: '/design?bar=unavailable' },
          { name: '不予处理', value: 0 },
        ]}
      />
    </>
  );
}
