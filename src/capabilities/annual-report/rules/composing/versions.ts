/** The versions in force, one an organ, year and scope; `entries` come with the highest version of each first. */
export function inForce<Entry extends { organCode: string; year: number; scope: string }>(
  entries: readonly Entry[],
): Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = `${entry.organCode}/${entry.year}/${entry.scope}`;
    return !seen.has(key) && seen.add(key);
  });
}
