import { z } from 'zod';
import { reportSchema } from '../api/schemas.ts';

/** Where the schema is published. */
export const REPORT_SCHEMA_PATH = '/api/v1/schemas/annual-report.json';

/**
 * JSON Schema (2020-12) of the report's JSON: of the file, of `gongkai report compile --format json`, and of the API,
 * which adds version, hash and day of publishing.
 */
export function reportJsonSchema(): Record<string, unknown> {
  const schema = reportSchema.partial({ version: true, sha256: true, publishedOn: true, reason: true });
  return {
    ...z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'output' }),
    $id: 'urn:gongkai:annual-report:1',
    title: '政府信息公开工作年度报告',
    description: '国办公开办函〔2021〕30号格式的三张表、各部分文字及每个数字的记录链接。空白单元格为null，不是0。',
  };
}
