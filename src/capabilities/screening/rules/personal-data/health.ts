import { sentence } from './context.ts';
import type { PersonalDatum } from './datum.ts';

/** Statements on one person's health; group 1 is what says it. */
const HEALTH =
  /(?:患有?|罹患|确诊(?:为|患)?|诊断为|感染|病种[:为]?|病情[:为]?|疾病名称[:为]?|既往史[:为]?)[ ]*((?:[\u4e00-\u9fffA-Za-z0-9]{0,12}?)(?:病|症|癌|瘤|炎|瘫|艾滋|HIV|结核|中风|偏瘫|衰竭|硬化|残疾|综合征|抑郁|精神分裂|骨折|梗死|出血|透析))|((?:视力|听力|言语|肢体|智力|精神|多重)残疾(?:[一二三四]级)?|残疾等级[:为]?[一二三四]级|(?:HIV|艾滋病病毒|梅毒|乙肝(?:表面抗原)?)(?:抗体)?阳性|怀孕\d+周|吸毒成瘾|重度精神障碍)/g;

/** Health of a named private person. Without a name in the same sentence or row it is a general statement and stays. */
export function findHealth(text: string, names: readonly PersonalDatum[]): PersonalDatum[] {
  if (names.length === 0) return [];
  const found: PersonalDatum[] = [];
  for (const match of text.matchAll(HEALTH)) {
    const value = match[1] ?? match[2]!;
    const start = match.index + match[0].length - value.length;
    const around = sentence(text, start, start + value.length, 120);
    if (!names.some((name) => around.includes(text.slice(name.start, name.end)))) continue;
    found.push({
      kind: 'health',
      start,
      end: start + value.length,
      confidence: 'likely',
      reason: '与具名个人相连的健康信息',
    });
  }
  return found;
}
