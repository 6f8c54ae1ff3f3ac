import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSiteFile, SiteFileError } from './site-file.ts';
import { readSiteOptions, SiteOptionsError } from './site-options.ts';

describe('site file', () => {
  it('says what the foot of every page needs', () => {
    expect(
      readSiteFile(
        JSON.stringify({
          name: { 'zh-CN': '示例县政府信息公开', en: 'Example County' },
          telephone: ' 0570-00000000 ',
          icpRecord: '某ICP备00000000号',
          publicSecurityRecord: { number: '某公网安备 0号', url: 'https://beian.example.gov.cn/' },
          statementUrl: '/items/statement',
          supportsIpv6: true,
        }),
      ),
    ).toEqual({
      name: { 'zh-CN': '示例县政府信息公开', en: 'Example County' },
      telephone: '0570-00000000',
      icpRecord: { number: '某ICP备00000000号' },
      publicSecurityRecord: { number: '某公网安备 0号', url: 'https://beian.example.gov.cn/' },
      statementUrl: '/items/statement',
      supportsIpv6: true,
    });
  });

  it.each([
    ['{', /不是 JSON/],
    ['[]', /网站信息：应为对象/],
    ['{"phone":"1"}', /不认识“phone”.*telephone/],
    ['{"telephone":"<b>"}', /telephone：应为电话号码/],
    ['{"postcode":31580}', /postcode：应为六位邮政编码/],
    ['{"privacyUrl":"javascript:alert(1)"}', /privacyUrl：应为以 https:/],
    ['{"contactUrl":"//elsewhere.example"}', /contactUrl：应为以 https:/],
    ['{"icpRecord":{"url":"https://a.example/"}}', /icpRecord\.number：应为/],
    ['{"sponsor":{"en":"X"}}', /sponsor\.zh-CN：应为/],
    ['{"supportsIpv6":"yes"}', /supportsIpv6：应为 true/],
    ['{"address":""}', /address：应为/],
  ])('refuses %s by name', (json, message) => {
    expect(() => readSiteFile(json)).toThrow(SiteFileError);
    expect(() => readSiteFile(json)).toThrow(message);
  });

  describe('as a setting', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'site-file-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    it('stands beside host name and code', async () => {
      const file = path.join(folder, 'site.json');
      await writeFile(file, '\uFEFF{"email":"zwgk@example.gov.cn"}');
      const { site } = readSiteOptions({ GONGKAI_SITE_FILE: file, GONGKAI_SITE_DOMAIN: 'www.example.gov.cn' });
      expect(site).toEqual({ email: 'zwgk@example.gov.cn', domain: 'www.example.gov.cn' });
    });

    it('names the file that is missing or wrong', async () => {
      const missing = path.join(folder, 'none.json');
      expect(() => readSiteOptions({ GONGKAI_SITE_FILE: missing })).toThrow(SiteOptionsError);
      expect(() => readSiteOptions({ GONGKAI_SITE_FILE: missing })).toThrow(/none\.json: cannot be read/);
      const wrong = path.join(folder, 'wrong.json');
      await writeFile(wrong, '{"email":"nobody"}');
      expect(() => readSiteOptions({ GONGKAI_SITE_FILE: wrong })).toThrow(/wrong\.json: email：应为电子邮箱/);
    });
  });
});
