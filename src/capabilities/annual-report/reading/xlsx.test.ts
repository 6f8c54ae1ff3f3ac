import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readXlsx } from './xlsx.ts';
import { openArchive } from './zip.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of two sheets, the first in the given state. */
function workbook(state: string): ReturnType<typeof readXlsx> {
  const sheet = (cell: string): Uint8Array =>
    strToU8(`<worksheet ${MAIN}><sheetData><row r="1">${cell}</row></sheetData></worksheet>`);
  const sheets = `<sheet name="上年" sheetId="1" ${state} r:id="rId1"/><sheet name="本年" sheetId="2" r:id="rId2"/>`;
  const relations = [1, 2].map((n) => `<Relationship Id="rId${n}" Target="worksheets/sheet${n}.xml"/>`).join('');
  return readXlsx(
    openArchive(
      zipSync({
        'xl/workbook.xml': strToU8(`<workbook ${MAIN} xmlns:r="r"><sheets>${sheets}</sheets></workbook>`),
        'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations}</Relationships>`),
        'xl/worksheets/sheet1.xml': sheet('<c r="A1"><v>7</v></c>'),
        'xl/worksheets/sheet2.xml': sheet('<c r="A1"><f>SUM(B1:B9)</f><v>12</v></c>'),
      }),
    ),
  );
}

test('sheets are read in their order, of a formula the value it had', () => {
  expect(workbook('')).toEqual([
    { kind: 'grid', rows: [[{ text: '7' }]] },
    { kind: 'grid', rows: [[{ text: '12' }]] },
  ]);
});

test.each(['state="hidden"', 'state="veryHidden"'])(
  'a sheet that nobody sees is no part of the report (%s)',
  (state) => {
    expect(workbook(state)).toEqual([{ kind: 'grid', rows: [[{ text: '12' }]] }]);
  },
);
