import { readFileSync } from 'node:fs';
import type { Finding } from '../finding.ts';
import { PhraseIndex } from '../terms/phrase-index.ts';
import { encodeInPlace } from './encode.ts';
import type { SpellingModel } from './model.ts';
import { parseWrongForms, type WrongForm } from './wrong-forms.ts';

interface Slip {
  readonly wrong: string;
  readonly right: string;
  readonly rule: 'spelling.wrong-form' | 'spelling.missing' | 'spelling.order';
  readonly band: 'must' | 'suspect';
}

/**
 * Verified wrong forms, and the names and set phrases of official texts that are long enough that one character lost or two exchanged leave no
 * other reading (scripts/screening/model/build-phrase-slips.ts).
 */
let index: PhraseIndex<Slip> | undefined;

function shipped(name: string): string {
  return readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
}

function loadIndex(): PhraseIndex<Slip> {
  if (index === undefined) {
    const slips: [string, Slip][] = parseWrongForms(shipped('wrong-forms.csv')).map((form: WrongForm) => [
      form.wrong,
      { wrong: form.wrong, right: form.right, rule: 'spelling.wrong-form', band: form.band },
    ]);
    for (const line of shipped('phrase-slips.csv').split('\n').slice(1)) {
      const [wrong, right, how] = line.split(',');
      if (wrong === undefined || right === undefined) continue;
      slips.push([
        wrong,
        { wrong, right, rule: how === 'order' ? 'spelling.order' : 'spelling.missing', band: 'must' },
      ]);
    }
    index = new PhraseIndex(slips);
  }
  return index;
}

const MESSAGES = {
  'spelling.wrong-form': '词语误写',
  'spelling.missing': '漏字',
  'spelling.order': '字序颠倒',
} as const;

/** Words of the verified lexicon of wrong forms, and set phrases with a character lost or two exchanged. */
export function checkLexicon(text: string, model: SpellingModel, includeSuspects: boolean): Finding[] {
  const findings: Finding[] = [];
  for (const { start, end, value } of loadIndex().find(text)) {
    if (value.band === 'suspect' && !includeSuspects) continue;
    if (belongsElsewhere(text, start, end, value, model)) continue;
    findings.push({
      kind: 'spelling',
      rule: value.rule,
      start,
      end,
      text: value.wrong,
      suggestion: value.right,
      severity: value.band === 'must' ? 'error' : 'info',
      message: `${MESSAGES[value.rule]}：“${value.wrong}”应为“${value.right}”。`,
    });
  }
  return findings;
}

/** 引导至安全地带 holds 导至, 按排放量 holds 按排: the first character ends a word before, or the last begins one after. */
function belongsElsewhere(text: string, start: number, end: number, slip: Slip, model: SpellingModel): boolean {
  if (slip.rule === 'spelling.wrong-form' && slip.wrong.length > 3) return false;
  const from = Math.max(0, start - 2);
  const around = text.slice(from, end + 2);
  const { ids } = encodeInPlace(around, model.alphabet);
  const first = 1 + (start - from);
  const last = first + slip.wrong.length - 1;
  const { words } = model;
  // A phrase that begins and ends with whole words as it should cannot lend them to its neighbours.
  const isPhrase = slip.rule !== 'spelling.wrong-form';
  const beginsWhole = isPhrase && slip.wrong.slice(0, 3) === slip.right.slice(0, 3);
  const endsWhole = isPhrase && slip.wrong.slice(-3) === slip.right.slice(-3);
  for (let back = 1; back <= start - from && !beginsWhole; back++) {
    if (words.has(ids, first - back, first + 1)) return true;
  }
  for (let ahead = 1; ahead <= around.length - last && !endsWhole; ahead++) {
    if (words.has(ids, last, last + 1 + ahead)) return true;
  }
  return false;
}
