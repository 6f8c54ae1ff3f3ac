import {
  Badge,
  DefinitionList,
  Disclosure,
  DocumentHead,
  DownloadList,
  EmptyState,
  EntryList,
  LinkList,
  Notice,
  Pagination,
  SearchBox,
  Tabs,
  Timeline,
} from '../components/index.ts';

const longTitle =
  '国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知及关于进一步做好政府信息公开工作年度报告编制、报送、公布和数据核对工作有关事项的补充说明（样例，用于检查长标题）';

export function NavigationSamples() {
  return (
    <>
      <h3>站内搜索</h3>
      <SearchBox id="sample-search" value="年度报告" />
      <h3>标签页</h3>
      <Tabs
        label="年度报告的组成"
        tabs={[
          { href: '/design?part=text', label: '报告正文', current: true },
          { href: '/design?part=tables', label: '三张表', current: false },
          { href: '/design?part=checks', label: '核对结果', current: false },
        ]}
      />
      <h3>主要入口</h3>
      <EntryList
        entries={[
          { href: '/design?entry=guide', title: '政府信息公开指南', detail: '公开哪些信息、怎样获取、向谁申请' },
          {
            href: '/design?entry=statutory',
            title: '法定主动公开内容',
            detail: '机构职能、政策文件、规划统计、财政预决算等',
          },
          { href: '/design?entry=reports', title: '政府信息公开年报', detail: '历年报告，每个数字都可以查到对应记录' },
        ]}
      />
      <h3>标题列表</h3>
      <LinkList
        links={[
          {
            href: '/design?sample=1',
            title: '北仑区人民政府2022年度政府信息公开工作年度报告',
            date: '2023-01-31',
            badge: <Badge tone="information">最新</Badge>,
          },
          { href: '/design?sample=2', title: longTitle, date: '2021-09-26', detail: '国办公开办函〔2021〕30号' },
          {
            href: '/design?sample=3',
            title: '关于废止部分行政规范性文件的通知',
            date: '2022-06-20',
            badge: <Badge tone="negative">废止</Badge>,
          },
        ]}
      />
      <h3>分页</h3>
      <Pagination page={1} pageSize={20} total={14} hrefOf={(page) => `/design?page=${page}`} />
      <Pagination page={1} pageSize={20} total={74} hrefOf={(page) => `/design?first=${page}`} label="分页：首页" />
      <Pagination page={12} pageSize={20} total={460} hrefOf={(page) => `/design?middle=${page}`} label="分页：中间" />
    </>
  );
}

export function MessageSamples() {
  return (
    <>
      <h3>提示</h3>
      <Notice title="本年度报告已经更正">2023年3月15日发布第二版，更正了第三部分的一处数据，第一版仍可查阅。</Notice>
      <Notice tone="positive">申请已经提交，登记编号为 2022-0159。</Notice>
      <Notice tone="caution" title="请在2022年7月20日前补正">
        逾期未补正又无正当理由的，视为放弃申请。
      </Notice>
      <Notice tone="negative">文件没有上传成功，请检查后重试。</Notice>
      <h3>状态</h3>
      <p class="badge-row">
        <Badge tone="positive">有效</Badge> <Badge tone="caution">已修改</Badge> <Badge tone="negative">废止</Badge>{' '}
        <Badge tone="neutral">失效</Badge> <Badge tone="information">正在办理</Badge>
      </p>
      <h3>没有内容</h3>
      <EmptyState title="没有符合条件的记录">请换一个年份，或者减少筛选条件。</EmptyState>
      <h3>办理经过</h3>
      <Timeline
        steps={[
          { title: '收到申请', date: '2022-06-01', state: 'done', detail: '当面提交，当日登记' },
          { title: '通知补正', date: '2022-06-06', state: 'done', detail: '自收到申请之日起7个工作日内一次性告知' },
          { title: '征求第三方意见', date: '2022-06-20', state: 'current', detail: '等待期间不计算在答复期限内' },
          { title: '作出答复', state: 'upcoming' },
        ]}
      />
      <h3>展开与收起</h3>
      <Disclosure summary="期限怎样计算" open group="sample">
        <p>收到申请的当日不计算在内，从第二日起计算工作日，期限届满日为工作日。</p>
      </Disclosure>
      <Disclosure summary="不服答复怎么办" group="sample">
        <p>可以依法申请行政复议或者提起行政诉讼。</p>
      </Disclosure>
    </>
  );
}

export function DocumentSamples() {
  return (
    <>
      <DefinitionList
        columns={2}
        entries={[
          { term: '索引号', value: '11330206002958123X/2022-00021' },
          { term: '主题分类', value: '综合政务 / 政务公开' },
          { term: '发文机关', value: '北仑区人民政府办公室' },
          { term: '成文日期', value: '2022-06-15' },
          { term: '发文字号', value: '仑政办发〔2022〕21号' },
          { term: '发布日期', value: '2022-06-20' },
          { term: '标题', value: longTitle, wide: true },
          { term: '有效性', value: <Badge tone="positive">有效</Badge> },
          { term: '没有填写的要素不显示', value: '' },
        ]}
      />
      <article class="document-sample">
        <DocumentHead
          level={2}
          issuer="北仑区人民政府办公室文件"
          number="仑政办发〔2022〕21号"
          title="关于印发2022年政务公开工作要点的通知（样例）"
          badge={<Badge tone="positive">有效</Badge>}
        />
        <div class="document-body">
          <p>各镇（街道）、区直各单位：</p>
          <h3>一、总体要求</h3>
          <p>坚持以公开为常态、不公开为例外，及时、准确公开政府信息，方便群众查阅、下载和使用。</p>
          <p class="signature">
            北仑区人民政府办公室
            <br />
            2022年6月15日
          </p>
        </div>
      </article>
      <h3>下载</h3>
      <DownloadList
        files={[
          { href: '/design?file=pdf', title: '2022年度政府信息公开工作年度报告', format: 'PDF', bytes: 214_532 },
          { href: '/design?file=docx', title: '2022年度政府信息公开工作年度报告', format: 'DOCX', bytes: 48_120 },
          { href: '/design?file=xlsx', title: '三张表的数据', format: 'XLSX' },
        ]}
      />
    </>
  );
}
