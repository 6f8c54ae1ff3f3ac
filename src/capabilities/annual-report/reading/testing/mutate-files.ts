/** Support for tests: files damaged the way transfers, converters and attackers damage them. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A small generator with a seed, so that every damage can be made again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function below(random: Random, limit: number): number {
  return Math.floor(random() * Math.max(1, limit));
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[below(random, items.length)]!;
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Bytes flipped, overwritten, cut off, cut out, doubled, moved or put in. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let spoilt: Uint8Array = Uint8Array.from(bytes);
  for (let times = 1 + below(random, 6); times > 0; times -= 1) {
    const at = below(random, spoilt.length);
    const length = 1 + below(random, pick(random, [1, 8, 200, 5000]));
    const [before, part, after] = [spoilt.slice(0, at), spoilt.slice(at, at + length), spoilt.slice(at + length)];
    switch (below(random, 7)) {
      case 0:
        spoilt[at] = spoilt[at]! ^ (1 << below(random, 8));
        break;
      case 1:
        spoilt.fill(below(random, 256), at, at + length);
        break;
      case 2:
        spoilt = before;
        break;
      case 3:
        spoilt = concat(before, after);
        break;
      case 4:
        spoilt = concat(before, part, part, after);
        break;
      case 5:
        spoilt = concat(after, part, before);
        break;
      default:
        spoilt = concat(
          before,
          Uint8Array.from({ length }, () => below(random, 256)),
          part,
          after,
        );
    }
  }
  return spoilt;
}

const FOREIGN = [
  '0',
  '7',
  '999999999999999999999',
  '-',
  '１２',
  ',',
  '，',
  '.',
  '\t',
  '\n\n',
  '|',
  '　',
  '\u0000',
  '\uFFFD',
  '\u202E',
  '𠮷',
  '一、',
  '三、收到和处理政府信息公开申请情况',
  '（七）总计',
  '<table><tr><td>',
  '</td>',
  '</w:tc>',
  '<w:tbl>',
  '<c r="ZZZZ9999999">',
  '<mergeCell ref="A1:XFD1048576"/>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '<![CDATA[',
  '<!--',
  '(((((((((((((((((((((((((((((((',
  '1 0 obj',
  'endstream',
  '/Kids [2 0 R]',
  '/Length 99999999',
]; // prettier-ignore

/** Characters, tokens and lines of a text exchanged, lost, doubled or put in; figures changed. */
export function mutateText(text: string, random: Random): string {
  let spoilt = text;
  for (let times = 1 + below(random, 8); times > 0; times -= 1) {
    const at = below(random, spoilt.length);
    const length = below(random, pick(random, [3, 30, 600]));
    const [before, part, after] = [spoilt.slice(0, at), spoilt.slice(at, at + length), spoilt.slice(at + length)];
    switch (below(random, 6)) {
      case 0:
        spoilt = before + after;
        break;
      case 1:
        spoilt = before + part.repeat(1 + below(random, 20)) + after;
        break;
      case 2:
        spoilt = before + pick(random, FOREIGN).repeat(1 + below(random, pick(random, [1, 1, 40]))) + part + after;
        break;
      case 3:
        spoilt = before + part.replace(/\d/g, () => String(below(random, 10))) + after;
        break;
      case 4:
        spoilt =
          before +
          part
            .split(/(?<=\n)/)
            .reverse()
            .join('') +
          after;
        break;
      default:
        spoilt = before + part.replace(/[\s\t|]+/g, pick(random, ['', ' ', '\t', '\n'])) + after;
    }
  }
  return spoilt;
}

/** Damages a file of any format: half of the times the bytes, else the text inside (of containers: of their parts). */
export function mutateFile(bytes: Uint8Array, random: Random): Uint8Array {
  const isContainer = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const isPdf = bytes[0] === 0x25 && bytes[1] === 0x50;
  if (random() < (isContainer ? 0.3 : isPdf ? 0.6 : 0.4)) return mutateBytes(bytes, random);
  if (isPdf)
    return Uint8Array.from(
      mutateText(Buffer.from(bytes).toString('latin1'), random),
      (char) => char.charCodeAt(0) & 255,
    );
  if (!isContainer) return strToU8(mutateText(strFromU8(bytes), random));
  const parts = unzipSync(bytes);
  const name = pick(
    random,
    Object.keys(parts).filter((part) => part.endsWith('.xml')),
  );
  parts[name] = strToU8(mutateText(strFromU8(parts[name]!), random));
  return zipSync(parts, { level: 1 });
}
