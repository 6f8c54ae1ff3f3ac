import { basis } from '../../../kernel/legal-basis/index.ts';
import type { MetadataFault } from './metadata.ts';

/** What a 解读 tells of its document, each as a part of the text with its own heading (platform.md §5). */
export interface InterpretationElement {
  readonly key: string;
  readonly heading: string;
  /** Without it the 解读 is not submitted; the others stand where the document gives cause for them. */
  readonly required: boolean;
  readonly hint: string;
}

export const interpretationElements: readonly InterpretationElement[] = [
  { key: 'background', heading: '背景依据', required: true, hint: '为什么制定，依据哪些法律、法规和上级文件。' },
  { key: 'aims', heading: '目标任务', required: true, hint: '要解决什么问题，达到什么目标。' },
  { key: 'content', heading: '主要内容', required: true, hint: '逐项说明规定了什么，不照抄条文。' },
  { key: 'scope', heading: '涉及范围', required: true, hint: '适用于哪些地方、单位和人。' },
  { key: 'standards', heading: '执行标准', required: false, hint: '金额、比例、时限等标准及其计算方法。' },
  { key: 'attention', heading: '注意事项', required: false, hint: '办理时容易出错、需要提前准备的事项。' },
  { key: 'terms', heading: '关键词诠释', required: false, hint: '把专门术语说成大家听得懂的话。' },
  { key: 'benefits', heading: '惠民利民举措', required: false, hint: '群众和企业能得到什么、怎样得到。' },
  { key: 'differences', heading: '新旧政策差异', required: false, hint: '与原来的规定相比有哪些变化、为什么变化。' },
  { key: 'questions', heading: '常见问题', required: false, hint: '用群众的话提问，用一两句话回答。' },
  {
    key: 'contact',
    heading: '解读机关和联系方式',
    required: true,
    hint: '写明解读机关、解读人和联系方式，便于进一步询问。',
  },
];

/** Labels that the last part must fill in. */
export const contactLabels = ['解读机关', '解读人', '联系方式'] as const;

/** A part of a text: its heading and what stands below it, as plain text. */
export interface TextPart {
  readonly heading: string;
  readonly text: string;
}

/** “一、背景依据”, “背景依据：” and “（一）背景依据” all name the same part. */
function plainHeading(heading: string): string {
  return heading
    .replace(/^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*/u, '')
    .replace(/[：:\s]+$/u, '')
    .trim();
}

/** Elements with whether the text has them, in their order. */
export function elementsOf(parts: readonly TextPart[]): { element: InterpretationElement; isPresent: boolean }[] {
  const filled = new Map<string, string>();
  for (const { heading, text } of parts) if (text.trim() !== '') filled.set(plainHeading(heading), text);
  return interpretationElements.map((element) => ({ element, isPresent: filled.has(element.heading) }));
}

/** What a 解读 lacks before it may be submitted: its parts, and who answers questions about it. */
export function interpretationFaults(parts: readonly TextPart[]): MetadataFault[] {
  const legalBasis = basis('platformNotice');
  const faults: MetadataFault[] = elementsOf(parts)
    .filter(({ element, isPresent }) => element.required && !isPresent)
    .map(({ element }) => ({
      field: 'bodyHtml',
      message: `解读缺少“${element.heading}”：${element.hint}`,
      legalBasis,
    }));
  const contact = parts.find(({ heading }) => plainHeading(heading) === '解读机关和联系方式')?.text;
  if (contact !== undefined && contact.trim() !== '')
    for (const label of contactLabels)
      if (!new RegExp(`${label}[：:][^\\S\\n]*\\S`, 'u').test(contact))
        faults.push({ field: 'bodyHtml', message: `请在“解读机关和联系方式”中写明${label}`, legalBasis });
  return faults;
}
