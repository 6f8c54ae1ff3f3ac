/** Support for tests: what a PDF says, by another program than the one that wrote it. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfContent {
  pages: string[];
  /** All pages without blanks and line breaks, for looking up sentences. */
  joined: string;
  tagged: boolean;
  title: string | null;
  language: string | null;
  /** Roles of the structure tree of the first page: H1, P, Table, TH … */
  roles: ReadonlySet<string>;
  metadata: string;
}

interface StructureNode {
  role?: string;
  children?: readonly StructureNode[];
}

function rolesOf(node: StructureNode | null, roles = new Set<string>()): Set<string> {
  if (node?.role) roles.add(node.role);
  for (const child of node?.children ?? []) rolesOf(child, roles);
  return roles;
}

export async function readPdf(pdf: Uint8Array): Promise<PdfContent> {
  const loading = getDocument({ data: pdf.slice(), useSystemFonts: false, verbosity: 0 });
  const file = await loading.promise;
  const pages: string[] = [];
  let roles = new Set<string>();
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    roles = rolesOf((await page.getStructTree()) as StructureNode | null, roles);
  }
  const { info, metadata } = await file.getMetadata();
  const facts = info as { Title?: string; Language?: string };
  const mark = (await file.getMarkInfo()) as { Marked?: boolean } | null;
  const raw = (metadata as { getRaw?(): string } | null)?.getRaw?.() ?? '';
  await loading.destroy();
  return {
    pages,
    joined: pages.join('').replace(/\s/g, ''),
    tagged: mark?.Marked === true,
    title: facts.Title ?? null,
    language: facts.Language ?? null,
    roles,
    metadata: raw,
  };
}
