import type { ComponentChildren } from 'preact';
import { DefinitionList, PageHeading, PageTools, PortalLink } from '../components/index.ts';
import type { PageContent } from '../components/page.tsx';
import type { PortalContext } from '../context.ts';

interface Section {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function statement(title: string, lede: string, sections: readonly Section[]): PageContent {
  return {
    title,
    breadcrumbs: [{ label: title }],
    meta: { description: lede, column: { name: title, type: '网站说明', description: lede } },
    children: (
      <>
        <PageHeading title={title} lede={lede}>
          <PageTools />
        </PageHeading>
        {sections.map((one) => (
          <section key={one.id} class="prose" aria-labelledby={one.id}>
            <h2 id={one.id}>{one.title}</h2>
            {one.children}
          </section>
        ))}
      </>
    ),
  };
}

function contacts({ site, text }: PortalContext): ComponentChildren {
  const known = [site.telephone, site.email].some((one) => one !== undefined && one !== '');
  if (!known)
    return (
      <p>
        请与公开信息的机关联系，联系方式载于该机关的
        <PortalLink href="/disclosure">政府信息公开指南</PortalLink>。
      </p>
    );
  return (
    <DefinitionList
      entries={[
        { term: text.telephone, value: site.telephone },
        { term: text.email, value: site.email },
      ]}
    />
  );
}

/** 无障碍说明: how the site is used without mouse, without sight, with large type, and what it cannot do yet (无障碍环境建设法 Art. 32). */
function accessibilityPage(context: PortalContext): PageContent {
  return statement('无障碍说明', '看不清、听不见、用不了鼠标的人，也应当能在本站查到信息、办成事情。', [
    {
      id: 'ways',
      title: '怎样使用本站',
      children: (
        <ul>
          <li>
            字太小：打开页面上方的“长者模式”，字大、版面简洁；也可以在
            <PortalLink href="/settings">显示设置</PortalLink>
            里单独放大字号。
          </li>
          <li>看不清颜色：在显示设置里选择“高对比度”，或者选择深色。设备上已有这些设置的，本站自动跟随。</li>
          <li>只用键盘：按 Tab 键逐项移动，按回车键打开；每页的第一项是“跳到正文”，焦点所在处有明显的框线。</li>
          <li>
            听网页：浏览器支持朗读的，正文页面上有“朗读”；使用读屏软件的，标题、列表、表头和表单项目都有文字说明。
          </li>
          <li>打印：每个页面都可以直接打印，打印件不含栏目导航，注明网址。</li>
          <li>网速慢、设备旧：本站所有查阅和办事功能都不依赖脚本程序。</li>
        </ul>
      ),
    },
    {
      id: 'basis',
      title: '依据的规定和标准',
      children: (
        <p>
          《中华人民共和国无障碍环境建设法》第三十二条；《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T
          37668—2019）；《网页内容可访问性指南》（WCAG 2.1）AA级。
        </p>
      ),
    },
    {
      id: 'limits',
      title: '尚有不足的地方',
      children: (
        <p>
          部分附件是扫描件或者由其他单位制作，读屏软件可能无法朗读。需要其他形式的，可以向公开该信息的机关提出；申请公开政府信息确有阅读困难或者视听障碍的，行政机关应当提供必要的帮助。
        </p>
      ),
    },
    {
      id: 'help',
      title: '遇到困难请告诉我们',
      children: contacts(context),
    },
  ]);
}

/** 隐私保护: what personal data the portal takes, for what, and what a person may ask (个人信息保护法 Arts. 17, 44-47). */
function privacyPage(context: PortalContext): PageContent {
  return statement('隐私保护', '只收集办事所必需的个人信息，只用于办理您的事项。', [
    {
      id: 'reading',
      title: '查阅公开信息时',
      children: (
        <p>
          不需要登录，不要求提供任何个人信息。您选择的显示方式（字号、明暗、语言等）保存在您自己的浏览器里，不能用来辨认您是谁。本站不使用统计、广告等第三方程序，运行日志不记录您检索和阅读的内容。
        </p>
      ),
    },
    {
      id: 'applying',
      title: '申请公开政府信息时',
      children: (
        <ul>
          <li>
            按照《中华人民共和国政府信息公开条例》第二十九条，收集申请人的姓名或者名称、身份证明、联系方式，以及获取信息的方式、途径；不询问申请的用途。
          </li>
          <li>姓名、证件号码、联系方式和所附材料加密保存，办理人员查看时留有记录，证件号码等平时只显示一部分。</li>
          <li>填写中的草稿保存七日，提交以后或者到期即予删除。</li>
          <li>提交申请、查询进度和登录账户时，系统记录时间和网络地址，用于防止他人冒用和恶意尝试。</li>
          <li>征求第三方意见时，只向第三方告知征求意见所必需的内容。</li>
        </ul>
      ),
    },
    {
      id: 'accounts',
      title: '使用账户时',
      children: (
        <p>
          账户不是办理的条件。账户只需要您自己取的名称和密码，密码以不可还原的方式保存。注销账户后，其中的个人信息随即无法读出；已经提交的申请依法继续办理和存档。
        </p>
      ),
    },
    {
      id: 'rights',
      title: '您的权利',
      children: (
        <>
          <p>
            您可以依照《中华人民共和国个人信息保护法》第四十四条至第四十七条，查阅、复制、更正、补充或者依法要求删除您的个人信息。行政机关掌握的与您自身相关的信息记录不准确的，还可以依照《中华人民共和国政府信息公开条例》第四十一条要求更正。
          </p>
          {contacts(context)}
        </>
      ),
    },
  ]);
}

export const statementPages: Readonly<Record<string, (context: PortalContext) => PageContent>> = {
  '/accessibility': accessibilityPage,
  '/privacy': privacyPage,
};

/** Addresses of the statements the site makes of itself. */
export const statementPaths: readonly string[] = Object.keys(statementPages);
