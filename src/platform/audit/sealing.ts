import type { Database } from '../database/index.ts';
import { type SealedDay, sealAuditDays } from './merkle.ts';

const EVERY_MS = 3_600_000;

/**
 * Seals what is over now and every hour, until the returned function is called. `onSealed` hears of each day, to print or
 * mail its root; `onError` of a failure, which the next hour mends.
 */
export function startAuditSealing(
  db: Database,
  divisionCode: string,
  {
    onSealed = () => {},
    onError = () => {},
    clock = () => new Date(),
  }: { onSealed?: (day: SealedDay) => void; onError?: (error: unknown) => void; clock?: () => Date } = {},
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const seal = (): void => {
    running = running
      .then(() => sealAuditDays(db, divisionCode, clock()))
      .then((days) => days.forEach(onSealed))
      .catch(onError);
  };
  seal();
  const timer = setInterval(seal, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
