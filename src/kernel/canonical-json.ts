import canonicalizeModule from 'canonicalize';

// The package is CommonJS with a default export; its types describe the function itself.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** JSON by RFC 8785 (JCS): one text for one value, so its hash can be computed anywhere. @throws TypeError for undefined */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no JSON');
  return text;
}
