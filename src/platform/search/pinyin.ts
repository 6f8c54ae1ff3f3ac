import { createRequire } from 'node:module';
import type { pinyin as Pinyin } from 'pinyin-pro';

/** Every syllable of Mandarin without tones; ü is written v, as on keyboards. */
const SYLLABLES: ReadonlySet<string> = new Set(
  'a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo e ei en eng er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu lo long lou lu luan lun luo lv lve m ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu n na nai nan nang nao ne nei nen neng ng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo'.split(
    ' ',
  ),
);
const LONGEST = 6;

let library: typeof Pinyin | undefined;

/** Loaded on first use: its dictionary takes a moment. */
function syllablesOf(text: string): string[] {
  library ??= (createRequire(import.meta.url)('pinyin-pro') as { pinyin: typeof Pinyin }).pinyin;
  return library(text, { toneType: 'none', type: 'array', v: true });
}

const HAN_RUNS = /\p{Script=Han}+/gu;

/** Reads as two neighbouring characters do; the mark keeps it apart from words. */
const pair = (first: string, second: string): string => `~${first} ${second}`;

/** How every two neighbouring characters of a title are read. */
export function pinyinPairsOf(title: string): string[] {
  const pairs = new Set<string>();
  for (const [run] of title.matchAll(HAN_RUNS)) {
    const syllables = syllablesOf(run);
    for (let i = 0; i + 1 < syllables.length; i++) pairs.add(pair(syllables[i]!, syllables[i + 1]!));
  }
  return [...pairs];
}

/** Ways a run of letters may be cut; more than these say nothing. */
const MOST_WAYS = 4;

/**
 * Ways to cut letters into syllables, the longest syllables first; with `typing` the last one may be unfinished. Empty for
 * what is no pinyin of two or more characters.
 */
export function cutPinyin(letters: string, typing = false): string[][] {
  const text = letters.replaceAll('ü', 'v');
  if (!/^[a-z']{3,60}$/.test(text)) return [];
  const ways: string[][] = [];
  const go = (at: number, cut: readonly string[]): void => {
    if (ways.length >= MOST_WAYS) return;
    if (at === text.length) {
      if (cut.length > 1) ways.push([...cut]);
      return;
    }
    if (text[at] === "'") {
      go(at + 1, cut);
      return;
    }
    for (let length = Math.min(LONGEST, text.length - at); length > 0; length--) {
      const one = text.slice(at, at + length);
      if (SYLLABLES.has(one)) go(at + length, [...cut, one]);
    }
    const rest = text.slice(at);
    if (typing && cut.length > 0 && rest.length < LONGEST && startsSyllable(rest) && ways.length < MOST_WAYS)
      ways.push([...cut, `${rest}*`]);
  };
  go(0, []);
  return ways;
}

function startsSyllable(start: string): boolean {
  for (const syllable of SYLLABLES) if (syllable.startsWith(start)) return true;
  return false;
}

/** A tsquery on title terms: what reads as these letters. */
export function pinyinQuery(ways: readonly (readonly string[])[]): string {
  return ways
    .map((cut) =>
      cut
        .slice(0, -1)
        .map((syllable, i) => {
          const next = cut[i + 1]!;
          return next.endsWith('*') ? `'${pair(syllable, next.slice(0, -1))}':*` : `'${pair(syllable, next)}'`;
        })
        .join(' & '),
    )
    .map((one) => `(${one})`)
    .join(' | ');
}

/** The stretches of a title that read as one of the ways, to be marked. */
export function readingAs(title: string, ways: readonly (readonly string[])[]): string[] {
  const found: string[] = [];
  for (const [run] of title.matchAll(HAN_RUNS)) {
    const characters = [...run];
    const syllables = syllablesOf(run);
    if (syllables.length !== characters.length) continue;
    for (const cut of ways)
      for (let i = 0; i + cut.length <= syllables.length; i++)
        if (
          cut.every((one, j) =>
            one.endsWith('*') ? syllables[i + j]!.startsWith(one.slice(0, -1)) : syllables[i + j] === one,
          )
        )
          found.push(characters.slice(i, i + cut.length).join(''));
  }
  return [...new Set(found)];
}
