/** The arrows of ARCHITECTURE.md, each with its reason. CI fails on a breach. */
const tests = '\\.test\\.tsx?$|/testing/';

module.exports = {
  forbidden: [
    {
      name: 'kernel-is-pure',
      severity: 'error',
      comment:
        'The kernel holds what the law says of days, numbers and references; it can be read and tested without anything else.',
      from: { path: '^src/kernel/', pathNot: tests },
      to: { path: '^(src/(?!kernel/)|demo/|bench/|test/)' },
    },
    {
      name: 'kernel-has-no-io',
      severity: 'error',
      comment: 'A kernel function gives the same answer everywhere and always: no files, no network, no clock.',
      from: { path: '^src/kernel/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment:
        'Rules import the kernel and the rules of their own capability, so a rule can be checked against its article alone.',
      from: { path: '^src/capabilities/([^/]+)/rules/', pathNot: tests },
      to: { path: '^(src/|demo/|bench/|test/)', pathNot: ['^src/kernel/', '^src/capabilities/$1/rules/'] },
    },
    {
      name: 'rules-have-no-database-or-server',
      severity: 'error',
      comment: 'A rule takes what it judges as arguments.',
      from: { path: '^src/capabilities/[^/]+/rules/', pathNot: tests },
      to: { path: 'node_modules/(kysely|fastify|pg|@electric-sql)' },
    },
    {
      name: 'rules-have-no-io',
      severity: 'error',
      comment:
        'A rule reads no file, no clock and no network. Excepted are the word lists and the model of spelling and terms in screening, ' +
        'read once from files of this repository (docs/adr/0016-screening-spelling.md), and Buffer, which only changes an encoding.',
      from: {
        path: '^src/capabilities/[^/]+/(rules|letters/rules)/',
        pathNot: [tests, '^src/capabilities/screening/rules/(spelling|terms|matching)/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'capabilities-meet-at-the-front-door',
      severity: 'error',
      comment: 'What a capability offers stands in its index.ts; the rest may change any day.',
      from: { path: '^src/capabilities/([^/]+)/', pathNot: tests },
      to: { path: '^src/capabilities/(?!$1/)[^/]+/', pathNot: '^src/capabilities/[^/]+/index\\.ts$' },
    },
    {
      name: 'platform-knows-no-capability',
      severity: 'error',
      comment: 'The platform serves all capabilities alike, so that a leaf can be deleted.',
      from: { path: '^src/platform/', pathNot: tests },
      to: { path: '^(src/capabilities/|src/portal/|demo/)' },
    },
    {
      name: 'portal-knows-no-capability',
      severity: 'error',
      comment: 'The shell is drawn around the pages of capabilities; they use it, not the other way round.',
      from: { path: '^src/portal/', pathNot: tests },
      to: { path: '^(src/capabilities/|demo/)' },
    },
    {
      name: 'portal-at-its-front-door',
      severity: 'error',
      comment: 'Capabilities build pages from what the portal exports.',
      from: { path: '^src/(capabilities/|app\\.ts|main\\.ts)', pathNot: tests },
      to: { path: '^src/portal/', pathNot: '^src/portal/index\\.ts$' },
    },
    {
      name: 'only-cli-and-bench-use-the-demo',
      severity: 'error',
      comment: 'The product works without the demonstration district.',
      from: { path: '^src/', pathNot: ['^src/cli/(demo|bench)\\.ts$', tests] },
      to: { path: '^demo/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      comment: 'Test support is not shipped.',
      from: { path: '^(src|demo)/', pathNot: tests },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one thought in two places.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-dependencies',
      severity: 'error',
      comment: 'What the product needs at run time stands under dependencies.',
      from: { path: '^(src|demo)/', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'],
        pathNot: ['node_modules/@types/', 'fastify/types'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
