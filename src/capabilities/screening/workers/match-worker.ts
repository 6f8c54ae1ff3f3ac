import { workerData } from 'node:worker_threads';
import { Hits, Matcher, type MatchMode, UnitReader } from '../rules/matching/index.ts';
import { serve } from './serve-worker.ts';

/** What a match worker starts with: a saved lexicon, best in shared memory, and how to match. */
export interface MatchWorkerData {
  readonly lexicon: Uint8Array;
  readonly mode: MatchMode;
}

const { lexicon, mode } = workerData as MatchWorkerData;
const matcher = Matcher.load(lexicon);
const reader = new UnitReader();
const hits = new Hits();

/** UTF-8 documents in, best in shared memory, which is not copied on the way; for each its matches as triples `start, end, term` out. */
serve<readonly Uint8Array[], Int32Array[]>((documents) =>
  documents.map((bytes) => {
    hits.count = 0;
    matcher.scan(reader.fromUtf8(bytes), hits, mode);
    return hits.data.slice(0, hits.count * 3);
  }),
);
