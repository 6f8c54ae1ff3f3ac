/**
 * Compiles the list of law and regulation titles with the date of each known version (facts, no text) that the rules compare quoted
 * titles with. Usage: node bin/run-script.js scripts/screening/model/law-titles.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOneSlip } from '../../../src/capabilities/screening/rules/terms/law-titles.ts';
import { readLaws, readPolicies } from './corpus.ts';

const OUTPUT = join(import.meta.dirname, '../../../src/capabilities/screening/data/law-titles.csv');

/** Laws in force that the corpus lacks or may lack, by their names without 中华人民共和国. */
const LAWS = `
  宪法 民法典 刑法 刑事诉讼法 民事诉讼法 行政诉讼法 行政复议法 公司法 证券法 保险法 海商法 票据法
  信托法 著作权法 专利法 商标法 合伙企业法 个人独资企业法 招标投标法 拍卖法 消费者权益保护法 电子商务法 电子签名法 企业破产法
  证券投资基金法 农民专业合作社法 农村土地承包法 土地管理法 城市房地产管理法 劳动争议调解仲裁法 农村土地承包经营纠纷调解仲裁法 仲裁法 人民调解法 公证法 律师法 监狱法
  引渡法 国家赔偿法 反家庭暴力法 反有组织犯罪法 反电信网络诈骗法 反食品浪费法 反洗钱法 反恐怖主义法 涉外民事关系法律适用法 海事诉讼特别程序法 监察法 监察官法
  公职人员政务处分法 公务员法 行政许可法 行政处罚法 行政强制法 治安管理处罚法 数据安全法 网络安全法 个人信息保护法 密码法 档案法 保守国家秘密法
  政府采购法 预算法 审计法 会计法 统计法 城乡规划法 建筑法 环境保护法 大气污染防治法 水污染防治法 土壤污染防治法 固体废物污染环境防治法
  噪声污染防治法 海洋环境保护法 环境影响评价法 环境保护税法 森林法 草原法 湿地保护法 水法 水土保持法 防洪法 长江保护法 黄河保护法
  青藏高原生态保护法 黑土地保护法 渔业法 农业法 种子法 畜牧法 动物防疫法 乡村振兴促进法 粮食安全保障法 食品安全法 药品管理法 疫苗管理法
  中医药法 医师法 传染病防治法 精神卫生法 献血法 母婴保健法 基本医疗卫生与健康促进法 人口与计划生育法 教育法 义务教育法 高等教育法 职业教育法
  民办教育促进法 学前教育法 教师法 学位法 家庭教育促进法 未成年人保护法 预防未成年人犯罪法 妇女权益保障法 老年人权益保障法 残疾人保障法 无障碍环境建设法 慈善法
  红十字会法 工会法 劳动法 劳动合同法 就业促进法 社会保险法 安全生产法 消防法 突发事件应对法 道路交通安全法 特种设备安全法 矿山安全法
  职业病防治法 税收征收管理法 个人所得税法 企业所得税法 增值税法 契税法 印花税法 资源税法 耕地占用税法 车船税法 车辆购置税法 烟叶税法
  城市维护建设税法 船舶吨税法 关税法 反垄断法 反不正当竞争法 产品质量法 标准化法 计量法 价格法 广告法 外商投资法 对外贸易法
  海关法 出口管制法 外国国家豁免法 对外关系法 立法法 国务院组织法 村民委员会组织法 城市居民委员会组织法 爱国主义教育法 英雄烈士保护法 退役军人保障法 兵役法
  国防法 国家安全法 反间谍法 国旗法 国徽法 国歌法 国籍法 户口登记条例 居民身份证法 护照法 出境入境管理法 旅游法
  电影产业促进法 公共文化服务保障法 公共图书馆法 文物保护法 非物质文化遗产法 体育法 科学技术进步法 促进科技成果转化法 科学技术普及法 中小企业促进法 民营经济促进法 期货和衍生品法
  商业银行法 中国人民银行法 银行业监督管理法 邮政法 铁路法 公路法 港口法 航道法 民用航空法 海上交通安全法 电力法 煤炭法
  能源法 可再生能源法 节约能源法 循环经济促进法 清洁生产促进法 矿产资源法 测绘法 气象法 防震减灾法 防沙治沙法 野生动物保护法 生物安全法
  核安全法 放射性污染防治法 禁毒法 社区矫正法 法律援助法
`;

const dates = new Map<string, string[]>();
const levels = new Map<string, string>();
for (const law of readLaws()) {
  const date = /\((\d{4}-\d{2}-\d{2})\)\.md$/.exec(law.path)?.[1];
  const title = law.title.trim();
  if (date === undefined || title === '') continue;
  dates.set(title, [...(dates.get(title) ?? []), date].sort());
  levels.set(title, law.category === '行政法规' || law.category === '部门规章' ? law.category : '法律');
}
for (const name of LAWS.trim().split(/\s+/)) {
  const title = `中华人民共和国${name}`;
  if (dates.has(title)) continue;
  dates.set(title, []);
  levels.set(title, '法律');
}
// Acts that official texts quote at least twice exist too, and are no slips for acts with similar names.
const quoted = new Map<string, number>();
for (const document of [...readLaws(), ...readPolicies()]) {
  for (const [, name] of document.text.matchAll(/《([^《》〈〉<>\n]{3,40}(?:法|条例|办法|规定|细则|规则))》/g)) {
    quoted.set(name!, (quoted.get(name!) ?? 0) + 1);
  }
}
const known = [...dates.keys()].map((title) => title.replace('中华人民共和国', ''));
for (const [name, count] of quoted) {
  const short = name.replace('中华人民共和国', '');
  if (count < 2 || known.includes(short) || dates.has(name)) continue;
  if (count < 4 && known.some((title) => title.length > 6 && isOneSlip(short, title))) continue;
  dates.set(name, []);
  levels.set(name, '引用');
}
const rows = [...dates]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([title, versions]) => `${title},${levels.get(title)},${versions.join(' ')}`);
writeFileSync(OUTPUT, `title,level,versions\n${rows.join('\n')}\n`);
console.log(`${rows.length} titles`);
