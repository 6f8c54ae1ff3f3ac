import type { FastifyInstance } from 'fastify';
import type { Database } from '../../../platform/database/index.ts';
import { sendErrorPage } from '../../../portal/index.ts';
import { gazetteFilePath } from '../addresses.ts';
import { printPublishedGazette } from '../commands/gazette.ts';
import { findGazetteFile, listGazetteIssues } from '../store/gazettes.ts';

/** The printed gazette as a tagged PDF, under the address of its issue. */
export function registerGazetteFile(app: FastifyInstance, db: Database, division: string): void {
  app.get<{ Params: { year: string; number: string } }>(gazetteFilePath(':year', ':number'), async (request, reply) => {
    const { year, number } = request.params;
    const issue = (await listGazetteIssues(db, division)).find(
      (one) => String(one.year) === year && String(one.number) === number,
    );
    if (!issue) return sendErrorPage(request, reply, 404);
    const kept = await findGazetteFile(db, division, issue);
    const content = kept?.content ?? (await printPublishedGazette(db, division, issue)).pdf;
    const name = `${issue.title}${issue.year}年第${issue.number}期.pdf`;
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('cache-control', 'no-cache')
      .send(Buffer.from(content));
  });
}
