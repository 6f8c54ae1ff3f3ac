/** Control characters, and marks that make a name read otherwise than it is (`cod.exe` shown as `exe.doc`). */
const DISTURBING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Not allowed in names on Windows, where the office's people save them. */
const RESERVED = /[<>:"|?*]/g;
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const LONGEST = 100;

/** The last part of `name` as a file may be called anywhere; its ending in lower case. Never empty, never a path. */
export function cleanFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').replace(DISTURBING, '').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(RESERVED, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const ending =
    dot > 0
      ? plain
          .slice(dot + 1)
          .toLowerCase()
          .slice(0, 10)
      : '';
  let stem = [...(dot > 0 ? plain.slice(0, dot) : plain)].slice(0, LONGEST).join('').trimEnd();
  if (stem === '' || DEVICES.test(stem)) stem = `附件${stem}`;
  return ending === '' ? stem : `${stem}.${ending}`;
}

/** `报告.PDF` → `pdf` */
export function endingOf(name: string): string {
  return /\.([0-9A-Za-z]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
