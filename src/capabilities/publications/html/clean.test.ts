import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import { cleanHtml, once } from './clean.ts';
import { compareTexts } from './compare.ts';
import { flatText, isFlat } from './flat.ts';
import { importText, UnreadableFileError } from './import.ts';
import { plainText, treeText } from './plain-text.ts';
import vectors from './testing/xss-vectors.json' with { type: 'json' };

const TAGS = new Set(
  'h2 h3 h4 p br hr blockquote ul ol li strong em u s sub sup a img figure figcaption table caption thead tbody tfoot tr th td'.split(
    ' ',
  ),
);
const ATTRIBUTES: Record<string, RegExp> = {
  href: /^(?:https?:|mailto:|tel:|#|\/(?!\/)|[^:/\\]*(?:[/?#]|$))/i,
  src: /^\/items\//,
  alt: /^/,
  id: /^fn(?:ref)?-\d+$/,
  class: /^(?:signature|centred)$/,
  start: /^\d+$/,
  colspan: /^\d+$/,
  rowspan: /^\d+$/,
  scope: /^(?:col|row|colgroup|rowgroup)$/,
};

/** What a browser would make of it: anything not on the list, in words; empty is good. */
function intruders(html: string): string[] {
  const found: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) {
      if (!TAGS.has(node.tagName)) found.push(`<${node.tagName}>`);
      for (const { name, value } of node.attrs)
        if (!ATTRIBUTES[name]?.test(value.trim())) found.push(`${node.tagName}[${name}=${value}]`);
    }
    if (node.nodeName === '#comment') found.push('comment');
    if ('childNodes' in node) for (const child of node.childNodes) walk(child);
  };
  walk(parseFragment(html));
  return found;
}

