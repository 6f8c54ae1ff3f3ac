import { readFileSync } from 'node:fs';
import { sampleReport } from '../src/capabilities/annual-report/render/testing/sample-report.ts';
import { typesetReport } from '../src/capabilities/annual-report/render/typeset.ts';
import { reportXlsx } from '../src/capabilities/annual-report/render/xlsx.ts';
import { filledTables } from '../src/capabilities/annual-report/rules/form.ts';
import { assembleLetter, typesetLetter } from '../src/capabilities/requests/letters/index.ts';
import { sampleLetters } from '../src/capabilities/requests/letters/testing/samples.ts';
import { Typesetter, typesetDocx } from '../src/platform/typesetting/index.ts';
import { type Bench, median, percentile, round, time } from './bench.ts';

const LETTERS = 1_000;

/** Resident memory of a process in MiB (Linux), or 0 where it can't be read. */
function residentMiB(processId: number | null): number {
  try {
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1];
    return Number(kibibytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Processor time of a process in milliseconds (Linux): what a document costs however busy the machine is. */
function processorMilliseconds(processId: number | null): number {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** A different letter each time, so that nothing is answered from the typesetter's cache. */
function letter(i: number) {
  const application = { ...sampleLetters.L13.application, applicant: `赵示例${i}`, number: `2025-${i}` };
  return typesetLetter(assembleLetter({ ...sampleLetters.L13, application, number: `示建公复〔2025〕${i + 1}号` }));
}

export const bench: Bench = {
  name: 'letters',
  description: `letters and reports as PDF, DOCX and XLSX; ${LETTERS} letters in one go`,
  async run({ runs = 40, progress }) {
    const typesetter = new Typesetter();
    try {
      let i = 0;
      const report = () => typesetReport(sampleReport(filledTables('2021', i++ % 900)));
      const start = performance.now();
      const { pages } = await typesetter.pdf(letter(i++));
      const cold = performance.now() - start;
      const before = processorMilliseconds(typesetter.processId);
      const letterPdf = await time(runs, () => typesetter.pdf(letter(i++)));
      const letterProcessor = (processorMilliseconds(typesetter.processId) - before) / (runs + 1);
      const beforeWord = process.cpuUsage();
      const letterDocx = await time(runs, () => typesetDocx(letter(i++)));
      const word = process.cpuUsage(beforeWord);
      const letterDocxProcessor = (word.user + word.system) / 1000 / (runs + 1);
      const beforeReport = processorMilliseconds(typesetter.processId);
      const reportPdf = await time(runs, () => typesetter.pdf(report()));
      const reportProcessor = (processorMilliseconds(typesetter.processId) - beforeReport) / (runs + 1);
      const reportDocx = await time(runs, () => typesetDocx(report()));
      const workbook = await time(runs, () => reportXlsx(sampleReport(filledTables('2021', i++ % 900))));
      progress(`typesetting ${LETTERS} letters`);
      let bytes = 0;
      let mostOfChild = 0;
      let mostOfParent = 0;
      const from = performance.now();
      for (let n = 0; n < LETTERS; n++) {
        bytes += (await typesetter.pdf(letter(i++))).pdf.length;
        if (n % 20 !== 0) continue;
        mostOfChild = Math.max(mostOfChild, residentMiB(typesetter.processId));
        mostOfParent = Math.max(mostOfParent, process.memoryUsage.rss() / 2 ** 20);
      }
      const taken = performance.now() - from;
      return {
        runs,
        figures: {
          letterPages: pages,
          firstLetterMilliseconds: round(cold),
          letterPdfMilliseconds: round(median(letterPdf)),
          letterPdfProcessorMilliseconds: round(letterProcessor),
          letterPdf95thMilliseconds: round(percentile(letterPdf, 0.95)),
          letterDocxMilliseconds: round(median(letterDocx)),
          letterDocxProcessorMilliseconds: round(letterDocxProcessor),
          letterDocx95thMilliseconds: round(percentile(letterDocx, 0.95)),
          reportPdfMilliseconds: round(median(reportPdf)),
          reportPdfProcessorMilliseconds: round(reportProcessor),
          reportPdf95thMilliseconds: round(percentile(reportPdf, 0.95)),
          reportDocxMilliseconds: round(median(reportDocx)),
          reportDocx95thMilliseconds: round(percentile(reportDocx, 0.95)),
          reportXlsxMilliseconds: round(median(workbook)),
          thousandLettersSeconds: round(taken / 1000),
          thousandLettersMiB: round(bytes / 2 ** 20),
          children: typesetter.started,
          mostMemoryOfChildMiB: round(mostOfChild, 0),
          mostMemoryOfParentMiB: round(mostOfParent, 0),
        },
      };
    } finally {
      typesetter.close();
    }
  },
};
