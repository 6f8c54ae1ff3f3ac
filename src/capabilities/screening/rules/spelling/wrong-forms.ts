/** A word that is written wrong, or in a way no longer recommended. */
export interface WrongForm {
  readonly wrong: string;
  readonly right: string;
  /** `must`: never right in official text. `suspect`: a variant that older or informal texts use. */
  readonly band: 'must' | 'suspect';
}

/** Reads data/wrong-forms.csv: `wrong,right,band`. Lines that are no entry are left out. */
export function parseWrongForms(csv: string): WrongForm[] {
  const forms: WrongForm[] = [];
  for (const line of csv.split(/\r?\n/).slice(1)) {
    const [wrong, right, band] = line.split(',');
    if (wrong === undefined || right === undefined || wrong.length < 2 || wrong === right) continue;
    forms.push({ wrong, right, band: band === 'suspect' ? 'suspect' : 'must' });
  }
  return forms;
}
