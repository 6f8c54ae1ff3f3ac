/** The child process that holds the typesetter. It is replaced now and then, because the typesetter leaks. */
import { delimiter } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { chooseFaces, packagedFontFolders, wishedFamilies } from './faces.ts';
import type { TypesetReply, TypesetRequest } from './protocol.ts';

const compiler = NodeCompiler.create({
  workspace: import.meta.dirname,
  fontArgs: [{ fontPaths: [...(process.env.GONGKAI_FONTS?.split(delimiter) ?? []), ...packagedFontFolders()] }],
});

interface Diagnostic {
  message: string;
}

function compile(source: { mainFilePath: string } | { mainFileContent: string }, inputs: Record<string, string>) {
  const outcome = compiler.compile({ ...source, inputs });
  const error = outcome.takeError();
  const warnings = outcome.takeWarnings();
  return {
    document: outcome.result,
    errors: (error?.shortDiagnostics ?? []) as Diagnostic[],
    warnings: (warnings?.shortDiagnostics ?? []) as Diagnostic[],
  };
}

/** Asks the typesetter which of the wished families it knows: it warns of those it doesn't. */
function availableFamilies(): Set<string> {
  const source = wishedFamilies.map((family) => `#text(font: ${JSON.stringify(family)})[a]`).join('\n');
  const unknown = compile({ mainFileContent: source }, {}).warnings.map(({ message }) => message.toLowerCase());
  return new Set(
    wishedFamilies.filter((family) => !unknown.some((message) => message.endsWith(`: ${family.toLowerCase()}`))),
  );
}

const faces = JSON.stringify(chooseFaces(availableFamilies()));

/** The characters the export refuses: it names the text each stands for, quoted twice as Rust quotes. */
function missingCharacters(message: string): string[] {
  const texts = [...message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/gs)].map(([, quoted = '']) =>
    quoted.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
  );
  return [...new Set(texts.flatMap((text) => [...text]))];
}

function typeset({ id, document, standard }: TypesetRequest): TypesetReply {
  const inputs = { document: JSON.stringify(document), faces };
  const {
    document: pages,
    errors,
    warnings,
  } = compile({ mainFilePath: `${import.meta.dirname}/official.typ` }, inputs);
  const faults = [...errors, ...warnings].map(({ message }) => message);
  if (!pages || faults.length > 0) return { id, fault: faults.join('; ') || 'nothing was typeset' };
  return exportPdf(id, pages, standard);
}

function exportPdf(id: number, pages: NodeTypstDocument, standard: string): TypesetReply {
  try {
    return { id, pdf: compiler.pdf(pages, { pdfStandard: standard }), pages: pages.numOfPages };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const missing = missingCharacters(message);
    return missing.length > 0 ? { id, missing } : { id, fault: message };
  }
}

process.on('message', (request: TypesetRequest) => {
  let reply: TypesetReply;
  try {
    reply = typeset(request);
  } catch (error) {
    reply = { id: request.id, fault: error instanceof Error ? error.message : String(error) };
  }
  process.send!(reply);
  compiler.evictCache(10);
});
process.on('disconnect', () => process.exit(0));
