/** Page of GB/T 9704-2012 in millimetres: A4, and the type area that its text fills. */
export const PAGE = { width: 210, height: 297 } as const;
export const AREA = { left: 28, top: 37, width: 156, height: 225 } as const;

export function points(value: number): number {
  return (value * 25.4) / 72;
}
