import { z } from 'zod';

/** What a schema without a message of its own says of a fault, in the words of a form rather than of a program. */
type Fault = z.core.$ZodRawIssue;

const expectedNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或者否',
  array: '多项',
  object: '一组内容',
  record: '一组内容',
  date: '日期',
};

const formatFaults: Readonly<Record<string, string>> = {
  date: '请按2026-01-31的样式填写日期',
  datetime: '请填写完整的日期和时间',
  time: '请按09:30的样式填写时间',
  email: '电子邮箱的格式不正确',
  url: '网址的格式不正确',
  uuid: '编号的格式不正确',
  guid: '编号的格式不正确',
  base64: '文件内容不完整',
  base64url: '文件内容不完整',
};

const chinese = z.locales.zhCN().localeError;

function sizeFault(fault: Fault & { code: 'too_small' | 'too_big' }): string {
  const isLeast = fault.code === 'too_small';
  const limit = isLeast ? fault.minimum : fault.maximum;
  switch (fault.origin) {
    case 'string':
      if (isLeast && Number(limit) <= 1) return '请填写';
      return isLeast ? `不能少于${limit}个字` : `不能超过${limit}个字`;
    case 'array':
    case 'set':
    case 'map':
      if (isLeast && Number(limit) <= 1) return '请至少选择一项';
      return isLeast ? `不能少于${limit}项` : `不能超过${limit}项`;
    case 'date':
      return isLeast ? '日期过早' : '日期过晚';
    default:
      if (fault.inclusive === false) return isLeast ? `应当大于${limit}` : `应当小于${limit}`;
      return isLeast ? `不能小于${limit}` : `不能大于${limit}`;
  }
}

/** @returns the fault in plain Chinese; zod's own wording for the rare rest */
export function plainFault(fault: Fault): string {
  switch (fault.code) {
    case 'invalid_type': {
      const isMissing = fault.input === undefined || fault.input === null;
      if (isMissing) return fault.expected === 'array' ? '请至少选择一项' : '请填写';
      return `应当填写${expectedNames[fault.expected] ?? '符合要求的内容'}`;
    }
    case 'invalid_value':
      if (fault.input === undefined || fault.input === null) return '请选择';
      return fault.values.length === 1 ? '此项的值不符合要求' : '请从给出的选项中选择';
    case 'too_small':
    case 'too_big':
      return sizeFault(fault as Fault & { code: 'too_small' | 'too_big' });
    case 'invalid_format':
      return formatFaults[fault.format] ?? '格式不正确';
    case 'not_multiple_of':
      return `应当是${fault.divisor}的倍数`;
    case 'unrecognized_keys':
      return `有多余的内容：${fault.keys.join('、')}`;
    case 'invalid_union':
      return fault.input === undefined || fault.input === null ? '请填写' : '内容不符合要求';
    default: {
      const said = chinese(fault);
      return typeof said === 'string' ? said : (said?.message ?? '内容不符合要求');
    }
  }
}
