import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { districtOrgans } from '../demo/organs.ts';
import { documentText } from '../demo/publication-texts.ts';
import { Random } from '../demo/random.ts';

export interface CorpusText {
  title: string;
  text: string;
}

/** UTF-16 units of one part: about 2 KB in UTF-8. */
const PART = 700;

/**
 * Parts of the laws and rules beside the project (GONGKAI_SHARED), or invented documents where they are not there; which of
 * them it was stands among the figures.
 */
export function readCorpus(): { name: string; texts: CorpusText[] } {
  const shared = process.env.GONGKAI_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url));
  const file = join(shared, 'data/text/laws.jsonl');
  if (!existsSync(file)) return { name: 'invented documents', texts: inventedTexts() };
  const texts: CorpusText[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { title, text } = JSON.parse(line) as CorpusText;
    for (let at = 0; at < text.length; at += PART) texts.push({ title, text: text.slice(at, at + PART) });
  }
  return { name: 'laws and rules', texts };
}

function inventedTexts(): CorpusText[] {
  const organs = districtOrgans('330206', '330206');
  const random = new Random('bench/corpus');
  const subjects =
    '人才公寓 城市绿地 公共停车场 农村饮用水工程 民宿 食品小作坊 建筑垃圾 小型水库 临时救助 户外广告设施'.split(' ');
  return Array.from({ length: 2000 }, (_, i) => {
    const title = `北仑区${random.pick(subjects)}管理办法`;
    const html = documentText(title, organs[i % organs.length]!, '2022年6月1日', null, '2022年5月1日', random);
    return { title, text: html.replace(/<[^>]+>/g, '\n') };
  });
}

const PLACES = ['新碶', '小港', '大碶', '霞浦', '柴桥', '戚家山', '春晓', '梅山', '白峰', '郭巨'];

/** The n-th text of a collection of any size: the corpus over and over with other numbers and places. */
export function corpusText(texts: readonly CorpusText[], n: number): CorpusText {
  const { title, text } = texts[n % texts.length]!;
  const place = PLACES[n % PLACES.length]!;
  const changed = (digits: string): string =>
    String((Number(digits.slice(0, 9)) + n) % 10 ** Math.min(9, digits.length));
  return {
    title: `${place}街道${title}实施细则（${Math.floor(n / texts.length) + 1}）`,
    text: `${place}街道第${n}号。${text.replace(/\d+/g, changed)}`,
  };
}
