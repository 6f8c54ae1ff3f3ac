import type { ComponentChildren } from 'preact';
import { portalHref, usePortal } from '../context.ts';

export interface PortalLinkProps {
  readonly href: string;
  readonly rel?: string;
  /** This very page or entry of a list of choices. */
  readonly current?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A link inside the portal, wherever it is mounted. */
export function PortalLink({ href, rel, current, children }: PortalLinkProps) {
  return (
    <a href={portalHref(usePortal(), href)} rel={rel} aria-current={current === true ? 'true' : undefined}>
      {children}
    </a>
  );
}
