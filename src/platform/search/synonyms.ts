/** What people say and what documents say. Either side of a pair finds the other; only for whole words of a query. */
const GROUPS: readonly (readonly string[])[] = [
  ['社保', '社会保险', '社会保障'],
  ['医保', '医疗保险', '医疗保障'],
  ['公积金', '住房公积金'],
  ['低保', '最低生活保障'],
  ['廉租房', '公租房', '公共租赁住房'],
  ['拆迁', '征收', '房屋征收'],
  ['征地', '土地征收'],
  ['养老金', '基本养老金'],
  ['充电桩', '充电设施'],
  ['垃圾分类', '生活垃圾分类'],
  ['电梯', '加装电梯'],
  ['入学', '招生'],
  ['三公经费', '三公'],
  ['小微企业', '中小企业'],
  ['营商环境', '优化营商环境'],
];

const bySaying = new Map<string, string[]>();
for (const group of GROUPS)
  for (const saying of group)
    bySaying.set(saying, [...(bySaying.get(saying) ?? []), ...group.filter((one) => one !== saying)]);

export function synonymsOf(term: string): readonly string[] {
  return bySaying.get(term) ?? [];
}
