import { FigureLink } from '../../../portal/index.ts';
import type { ReportContent } from '../rules/composing/content.ts';
import { type Paragraph, paragraphText } from '../rules/composing/sentences.ts';
import type { FigureId } from '../rules/composing/tables.ts';
import { ProactiveTable, RemediesTable, RequestsTable } from './report-tables.tsx';

interface BodyProps {
  readonly content: ReportContent;
  readonly hrefOf: (figure: FigureId) => string;
}

export function partId(index: number): string {
  return `part-${index + 1}`;
}

function ParagraphText({ paragraph, hrefOf }: { paragraph: Paragraph; hrefOf: BodyProps['hrefOf'] }) {
  return (
    <p>
      {paragraph.heading !== undefined && <strong>{paragraph.heading}</strong>}
      {paragraph.sentences.map((piece) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <FigureLink key={piece.figure} value={piece.value} {...(piece.value ? { href: hrefOf(piece.figure) } : {})} />
        ),
      )}
    </p>
  );
}

/** The preamble and the six parts. Text keeps a readable width; tables take all there is. */
export function ReportBody({ content, hrefOf }: BodyProps) {
  return (
    <>
      <div class="prose">
        <p>{content.preamble}</p>
      </div>
      {content.parts.map((part, index) => (
        <section key={part.title} aria-labelledby={partId(index)}>
          <h2 id={partId(index)}>
            {part.numeral}、{part.title}
          </h2>
          <div class="prose">
            {part.paragraphs.map((paragraph) => (
              <ParagraphText key={paragraphText(paragraph)} paragraph={paragraph} hrefOf={hrefOf} />
            ))}
            {part.paragraphs.length === 0 && part.table === undefined && <p>（本部分尚未填写。）</p>}
          </div>
          {part.table === 'proactive' && <ProactiveTable tables={content.tables} hrefOf={hrefOf} />}
          {part.table === 'requests' && <RequestsTable tables={content.tables} hrefOf={hrefOf} />}
          {part.table === 'remedies' && <RemediesTable tables={content.tables} hrefOf={hrefOf} />}
        </section>
      ))}
    </>
  );
}
