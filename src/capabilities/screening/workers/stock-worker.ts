import { workerData } from 'node:worker_threads';
import { type Rules, ruleChecker } from '../screener/rules.ts';
import type { StockText } from '../screener/screener.ts';
import { serve } from './serve-worker.ts';

const check = ruleChecker(workerData as Rules);

/** Texts in; for each its findings, without what is allowed. */
serve<readonly StockText[], unknown>((texts) => texts.map(check));
