/**
 * The form of the annual report on government information disclosure (政府信息公开工作年度报告) as data.
 *
 * Sources: 国办公开办函〔2021〕30号 (reports for 2021 and later) and its trial predecessor
 * 国办公开办函〔2019〕60号 (reports for 2019 and 2020). Contents by article 50 of the Regulation.
 */

export type FormVersion = '2021' | '2019';

/** A figure of a table; `null` is a cell that the report leaves blank. */
export type Cell = number | null;

export const COLUMN_KEYS = ['natural', 'business', 'research', 'welfare', 'legal', 'other', 'total'] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

/** The six kinds of applicants; their sum is the column `total`. */
export const APPLICANT_COLUMNS: readonly ColumnKey[] = COLUMN_KEYS.slice(0, 6);

export const COLUMN_LABELS: Readonly<Record<ColumnKey, string>> = {
  natural: '自然人',
  business: '商业企业',
  research: '科研机构',
  welfare: '社会公益组织',
  legal: '法律服务机构',
  other: '其他',
  total: '总计',
};

/** Heading above the five columns business … other. */
export const ORGANISATION_COLUMNS_LABEL = '法人或其他组织';
export const APPLICANT_HEADING = '申请人情况';
export const BALANCE_NOTE = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）';

const SHARED_RESULT_KEYS = [
  'granted',
  'partial',
  'denied_1',
  'denied_2',
  'denied_3',
  'denied_4',
  'denied_5',
  'denied_6',
  'denied_7',
  'denied_8',
  'unable_1',
  'unable_2',
  'unable_3',
  'rejected_1',
  'rejected_2',
  'rejected_3',
  'rejected_4',
  'rejected_5',
] as const;

/** The 25 rows of the 2021 form in the official order. */
export const ROW_KEYS_2021 = [
  'new',
  'carried',
  ...SHARED_RESULT_KEYS,
  'other_1',
  'other_2',
  'other_3',
  'total',
  'forward',
] as const;

/** The 23 rows of the 2019 form: (六)其他处理 is one row, without rows of its own below it. */
export const ROW_KEYS_2019 = ['new', 'carried', ...SHARED_RESULT_KEYS, 'other', 'total', 'forward'] as const;

export type RowKey = (typeof ROW_KEYS_2021)[number] | (typeof ROW_KEYS_2019)[number];

export const ROW_LABELS: Readonly<Record<RowKey, string>> = {
  new: '一、本年新收政府信息公开申请数量',
  carried: '二、上年结转政府信息公开申请数量',
  granted: '（一）予以公开',
  partial: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  denied_1: '1.属于国家秘密',
  denied_2: '2.其他法律行政法规禁止公开',
  denied_3: '3.危及“三安全一稳定”',
  denied_4: '4.保护第三方合法权益',
  denied_5: '5.属于三类内部事务信息',
  denied_6: '6.属于四类过程性信息',
  denied_7: '7.属于行政执法案卷',
  denied_8: '8.属于行政查询事项',
  unable_1: '1.本机关不掌握相关政府信息',
  unable_2: '2.没有现成信息需要另行制作',
  unable_3: '3.补正后申请内容仍不明确',
  rejected_1: '1.信访举报投诉类申请',
  rejected_2: '2.重复申请',
  rejected_3: '3.要求提供公开出版物',
  rejected_4: '4.无正当理由大量反复申请',
  rejected_5: '5.要求行政机关确认或重新出具已获取信息',
  other_1: '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  other_2: '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
  other_3: '3.其他',
  other: '（六）其他处理',
  total: '（七）总计',
  forward: '四、结转下年度继续办理',
};

/** The groups below 三、本年度办理结果 whose heading carries no figures of its own. */
export type ResultGroup = 'denied' | 'unable' | 'rejected' | 'other';

export const RESULT_GROUPS: Readonly<Record<ResultGroup, { readonly label: string; readonly name: string }>> = {
  denied: { label: '（三）不予公开', name: '不予公开' },
  unable: { label: '（四）无法提供', name: '无法提供' },
  rejected: { label: '（五）不予处理', name: '不予处理' },
  other: { label: '（六）其他处理', name: '其他处理' },
};

export const RESULTS_HEADING = '三、本年度办理结果';

