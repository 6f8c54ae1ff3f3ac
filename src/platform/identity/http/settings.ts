import type { Database } from '../../database/index.ts';
import type { Protection } from '../../protection/index.ts';
import type { PasswordPolicy } from '../passwords/policy.ts';
import type { SessionLimits } from '../sessions/sessions.ts';
import type { SingleSignOnSettings } from '../single-sign-on/provider.ts';

export interface IdentitySettings {
  /** Six digits of the division whose office this is. */
  readonly division: string;
  /** Address under which the office is reached, e.g. https://zwgk.example.gov.cn; without it the Host header's. */
  readonly publicUrl?: string;
  readonly passwords?: PasswordPolicy;
  readonly sessions?: SessionLimits;
  /** Sign-in requests a minute from one network; 60 by default. */
  readonly signInsPerMinute?: number;
  readonly singleSignOn?: SingleSignOnSettings;
  /** For tests. */
  readonly clock?: () => Date;
}

/** What the routes of identity work with. */
export interface IdentityContext {
  readonly db: Database;
  readonly protection: Protection;
  readonly settings: IdentitySettings;
  readonly limits: SessionLimits;
  readonly now: () => Date;
}
