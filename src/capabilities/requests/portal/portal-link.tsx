import type { ComponentChildren } from 'preact';
import { portalHref, usePortal } from '../../../portal/index.ts';

/** A link inside the portal, wherever it is mounted. */
export function PortalLink({ href, children }: { href: string; children: ComponentChildren }) {
  return <a href={portalHref(usePortal(), href)}>{children}</a>;
}
