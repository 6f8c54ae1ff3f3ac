import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWrongForms, type WrongForm } from '../../../src/capabilities/screening/rules/spelling/wrong-forms.ts';

export function readWrongForms(): WrongForm[] {
  const path = join(import.meta.dirname, '../../../src/capabilities/screening/data/wrong-forms.csv');
  return parseWrongForms(readFileSync(path, 'utf8'));
}
