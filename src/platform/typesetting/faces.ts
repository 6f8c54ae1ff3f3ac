import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The four faces of GB/T 9704 and 宋体 for tables and page numbers, each by the families that may stand for it. */
export type FaceName = 'fangsong' | 'xiaobiaosong' | 'hei' | 'kai' | 'song' | 'strong';

const SERIF = 'Noto Serif SC';
const SANS = 'Noto Sans SC';

/**
 * Families an office may have licensed or installed, best first. The packaged ones end every chain: they are always
 * there and have the rare characters of names that the usual 仿宋 and 楷体 lack.
 */
const WISHED: Readonly<Record<FaceName, readonly string[]>> = {
  fangsong: ['FangSong_GB2312', '仿宋_GB2312', 'FZFangSong-Z02S', '方正仿宋_GBK', 'FangSong', '仿宋'],
  xiaobiaosong: ['FZXiaoBiaoSong-B05S', '方正小标宋简体', '方正小标宋_GBK'],
  hei: ['SimHei', '黑体', SANS],
  kai: ['KaiTi_GB2312', '楷体_GB2312', 'KaiTi', '楷体', 'LXGW WenKai'],
  song: ['SimSun', '宋体'],
  strong: ['FangSong_GB2312', '仿宋_GB2312', 'FangSong', '仿宋'],
};

/** Faces that the packaged family replaces by its bold weight, so that they still stand out. */
const BOLD_WHEN_REPLACED: readonly FaceName[] = ['xiaobiaosong', 'kai'];

export interface Faces extends Record<FaceName, readonly string[]> {
  /** Faces to set in bold. */
  bold: readonly FaceName[];
}

export const wishedFamilies: readonly string[] = [...new Set(Object.values(WISHED).flat())];

export function chooseFaces(available: ReadonlySet<string>): Faces {
  const bold: FaceName[] = ['strong'];
  const chain = (name: FaceName): readonly string[] => {
    const found = WISHED[name].filter((family) => available.has(family));
    if (found.length === 0 && BOLD_WHEN_REPLACED.includes(name)) bold.push(name);
    return [...new Set([...found, SERIF, SANS])];
  };
  return {
    fangsong: chain('fangsong'),
    xiaobiaosong: chain('xiaobiaosong'),
    hei: chain('hei'),
    kai: chain('kai'),
    song: chain('song'),
    strong: chain('strong'),
    bold,
  };
}

/** Folders of the packaged families, only the weights in use: each is 10-15 MB. */
export function packagedFontFolders(): string[] {
  const require = createRequire(import.meta.url);
  const root = (name: string): string => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`));
  return [
    join(root('noto-serif-sc'), '400Regular'),
    join(root('noto-serif-sc'), '700Bold'),
    join(root('noto-sans-sc'), '400Regular'),
    join(root('noto-sans-sc'), '500Medium'),
  ];
}
