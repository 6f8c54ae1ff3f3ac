import type { ListedLink } from '../../../portal/index.ts';
import type { IntakeContext } from '../intake/context.ts';
import type { CaseLetters } from './letters.ts';

/** Public information near the words of a request, the nearest first; wired by the application. */
export type FindPublished = (words: string, organCode: string) => Promise<readonly ListedLink[]>;

export interface PagesContext extends IntakeContext {
  readonly findPublished?: FindPublished | undefined;
  readonly letters?: CaseLetters | undefined;
  /** Address under which the portal is reached, for QR codes; otherwise the Host header's. */
  readonly publicUrl?: string | undefined;
}
