// Pictures of every page and state of a running demonstration, with axe on each:
//   gongkai demo --port 8430
//   node bin/run-script.js scripts/gallery.ts http://127.0.0.1:8430 [--only portal|office] [--check] [--name NAME,NAME]
// Writes docs/gallery; --check looks for faults only.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { DEMONSTRATION_PASSWORD } from '../demo/accounts.ts';
import { accessibilityProblems, horizontalOverflow, launchBrowser } from '../test/support/browser.ts';
import { officeScenes } from './gallery/office-scenes.ts';
import { portalScenes } from './gallery/portal-scenes.ts';
import { follow, type Scene, shapeOf } from './gallery/scenes.ts';

/** CSS pixels, and how large a pixel of the picture is: small enough to keep, large enough to read. */
const WIDTHS = [
  { name: 'phone', label: '手机', width: 390, height: 844, scale: 0.74 },
  { name: 'tablet', label: '平板', width: 820, height: 1180, scale: 0.5 },
  { name: 'desktop', label: '桌面', width: 1280, height: 900, scale: 0.46 },
] as const;
const LOOKS = [
  { name: 'light', label: '浅色' },
  { name: 'dark', label: '深色' },
] as const;
/** Further settings of the portal, which its visitors choose; see src/portal/settings.ts. */
const SETTINGS = [
  { name: 'elder', label: '长者模式', cookie: 'elder.automatic.light.standard.zh-CN' },
  { name: 'contrast', label: '高对比度', cookie: 'standard.more.light.standard.zh-CN' },
] as const;
const TALLEST = 2200;
const QUALITY = 30;
const LIMIT_BYTES = 22 * 1024 * 1024;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, check: { type: 'boolean' }, name: { type: 'string' } },
});
const address = positionals[0];
if (address === undefined) throw new Error('say the address of a running demonstration');
const folder = fileURLToPath(new URL('../docs/gallery/', import.meta.url));
const isWanted = (face: string, { name }: Scene): boolean =>
  (values.only ?? face) === face && (values.name === undefined || values.name.split(',').includes(name));

const faults: string[] = [];
const browser = await launchBrowser();

async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.evaluate('document.fonts.ready');
  // The page's policy refuses what waitForFunction would evaluate in it.
  await page
    .locator('.state[role=status], .ant-spin-spinning')
    .first()
    .waitFor({ state: 'hidden', timeout: 30_000 })
    .catch(() => undefined);
}

async function shoot(page: Page, session: CDPSession, name: string, shot: (typeof WIDTHS)[number]): Promise<void> {
  // Colours differ by look, order and size by width: these three see all of both.
  if (/-(?:desktop-\w+|phone-light)$/.test(name))
    for (const problem of await accessibilityProblems(page)) faults.push(`${name}: ${problem}`);
  const wider = await horizontalOverflow(page);
  if (wider > 0) faults.push(`${name}: ${wider} px wider than the window`);
  if (values.check) return;
  // What stands over the page fills the window, not the paper.
  const height = await page.evaluate<number>(
    'document.querySelector("[role=dialog]") ? 0 : document.documentElement.scrollHeight',
  );
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: {
      x: 0,
      y: 0,
      width: shot.width,
      height: Math.min(TALLEST, Math.max(shot.height, height)),
      scale: shot.scale,
    },
  });
  await writeFile(`${folder}${name}.webp`, Buffer.from(data, 'base64'));
}

/** Opens a scene once and shows it in each width and look; pages follow the window and the device while they stand. */
async function show(page: Page, face: string, scene: Scene, extra = ''): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    await page.setViewportSize(WIDTHS[2]);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const path = typeof scene.path === 'string' ? scene.path : await follow(page, address!, scene.path);
    await page.goto(`${address}${path}`);
    await settle(page);
    await scene.prepare?.(page);
    await settle(page);
    if (scene.endsOn !== undefined && !shapeOf(scene.endsOn).test(new URL(page.url()).pathname))
      faults.push(`${face}-${scene.name}: ended on ${page.url()}`);
    for (const width of [...WIDTHS].reverse()) {
      await page.setViewportSize(width);
      for (const look of LOOKS) {
        if (extra !== '' && look.name === 'dark') continue;
        await page.emulateMedia({ colorScheme: look.name, reducedMotion: 'reduce' });
        // Charts and sheets are drawn anew.
        await page.waitForTimeout(250);
        await shoot(page, session, `${face}-${scene.name}-${width.name}-${extra || look.name}`, width);
      }
    }
  } catch (error) {
    faults.push(`${face}-${scene.name}: ${String((error as Error).message).split('\n', 1)[0]}`);
  } finally {
    await session.detach();
  }
}

async function portal(): Promise<void> {
  const scenes = portalScenes.filter((scene) => isWanted('portal', scene));
  for (const setting of [undefined, ...SETTINGS]) {
    const context = await browser.open();
    if (setting) await context.addCookies([{ name: 'portal-display', value: setting.cookie, url: address! }]);
    const page = await context.newPage();
    for (const scene of scenes) await show(page, 'portal', scene, setting?.name);
    await context.close();
  }
}

async function office(): Promise<void> {
  for (const { person, scenes } of officeScenes) {
    const wanted = scenes.filter((scene) => isWanted('office', scene));
    if (wanted.length === 0) continue;
    const context = await browser.open();
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    if (person !== null) {
      await page.goto(`${address}/office/`);
      await page.getByLabel('登录名').fill(person);
      await page.getByLabel('密码', { exact: true }).fill(DEMONSTRATION_PASSWORD);
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await page.getByRole('heading', { name: '工作台' }).waitFor();
    }
    for (const scene of wanted) await show(page, 'office', scene);
    await context.close();
  }
}

function index(): string {
  const table = (
    face: string,
    scenes: readonly Scene[],
    extras: readonly { name: string; label: string }[],
  ): string => {
    const columns = [
      ...WIDTHS.flatMap((width) =>
        [...LOOKS, ...extras].map((look) => ({
          key: `${width.name}-${look.name}`,
          label: `${width.label}·${look.label}`,
        })),
      ),
    ];
    const head = `| 页面 | ${columns.map(({ label }) => label).join(' | ')} |\n|${' --- |'.repeat(columns.length + 1)}\n`;
    const rows = scenes.map(
      ({ name, title }) =>
        `| ${title} | ${columns.map(({ key }) => `[看](${face}-${name}-${key}.webp)`).join(' | ')} |\n`,
    );
    return head + rows.join('');
  };
  return `# Gallery

Every page and state of the public portal and of the office, at 390, 820 and 1280 CSS pixels, light and dark; the portal also in elder mode and in high contrast.
Made from the demonstration district (people invented) by \`scripts/gallery.ts\`, which runs axe on each of them.

## 门户

${table('portal', portalScenes, SETTINGS)}
## 办公系统

${table(
  'office',
  officeScenes.flatMap(({ scenes }) => scenes),
  [],
)}`;
}

await mkdir(folder, { recursive: true });
if (!values.check && values.only === undefined && values.name === undefined)
  for (const name of await readdir(folder)) if (name.endsWith('.webp')) await rm(`${folder}${name}`);
await portal();
await office();
await browser.close();
await writeFile(`${folder}README.md`, index());
let bytes = 0;
for (const name of await readdir(folder)) bytes += (await stat(`${folder}${name}`)).size;
console.log(`${(bytes / 1024 / 1024).toFixed(1)} MB in docs/gallery`);
for (const fault of new Set(faults)) console.log(fault);
if (bytes > LIMIT_BYTES) console.log('larger than 22 MB: lower QUALITY or scale');
if (faults.length > 0) process.exitCode = 1;
