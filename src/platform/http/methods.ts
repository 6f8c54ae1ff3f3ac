import type { FastifyInstance } from 'fastify';

interface KnownRoute {
  readonly shape: RegExp;
  readonly methods: Set<string>;
}

/** `/reports/:organ/:year` and `/assets/*` as a pattern; a parameter's own pattern is kept. */
function shapeOf(pattern: string): RegExp {
  const source = pattern
    .split(/(:[A-Za-z_]\w*(?:\([^)]*\))?\??|\*)/)
    .map((part) => {
      if (part === '*') return '.*';
      if (!part.startsWith(':')) return part.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
      const own = /\(([^)]*)\)/.exec(part)?.[1];
      return own === undefined ? '[^/]+' : `(?:${own})`;
    })
    .join('');
  return new RegExp(`^${source}/?$`);
}

/**
 * Remembers the methods of each address, so that one that is known by another method is answered 405 with `Allow`
 * (RFC 9110 §15.5.6) and not 404. Call before routes are added.
 * @returns the methods of an address in alphabetical order; empty when there is no such address
 */
export function rememberMethods(app: FastifyInstance): (url: string) => string[] {
  const routes = new Map<string, KnownRoute>();
  app.addHook('onRoute', ({ url, method }) => {
    // What takes every address says of none that it is there.
    if (/^(?:\/\*|\*)$/.test(url)) return;
    const route = routes.get(url) ?? { shape: shapeOf(url), methods: new Set() };
    for (const one of Array.isArray(method) ? method : [method]) route.methods.add(one);
    routes.set(url, route);
  });
  return (url) => {
    const path = url.split('?', 1)[0]!;
    const methods = new Set<string>();
    for (const { shape, methods: own } of routes.values())
      if (shape.test(path)) for (const one of own) methods.add(one);
    return [...methods].sort();
  };
}
