import type { PublicationTemplate } from './templates/building.ts';
import { documentTemplates } from './templates/documents.ts';
import { matterTemplates } from './templates/matters.ts';

export type { PublicationTemplate } from './templates/building.ts';

/** One or more for each category of 条例 Art. 20, in its order, and the pages every organ has. */
export const publicationTemplates: readonly PublicationTemplate[] = [...documentTemplates, ...matterTemplates];

/** The template as this organ begins with it. */
export function fillTemplate(
  template: PublicationTemplate,
  organ: { name: string; shortName: string },
  year: number,
): PublicationTemplate {
  const fill = (text: string): string =>
    text.replaceAll('{organ}', organ.name).replaceAll('{short}', organ.shortName).replaceAll('{year}', String(year));
  return {
    ...template,
    title: fill(template.title),
    summary: fill(template.summary),
    bodyHtml: fill(template.bodyHtml),
  };
}

const BLANK = /〔[^〕]*〕/gu;
/** The year of a 文号 stands in the same brackets and is no blank. */
const YEAR = /^〔\d{4}〕$/;

/** What of a template was left to be filled in, each once. */
export function openBlanks(text: string): string[] {
  return [...new Set((text.match(BLANK) ?? []).filter((blank) => !YEAR.test(blank)))];
}
