/** Not allowed in the name of a file on Windows, or before another character on any system. */
const FORBIDDEN = /[\u0000-\u001f<>:"/\\|?*\u007f]/g;

function part(text: string): string {
  return text.replace(FORBIDDEN, '_').replace(/[. ]+$/, '_') || '_';
}

/**
 * Names of letters in a bundle: organ / number of the application / letter and its number. Names that meet (two notices of
 * one kind without a number, or on systems that do not tell capitals apart) are counted.
 */
export function bundleNames(): (of: {
  organ: string;
  application: string;
  letter: string;
  number: string | null;
  format: string;
}) => string {
  const taken = new Set<string>();
  return ({ organ, application, letter, number, format }) => {
    const stem = `${part(organ)}/${part(application)}/${part(`${letter}${number === null ? '' : ` ${number}`}`)}`;
    let name = `${stem}.${format}`;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}（${n}）.${format}`;
    taken.add(name.toLowerCase());
    return name;
  };
}

/** A line of a CSV file; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvLine(cells: readonly (string | null)[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${cells.map((text) => cell(text ?? '')).join(',')}\r\n`;
}
