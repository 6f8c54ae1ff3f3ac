import type { FastifyInstance } from 'fastify';
import { cloneElement, type VNode } from 'preact';
import { EntryList, PageHeading } from './components/index.ts';
import { localText } from './context.ts';
import { sendPage } from './shell.ts';

/** What a capability shows on the first page: `render` is asked at every visit; null when there is nothing to show yet. */
export interface HomeSection {
  readonly key: string;
  readonly render: () => Promise<VNode | null>;
}

/** What most visitors come for, before anything else. */
const errands = [
  { href: '/requests', title: '申请公开政府信息', detail: '向行政机关申请没有主动公开的信息' },
  { href: '/requests/status', title: '查询办理进度', detail: '凭登记编号和查询码查看、下载答复' },
  { href: '/documents', title: '查找政策文件', detail: '按文号、标题、机关、年份和有效性查找' },
  { href: '/interpretations', title: '看懂政策', detail: '政策解读：要点、图解和问答' },
  { href: '/reports', title: '查看年度报告', detail: '每年的工作情况，每个数字都可核对' },
  { href: '/disclosure', title: '按机关和类别查阅', detail: '公开指南、制度和法定主动公开内容' },
];

/** The first page of the portal: errands, then the sections in the order given. Capabilities meet here without knowing each other. */
export function registerHome(app: FastifyInstance, sections: readonly HomeSection[]): void {
  app.get('/', { config: { cached: true } }, async (request, reply) => {
    const shown = await Promise.all(sections.map(async ({ key, render }) => ({ key, node: await render() })));
    return sendPage(request, reply, (context) => {
      const name = localText(context, context.site.name);
      return {
        title: name,
        section: '/',
        meta: { description: `${name}：主动公开、依申请公开、政策文件和政府信息公开年度报告` },
        children: (
          <>
            <PageHeading title={name} lede="政府做了什么，都有记录；记录汇成的每个数字，都可以打开核对。" />
            <EntryList entries={errands} />
            {shown.map(({ key, node }) => node && cloneElement(node, { key }))}
          </>
        ),
      };
    });
  });
}
