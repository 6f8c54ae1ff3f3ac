/**
 * Writes the table of traditional characters and their simplified forms that the matcher folds with, from the character table of
 * OpenCC (opencc-js, Apache-2.0). Only pairs of single UTF-16 code units: offsets must not shift.
 *
 *   node bin/run-script.js scripts/screening/build-traditional-characters.ts
 */
import { writeFileSync } from 'node:fs';
import { Converter } from 'opencc-js/t2cn';

const convert = Converter({ from: 't', to: 'cn' });
let traditional = '';
let simplified = '';
for (let code = 0x3400; code <= 0x9fff; code++) {
  const character = String.fromCharCode(code);
  const folded = convert(character);
  if (folded.length !== 1 || folded === character) continue;
  traditional += character;
  simplified += folded;
}
const target = new URL('../../src/capabilities/screening/rules/matching/traditional-characters.json', import.meta.url);
writeFileSync(target, `${JSON.stringify({ traditional, simplified }, null, 2)}\n`);
process.stderr.write(`${traditional.length} characters\n`);
