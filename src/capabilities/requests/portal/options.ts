import type { PasswordPolicy } from '../../../platform/identity/passwords/policy.ts';
import type { ListedLink } from '../../../portal/index.ts';
import type { IntakeContext } from '../intake/context.ts';
import type { RequestedContent } from '../rules/intake/content.ts';
import type { CaseLetters } from './letters.ts';

/** Public information near what a request asks for, the nearest first. */
export type FindPublished = (content: RequestedContent) => Promise<readonly ListedLink[]>;

export interface PagesContext extends IntakeContext {
  readonly findPublished: FindPublished;
  readonly letters?: CaseLetters | undefined;
  /** What passwords of applicants' accounts must be like; as the office's. */
  readonly passwords?: PasswordPolicy | undefined;
  /** Address under which the portal is reached, for QR codes; otherwise the Host header's. */
  readonly publicUrl?: string | undefined;
}
