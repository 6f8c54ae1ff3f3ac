import type { MetadataFault } from '../rules/metadata.ts';

export class PublicationNotFoundError extends Error {
  override name = 'PublicationNotFoundError';
}

/** Someone else acted meanwhile; `revision` is what stands. */
export class PublicationChangedError extends Error {
  override name = 'PublicationChangedError';
  readonly revision: number;
  constructor(revision: number) {
    super('他人已先行改动，请重新打开后再办理');
    this.revision = revision;
  }
}

/** The draft cannot be submitted; each fault names its field. */
export class DraftIncompleteError extends Error {
  override name = 'DraftIncompleteError';
  readonly faults: readonly MetadataFault[];
  constructor(faults: readonly MetadataFault[]) {
    super(`稿件有${faults.length}处需要补充：${faults.map((fault) => fault.message).join('；')}`);
    this.faults = faults;
  }
}

export class PublicationRefusedError extends Error {
  override name = 'PublicationRefusedError';
}