describe('malicious HTML', () => {
  it.each(vectors)('%s', (vector) => {
    const clean = cleanHtml(vector);
    expect(intruders(clean)).toEqual([]);
    expect(clean).not.toMatch(/<[^>]*(?:javascript\s*:|vbscript\s*:|\son\w+\s*=|style\s*=)/i);
    expect(intruders(cleanHtml(`<p>前文${vector}后文</p><table><tr><td>${vector}</td></tr></table>`))).toEqual([]);
  });

  it('leaves nothing of it however the pieces are put together, and settles', () => {
    const piece = fc.oneof(
      fc.constantFrom(...vectors),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<table><tr><td>',
        '</td></tr></table>',
        '<svg>',
        '<math><mtext>',
        '<!--',
        '-->',
        '<style>',
        '"',
        "'",
        '<a href="',
        '&lt;',
        '<noscript>',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const clean = cleanHtml(pieces.join(''));
        expect(intruders(clean)).toEqual([]);
        expect(cleanHtml(clean)).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what officials paste', () => {
  it('keeps the structure of a text from Word and drops its dress', () => {
    const pasted = `<html xmlns:o="urn:x"><head><style>p{color:red}</style><title>通知</title></head><body lang="ZH-CN">
      <h1 style="mso-x:1">关于某事的通知</h1>
      <p class="MsoNormal" style="text-indent:32pt"><span lang="EN-US" style="font-family:仿宋">各单位：<o:p></o:p></span></p>
      <div><b>一、</b>总体要求</div><p>&nbsp;</p>
      <p align="right" class="MsoNormal">2022年5月10日</p>
      <img src="file:///C:/Users/x.png"><img src="https://tracker.example/a.gif">
      <table border="1" style="x"><thead><tr><th colspan="2" width="3">项目</th></tr></thead><tbody><tr><td rowspan="2" onclick="x()">甲</td><td>乙</td></tr></tbody></table></body></html>`;
    expect(cleanHtml(pasted).replace(/\s*\n\s*/g, '')).toBe(
      '<h2>关于某事的通知</h2><p>各单位：</p><p><strong>一、</strong>总体要求</p><p class="signature">2022年5月10日</p>' +
        '<table><thead><tr><th colspan="2">项目</th></tr></thead><tbody><tr><td rowspan="2">甲</td><td>乙</td></tr></tbody></table>',
    );
  });

  it('keeps footnotes and own pictures', () => {
    const own = '<p>正文<sup><a href="#fn-1" id="fnref-1">1</a></sup></p><ol><li id="fn-1">注释</li></ol>';
    expect(cleanHtml(own)).toBe(own);
    const file = '/items/0f0e0d0c-0000-4000-8000-000000000001/files/0f0e0d0c-0000-4000-8000-000000000002';
    const figure = `<figure><img src="${file}" alt="流程图"><figcaption>图1</figcaption></figure>`;
    expect(cleanHtml(figure)).toBe(figure.replace('">', '" />').replace(' />', '>'));
    expect(plainText(figure)).toBe('流程图图1');
  });

  it('becomes text line by line', () => {
    expect(
      plainText(
        '<h2>一</h2><p>甲 <strong>乙</strong><br>丙</p><table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
      ),
    ).toBe('一\n甲 乙\n丙\n1\t2');
  });
});

describe('comparison of editions', () => {
  it('shows what was added, removed and changed within a paragraph', () => {
    const before = '<p>第一条 为了规范管理，制定本办法。</p><p>第二条 期限为三年。</p><p>第三条 附则。</p>';
    const after =
      '<p>第一条 为了规范管理，制定本办法。</p><p>第二条 期限为五年。</p><p>第三条 附则。</p><p>第四条 自公布之日起施行。</p>';
    const compared = compareTexts(before, after);
    expect(compared.map(({ change }) => change)).toEqual(['same', 'changed', 'same', 'added']);
    expect(compared[1]!.parts.filter(({ change }) => change !== 'same')).toEqual([
      { text: '三', change: 'removed' },
      { text: '五', change: 'added' },
    ]);
  });

  it('gives both texts back', () => {
    const text = fc.array(fc.string({ unit: fc.constantFrom(...'甲乙丙丁'), minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 8,
    });
    const html = (lines: readonly string[]): string => lines.map((line) => `<p>${line}</p>`).join('');
    fc.assert(
      fc.property(text, text, (before, after) => {
        const compared = compareTexts(html(before), html(after));
        const side = (left: 'added' | 'removed'): string[] =>
          compared
            .filter(({ change }) => change !== left)
            .map(({ parts }) =>
              parts
                .filter(({ change }) => change !== left)
                .map(({ text: one }) => one)
                .join(''),
            );
        expect(side('added')).toEqual(before);
        expect(side('removed')).toEqual(after);
      }),
    );
  });
});

describe('import', () => {
  const docx = (body: string): Buffer =>
    Buffer.from(
      zipSync({
        '[Content_Types].xml': strToU8(
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        ),
        '_rels/.rels': strToU8(
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        ),
        'word/document.xml': strToU8(
          `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
        ),
      }),
    );
  const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

  it('reads DOCX with its tables', async () => {
    const table = `<w:tbl><w:tr><w:tc>${paragraph('项目')}</w:tc><w:tc>${paragraph('金额')}</w:tc></w:tr></w:tbl>`;
    const { bodyHtml, bodyText } = await importText('通知.docx', docx(paragraph('各单位：') + table));
    expect(bodyHtml).toContain('<p>各单位：</p>');
    expect(bodyHtml).toMatch(/<table><tbody><tr><td><p>项目<\/p><\/td>/);
    expect(bodyText).toContain('项目');
  });

  it('reads HTML in UTF-8 and GB18030', async () => {
    const page = '<html><head><meta charset="utf-8"><title>公告</title></head><body><p>内容</p></body></html>';
    expect(await importText('a.html', Buffer.from(page))).toMatchObject({ title: '公告', bodyText: '内容' });
    const gb = Buffer.concat([
      Buffer.from('<html><meta charset=gb2312><p>'),
      Buffer.from([0xc4, 0xda, 0xc8, 0xdd]),
      Buffer.from('</p></html>'),
    ]);
    expect((await importText('b.html', gb)).bodyText).toBe('内容');
  });

  it.each([
    ['坏.docx', Buffer.from('PK\x03\x04 broken', 'latin1'), /不是完整的DOCX/],
    ['假.docx', Buffer.from('hello'), /不是DOCX文件/],
    ['表.txt', Buffer.from('hello'), /不是DOCX或者HTML/],
    ['空.html', Buffer.from('<html><body><p> </p></body></html>'), /没有可以导入的文字/],
    ['别的.docx', Buffer.from(zipSync({ 'a.txt': strToU8('x') })), /不能按DOCX读取/],
  ])('names what is wrong with %s', async (name, bytes, reason) => {
    await expect(importText(name, bytes)).rejects.toThrow(UnreadableFileError);
    await expect(importText(name, bytes)).rejects.toThrow(reason);
    await expect(importText(name, bytes)).rejects.toThrow(name);
  });

  it('does not unpack a bomb', async () => {
    const whole = docx(paragraph('x'));
    const end = whole.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    whole.writeUInt32LE(0x7fffffff, whole.readUInt32LE(end + 16) + 24);
    await expect(importText('炸弹.docx', whole)).rejects.toThrow(/解压后过大/);
  });
});

describe('flat text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<h2>',
      '</h2>',
      '<p class="centred">',
      '<p class="x">',
      '<br>',
      '&lt;',
      '&amp;',
      '&amp;lt;',
      '&nbsp;',
      'lt;',
      '\u00a0',
      '\u3000',
      '\n',
      '\t',
      ' ',
      '\r',
      '\u0000',
      '\ud800',
      '𠮷',
      '第一条',
      '"',
      '>',
    ),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const paragraph = fc
    .array(piece, { maxLength: 5 })
    .map((pieces) => `<p>${pieces.filter((one) => !one.startsWith('<')).join('')}</p>`);

  it('is seen only where a round of cleaning changes nothing, and reads as its tree does', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((all) => all.join('')),
          fc.array(paragraph).map((all) => all.join('')),
        ),
        (html) => {
          if (!isFlat(html)) return;
          seen++;
          expect(once(html)).toBe(html);
          expect(flatText(html)).toBe(treeText(html));
        },
      ),
      { numRuns: 3000 },
    );
    expect(seen).toBeGreaterThan(30);
  });
});
