// Adds to package-lock.json the optional packages of other platforms that the registry in use did not offer. npm leaves
// them out then, and `npm ci` refuses a lock file that lacks them; on this platform they are skipped by os, cpu and libc.
// Run it after every `npm install`: node scripts/complete-lockfile.js
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['android', 'darwin', 'win32', 'linux', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony'];
const PROCESSORS = {
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  arm: 'arm',
  armv7: 'arm',
  ppc64: 'ppc64',
  ppc64le: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
  mips64el: 'mips64el',
  wasm32: 'wasm32',
};

function platformOf(name) {
  const parts = name.split(/[-/]/);
  const system =
    name === 'fsevents' ? 'darwin' : parts.includes('windows') ? 'win32' : SYSTEMS.find((one) => parts.includes(one));
  const processor = Object.keys(PROCESSORS).find((one) => parts.includes(one));
  const libc = parts.some((part) => part.includes('musl'))
    ? 'musl'
    : parts.some((part) => part.includes('gnu'))
      ? 'glibc'
      : undefined;
  if (!system && !processor) return null;
  return {
    ...(processor ? { cpu: [PROCESSORS[processor]] } : {}),
    ...(system ? { os: [system] } : {}),
    ...(system === 'linux' && libc ? { libc: [libc] } : {}),
  };
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { packages } = lock;

/** Where a package named from inside `from` would be found. */
function find(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return null;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

let added = 0;
for (const [path, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (find(path, name)) continue;
    const platform = platformOf(name);
    if (!platform) throw new Error(`${path}: optional ${name} is missing and its platform can't be told from its name`);
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      ...(entry.license ? { license: entry.license } : {}),
      optional: true,
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} packages of other platforms added\n`);
