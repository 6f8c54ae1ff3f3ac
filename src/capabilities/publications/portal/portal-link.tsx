import type { ComponentChildren } from 'preact';
import { portalHref, usePortal } from '../../../portal/index.ts';

/** A link inside the portal, wherever it is mounted. */
export function PortalLink({
  href,
  current,
  children,
}: {
  href: string;
  current?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <a href={portalHref(usePortal(), href)} aria-current={current === true ? 'true' : undefined}>
      {children}
    </a>
  );
}
