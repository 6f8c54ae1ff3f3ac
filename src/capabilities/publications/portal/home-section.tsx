import type { Database } from '../../../platform/database/index.ts';
import { listOrgans } from '../../../platform/identity/index.ts';
import { type HomeSection, LinkList, PortalLink } from '../../../portal/index.ts';
import { listPublished } from '../store/listings.ts';
import { listedLink } from './listing.tsx';

const SHOWN = 8;

/** What was published last, on the first page. */
export function newestHomeSection(db: Database, division: string): HomeSection {
  return {
    key: 'newest',
    render: async () => {
      const newest = await listPublished(db, division, {
        kinds: ['item', 'document', 'interpretation'],
        limit: SHOWN,
      });
      if (newest.length === 0) return null;
      const byCode = new Map((await listOrgans(db, division)).map((organ) => [organ.code, organ]));
      return (
        <section aria-labelledby="newest">
          <h2 id="newest">最新公开</h2>
          <LinkList links={newest.map((one) => listedLink(one, byCode))} />
          <p>
            <PortalLink href="/disclosure">更多主动公开信息</PortalLink>
          </p>
        </section>
      );
    },
  };
}
