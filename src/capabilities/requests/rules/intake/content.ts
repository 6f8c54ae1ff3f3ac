import { type ContentForm, cleanLine, cleanText, type FieldFault, tooLong } from './form.ts';

export interface RequestedContent {
  readonly title: string;
  readonly documentNumber: string;
  readonly description: string;
}

export const contentLimits = { title: 200, documentNumber: 60, description: 2000 } as const;

export function readContent(form: ContentForm): RequestedContent {
  return {
    title: cleanLine(form.title),
    documentNumber: cleanLine(form.documentNumber),
    description: cleanText(form.description),
  };
}

/** Art. 29 ¶2 item 2: 名称、文号或者便于行政机关查询的其他特征性描述 - one of them, whichever the applicant knows. */
export function contentFaults(content: RequestedContent): FieldFault[] {
  const { title, documentNumber, description } = content;
  if (!/[\p{L}\p{N}]/u.test(title + documentNumber + description))
    return [{ name: 'title', message: '请填写所需政府信息的名称、文号或者其他特征性描述，填写其中一项即可' }];
  return [
    ...tooLong('title', '名称', title, contentLimits.title),
    ...tooLong('documentNumber', '文号', documentNumber, contentLimits.documentNumber),
    ...tooLong('description', '其他特征性描述', description, contentLimits.description),
  ];
}

const SUBJECT_LENGTH = 500;

/** What the request asks for in one line, as registers and letters quote it: 《关于……的通知》（仑政〔2024〕1号），2024年印发. */
export function subjectOf({ title, documentNumber, description }: RequestedContent): string {
  const head = title + (documentNumber === '' ? '' : title === '' ? documentNumber : `（${documentNumber}）`);
  const whole = [head, description.replace(/\s+/g, ' ')].filter((part) => part !== '').join('；');
  const characters = [...whole];
  return characters.length <= SUBJECT_LENGTH ? whole : `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…`;
}
