// `npm test`: what the tests need from Debian, then types, lint, import rules, and every test. Ends with one line
// `N passed, N failed`, in which each static check counts as one.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Requirement {
  package: string;
  what: string;
  isPresent: () => boolean;
}

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));

const requirements: Requirement[] = [
  {
    package: 'chromium',
    what: 'browser journeys',
    isPresent: () => existsSync(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'),
  },
  {
    package: 'fonts-noto-cjk',
    what: 'Chinese type in screenshots',
    isPresent: () => existsSync('/usr/share/fonts/opentype/noto'),
  },
  {
    package: 'postgresql',
    what: 'the store tests on PostgreSQL',
    isPresent: () => existsSync('/usr/lib/postgresql') || onPath('initdb'),
  },
  {
    package: 'tesseract-ocr-chi-sim',
    what: 'text of scanned files',
    isPresent: () => onPath('tesseract') && existsSync('/usr/share/tesseract-ocr'),
  },
  { package: 'poppler-utils', what: 'pages of scanned files', isPresent: () => onPath('pdftoppm') },
  {
    package: 'nginx-light',
    what: 'the exported site, served and compared',
    isPresent: () => onPath('nginx') || existsSync('/usr/sbin/nginx'),
  },
  {
    package: 'libnginx-mod-http-brotli-static',
    what: 'Brotli twins of the exported site',
    isPresent: () => existsSync('/usr/lib/nginx/modules/ngx_http_brotli_static_module.so'),
  },
];

function run(command: string, args: string[], quiet = false): SpawnSyncReturns<string> {
  return spawnSync(command, args, {
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    env: process.env,
  });
}

/** Installs what is missing as root; otherwise says what to install. */
function prepare(): boolean {
  const missing = requirements.filter((requirement) => !requirement.isPresent());
  if (missing.length === 0) return true;
  const packages = missing.map((requirement) => requirement.package);
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    process.stderr.write(`Installing Debian packages: ${packages.join(' ')}\n`);
    process.env.DEBIAN_FRONTEND = 'noninteractive';
    run('apt-get', ['update', '-q'], true);
    const installed = run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], true);
    if (installed.status === 0) return true;
    process.stderr.write(installed.stderr.slice(-2000));
  }
  for (const { package: name, what } of missing)
    process.stderr.write(`Missing: Debian package ${name}, for ${what}.\n`);
  process.stderr.write(`Install with: sudo apt-get install ${packages.join(' ')}\n`);
  return false;
}

let passed = 0;
let failed = 0;

function check(name: string, command: string, args: string[]): void {
  process.stderr.write(`\n== ${name}\n`);
  if (run(command, args).status === 0) passed++;
  else {
    failed++;
    process.stderr.write(`${name}: failed\n`);
  }
}

interface VitestResult {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
}

function vitest(project: string, extra: string[]): void {
  process.stderr.write(`\n== tests: ${project}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-test-'));
  const output = join(folder, 'result.json');
  const { status } = run(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${output}`,
    ...extra,
  ]);
  try {
    const result = JSON.parse(readFileSync(output, 'utf8')) as VitestResult;
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    const left = result.numPendingTests + result.numTodoTests;
    if (left > 0) {
      process.stderr.write(`${left} tests were skipped; a skipped test counts as failed here\n`);
      failed += left;
    }
    // A file that can't be loaded has no tests to fail.
    if (status !== 0 && result.numFailedTests === 0 && left === 0) failed++;
  } catch {
    process.stderr.write(`${project}: no result was written\n`);
    failed++;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const bin = (name: string): string => join('node_modules', '.bin', name);
const extra = process.argv.slice(2);

if (!prepare()) failed++;
check('types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
check('client of the office', process.execPath, [
  '--disable-warning=ExperimentalWarning',
  '--import',
  './bin/hooks.js',
  'scripts/build-office.ts',
  '--client',
]);
check('types of the office', bin('tsc'), ['--noEmit', '-p', 'office/tsconfig.json']);
check('lint', bin('biome'), ['check', '.']);
check('import rules', process.execPath, [
  'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  '--config',
  '.dependency-cruiser.cjs',
  'src',
  'demo',
  'bench',
]);
vitest('unit', extra);
vitest('journeys', extra);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