/** A node of the request table's row headings as printed: a heading over others, or a row with figures. */
export type RowTree =
  | { readonly kind: 'row'; readonly key: RowKey }
  | { readonly kind: 'heading'; readonly label: string; readonly children: readonly RowTree[] };

export interface Form {
  readonly version: FormVersion;
  readonly rowKeys: readonly RowKey[];
  /** The rows that row `total` (三(七)总计) adds up. */
  readonly resultKeys: readonly RowKey[];
  readonly tree: readonly RowTree[];
  /** Heads of the three figures of 规章 and 行政规范性文件. */
  readonly documentColumns: readonly [string, string, string];
  /** First report year that uses this form. */
  readonly fromYear: number;
  readonly toYear: number | null;
  readonly issuedBy: string;
}

export function groupOfRow(key: RowKey): ResultGroup | null {
  if (key.startsWith('denied')) return 'denied';
  if (key.startsWith('unable')) return 'unable';
  if (key.startsWith('rejected')) return 'rejected';
  return key.startsWith('other') ? 'other' : null;
}

function leaf(key: RowKey): RowTree {
  return { kind: 'row', key };
}

function buildTree(rowKeys: readonly RowKey[]): readonly RowTree[] {
  const group = (name: ResultGroup): RowTree => ({
    kind: 'heading',
    label: RESULT_GROUPS[name].label,
    children: rowKeys.filter((key) => groupOfRow(key) === name).map(leaf),
  });
  const other = rowKeys.includes('other') ? leaf('other') : group('other');
  return [
    leaf('new'),
    leaf('carried'),
    {
      kind: 'heading',
      label: RESULTS_HEADING,
      children: [
        leaf('granted'),
        leaf('partial'),
        group('denied'),
        group('unable'),
        group('rejected'),
        other,
        leaf('total'),
      ],
    },
    leaf('forward'),
  ];
}

const NOT_RESULTS: ReadonlySet<RowKey> = new Set<RowKey>(['new', 'carried', 'total', 'forward']);

function buildForm(
  version: FormVersion,
  rowKeys: readonly RowKey[],
  rest: Pick<Form, 'documentColumns' | 'fromYear' | 'toYear' | 'issuedBy'>,
): Form {
  const resultKeys = rowKeys.filter((key) => !NOT_RESULTS.has(key));
  return { version, rowKeys, resultKeys, tree: buildTree(rowKeys), ...rest };
}

export const FORMS: Readonly<Record<FormVersion, Form>> = {
  '2021': buildForm('2021', ROW_KEYS_2021, {
    documentColumns: ['本年制发件数', '本年废止件数', '现行有效件数'],
    fromYear: 2021,
    toYear: null,
    issuedBy: '国办公开办函〔2021〕30号',
  }),
  '2019': buildForm('2019', ROW_KEYS_2019, {
    documentColumns: ['本年新制作数量', '本年新公开数量', '对外公开总数量'],
    fromYear: 2019,
    toYear: 2020,
    issuedBy: '国办公开办函〔2019〕60号',
  }),
};

/** Titles of the six parts, without their numbers 一 … 六. */
export const PART_TITLES = [
  '总体情况',
  '主动公开政府信息情况',
  '收到和处理政府信息公开申请情况',
  '政府信息公开行政复议、行政诉讼情况',
  '存在的主要问题及改进情况',
  '其他需要报告的事项',
] as const;
export const PART_NUMERALS = ['一', '二', '三', '四', '五', '六'] as const;

export type Seven = [Cell, Cell, Cell, Cell, Cell, Cell, Cell];
export type Three = [Cell, Cell, Cell];
export type Five = [Cell, Cell, Cell, Cell, Cell];

export interface RequestRow {
  key: RowKey;
  label: string;
  /** In the order of COLUMN_KEYS. */
  values: Seven;
  /** The report prints the whole group as one row: its figures stand here, the group's other rows are all `null`. */
  merged?: true;
}

/**
 * Table 2. `rules` and `normativeDocuments` are [issued, repealed, inForce] of the 2021 form; in the 2019 form the three
 * are 本年新制作 / 本年新公开 / 对外公开总数量. The others are 处理决定数量; `chargesWan` is in 万元 (the 2019 form
 * has no such figure, so it is `null` there).
 */
