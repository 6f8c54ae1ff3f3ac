import { type LegalBasis, regulation } from '../../../kernel/legal-basis/index.ts';

/**
 * A node of the catalogue of 法定主动公开内容. `code` is part of addresses and records, so it never changes; children are what
 * organs commonly divide a statutory category into (practice), the categories themselves are the Regulation's.
 */
export interface CatalogueNode {
  readonly code: string;
  readonly title: string;
  readonly legalBasis: LegalBasis;
  readonly children: readonly CatalogueNode[];
}

/** What kinds of organ differ in what they must publish (条例 Arts. 20, 21). */
export type CatalogueAudience = 'municipal-or-county' | 'township';

function category(
  item: number,
  code: string,
  title: string,
  children: readonly (readonly [string, string])[],
): CatalogueNode {
  const legalBasis = regulation(20, { item });
  return {
    code,
    title,
    legalBasis,
    children: children.map(([suffix, name]) => ({ code: `${code}.${suffix}`, title: name, legalBasis, children: [] })),
  };
}

/** 条例 Art. 20, items (一) to (十五), in the article's order. */
export const statutoryCategories: readonly CatalogueNode[] = [
  category(1, 'regulations', '行政法规、规章和规范性文件', [
    ['rules', '行政法规和规章'],
    ['normative', '行政规范性文件'],
    ['policies', '其他政策文件'],
    ['interpretations', '政策解读'],
    ['gazette', '政府公报'],
  ]),
  category(2, 'profile', '机关职能、机构设置、联系方式和负责人', [
    ['functions', '机关职能'],
    ['divisions', '机构设置'],
    ['leaders', '负责人姓名与分工'],
    ['contact', '办公地址、时间和联系方式'],
  ]),
  category(3, 'plans', '国民经济和社会发展规划、专项规划、区域规划', [
    ['outline', '国民经济和社会发展规划'],
    ['special', '专项规划'],
    ['regional', '区域规划'],
  ]),
  category(4, 'statistics', '国民经济和社会发展统计信息', [
    ['communique', '统计公报'],
    ['periodical', '统计月报和季报'],
  ]),
  category(5, 'licensing', '行政许可和其他对外管理服务事项', [
    ['basis', '依据、条件、程序'],
    ['results', '办理结果'],
  ]),
  category(6, 'penalties', '行政处罚、行政强制', [
    ['basis', '依据、条件、程序'],
    ['decisions', '具有一定社会影响的行政处罚决定'],
  ]),
  category(7, 'budgets', '财政预算、决算信息', [
    ['budget', '预算'],
    ['final-accounts', '决算'],
    ['three-public', '“三公”经费'],
  ]),
  category(8, 'charges', '行政事业性收费项目及其依据、标准', []),
  category(9, 'procurement', '政府集中采购项目的目录、标准及实施情况', []),
  category(10, 'projects', '重大建设项目的批准和实施情况', [
    ['approval', '批准服务信息'],
    ['implementation', '实施情况'],
  ]),
  category(11, 'social', '扶贫、教育、医疗、社会保障、促进就业政策措施及其实施情况', [
    ['rural', '乡村振兴与扶贫'],
    ['education', '教育'],
    ['health', '医疗卫生'],
    ['security', '社会保障'],
    ['employment', '促进就业'],
  ]),
  category(12, 'emergencies', '突发公共事件的应急预案、预警信息及应对情况', [
    ['plans', '应急预案'],
    ['warnings', '预警信息'],
    ['response', '应对情况'],
  ]),
  category(13, 'inspections', '环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况', [
    ['environment', '环境保护'],
    ['public-health', '公共卫生'],
    ['work-safety', '安全生产'],
    ['food-drugs', '食品药品'],
    ['product-quality', '产品质量'],
  ]),
  category(14, 'recruitment', '公务员招考的职位、名额、报考条件及录用结果', []),
  category(15, 'other', '法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息', [
    ['proposals', '建议提案办理'],
    ['decisions', '重大行政决策'],
    ['clarification', '虚假或者不完整信息的澄清'],
  ]),
];

function matter(paragraph: 'municipal-or-county' | 'township', suffix: string, title: string): CatalogueNode {
  return {
    code: `local.${paragraph === 'township' ? 'township-' : ''}${suffix}`,
    title,
    legalBasis: regulation(21),
    children: [],
  };
}

/** 条例 Art. 21: what 设区的市级、县级人民政府及其部门 and 乡（镇）人民政府 publish besides, by their circumstances. */
export const localMatters: Readonly<Record<CatalogueAudience, readonly CatalogueNode[]>> = {
  'municipal-or-county': [
    matter('municipal-or-county', 'municipal-works', '市政建设'),
    matter('municipal-or-county', 'public-services', '公共服务'),
    matter('municipal-or-county', 'public-welfare', '公益事业'),
    matter('municipal-or-county', 'land', '土地征收'),
    matter('municipal-or-county', 'houses', '房屋征收'),
    matter('municipal-or-county', 'public-order', '治安管理'),
    matter('municipal-or-county', 'relief', '社会救助'),
  ],
  township: [
    matter('township', 'agriculture', '贯彻落实农业农村政策'),
    matter('township', 'waterworks', '农田水利工程建设运营'),
    matter('township', 'contracted-land', '农村土地承包经营权流转'),
    matter('township', 'homesteads', '宅基地使用情况审核'),
    matter('township', 'land', '土地征收'),
    matter('township', 'houses', '房屋征收'),
    matter('township', 'fundraising', '筹资筹劳'),
    matter('township', 'relief', '社会救助'),
  ],
};

