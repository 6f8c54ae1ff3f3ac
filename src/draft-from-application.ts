import { type CommandContext, createPublication } from './capabilities/publications/index.ts';
import type { DraftPublication } from './capabilities/requests/index.ts';

/** Catalogue of the Regulation's last item: what other law and rules want disclosed. The editor of the draft sorts it. */
const CATEGORY = 'other';

/**
 * Makes the draft an accepted suggestion leads to (条例 Art. 44). It stands here, above both capabilities, because proactive
 * disclosure knows the guides of applications and so cannot be known by them.
 */
export const draftFromApplication: DraftPublication = async (
  transaction,
  division,
  { organCode, title, on, by },
  rest,
) => {
  const context: CommandContext = { db: transaction, divisionCode: division, by, ...rest };
  const publication = await createPublication(context, {
    organCode,
    kind: 'item',
    metadata: {
      title,
      documentNumber: null,
      formedOn: on,
      changedOn: null,
      effectiveOn: null,
      category: CATEGORY,
      theme: '综合政务',
      genre: '其他',
      keywords: [],
      disclosure: 'proactive',
      summary: '',
      source: null,
    },
    bodyHtml: '',
  });
  return publication.id;
};
