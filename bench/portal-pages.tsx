import {
  DataTable,
  DefinitionList,
  FigureLink,
  LinkList,
  type PageContent,
  PageHeading,
  PageTools,
  Pagination,
  TableFrame,
} from '../src/portal/index.ts';

const twentyTitles = Array.from({ length: 20 }, (_, index) => ({
  href: `/documents/${index + 1}`,
  title: `关于印发某区${2003 + index}年政务公开工作要点及其分工安排的通知`,
  date: `${2003 + index}-06-20`,
}));

/** A list as most visitors see it: twenty titles with dates, pages below. */
export const listPage: PageContent = {
  title: '政策文件',
  breadcrumbs: [{ label: '政策文件' }],
  meta: { column: { name: '政策文件', type: '政策文件', description: '本级政府及其办公室的文件' } },
  children: (
    <>
      <PageHeading title="政策文件" />
      <LinkList links={twentyTitles} />
      <Pagination page={3} pageSize={20} total={460} hrefOf={(page) => `/documents?page=${page}`} />
    </>
  ),
};

/** A document: its elements and forty paragraphs. */
export const articlePage: PageContent = {
  title: '关于印发某区2022年政务公开工作要点的通知',
  breadcrumbs: [{ label: '政策文件', href: '/documents' }, { label: '正文' }],
  children: (
    <>
      <PageHeading title="关于印发某区2022年政务公开工作要点的通知">
        <PageTools />
      </PageHeading>
      <DefinitionList
        columns={2}
        entries={[
          { term: '索引号', value: '113302060000000000/2022-00021' },
          { term: '发文机关', value: '某区人民政府办公室' },
          { term: '成文日期', value: '2022-06-15' },
          { term: '发布日期', value: '2022-06-20' },
        ]}
      />
      <div class="prose prose-indented">
        {Array.from({ length: 40 }, (_, index) => (
          <p key={twentyTitles[index % 20]?.href + String(index)}>
            {`第${index + 1}条 坚持以公开为常态、不公开为例外，及时、准确公开政府信息，方便群众查阅、下载和使用。`}
          </p>
        ))}
      </div>
    </>
  ),
};

const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'];

/** The heaviest statutory table: 25 rows of seven figures, each leading to its records; and a page of records. */
export const reportPage: PageContent = {
  title: '2022年度政府信息公开工作年度报告',
  breadcrumbs: [{ label: '政府信息公开年报', href: '/reports' }, { label: '2022年度' }],
  children: (
    <>
      <PageHeading title="2022年度政府信息公开工作年度报告" />
      <TableFrame id="requests" caption="收到和处理政府信息公开申请情况" official>
        <thead>
          <tr>
            <th class="corner" scope="col">
              办理情况
            </th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 25 }, (_, row) => `（${row + 1}）办理结果的一种情形`).map((label) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {columns.map((column, index) => (
                <td class="numeric" key={column}>
                  <FigureLink value={index * 7} href={`/reports/2022/records/${index}`} label={`${label}，${column}`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <DataTable
        id="records"
        caption="记录"
        columns={[
          { key: 'title', header: '名称', rowHeader: true, cell: (row) => row.title },
          { key: 'date', header: '日期', cell: (row) => row.date },
        ]}
        rows={twentyTitles}
        rowKey={(row) => row.href}
      />
    </>
  ),
};
