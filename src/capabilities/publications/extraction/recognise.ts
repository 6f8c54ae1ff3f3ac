import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const LANGUAGES = 'chi_sim';
const SECONDS_A_PAGE = 60;
/** Pages of one file that are recognised; a page takes seconds. */
const MAX_PAGES = 60;
const RESOLUTION = 200;

export interface Recogniser {
  /** Why nothing can be recognised here, as the administrator is told; null when it can. */
  readonly missing: string | null;
}

let known: Promise<Recogniser> | undefined;

async function probe(): Promise<Recogniser> {
  const tesseract = await run('tesseract', ['--list-langs'], { timeout: 10_000 }).catch(() => undefined);
  if (!tesseract)
    return { missing: '没有安装tesseract，扫描件的文字不能检索（Debian：tesseract-ocr、tesseract-ocr-chi-sim）' };
  if (!tesseract.stdout.split('\n').includes(LANGUAGES))
    return { missing: '没有安装tesseract的简体中文数据，扫描件的文字不能检索（Debian：tesseract-ocr-chi-sim）' };
  const pdf = await run('pdftoppm', ['-v'], { timeout: 10_000 }).catch(() => undefined);
  return { missing: pdf ? null : '没有安装pdftoppm，扫描的PDF不能识别（Debian：poppler-utils）' };
}

/** Whether text can be recognised on this machine; looked for once. */
export function recogniser(): Promise<Recogniser> {
  known ??= probe();
  return known;
}

/** A thread for each page would take every core from the portal. */
const environment = { ...process.env, OMP_THREAD_LIMIT: '1' };

async function recognisePicture(path: string): Promise<string> {
  const { stdout } = await run('tesseract', [path, 'stdout', '-l', LANGUAGES, '--psm', '3'], {
    timeout: SECONDS_A_PAGE * 1000,
    maxBuffer: 16 * 2 ** 20,
    env: environment,
  });
  // Chinese is recognised with blanks between characters.
  return stdout.replace(
    /(?<=\p{Script=Han}|[，。；：、（）《》〔〕“”])[ \t]+(?=\p{Script=Han}|[，。；：、（）《》〔〕“”])/gu,
    '',
  );
}

/**
 * Text of a scanned PDF (its pages named) or of a picture.
 * @throws Error with what went wrong, also after a minute for one page
 */
export async function recognise(bytes: Uint8Array, pages: readonly number[] | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-recognise-'));
  try {
    const source = join(folder, 'source');
    await writeFile(source, bytes);
    if (pages === null) return await recognisePicture(source);
    const texts: string[] = [];
    for (const page of pages.slice(0, MAX_PAGES)) {
      const name = join(folder, `page-${page}`);
      const options = [
        '-f',
        `${page}`,
        '-l',
        `${page}`,
        '-r',
        `${RESOLUTION}`,
        '-gray',
        '-singlefile',
        '-png',
        source,
        name,
      ];
      await run('pdftoppm', options, { timeout: SECONDS_A_PAGE * 1000 });
      const [picture] = (await readdir(folder)).filter((file) => file.startsWith(`page-${page}.`));
      if (picture !== undefined) texts.push(await recognisePicture(join(folder, picture)));
    }
    return texts.join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
