import type { ComponentChildren } from 'preact';
import { portalHref, usePortal } from '../context.ts';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'warning';

function classOf(kind: ButtonKind): string {
  return kind === 'primary' ? 'button' : `button button-${kind}`;
}

export interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly type?: 'submit' | 'button';
  readonly name?: string;
  readonly value?: string;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

/** Does something: sends the form it stands in. */
export function Button({ kind = 'primary', type = 'submit', name, value, disabled, children }: ButtonProps) {
  return (
    <button class={classOf(kind)} type={type} name={name} value={value} disabled={disabled}>
      {children}
    </button>
  );
}

/** Goes somewhere, and looks like a button because it is the next step. */
export function ButtonLink({
  kind = 'primary',
  href,
  children,
}: {
  kind?: ButtonKind;
  href: string;
  children: ComponentChildren;
}) {
  const portal = usePortal();
  return (
    <a class={classOf(kind)} href={portalHref(portal, href)}>
      {children}
    </a>
  );
}

/** Buttons side by side, the main one first. */
export function ButtonRow({ children }: { children: ComponentChildren }) {
  return <div class="button-row">{children}</div>;
}
