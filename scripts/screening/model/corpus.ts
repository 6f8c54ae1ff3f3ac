import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface CorpusDocument {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly path: string;
  readonly text: string;
}

interface LawRecord {
  readonly path: string;
  readonly category: string;
  readonly title: string;
  readonly text: string;
}

interface PolicyRecord {
  readonly url: string;
  readonly title: string;
  readonly text: string;
}

/** Folder of the public texts: $GONGKAI_SHARED/data, or ../shared/data beside the repository. */
export function sharedData(): string {
  const root = process.env.GONGKAI_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
  return join(root, 'data');
}

export function hasSharedData(): boolean {
  return existsSync(join(sharedData(), 'text'));
}

function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

export function readLaws(): CorpusDocument[] {
  return readLines<LawRecord>(join(sharedData(), 'text/laws.jsonl')).map((law) => ({ ...law, id: law.path }));
}

export function readPolicies(): CorpusDocument[] {
  return readLines<PolicyRecord>(join(sharedData(), 'text/govcn_policies.jsonl')).map((policy) => ({
    id: policy.url,
    title: policy.title,
    category: '国务院文件',
    path: policy.url,
    text: policy.text,
  }));
}

/**
 * Every tenth document, by a hash of its title so that all versions of one law fall on the same side, is kept for
 * measuring and never builds a model.
 */
export function isHeldOut(document: CorpusDocument): boolean {
  const name = document.title.replace(/^中华人民共和国/, '').replace(/\s/g, '');
  return (createHash('sha256').update(name).digest()[0] ?? 0) % 10 === 0;
}

/** `measure` is for figures only, `train` fits the classifier, the rest builds the statistics. */
export function sideOf(document: CorpusDocument): 'measure' | 'train' | 'build' {
  if (isHeldOut(document)) return 'measure';
  const name = document.title.replace(/^中华人民共和国/, '').replace(/\s/g, '');
  return (createHash('sha256').update(name).digest()[1] ?? 0) % 10 === 0 ? 'train' : 'build';
}

/** The text without the marks of the collection it comes from (headings, comments). */
export function plainText(text: string): string {
  return text.replace(/<!--.*?-->/gs, '').replace(/^#+ */gm, '');
}
