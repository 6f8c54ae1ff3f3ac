import { SaxesParser } from 'saxes';
import { LIMITS, UnreadableFileError } from './unreadable.ts';

export interface XmlHandlers {
  /** Names without their prefix, so that documents with other prefixes read the same. */
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

const MOST_DEPTH = 2000;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * Streams an XML part to `handlers`. Entities beyond the five of XML are refused, none is ever fetched.
 * @throws UnreadableFileError when the XML is malformed
 */
export function parseXml(bytes: Uint8Array, part: string, handlers: XmlHandlers): void {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw new UnreadableFileError(`${part} is no well-formed XML: ${error.message}`);
  });
  parser.on('doctype', () => {
    throw new UnreadableFileError(`${part} has a document type declaration, which office files never have`);
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > MOST_DEPTH) throw new UnreadableFileError(`${part} is nested too deeply`);
    const attributes = new Map<string, string>();
    for (const [name, value] of Object.entries(tag.attributes)) attributes.set(localName(name), value);
    handlers.open(localName(tag.name), attributes);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    handlers.close(localName(tag.name));
  });
  let length = 0;
  const onText = (text: string): void => {
    length += text.length;
    if (length > 8 * LIMITS.textLength) throw new UnreadableFileError(`${part} holds too much text`);
    handlers.text(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.write(new TextDecoder().decode(bytes)).close();
}