export interface ProactiveTable {
  rules: Three;
  normativeDocuments: Three;
  licensing: Cell;
  penalties: Cell;
  compulsion: Cell;
  chargesWan: Cell;
}

export const REMEDY_COLUMN_KEYS = ['upheld', 'corrected', 'other', 'pending', 'total'] as const;
export type RemedyColumnKey = (typeof REMEDY_COLUMN_KEYS)[number];

export const REMEDY_COLUMN_LABELS: Readonly<Record<RemedyColumnKey, string>> = {
  upheld: '结果维持',
  corrected: '结果纠正',
  other: '其他结果',
  pending: '尚未审结',
  total: '总计',
};

export const REMEDY_KEYS = ['reconsideration', 'litigationDirect', 'litigationAfterReconsideration'] as const;
export type RemedyKey = (typeof REMEDY_KEYS)[number];

export const REMEDY_LABELS: Readonly<Record<RemedyKey, string>> = {
  reconsideration: '行政复议',
  litigationDirect: '行政诉讼（未经复议直接起诉）',
  litigationAfterReconsideration: '行政诉讼（复议后起诉）',
};

/** Table 4; each block in the order of REMEDY_COLUMN_KEYS. */
export type RemediesTable = Record<RemedyKey, Five>;

/** The `tables` of the contract of `gongkai report check` and `gongkai report compile`. */
export interface ReportTables {
  proactive: ProactiveTable;
  requests: { rows: RequestRow[] };
  remedies: RemediesTable;
}

export const PROACTIVE_KEYS = [
  'rules',
  'normativeDocuments',
  'licensing',
  'penalties',
  'compulsion',
  'chargesWan',
] as const satisfies readonly (keyof ProactiveTable)[];
export type ProactiveKey = (typeof PROACTIVE_KEYS)[number];

export const PROACTIVE_LABELS: Readonly<Record<ProactiveKey, string>> = {
  rules: '规章',
  normativeDocuments: '行政规范性文件',
  licensing: '行政许可',
  penalties: '行政处罚',
  compulsion: '行政强制',
  chargesWan: '行政事业性收费',
};

export const DOCUMENT_COLUMN_KEYS = ['issued', 'repealed', 'inForce'] as const;
export type DocumentColumnKey = (typeof DOCUMENT_COLUMN_KEYS)[number];

/** The blocks of table 2 as printed, by the items of article 20 of the Regulation. */
export const PROACTIVE_BLOCKS: readonly {
  readonly heading: string;
  /** Heads of the figure columns after 信息内容. */
  readonly columns: readonly string[];
  readonly rows: readonly ProactiveKey[];
}[] = [
  {
    heading: '第二十条第（一）项',
    columns: FORMS['2021'].documentColumns,
    rows: ['rules', 'normativeDocuments'],
  },
  { heading: '第二十条第（五）项', columns: ['本年处理决定数量'], rows: ['licensing'] },
  { heading: '第二十条第（六）项', columns: ['本年处理决定数量'], rows: ['penalties', 'compulsion'] },
  { heading: '第二十条第（八）项', columns: ['本年收费金额（单位：万元）'], rows: ['chargesWan'] },
];

/** Tables of the form filled with one figure (0, or `null` for a blank form). */
export function filledTables(version: FormVersion, fill: Cell): ReportTables {
  const seven = (): Seven => [fill, fill, fill, fill, fill, fill, fill];
  const five = (): Five => [fill, fill, fill, fill, fill];
  return {
    proactive: {
      rules: [fill, fill, fill],
      normativeDocuments: [fill, fill, fill],
      licensing: fill,
      penalties: fill,
      compulsion: fill,
      chargesWan: version === '2019' ? null : fill,
    },
    requests: {
      rows: FORMS[version].rowKeys.map((key) => ({ key, label: ROW_LABELS[key], values: seven() })),
    },
    remedies: { reconsideration: five(), litigationDirect: five(), litigationAfterReconsideration: five() },
  };
}

/** The form that a report for `year` must use, or `null` before there was one (reports for 2018 and earlier). */
export function formOfYear(year: number): FormVersion | null {
  if (year >= FORMS['2021'].fromYear) return '2021';
  return year >= FORMS['2019'].fromYear ? '2019' : null;
}

export function findRow(tables: ReportTables, key: RowKey): RequestRow | undefined {
  return tables.requests.rows.find((row) => row.key === key);
}
