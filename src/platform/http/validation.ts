import type { FastifySchemaCompiler } from 'fastify';
import type { FastifySchemaValidationError } from 'fastify/types/schema.js';
import type { z } from 'zod';
import { plainFault } from './plain-faults.ts';

/**
 * Validates with zod, naming each fault in Chinese by JSON pointer. A schema's own message goes before; the CLI keeps zod's
 * English because nothing global is changed.
 */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (data: unknown) => {
    const result = schema.safeParse(data, { error: plainFault });
    return result.success
      ? { value: result.data }
      : { error: result.error.issues.map(toValidationError) as unknown as Error };
  };
};

function toValidationError(issue: z.core.$ZodIssue): FastifySchemaValidationError {
  const pointer = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  // params stays empty: it would carry the values that were sent.
  return { keyword: issue.code, instancePath: pointer, schemaPath: '', params: {}, message: issue.message };
}
