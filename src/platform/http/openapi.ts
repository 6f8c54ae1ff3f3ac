import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { addExamples } from './examples.ts';

export interface ApiDescription {
  readonly version: string;
  /** Address under which the site is reached, e.g. https://zwgk.example.gov.cn; relative without it. */
  readonly publicUrl?: string;
}

/** Describes every route below /api (OpenAPI 3.1) at /api/openapi.json. Register routes only after this. */
export async function registerOpenApi(app: FastifyInstance, { version, publicUrl }: ApiDescription): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '政府信息公开平台接口',
        version,
        description: '日期为北京时间的 YYYY-MM-DD；错误一律为 RFC 9457 application/problem+json。',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl ?? '/' }],
    },
    transform(document) {
      const { url, schema } = document;
      if (!url.startsWith('/api/') || schema?.hide) return { schema: { hide: true }, url };
      return jsonSchemaTransform(document);
    },
    transformObject: (document) => addExamples(jsonSchemaTransformObject(document)),
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
