import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanFileName, examineFile, FileDamagedError, FileStore, openSealed, storeSealed } from './index.ts';

let directory: string;
let store: FileStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gongkai-files-'));
  store = new FileStore(directory);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const zip = (entries: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)])));
const wordMain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const docx = (more: Record<string, string> = {}): Uint8Array =>
  zip({
    '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${wordMain}"/></Types>`,
    'word/document.xml': '<w:document/>',
    ...more,
  });
const compoundFile = (...names: string[]): Uint8Array =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...names.map((name) => Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(64)])),
  ]);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const examination = await examineFile(name, bytes);
  if (examination.ok) throw new Error(`${name} was accepted`);
  expect(examination.reason).toContain(examination.name);
  return examination.reason;
}

describe('files handed in', () => {
  it.each<[string, Uint8Array]>([
    ['证明.pdf', pdf],
    ['证明.PNG', png],
    ['照片.jpeg', jpg],
    ['材料.docx', docx()],
    ['材料.doc', compoundFile('Root Entry', 'WordDocument')],
    ['表格.xls', compoundFile('Root Entry', 'Workbook')],
    ['公文.ofd', zip({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<x/>' })],
  ])('takes %s', async (name, bytes) => expect(await examineFile(name, bytes)).toMatchObject({ ok: true }));

  it.each<[string, Uint8Array, RegExp]>([
    ['合同.pdf', png, /内容是PNG，与文件名后缀“\.pdf”不符/],
    ['图.png', pdf, /内容是PDF/],
    ['图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /SVG图形/],
    ['图.png', Buffer.from('<?xml version="1.0"?><svg onload="x"/>'), /SVG图形/],
    ['程序.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), /类型不能上传/],
    ['程序.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), /内容无法识别/],
    ['网页.html', Buffer.from('<html><script>1</script></html>'), /类型不能上传/],
    ['压缩.zip', zip({ 'a.txt': 'x' }), /类型不能上传/],
    ['伪装.docx', zip({ 'a.txt': 'x' }), /内容无法识别/],
    ['宏.docx', docx({ 'word/vbaProject.bin': 'x' }), /含有宏程序/],
    ['宏.doc', compoundFile('Root Entry', 'WordDocument', '_VBA_PROJECT'), /含有宏程序/],
    ['安装.doc', compoundFile('Root Entry', 'Icon.installer'), /内容无法识别/],
    ['空.pdf', new Uint8Array(), /空文件/],
    ['没有后缀', pdf, /类型不能上传/],
  ])('refuses %s by name with the reason', async (name, bytes, reason) =>
    expect(await refusal(name, bytes)).toMatch(reason),
  );

  it('answers for any bytes under any name', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 }), async (name, bytes) => {
        expect(typeof (await examineFile(`${name}.docx`, bytes)).ok).toBe('boolean');
      }),
      { numRuns: 200 },
    ));
});

describe('names of files', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\合同.PDF', '合同.pdf'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['CON.pdf', '附件CON.pdf'],
    ['.pdf', 'pdf'],
    ['   ', '附件'],
    ['a<b>:c?.pdf', 'a_b__c_.pdf'],
  ])('turns %j into %j', (given, name) => expect(cleanFileName(given)).toBe(name));

  it('are never paths and can be cleaned again', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = cleanFileName(given);
        expect(name).not.toMatch(/[/\\\u0000-\u001f]|^\.|^$/);
        expect(cleanFileName(name)).toBe(name);
      }),
    ));
});

describe('the store of files', () => {
  it('gives back what was put and keeps nothing readable on disk', async () => {
    const secret = Buffer.from('身份证影印件 330206');
    const sealed = await storeSealed(store, 'aes-256-gcm', secret);
    expect(await openSealed(store, sealed)).toEqual(secret);
    const path = join(directory, sealed.address.slice(0, 2), sealed.address.slice(2));
    expect(readFileSync(path).includes('330206')).toBe(false);
    const again = await storeSealed(store, 'sm4-hmac-sm3', secret);
    expect(again.address).not.toBe(sealed.address);
    expect(await openSealed(store, again)).toEqual(secret);
  });

  it('tells a damaged, exchanged or missing file, and another key', async () => {
    const one = await storeSealed(store, 'aes-256-gcm', Buffer.from('one'));
    const two = await storeSealed(store, 'aes-256-gcm', Buffer.from('two'));
    await expect(openSealed(store, { ...one, key: two.key })).rejects.toThrow(FileDamagedError);
    const path = join(directory, one.address.slice(0, 2), one.address.slice(2));
    writeFileSync(path, readFileSync(join(directory, two.address.slice(0, 2), two.address.slice(2))));
    await expect(openSealed(store, one)).rejects.toThrow(FileDamagedError);
    await store.remove(one.address);
    await expect(openSealed(store, one)).rejects.toThrow(FileDamagedError);
  });

  it('reads nothing outside its folder', async () => {
    for (const address of ['../../etc/passwd', '', 'ab', `${'a'.repeat(62)}/.`])
      await expect(store.read(address)).rejects.toThrow(FileDamagedError);
  });

  it('sweeps old files nobody refers to and leaves the rest', async () => {
    const [kept, old, young] = await Promise.all([1, 2, 3].map((n) => store.put(Buffer.from(`file ${n}`))));
    const past = new Date('2026-01-01T00:00:00Z');
    for (const address of [kept!, old!]) utimesSync(join(directory, address.slice(0, 2), address.slice(2)), past, past);
    expect(await store.removeUnreferenced((address) => address === kept, new Date())).toBe(1);
    expect((await store.read(kept!)).toString()).toBe('file 1');
    expect((await store.read(young!)).toString()).toBe('file 3');
    expect(readdirSync(directory).flatMap((folder) => readdirSync(join(directory, folder)))).toHaveLength(2);
  });
});
