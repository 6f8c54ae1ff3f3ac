/** Examples of bodies in /api/openapi.json: composed from the fields' own examples, so that every body has a whole one. */

type Schema = { readonly [key: string]: unknown };
type Schemas = Readonly<Record<string, Schema>>;

/** What a field of this name holds where its schema gives no example. Persons and matters are invented. */
const BY_NAME: Readonly<Record<string, string | number>> = {
  organCode: '33020601',
  ownerOrganCode: '33020601',
  divisionCode: '330206',
  organ: '示例区发展和改革局',
  organName: '示例区发展和改革局',
  ownerOrganName: '示例区发展和改革局',
  byOrgan: '示例区人民政府办公室',
  fromOrganName: '示例区财政局',
  reviewOrgan: '示例区人民政府',
  superiorOrgan: '示例市发展和改革委员会',
  court: '示例区人民法院',
  name: '示例名称',
  shortName: '示例局',
  fullName: '张示例（虚构）',
  applicant: '李示例（虚构）',
  applicantName: '李示例（虚构）',
  personName: '张示例（虚构）',
  recordedBy: '张示例（公开工作机构）',
  publishedBy: '张示例（公开工作机构负责人）',
  approvedBy: '张示例',
  signInName: 'zhangshili',
  password: '一串很长且只有自己知道的话',
  title: '示例区2022年度政府信息公开工作年度报告',
  subject: '2022年示例路改造工程的规划许可文件',
  documentNumber: '示政发〔2022〕1号',
  number: '2022-0001',
  caseNumber: '示政复〔2022〕1号',
  applicationNumber: '2022-0001',
  receiptNumber: '00012345',
  indexNumber: '330206-2022-00001',
  unifiedNumber: 'AGOV00-2022-0001',
  unifiedSeries: 'GOV00',
  word: '示',
  reason: '补报5月行政许可',
  message: '“予以公开”一行各类申请人相加与总计不一致。',
  basis: '《中华人民共和国政府信息公开条例》第三十三条第二款',
  text: '经检索，您申请的信息予以公开。',
  outcome: 'GRANTED',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  root: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  month: '2022-05',
  lastMonth: '2022-05',
  day: '2022-09-28',
  on: '2022-09-28',
  from: '2022-09-28',
  to: '2022-10-31',
  until: '2022-10-31',
  today: '2022-10-10',
  due: '2022-10-31',
  respondBy: '2022-10-20',
  year: 2022,
  version: 1,
  limit: 50,
  mail: 'gongkai@example.gov.cn',
  phone: '13800000000',
  telephone: '0574-12345678',
  address: '/documents',
  url: 'https://www.example.gov.cn/documents',
  key: 'new',
  code: 'new',
  numeral: '一',
  preamble: '所列数据的统计期限自2022年1月1日起至12月31日止。',
  fileName: '附件1.pdf',
  mediaType: 'application/pdf',
  ref: '1',
  label: '一、本年新收政府信息公开申请数量',
  self: '/api/v1/reports/330206/2022',
  page: '/reports/330206/2022',
  records: '/reports/330206/2022/records/requests/new/natural',
  record: '/reports/330206/2022/records/requests/new/natural',
  table: 'requests',
  paragraph: '2022年，示例区新收政府信息公开申请159件。',
  state: 'processing',
  stateLabel: '办理中',
  statusLabel: '有效',
  kindLabel: '行政复议',
  resultLabel: '结果维持',
  conclusionLabel: '维持',
  attackedLabel: '对申请的答复',
  partyLabel: '本机关',
  channelLabel: '互联网渠道',
  severityLabel: '错误',
  sourceLabel: '政策文件',
  topicLabel: '程序',
  body: '示例区人民政府',
  note: '未登记收到副本的日期',
  onExpiry: '逾期未答复',
  opinion: '同意。',
  summary: '示例区公布2022年度政府信息公开工作年度报告。',
  keyword: '年度报告',
  category: 'reports',
  channel: 'online',
  hint: '没有发生的填“0”。',
  law: 'disclosureRegulation',
  lesson: '检索记录应当写明检索的库和检索词。',
  measure: '修订检索记录的样式。',
  device: '办公室电脑',
  unit: '件',
  source: '示例区发展和改革局',
};

const BY_ENDING: readonly (readonly [RegExp, string])[] = [
  [/On$/, '2022-09-28'],
  [/At$/, '2022-09-28T01:30:00.000Z'],
  [/(?:^b|B)y$/, '张示例（公开工作机构）'],
  [/Organ(?:Name)?$/, '示例区发展和改革局'],
  [/(?:^|[a-z])Id$|^id$/, '0191e1a0-7c1f-4d7a-9a53-0c6f3c0a6b11'],
  [/Html$|^html$/, '<p>示例内容。</p>'],
];

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '0191e1a0-7c1f-4d7a-9a53-0c6f3c0a6b11',
  date: '2022-09-28',
  'date-time': '2022-09-28T01:30:00.000Z',
  email: 'gongkai@example.gov.cn',
  uri: 'https://www.example.gov.cn/documents',
  base64: '56S65L6L',
};

