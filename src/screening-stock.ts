import type { DefaultTreeAdapterTypes } from 'parse5';
import { parseFragment, serialize } from 'parse5';
import { readNormativeDocuments } from './capabilities/documents/index.ts';
import { plainText } from './capabilities/publications/html/plain-text.ts';
import {
  type Examination,
  PublicationChangedError,
  PublicationRefusedError,
  type ReleaseGate,
  type ReleaseText,
  ReviewRefusedError,
  revise,
  saveDraft,
} from './capabilities/publications/index.ts';
import { findDraft } from './capabilities/publications/store/editions.ts';
import { findPublication } from './capabilities/publications/store/publications.ts';
import {
  CorrectionRefusedError,
  type DocumentStatus,
  type ReadDocuments,
  type StockDocument,
  type StockSource,
  screenRelease,
  screenText,
} from './capabilities/screening/index.ts';
import type { PlainDate } from './kernel/calendar/index.ts';
import { loadCalendar } from './platform/calendars/index.ts';
import type { Database } from './platform/database/index.ts';

// Where publications and screening meet: neither knows the other.

export { plainText };

function published(db: Database, divisionCode: string) {
  return db
    .selectFrom('publication')
    .innerJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'publication.division_code')
        .onRef('edition.publication_id', '=', 'publication.id')
        .onRef('edition.edition', '=', 'publication.edition'),
    )
    .where('publication.division_code', '=', divisionCode)
    .where('publication.visibility', '=', 'published');
}

const columns = [
  'publication.id',
  'publication.organ_code',
  'edition.title',
  'edition.formed_on',
  'edition.sha256',
  'edition.body_text',
] as const;

interface PublishedRow {
  id: string;
  organ_code: string;
  title: string;
  formed_on: PlainDate;
  sha256: string;
  body_text: string;
}

/** Title and text, as the gate examined them. */
const documentOf = (row: PublishedRow): StockDocument => ({
  id: row.id,
  organCode: row.organ_code,
  title: row.title,
  address: `/items/${row.id}`,
  revision: row.sha256,
  text: `${row.title}\n${row.body_text}`,
  date: row.formed_on,
});

/** What the public sees of the published information. */
export const publicationStock: StockSource = {
  source: 'publication',
  async count(db, divisionCode) {
    const { count } = await published(db, divisionCode)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  },
  async page(db, divisionCode, after, limit) {
    let query = published(db, divisionCode);
    if (after !== null) query = query.where('publication.id', '>', after);
    const rows = await query.select(columns).orderBy('publication.id').limit(limit).execute();
    return rows.map(documentOf);
  },
  async find(db, divisionCode, id) {
    const row = await published(db, divisionCode).select(columns).where('publication.id', '=', id).executeTakeFirst();
    return row && documentOf(row);
  },
  async correct(db, divisionCode, correction, by, now) {
    const publication = await findPublication(db, divisionCode, correction.documentId, true);
    const document = await publicationStock.find(db, divisionCode, correction.documentId);
    if (!publication || !document) throw new CorrectionRefusedError('该信息已经撤下，不必改正');
    const context = { db, divisionCode, calendar: await loadCalendar(db), now, by };
    try {
      const open =
        publication.stage === 'settled' ? await revise(context, publication.id, publication.revision) : publication;
      const draft = await findDraft(db, divisionCode, publication.id);
      if (!draft) throw new CorrectionRefusedError('没有在办的稿件，请打开该信息改正');
      const bodyAt = document.title.length + 1;
      const { start, text, replacement } = correction;
      if (start < bodyAt) {
        const title = draft.metadata.title;
        if (title !== document.title) throw new CorrectionRefusedError('稿件的标题已经改动，请打开稿件核对');
        const mended = title.slice(0, start) + replacement + title.slice(start + text.length);
        await saveDraft(context, publication.id, open.revision, {
          ...draft,
          metadata: { ...draft.metadata, title: mended },
        });
        return;
      }
      const bodyHtml = replaceInHtml(draft.bodyHtml, document.text.slice(bodyAt), start - bodyAt, text, replacement);
      if (bodyHtml === undefined) throw new CorrectionRefusedError('稿件已经改动或者该处跨越段落，请打开稿件改正');
      await saveDraft(context, publication.id, open.revision, { metadata: draft.metadata, bodyHtml });
    } catch (error) {
      if (
        error instanceof ReviewRefusedError ||
        error instanceof PublicationRefusedError ||
        error instanceof PublicationChangedError
      )
        throw new CorrectionRefusedError(error.message);
      throw error;
    }
  },
};

function attachments(db: Database, divisionCode: string) {
  return published(db, divisionCode)
    .innerJoin('publication_attachment as file', (join) =>
      join
        .onRef('file.division_code', '=', 'publication.division_code')
        .onRef('file.publication_id', '=', 'publication.id'),
    )
    .where('file.purpose', '=', 'attachment')
    .where('file.from_edition', 'is not', null)
    .where('file.until_edition', 'is', null);
}

const fileColumns = [
  'file.publication_id',
  'file.id',
  'file.file_name',
  'file.sha256',
  'file.body_text',
  'publication.organ_code',
  'edition.title',
  'edition.formed_on',
] as const;

interface FileRow extends Omit<PublishedRow, 'id'> {
  publication_id: string;
  id: string;
  file_name: string;
}

