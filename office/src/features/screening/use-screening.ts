import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { call } from '../../api.ts';
import { checkText, recordEditorCorrection } from '../../client.generated/index.ts';
import type { TextFinding } from '../../client.generated/types.gen.ts';
import type { EditorFinding } from '../../editor/index.tsx';
import { useOffice } from '../../session.tsx';

/** A finding as the editor takes it, with what the record needs when it is mended. */
export interface ScreenedFinding extends EditorFinding {
  source: TextFinding;
}

/** How long nobody must have typed before the text is screened again. */
const PAUSE_MS = 900;

export interface ScreenedText {
  html: string;
  /** Whose allow-list holds. */
  organCode?: string | undefined;
  /** Of the document, YYYY-MM-DD: old names are right in old documents. */
  date?: string | undefined;
  /** The publication being written; its corrections are counted as mended before release. */
  publication?: { id: string; title: string } | undefined;
  includeSuspects?: boolean | undefined;
}

/**
 * Screens a text while it is written. Give `findings` and `onApplyFinding` to the editor:
 *
 *     const screening = useScreening({ html, organCode, publication });
 *     <Editor … findings={screening.findings} onApplyFinding={screening.onApplyFinding} />
 */
export function useScreening({ html, organCode, date, publication, includeSuspects = false }: ScreenedText) {
  const { may } = useOffice();
  const isMine = may('screening.check');
  const [settled, setSettled] = useState(html);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(html), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [html]);
  const body = {
    html: settled,
    includeSuspects,
    ...(organCode ? { organCode } : {}),
    ...(date ? { date } : {}),
  };
  const query = useQuery({
    queryKey: ['screening', 'check', body],
    queryFn: () => call(checkText({ body })),
    enabled: isMine && settled.replace(/<[^>]*>/g, '').trim() !== '',
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  const record = useMutation({
    mutationFn: ({ text, finding }: { text: string; finding: TextFinding }) =>
      call(
        recordEditorCorrection({
          body: {
            publicationId: publication!.id,
            organCode: organCode!,
            title: publication!.title,
            text,
            finding,
            replacement: finding.suggestion ?? '',
          },
        }),
      ),
  });
  const { data } = query;
  const findings = useMemo(
    () =>
      (data?.findings ?? []).map(
        (source): ScreenedFinding => ({
          from: source.start,
          to: source.end,
          message: source.message,
          suggestion: source.suggestion,
          text: source.text,
          severity: source.severity,
          source,
        }),
      ),
    [data],
  );
  return {
    findings,
    counts: data?.counts,
    isChecking: query.isFetching,
    error: query.error,
    /** After the editor put a suggestion in its place: counted, when it is a publication's text. */
    onApplyFinding: ({ source }: ScreenedFinding): void => {
      if (publication && organCode && data && source.severity !== 'info' && may('screening.mend', organCode))
        record.mutate({ text: data.text, finding: source });
    },
  };
}
