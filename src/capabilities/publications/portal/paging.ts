/** The page an address asks for; undefined when there is no such page (the first one always is). */
export function readPage(text: string | undefined, total: number, pageSize: number): number | undefined {
  if (text === undefined) return 1;
  if (!/^[1-9]\d{0,6}$/.test(text)) return undefined;
  const page = Number(text);
  // Page 1 has the shorter address only.
  return page > 1 && (page - 1) * pageSize < total ? page : undefined;
}
