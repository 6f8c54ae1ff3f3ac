interface Shown {
  before: string;
  text: string;
  after: string;
  suggestion?: string | null;
  severity?: 'error' | 'warning' | 'info';
}

/** A finding with what stands around it, and what to write instead. */
export function Place({ before, text, after, suggestion, severity }: Shown) {
  return (
    <span className="screening-place">
      {before}
      <mark className={severity === 'error' ? 'place-error' : undefined}>{text}</mark>
      {suggestion === null || suggestion === undefined || suggestion === text ? null : (
        <ins>{suggestion === '' ? '（删去）' : `→${suggestion}`}</ins>
      )}
      {after}
    </span>
  );
}
