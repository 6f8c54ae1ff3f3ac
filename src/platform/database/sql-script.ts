/** One statement of a script and the line it starts on (1-based). */
export interface Statement {
  readonly text: string;
  readonly line: number;
}

export class SqlScriptError extends Error {
  override name = 'SqlScriptError';
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const IDENTIFIER_PART = /[\w$\u0080-\uffff]/;

/**
 * Cuts a PostgreSQL script at its semicolons, leaving alone those in strings, quoted names, dollar quotes and comments.
 * PGlite's and node-postgres's prepared queries take one statement each, and one at a time lets an error name its line.
 * @throws SqlScriptError when a quote or comment is not closed
 */
export function splitStatements(script: string): Statement[] {
  const statements: Statement[] = [];
  let start = -1;
  let at = 0;
  const finish = (end: number): void => {
    if (start >= 0) statements.push({ text: script.slice(start, end).trimEnd(), line: lineAt(script, start) });
    start = -1;
  };
  while (at < script.length) {
    const comment = endOfComment(script, at);
    if (comment !== null) {
      at = comment;
      continue;
    }
    const character = script[at]!;
    if (character === ';') {
      finish(at);
      at++;
      continue;
    }
    if (start < 0 && character.trim() !== '') start = at;
    at = endOfQuoted(script, at) ?? at + 1;
  }
  finish(script.length);
  return statements;
}

function lineAt(script: string, offset: number): number {
  let line = 1;
  for (let at = script.indexOf('\n'); at >= 0 && at < offset; at = script.indexOf('\n', at + 1)) line++;
  return line;
}

/** Offset behind the comment that starts at `at`, or null when none does. Block comments nest in PostgreSQL. */
function endOfComment(script: string, at: number): number | null {
  if (script.startsWith('--', at)) {
    const end = script.indexOf('\n', at);
    return end < 0 ? script.length : end + 1;
  }
  if (!script.startsWith('/*', at)) return null;
  let depth = 0;
  for (let here = at; here < script.length; here++) {
    if (script.startsWith('/*', here)) {
      depth++;
      here++;
    } else if (script.startsWith('*/', here)) {
      depth--;
      here++;
      if (depth === 0) return here + 1;
    }
  }
  throw new SqlScriptError(`line ${lineAt(script, at)}: comment is not closed`);
}

/** Offset behind the string, quoted name or dollar quote that starts at `at`, or null when none does. */
function endOfQuoted(script: string, at: number): number | null {
  const character = script[at];
  if (character === "'" || character === '"') return endOfQuotes(script, at, character);
  if (character !== '$' || IDENTIFIER_PART.test(script[at - 1] ?? ' ')) return null;
  DOLLAR_TAG.lastIndex = at;
  const tag = DOLLAR_TAG.exec(script)?.[0];
  if (tag === undefined) return null;
  const end = script.indexOf(tag, at + tag.length);
  if (end < 0) throw new SqlScriptError(`line ${lineAt(script, at)}: ${tag} is not closed`);
  return end + tag.length;
}

function endOfQuotes(script: string, at: number, quote: string): number {
  const before = script[at - 1] ?? '';
  const hasEscapes = quote === "'" && /[eE]/.test(before) && !IDENTIFIER_PART.test(script[at - 2] ?? ' ');
  for (let here = at + 1; here < script.length; here++) {
    if (hasEscapes && script[here] === '\\') here++;
    else if (script[here] === quote) {
      if (script[here + 1] !== quote) return here + 1;
      here++;
    }
  }
  throw new SqlScriptError(`line ${lineAt(script, at)}: ${quote} is not closed`);
}