const fileOf = (row: FileRow): StockDocument => ({
  id: `${row.publication_id}/${row.id}`,
  organCode: row.organ_code,
  title: `${row.file_name}（${row.title}）`,
  address: `/items/${row.publication_id}/files/${row.id}`,
  revision: row.sha256,
  fileName: row.file_name,
  text: row.body_text,
  date: row.formed_on,
});

/** The files below published information, as far as their text could be read. */
export const attachmentStock: StockSource = {
  source: 'attachment',
  async count(db, divisionCode) {
    const { count } = await attachments(db, divisionCode)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  },
  async page(db, divisionCode, after, limit) {
    let query = attachments(db, divisionCode);
    if (after !== null) {
      const [publication = '', file = ''] = after.split('/');
      query = query.where(({ or, and, eb }) =>
        or([
          eb('file.publication_id', '>', publication),
          and([eb('file.publication_id', '=', publication), eb('file.id', '>', file)]),
        ]),
      );
    }
    const rows = await query
      .select(fileColumns)
      .orderBy('file.publication_id')
      .orderBy('file.id')
      .limit(limit)
      .execute();
    return rows.map(fileOf);
  },
  async find(db, divisionCode, id) {
    const [publication = '', file = ''] = id.split('/');
    const row = await attachments(db, divisionCode)
      .select(fileColumns)
      .where('file.publication_id', '=', publication)
      .where('file.id', '=', file)
      .executeTakeFirst();
    return row && fileOf(row);
  },
};

export const stockSources: readonly StockSource[] = [publicationStock, attachmentStock];

/** Numbers of the library with their validity, and of everything else that was published. */
export const readDocuments: ReadDocuments = async (db, divisionCode) => {
  const statuses = new Map<string, DocumentStatus>();
  const rows = await published(db, divisionCode)
    .select('edition.document_number')
    .where('edition.document_number', 'is not', null)
    .execute();
  for (const { document_number } of rows) statuses.set(document_number!, { status: 'in-force' });
  const documents = await readNormativeDocuments(db, divisionCode);
  const numbers = new Map(documents.map(({ id, documentNumber }) => [id, documentNumber]));
  for (const { documentNumber, status, endedOn, endedBy } of documents) {
    const replacedBy = endedBy === null ? undefined : numbers.get(endedBy);
    statuses.set(
      documentNumber,
      status === 'repealed' || status === 'lapsed'
        ? { status, ...(endedOn ? { since: endedOn } : {}), ...(replacedBy ? { replacedBy } : {}) }
        : { status: 'in-force' },
    );
  }
  return statuses;
};

/** Examines every text before its release; what must be mended may be left for a reason that goes on record. */
export function screeningGate(divisionCode: string, now: () => Date): ReleaseGate {
  const examine = async (
    db: Database,
    { publicationId, organCode, metadata, bodyText, attachments: files }: ReleaseText,
  ): Promise<Examination> => {
    const release = {
      publicationId,
      organCode,
      title: metadata.title,
      text: bodyText,
      date: metadata.formedOn,
      attachments: files,
    };
    const { notices, record } = await screenRelease(db, divisionCode, release, readDocuments);
    return {
      findings: notices.map((notice) => ({ ...notice, mayBeOverruled: true })),
      record: (transaction) => record(transaction, now()),
    };
  };
  return Object.assign(examine, { prepare: loadLayers });
}

let areLayersLoaded = false;

/** Word lists and statistics of the screening are read with the first text; this one is nobody's. */
function loadLayers(): void {
  if (areLayersLoaded) return;
  areLayersLoaded = true;
  setImmediate(() => screenText('政府信息公开。'));
}

type Node = DefaultTreeAdapterTypes.Node;
type TextNode = DefaultTreeAdapterTypes.TextNode;

/**
 * HTML with the words at an offset of its plain text replaced. The words are recognised by which of their occurrences they are, so that
 * it does not matter how lines are parted; undefined when plain text and HTML have them a different number of times.
 */
export function replaceInHtml(
  html: string,
  plain: string,
  start: number,
  words: string,
  replacement: string,
): string | undefined {
  if (words === '' || plain.slice(start, start + words.length) !== words) return undefined;
  const fragment = parseFragment(html);
  const units: { node: TextNode; offset: number }[] = [];
  let raw = '';
  const walk = (node: Node): void => {
    if ('value' in node) {
      for (let i = 0; i < node.value.length; i++) units.push({ node, offset: i });
      raw += node.value.replaceAll('\n', ' ').replaceAll('\t', ' ');
    } else if ('childNodes' in node)
      for (const child of node.childNodes) {
        walk(child);
        // Words never run over the end of a block.
        if ('tagName' in child && !INLINE.has(child.tagName)) {
          units.push({ node: END, offset: 0 });
          raw += '\n';
        }
      }
  };
  walk(fragment);
  const places = occurrences(raw, words);
  const inPlain = occurrences(plain, words);
  const at = places[inPlain.indexOf(start)];
  if (at === undefined || places.length !== inPlain.length) return undefined;
  const first = units[at]!;
  for (let i = at + words.length - 1; i >= at; i--) {
    const { node, offset } = units[i]!;
    const put = i === at ? replacement : '';
    node.value = node.value.slice(0, offset) + put + node.value.slice(offset + 1);
  }
  return first.node === END ? undefined : serialize(fragment);
}

const INLINE = new Set(['a', 'b', 'strong', 'em', 'i', 'u', 's', 'sub', 'sup', 'span', 'code']);
const END = { nodeName: '#text', parentNode: null, value: '' } as TextNode;

function occurrences(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}
