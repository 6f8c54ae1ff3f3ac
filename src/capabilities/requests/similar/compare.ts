/**
 * How alike two requests read: the share of overlapping pairs and triples of characters (Jaccard). A request has some
 * hundred characters and an applicant at most some hundred requests, so each pair is compared exactly; an estimate such as
 * MinHash would save nothing and could not be explained to who is told of it.
 */
export function similarity(a: string, b: string): number {
  return similarityTo(a)(b);
}

/** The same, to compare one text with many. */
export function similarityTo(text: string): (other: string) => number {
  const left = shinglesOf(text);
  return (other) => {
    const right = shinglesOf(other);
    if (left.size === 0 || right.size === 0) return 0;
    let common = 0;
    for (const shingle of right) if (left.has(shingle)) common++;
    return common / (left.size + right.size - common);
  };
}

/** Words every request has, which make none alike. */
const SET_PHRASES =
  /(?:本人|现|特|依法|依据|根据|申请|要求|请求|请|贵局|贵单位|贵机关|公开|获取|提供|政府信息|相关|有关|的|之|以及|及其|及|和|与)/gu;

function shinglesOf(text: string): Set<string> {
  const characters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/《?中华人民共和国政府信息公开条例》?/gu, '')
      .replace(SET_PHRASES, '')
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  ];
  const shingles = new Set<string>();
  for (let i = 0; i < characters.length; i++) {
    if (i + 1 < characters.length) shingles.add(`${characters[i]}${characters[i + 1]}`);
    if (i + 2 < characters.length) shingles.add(`${characters[i]}${characters[i + 1]}${characters[i + 2]}`);
  }
  if (shingles.size === 0 && characters.length === 1) shingles.add(characters[0]!);
  return shingles;
}

/** From here on two requests are shown as alike; from `SAME` on as the same. */
export const ALIKE = 0.35;
export const SAME = 0.75;

/** Applications of one applicant in a span of days that are called unusual: to be looked at, no ground for anything. */
export const FREQUENCY: readonly { days: number; more: number }[] = [
  { days: 30, more: 5 },
  { days: 365, more: 15 },
];
