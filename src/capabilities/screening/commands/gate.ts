import { createHash } from 'node:crypto';
import { shanghaiDate } from '../../../kernel/calendar/index.ts';
import { type Database, jsonb } from '../../../platform/database/index.ts';
import type { Finding, Severity } from '../rules/finding.ts';
import { countBySeverity, filePlaceLabel, filePlaces, gateMessage, placeOf } from '../rules/workflow/index.ts';
import { ruleChecker } from '../screener/rules.ts';
import { type ReadDocuments, readRules, type StockText } from '../screener/screener.ts';

/** A text that is about to go out, with the texts of its files. */
export interface Release extends StockText {
  readonly publicationId: string;
  readonly organCode: string;
  readonly title: string;
  readonly attachments: readonly { readonly fileName: string; readonly text: string }[];
}

export interface ReleaseNotice {
  readonly severity: Severity;
  /** Chinese; shows no personal data. */
  readonly message: string;
}

/** Most findings kept of one release; all are counted. */
const KEPT = 200;

/** What screening said of a text, not yet on record. */
export interface ScreenedRelease {
  readonly notices: readonly ReleaseNotice[];
  /** Puts on record that the text was examined and with what left in it; with the transaction that releases it. */
  readonly record: (transaction: Database, now: Date) => Promise<void>;
}

/**
 * Screens a text that is about to be released; reads only. Whoever releases judges by the notices: what must be mended (`error`)
 * needs a recorded reason to be left.
 */
export async function screenRelease(
  db: Database,
  divisionCode: string,
  release: Release,
  readDocuments?: ReadDocuments,
): Promise<ScreenedRelease> {
  const check = ruleChecker(await readRules(db, divisionCode, readDocuments));
  const { organCode, date, title } = release;
  const parts = [
    { name: null, text: `${title}\n${release.text}` },
    ...release.attachments.map(({ fileName, text }) => ({ name: fileName, text })),
  ];
  const found = parts.flatMap(({ name, text }) => {
    const findings = check({ text, organCode, date });
    const placeAt = filePlaces(name ?? '', text);
    return findings
      .filter(({ severity }) => severity !== 'info')
      .map((finding) => ({
        name,
        finding,
        place: placeOf(text, finding, findings),
        filePlace: placeAt(finding.start),
      }));
  });
  const notices = found.map(({ name, finding, place, filePlace }) => ({
    severity: finding.severity,
    message: `${name === null ? '' : `附件《${name}》${filePlace ? filePlaceLabel(filePlace) : ''}：`}${gateMessage(finding, place)}`,
  }));
  return {
    notices,
    record: (transaction, now) =>
      recordRelease(
        transaction,
        divisionCode,
        release,
        found.map(({ finding }) => finding),
        found.slice(0, KEPT),
        now,
      ),
  };
}

/** Screens a text and puts on record that it was, at once. */
export async function examineRelease(
  db: Database,
  divisionCode: string,
  release: Release,
  now: Date,
  readDocuments?: ReadDocuments,
): Promise<readonly ReleaseNotice[]> {
  const { notices, record } = await screenRelease(db, divisionCode, release, readDocuments);
  await record(db, now);
  return notices;
}

async function recordRelease(
  db: Database,
  divisionCode: string,
  { publicationId, organCode, title, text }: Release,
  findings: readonly Finding[],
  kept: readonly { name: string | null; finding: Finding; place: ReturnType<typeof placeOf> }[],
  now: Date,
): Promise<void> {
  const counts = countBySeverity(findings);
  const content = {
    on_day: shanghaiDate(now),
    at: now,
    errors: counts.error,
    warnings: counts.warning,
    findings: jsonb(
      kept.map(({ name, finding: { kind, rule, severity, message }, place }) => ({
        file: name,
        kind,
        rule,
        severity,
        message,
        ...place,
      })),
    ),
  };
  await db
    .insertInto('screening_release')
    .values({
      division_code: divisionCode,
      publication_id: publicationId,
      revision: createHash('sha256').update(text, 'utf8').digest('hex'),
      organ_code: organCode,
      title,
      ...content,
    })
    // Examined when its hour was set and again when it came.
    .onConflict((conflict) => conflict.columns(['division_code', 'publication_id', 'revision']).doUpdateSet(content))
    .execute();
}
