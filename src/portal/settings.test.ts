import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applySettings,
  type DisplaySettings,
  defaultSettings,
  parseSettings,
  safeReturnPath,
  serializeSettings,
} from './settings.ts';

const anySettings: fc.Arbitrary<DisplaySettings> = fc.record({
  mode: fc.constantFrom('standard', 'elder'),
  contrast: fc.constantFrom('automatic', 'more'),
  theme: fc.constantFrom('automatic', 'light', 'dark'),
  textSize: fc.constantFrom('standard', 'large', 'largest'),
  language: fc.constantFrom('zh-CN', 'en'),
});

// Pieces out of which redirects to other sites are built.
const hostilePath = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '/',
        '\\',
        '//',
        'evil.example',
        '@',
        ':',
        'https:',
        'javascript:',
        '..',
        '.',
        '%2f',
        '%5c',
        '\t',
        '\n',
      ),
      fc.constantFrom('?', '#', '&lang=en', 'portal', ' ', '\u0000', '／', '。', '%0d%0aset-cookie:x=1'),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('settings', () => {
  it('come back from their cookie as they were', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(parseSettings(serializeSettings(settings))).toEqual(settings);
      }),
    );
  });

  it('take the defaults for whatever a forged cookie says', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const parsed = parseSettings(value);
        expect(parseSettings(serializeSettings(parsed))).toEqual(parsed);
        expect(serializeSettings(parsed)).toMatch(/^[a-zA-Z-]+(\.[a-zA-Z-]+){4}$/);
      }),
    );
    expect(parseSettings('elder.<script>.dark')).toEqual({ ...defaultSettings, mode: 'elder', theme: 'dark' });
  });

  it('change only what was named, and only to what is on the list', () => {
    expect(applySettings(defaultSettings, { theme: 'dark', mode: ['elder'], contrast: 'most' })).toEqual({
      ...defaultSettings,
      theme: 'dark',
    });
  });
});

describe('safeReturnPath', () => {
  it('never leads to another site nor out of the portal, whatever it is given', () => {
    fc.assert(
      fc.property(hostilePath, fc.constantFrom('', '/portal'), (candidate, basePath) => {
        const path = safeReturnPath(candidate, basePath);
        const url = new URL(path, 'https://www.example.gov.cn/somewhere');
        expect(url.origin).toBe('https://www.example.gov.cn');
        expect(url.pathname === basePath || url.pathname.startsWith(`${basePath}/`)).toBe(true);
        expect(path).toMatch(/^\/(?![/\\])[\u0021-\u007e]*$/);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['//evil.example/', ''],
    ['/\\evil.example', ''],
    ['https://evil.example/', ''],
    ['/\t/evil.example', ''],
    ['/..//evil.example', ''],
    ['/portal/../..//evil.example', '/portal'],
    ['/portal-of-others', '/portal'],
    [['/a', '/b'], ''],
    [undefined, ''],
  ])('goes home instead of to %j', (candidate, basePath) => {
    expect(safeReturnPath(candidate, basePath)).toBe(`${basePath}/`);
  });

  it('goes back to a page with its query, without the language it had in its address', () => {
    expect(safeReturnPath('/portal/annual-reports?year=2022&lang=en#table-3', '/portal')).toBe(
      '/portal/annual-reports?year=2022#table-3',
    );
    expect(safeReturnPath('/年报', '')).toBe('/%E5%B9%B4%E6%8A%A5');
  });
});
