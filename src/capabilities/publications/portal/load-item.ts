import type { Database } from '../../../platform/database/index.ts';
import { listRelations, type NormativeDocument, readNormativeDocuments } from '../../documents/index.ts';
import { itemPath, platformPath } from '../addresses.ts';
import { catalogueOf } from '../commands/draft.ts';
import type { CatalogueNode } from '../rules/catalogue.ts';
import type { PublicationSettings } from '../rules/settings.ts';
import type { ShownEdition } from '../store/editions.ts';
import { listPublished } from '../store/listings.ts';
import { attachmentsOf, editionsOf, findShownEditions, gazettesOfMany } from '../store/page-views.ts';
import { findPublication, type Publication, publicationsOfDocuments } from '../store/publications.ts';
import { loadSettings } from '../store/settings.ts';
import { type District, loadDistrict, type PublicPagesContext, platformNavigation } from './context.ts';
import type { ItemView } from './item-page.tsx';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A publication that the public has seen, whether it is still there or was withdrawn. */
export async function findSeen({ db, division }: PublicPagesContext, id: string): Promise<Publication | undefined> {
  if (!UUID.test(id)) return undefined;
  const publication = await findPublication(db, division, id);
  return publication?.edition == null ? undefined : publication;
}

/** What all items' pages show alike; read once for many of them. */
export interface Surroundings {
  readonly district: District;
  readonly settings: PublicationSettings;
}

export async function loadSurroundings(context: PublicPagesContext): Promise<Surroundings> {
  return { district: await loadDistrict(context), settings: await loadSettings(context.db, context.division) };
}

interface DocumentFacts {
  readonly document: NormativeDocument;
  readonly relations: ItemView['relations'];
  readonly endedByTitle: string | undefined;
}

/** Records of the library with what they do to one another, by their id. */
async function loadDocuments(
  db: Database,
  division: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DocumentFacts>> {
  if (ids.length === 0) return new Map();
  const facts = new Map<string, DocumentFacts>();
  for (const document of await readNormativeDocuments(db, division, ids)) {
    const relations = await listRelations(db, division, document.id);
    const others = relations.map((one) => one.document.id);
    const pages = await publicationsOfDocuments(db, division, others);
    const [endedBy] = document.endedBy === null ? [] : await readNormativeDocuments(db, division, [document.endedBy]);
    facts.set(document.id, {
      document,
      relations: relations.map((one) => {
        const page = pages.get(one.document.id);
        return { ...one, path: page?.visibility === 'published' ? itemPath(page.id) : undefined };
      }),
      endedByTitle: endedBy?.title,
    });
  }
  return facts;
}

/** All that the pages of these publications show, by publication; of each the edition asked for. */
export async function loadItems(
  context: PublicPagesContext,
  wanted: readonly { publication: Publication; edition: number; text?: ShownEdition }[],
  { district, settings }: Surroundings,
): Promise<ReadonlyMap<string, ItemView>> {
  if (wanted.length === 0) return new Map();
  const { db, division } = context;
  const ids = wanted.map(({ publication }) => publication.id);
  const present = <T>(values: readonly (T | null)[]): T[] => values.filter((one) => one !== null);
  const editions = await findShownEditions(
    db,
    division,
    new Map(wanted.map((one) => [one.publication.id, one.edition])),
  );
  const documents = await loadDocuments(db, division, present(wanted.map(({ publication }) => publication.documentId)));
  const interpretedIds = present(wanted.map(({ publication }) => publication.interpretsId));
  const interpreted = new Map((await listPublished(db, division, { ids: interpretedIds })).map((one) => [one.id, one]));
  const interpretations = Map.groupBy(
    await listPublished(db, division, { interprets: ids }),
    (one) => one.interpretsId,
  );
  const attachments = await attachmentsOf(db, division, ids);
  const history = await editionsOf(db, division, ids);
  const gazettes = await gazettesOfMany(db, division, ids);
  const trees = new Map<string, readonly CatalogueNode[]>();
  const views = new Map<string, ItemView>();
  for (const { publication, text } of wanted) {
    const edition = text ?? editions.get(publication.id);
    const organ = district.byCode.get(publication.organCode);
    if (!edition || !organ) continue;
    const tree = trees.get(organ.code) ?? catalogueOf(settings, organ);
    trees.set(organ.code, tree);
    const facts = publication.documentId === null ? undefined : documents.get(publication.documentId);
    views.set(publication.id, {
      publication,
      edition,
      organ,
      organs: district.byCode,
      tree,
      document: facts?.document,
      relations: facts?.relations ?? [],
      endedByTitle: facts?.endedByTitle,
      interpretations: interpretations.get(publication.id) ?? [],
      interprets: publication.interpretsId === null ? undefined : interpreted.get(publication.interpretsId),
      attachments: attachments.get(publication.id) ?? [],
      editions: history.get(publication.id) ?? [],
      gazettes: gazettes.get(publication.id) ?? [],
      navigation: platformNavigation(organ, platformPath(organ.code, 'statutory')),
    });
  }
  return views;
}

/** All that a page shows of one of a publication's editions, by default the current one, or of a text that may become one. */
export async function loadItem(
  context: PublicPagesContext,
  publication: Publication,
  which: number | ShownEdition = publication.edition!,
): Promise<ItemView | undefined> {
  const wanted =
    typeof which === 'number' ? { publication, edition: which } : { publication, edition: which.edition, text: which };
  const views = await loadItems(context, [wanted], await loadSurroundings(context));
  return views.get(publication.id);
}
