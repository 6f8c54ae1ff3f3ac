import { portalHref, usePortal } from '../context.ts';

export interface FigureLinkProps {
  /** `null`: nothing was reported, which is not zero. */
  readonly value: number | null;
  /** List of the records this figure counts; a figure without one is plain text. */
  readonly href?: string;
  /** What is counted, for those who hear the page: `予以公开，自然人`. */
  readonly label?: string;
  /** Digits after the point; as many as the number has when left out. */
  readonly decimals?: number;
}

/** A figure that opens down to the records it was counted from. Printed as a plain number. */
export function FigureLink({ value, href, label, decimals }: FigureLinkProps) {
  const portal = usePortal();
  if (value === null) {
    return (
      <span class="figure-blank">
        <span aria-hidden="true">—</span>
        <span class="visually-hidden">{portal.text.noFigure}</span>
      </span>
    );
  }
  const shown = decimals === undefined ? String(value) : value.toFixed(decimals);
  if (href === undefined) return <span class={value === 0 ? 'figure-zero' : 'number'}>{shown}</span>;
  return (
    <a
      class="figure"
      href={portalHref(portal, href)}
      aria-label={label === undefined ? `${shown} ${portal.text.viewRecords}` : portal.text.figureLabel(shown, label)}
    >
      {shown}
    </a>
  );
}

export interface KeyFigure extends FigureLinkProps {
  readonly name: string;
  /** 件, 万元 … */
  readonly unit?: string;
}

/** A row of large figures. */
export function KeyFigures({ figures }: { figures: readonly KeyFigure[] }) {
  return (
    <dl class="key-figures">
      {figures.map(({ name, unit, ...figure }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <FigureLink label={name} {...figure} />
            {unit !== undefined && <span class="unit">{unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly href?: string;
}

/** Proportions as horizontal bars; the figure beside each says the same in digits. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const greatest = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul class="bars" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.name}>
          <span>{bar.name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" width="100" height="10" />
            <rect class="fill" width={Math.round((bar.value / greatest) * 10000) / 100} height="10" />
          </svg>
          <span class="bars-value">
            <FigureLink value={bar.value} label={bar.name} {...(bar.href === undefined ? {} : { href: bar.href })} />
          </span>
        </li>
      ))}
    </ul>
  );
}
