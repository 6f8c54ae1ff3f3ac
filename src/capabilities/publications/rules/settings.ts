import { z } from 'zod';
import type { LawCode, LegalBasis } from '../../../kernel/legal-basis/index.ts';
import { laws, regulation } from '../../../kernel/legal-basis/index.ts';
import {
  adaptCatalogue,
  type CatalogueAdaptation,
  type CatalogueAudience,
  type CatalogueNode,
  catalogueFor,
  findCategory,
  fittingAdaptation,
  wholeCatalogue,
} from './catalogue.ts';
import { DEFAULT_INDEX_PATTERN, type IndexPattern, parseIndexPattern } from './index-number.ts';
import { commonSpecialLimits, INTERPRETATION_WORKING_DAYS, type SpecialLimit } from './publishing.ts';

/** What a tenant may set of proactive disclosure. */
export interface PublicationSettings {
  readonly indexPattern: IndexPattern;
  readonly specialLimits: readonly SpecialLimit[];
  readonly interpretationWorkingDays: number;
  readonly distinctReviewers: boolean;
  /** By organ code; `*` holds for all. */
  readonly catalogues: Readonly<Record<string, CatalogueAdaptation>>;
}

/** In the place of an organ's code: what holds for every organ. */
export const ALL_ORGANS = '*';

export class SettingsError extends Error {
  override name = 'SettingsError';
}

const code = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/);

const schema = z.object({
  indexPattern: z.string().default(DEFAULT_INDEX_PATTERN),
  interpretationWorkingDays: z.int().min(0).max(60).default(INTERPRETATION_WORKING_DAYS),
  distinctReviewers: z.boolean().default(true),
  specialLimits: z
    .array(
      z.object({
        category: code,
        days: z.int().min(1).max(365),
        unit: z.enum(['working-days', 'calendar-days']),
        law: z.string().optional(),
        article: z.int().min(1).optional(),
        verified: z.boolean().default(false),
        note: z.string().max(200),
      }),
    )
    .optional(),
  catalogues: z
    .record(
      z.string(),
      z.object({
        hidden: z.array(code).default([]),
        renamed: z.record(code, z.string().min(1).max(60)).default({}),
        added: z.array(z.object({ below: code, code: z.string(), title: z.string().min(1).max(60) })).default([]),
      }),
    )
    .default({}),
});

/** As a tenant writes them: everything may be left out. */
export type SettingsContent = z.input<typeof schema>;

/** Reads a tenant's settings; `{}` gives the common ones. @throws SettingsError, IndexPatternError, CatalogueError */
export function parseSettings(input: unknown): PublicationSettings {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { indexPattern, specialLimits, catalogues, ...rest } = parsed.data;
  const forAll = adaptCatalogue(wholeCatalogue(), catalogues[ALL_ORGANS] ?? {});
  for (const [organ, adaptation] of Object.entries(catalogues))
    if (organ !== ALL_ORGANS) adaptCatalogue(forAll, adaptation);
  for (const { category } of specialLimits ?? [])
    if (!findCategory(forAll, category)) throw new SettingsError(`公开目录中没有“${category}”，不能为它设特别期限`);
  return {
    ...rest,
    catalogues,
    indexPattern: parseIndexPattern(indexPattern),
    specialLimits:
      specialLimits?.map(({ law, article, ...limit }) => ({ ...limit, legalBasis: basisOf(law, article) })) ??
      commonSpecialLimits,
  };
}

function basisOf(law: string | undefined, article: number | undefined): LegalBasis {
  if (law === undefined) return regulation(26);
  if (!Object.hasOwn(laws, law)) throw new SettingsError(`specialLimits: unknown law ${law}`);
  return { law: law as LawCode, ...(article === undefined ? {} : { article }) };
}

/**
 * The catalogue of an organ: the statutory tree, adapted for all and then for it. What does not concern the organ's kind is
 * passed over, so that no page fails over a setting.
 */
export function organCatalogue(
  settings: PublicationSettings,
  organCode: string,
  audience: CatalogueAudience,
): readonly CatalogueNode[] {
  const adaptations = [settings.catalogues[ALL_ORGANS], settings.catalogues[organCode]];
  return adaptations
    .filter((one) => one !== undefined)
    .reduce<readonly CatalogueNode[]>(
      (tree, adaptation) => adaptCatalogue(tree, fittingAdaptation(tree, adaptation)),
      catalogueFor(audience),
    );
}