/** How one organ's 主动公开基本目录 departs from the statutory tree. Hidden categories are those it has no powers for. */
export interface CatalogueAdaptation {
  readonly hidden?: readonly string[];
  readonly renamed?: Readonly<Record<string, string>>;
  /** Own leaves below a category, e.g. 校外培训机构名单 below `social.education`. */
  readonly added?: readonly { readonly below: string; readonly code: string; readonly title: string }[];
}

export class CatalogueError extends Error {
  override name = 'CatalogueError';
}

/** The fifteen categories and Art. 21 as the sixteenth branch, for an organ of that kind. */
export function catalogueFor(audience: CatalogueAudience): readonly CatalogueNode[] {
  return [
    ...statutoryCategories,
    {
      code: 'local',
      title: '依据条例第二十一条公开的其他政府信息',
      legalBasis: regulation(21),
      children: localMatters[audience],
    },
  ];
}

/** Both lists of Art. 21 at once: every code that settings may name, whatever organ they are for. */
export function wholeCatalogue(): readonly CatalogueNode[] {
  const [township] = catalogueFor('township').slice(-1);
  return catalogueFor('municipal-or-county').map((node) =>
    node.code === township?.code ? { ...node, children: [...node.children, ...township.children] } : node,
  );
}

/** What of an adaptation concerns this tree: one for all organs names matters of Art. 21 that only some have. */
export function fittingAdaptation(
  tree: readonly CatalogueNode[],
  { hidden = [], renamed = {}, added = [] }: CatalogueAdaptation,
): CatalogueAdaptation {
  const known = new Set(flatten(tree).map((node) => node.code));
  const below = new Set(known);
  const fitting = added.filter((one) => {
    if (!below.has(one.below) || known.has(`${one.below}.${one.code}`)) return false;
    known.add(`${one.below}.${one.code}`);
    return true;
  });
  return {
    hidden: hidden.filter((code) => below.has(code)),
    renamed: Object.fromEntries(Object.entries(renamed).filter(([code]) => below.has(code) && !hidden.includes(code))),
    added: fitting,
  };
}

/**
 * The catalogue with an organ's adaptation. The fifteen categories keep their order and articles whatever they are called.
 * @throws CatalogueError for a code that is not there, one added twice, or renaming one that is hidden
 */
export function adaptCatalogue(
  tree: readonly CatalogueNode[],
  { hidden = [], renamed = {}, added = [] }: CatalogueAdaptation,
): readonly CatalogueNode[] {
  const known = new Set(flatten(tree).map((node) => node.code));
  for (const code of [...hidden, ...Object.keys(renamed), ...added.map(({ below }) => below)])
    if (!known.has(code)) throw new CatalogueError(`目录中没有“${code}”`);
  for (const code of Object.keys(renamed))
    if (hidden.includes(code)) throw new CatalogueError(`“${code}”已隐藏，不能改名`);
  for (const { below, code } of added) {
    if (!/^[a-z0-9-]+$/.test(code)) throw new CatalogueError(`目录代码“${code}”只能用小写字母、数字和连字符`);
    if (known.has(`${below}.${code}`)) throw new CatalogueError(`目录中已有“${below}.${code}”`);
    known.add(`${below}.${code}`);
  }
  const rebuild = (nodes: readonly CatalogueNode[]): CatalogueNode[] =>
    nodes
      .filter((node) => !hidden.includes(node.code))
      .map((node) => ({
        ...node,
        title: renamed[node.code] ?? node.title,
        children: [
          ...rebuild(node.children),
          ...added
            .filter(({ below }) => below === node.code)
            .map(({ code, title }) => ({
              code: `${node.code}.${code}`,
              title,
              legalBasis: node.legalBasis,
              children: [],
            })),
        ],
      }));
  return rebuild(tree);
}

/** The node and all below it, top down. */
export function flatten(nodes: readonly CatalogueNode[]): CatalogueNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)]);
}

export function findCategory(tree: readonly CatalogueNode[], code: string): CatalogueNode | undefined {
  return flatten(tree).find((node) => node.code === code);
}

/** The nodes from the top down to `code`, for 当前位置; empty when it is not in the tree. */
export function pathTo(tree: readonly CatalogueNode[], code: string): CatalogueNode[] {
  for (const node of tree) {
    if (node.code === code) return [node];
    const below = pathTo(node.children, code);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}
