import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { problemResponses, zodRoutes } from '../../../platform/http/index.ts';
import { REPORT_SCHEMA_PATH, reportJsonSchema } from '../render/json-schema.ts';

/** The published JSON Schema of the report, for those who read the JSON without the API's description. */
export function registerReportSchema(app: FastifyInstance): void {
  const schema = reportJsonSchema();
  zodRoutes(app).get(
    REPORT_SCHEMA_PATH,
    {
      schema: {
        tags: ['annual-report'],
        operationId: 'getReportSchema',
        summary: 'JSON Schema (2020-12) of an annual report as JSON',
        response: {
          200: z
            .record(z.string(), z.unknown())
            .meta({ example: { $schema: 'https://json-schema.org/draft/2020-12/schema' } }),
          ...problemResponses(500),
        },
      },
    },
    async () => schema,
  );
}
