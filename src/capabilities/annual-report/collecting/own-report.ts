/** The report that a lower organ made itself, read so that it can stand against the organ's records. */
import { createHash } from 'node:crypto';
import { examineFile } from '../../../platform/files/index.ts';
import type { Organ } from '../../../platform/identity/index.ts';
import { readReport } from '../reading/read-report.ts';
import { UnreadableFileError } from '../reading/unreadable.ts';
import type { ReportTables } from '../rules/form.ts';
import { NotAReportError } from '../rules/reading/recognise.ts';
import type { OrganReportFile } from '../store/organ-reports.ts';

/** Why a file cannot be taken as the organ's report; in Chinese, for beside the field. */
export class OwnReportRefusedError extends Error {
  override name = 'OwnReportRefusedError';
}

const plain = (name: string): string => name.replace(/[\s（）()]/g, '');

/** 教育局 in 北仑区教育局: reports name their organ with more or less of its area. */
function isNamed(named: string, { name, shortName }: Organ): boolean {
  const [said, full, short] = [plain(named), plain(name), plain(shortName)];
  return said === full || full.endsWith(said) || said.endsWith(full) || said === short;
}

export type ReadOwnReport = OrganReportFile & { content: Uint8Array; tables: ReportTables };

/** @throws OwnReportRefusedError */
export async function readOwnReport(
  fileName: string,
  bytes: Uint8Array,
  organ: Organ,
  year: number,
): Promise<ReadOwnReport> {
  const examined = await examineFile(fileName, bytes);
  if (!examined.ok) throw new OwnReportRefusedError(`${examined.reason}。`);
  const { name, mediaType } = examined.file;
  try {
    const report = await readReport(bytes, name);
    if (report.year !== null && report.year !== year)
      throw new OwnReportRefusedError(`“${name}”是${report.year}年度的报告，这里需要${year}年度的报告。`);
    if (report.organ !== null && !isNamed(report.organ, organ))
      throw new OwnReportRefusedError(`“${name}”是${report.organ}的报告，不是${organ.name}的报告。`);
    if (report.form !== '2021')
      throw new OwnReportRefusedError(`“${name}”使用2019年的试行格式，不能与${year}年度的记录逐项比较。`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, mediaType, sha256, content: bytes, tables: report.tables };
  } catch (error) {
    if (error instanceof UnreadableFileError)
      throw new OwnReportRefusedError(
        `“${name}”无法读取：请使用未加密、未损坏的DOCX、XLSX或者带文字的PDF，不能使用扫描件。`,
      );
    if (error instanceof NotAReportError)
      throw new OwnReportRefusedError(`“${name}”中没有找到年度报告规定的三张表格。`);
    throw error;
  }
}
