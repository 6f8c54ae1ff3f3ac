import { listRelations, readNormativeDocuments } from '../../documents/index.ts';
import { itemPath, platformPath } from '../addresses.ts';
import { catalogueOf } from '../commands/draft.ts';
import { listAttachments } from '../store/attachments.ts';
import { findEdition, listEditions } from '../store/editions.ts';
import { gazettesOf } from '../store/gazettes.ts';
import { listPublished } from '../store/listings.ts';
import { findPublication, type Publication, publicationsOfDocuments } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { loadDistrict, type PublicPagesContext, platformNavigation } from './context.ts';
import type { ItemView } from './item-page.tsx';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A publication that the public has seen, whether it is still there or was withdrawn. */
export async function findSeen({ db, division }: PublicPagesContext, id: string): Promise<Publication | undefined> {
  if (!UUID.test(id)) return undefined;
  const publication = await findPublication(db, division, id);
  return publication?.edition == null ? undefined : publication;
}

/** All that a page shows of one of a publication's editions, by default the current one. */
export async function loadItem(
  context: PublicPagesContext,
  publication: Publication,
  number: number = publication.edition!,
): Promise<ItemView | undefined> {
  const { db, division } = context;
  const edition = await findEdition(db, division, publication.id, number);
  const district = await loadDistrict(context);
  const organ = district.byCode.get(publication.organCode);
  if (!edition || !organ) return undefined;
  const [document] =
    publication.documentId === null ? [] : await readNormativeDocuments(db, division, [publication.documentId]);
  const relations = document ? await listRelations(db, division, document.id) : [];
  const pages = await publicationsOfDocuments(
    db,
    division,
    relations.map((one) => one.document.id),
  );
  const [endedBy] = document?.endedBy == null ? [] : await readNormativeDocuments(db, division, [document.endedBy]);
  const [interprets] =
    publication.interpretsId === null ? [] : await listPublished(db, division, { ids: [publication.interpretsId] });
  return {
    publication,
    edition,
    organ,
    organs: district.byCode,
    tree: catalogueOf(await loadSettings(db, division), organ),
    document,
    relations: relations.map((one) => {
      const page = pages.get(one.document.id);
      return { ...one, path: page?.visibility === 'published' ? itemPath(page.id) : undefined };
    }),
    endedByTitle: endedBy?.title,
    interpretations: await listPublished(db, division, { interprets: [publication.id] }),
    interprets,
    attachments: await listAttachments(db, division, publication.id),
    editions: await listEditions(db, division, publication.id),
    gazettes: await gazettesOf(db, division, publication.id),
    navigation: platformNavigation(context, organ, platformPath(organ.code, 'statutory')),
  };
}