/** Tried in turn where a pattern asks for something that neither name nor format tells. */
const FOR_PATTERNS = [
  '示例',
  '330206',
  '33020601',
  '2022-09-28',
  '13800000000',
  'gongkai@example.gov.cn',
  'c2hpbGk',
  '/documents',
  'GOV00',
  '1',
];
const ANY_TEXT = '示例';
/** A schema that holds itself ends here. */
const DEEPEST = 12;

class Composer {
  readonly #schemas: Schemas;
  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  compose(schema: Schema, name: string, depth = 0): unknown {
    if (depth > DEEPEST) return null;
    if (typeof schema.$ref === 'string') {
      const target = schema.$ref.split('/').at(-1)!;
      return this.compose(this.#schemas[target] ?? {}, name, depth + 1);
    }
    if ('example' in schema) return schema.example;
    if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return schema.enum[0];
    const choices = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined;
    if (choices) return this.compose(choices.find(({ type }) => type !== 'null') ?? choices[0]!, name, depth + 1);
    if (Array.isArray(schema.allOf))
      return Object.assign({}, ...schema.allOf.map((part) => this.compose(part as Schema, name, depth + 1)));
    const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
    switch (type) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, name, depth);
      case 'integer':
      case 'number':
        return numberFor(schema, name);
      case 'boolean':
        return 'default' in schema ? schema.default : true;
      case 'string':
        return textFor(schema, name);
      default:
        return null;
    }
  }

  #object(schema: Schema, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    const properties = (schema.properties ?? {}) as Schemas;
    for (const [key, value] of Object.entries(properties)) made[key] = this.compose(value, key, depth + 1);
    const { additionalProperties: rest, propertyNames } = schema;
    if (typeof rest === 'object' && rest !== null && Object.keys(properties).length === 0) {
      const names = propertyNames as Schema | undefined;
      const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
      const keys = required.length > 0 ? required : [String(names ? this.compose(names, 'key', depth + 1) : 'new')];
      for (const key of keys) made[key] = this.compose(rest as Schema, key, depth + 1);
    }
    return made;
  }

  #array(schema: Schema, name: string, depth: number): unknown[] {
    if (Array.isArray(schema.prefixItems))
      return schema.prefixItems.map((item) => this.compose(item as Schema, name, depth + 1));
    const { items, minItems } = schema;
    if (typeof items !== 'object' || items === null || depth >= DEEPEST - 2) return [];
    const count = Math.max(1, typeof minItems === 'number' ? minItems : 0);
    return Array.from({ length: count }, () => this.compose(items as Schema, name.replace(/s$/, ''), depth + 1));
  }
}

function numberFor(schema: Schema, name: string): number {
  const named = BY_NAME[name];
  const least = (schema.minimum ??
    (typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum + 1 : 1)) as number;
  const most = (schema.maximum ?? Number.POSITIVE_INFINITY) as number;
  const wanted = typeof named === 'number' ? named : typeof schema.default === 'number' ? schema.default : 1;
  return Math.min(Math.max(wanted, least < -1e9 ? wanted : least), most);
}

function textFor(schema: Schema, name: string): string {
  const {
    format,
    pattern,
    minLength = 0,
    maxLength = Number.POSITIVE_INFINITY,
  } = schema as {
    format?: string;
    pattern?: string;
    minLength?: number;
    maxLength?: number;
  };
  if (typeof schema.default === 'string') return schema.default;
  if (format !== undefined && BY_FORMAT[format] !== undefined) return BY_FORMAT[format];
  const named = BY_NAME[name];
  const ending = BY_ENDING.find(([shape]) => shape.test(name))?.[1];
  const candidates = [typeof named === 'string' ? named : undefined, ending, ...FOR_PATTERNS].filter(
    (candidate) => candidate !== undefined,
  );
  const shape = pattern === undefined ? null : new RegExp(pattern, 'u');
  const fits = (text: string): boolean =>
    text.length >= minLength && text.length <= maxLength && (shape === null || shape.test(text));
  return (
    candidates.find(fits) ?? ANY_TEXT.repeat(Math.ceil(Math.max(1, minLength) / 2)).slice(0, Math.max(minLength, 2))
  );
}

interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}

interface Described {
  content?: Record<string, MediaType>;
}

interface Operation {
  requestBody?: Described;
  responses?: Record<string, Described>;
}

/** Gives every JSON body of a description (OpenAPI 3.1) that has no example a whole one. Changes and returns `document`. */
export function addExamples<Document extends object>(document: Document): Document {
  const { paths = {}, components } = document as {
    paths?: Record<string, Record<string, Operation>>;
    components?: { schemas?: Schemas };
  };
  const composer = new Composer(components?.schemas ?? {});
  for (const methods of Object.values(paths)) {
    for (const operation of Object.values(methods)) {
      for (const { content = {} } of [operation.requestBody ?? {}, ...Object.values(operation.responses ?? {})]) {
        for (const [mediaType, media] of Object.entries(content)) {
          if (!/[/+]json$/.test(mediaType) || !media.schema || 'example' in media || 'examples' in media) continue;
          media.example = composer.compose(media.schema, '');
        }
      }
    }
  }
  return document;
}
