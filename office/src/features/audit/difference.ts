export interface Line {
  path: string;
  before: string | null;
  after: string | null;
}

function leaves(value: unknown, path: string, into: Map<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    into.set(path || '值', String(value));
    return;
  }
  const entries = Array.isArray(value) ? value.map((item, i) => [String(i + 1), item] as const) : Object.entries(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    into.set(path || '值', value.join('、'));
    return;
  }
  for (const [key, item] of entries) leaves(item, path === '' ? key : `${path}.${key}`, into);
}

/** The state before and after as lines, a line for each value that stood on either side; equal ones come last. */
export function differenceOf(before: unknown, after: unknown): Line[] {
  const old = new Map<string, string>();
  const now = new Map<string, string>();
  leaves(before, '', old);
  leaves(after, '', now);
  const lines = [...new Set([...old.keys(), ...now.keys()])].map((path) => ({
    path,
    before: old.get(path) ?? null,
    after: now.get(path) ?? null,
  }));
  return [...lines.filter((line) => line.before !== line.after), ...lines.filter((line) => line.before === line.after)];
}
