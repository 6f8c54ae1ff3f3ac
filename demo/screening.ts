import {
  composeReports,
  type FindingStep,
  hashReport,
  insertFindings,
  insertFinishedRuns,
  insertReports,
  installStandingLexicon,
  SCREENER,
  type StoredFinding,
} from '../src/capabilities/screening/index.ts';
import { addDays, plainDate, shanghaiDate } from '../src/kernel/calendar/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { listOrgans } from '../src/platform/identity/index.ts';
import { demonstrationYear } from './input.ts';
import { personName } from './names.ts';
import { labelledUuid, Random } from './random.ts';

/** What clerks of the demonstration slip up on: the wrong words in their surroundings, and what is right. */
interface Slip {
  readonly kind: StoredFinding['kind'];
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly before: string;
  readonly text: string;
  readonly after: string;
  readonly suggestion: string | null;
  readonly message: string;
}

const spelling = (before: string, text: string, after: string, suggestion: string): Slip => ({
  kind: 'spelling',
  rule: 'spelling.wrong-form',
  severity: 'error',
  before,
  text,
  after,
  suggestion,
  message: `“${text}”应为“${suggestion}”。`,
});
const term = (before: string, text: string, after: string, suggestion: string, message: string): Slip => ({
  kind: 'term',
  rule: 'terms.name',
  severity: 'warning',
  before,
  text,
  after,
  suggestion,
  message,
});

const SLIPS: readonly Slip[] = [
  spelling('各单位要认真', '布署', '，抓好落实。', '部署'),
  spelling('会议', '按排', '在区行政中心召开。', '安排'),
  spelling('该项目于年底', '峻工', '并投入使用。', '竣工'),
  spelling('请', '既使', '没有问题也按时报送。', '即使'),
  spelling('工作要', '再接再励', '，确保完成全年任务。', '再接再厉'),
  spelling('不得以任何理由', '推委', '。', '推诿'),
  spelling('全区上下', '一如继往', '支持企业发展。', '一如既往'),
  spelling('严格', '坚守岗立', '，落实值班制度。', '坚守岗位'),
  spelling('有关部门应当', '即时', '公布评审结果。', '及时'),
  spelling('推动产业', '转形', '升级。', '转型'),
  spelling('按时足额', '交纳', '社会保险费。', '缴纳'),
  spelling('做好防汛', '物质', '储备工作。', '物资'),
  term('经区', '工商局', '登记注册。', '市场监管局', '机构已经改革，现为市场监督管理部门。'),
  term('依据', '《政府信息公开条例》', '第二十条。', '《中华人民共和国政府信息公开条例》', '法规名称应当写全称。'),
  term('由区', '国土资源局', '负责解释。', '自然资源和规划局', '机构已经改革，现为自然资源和规划部门。'),
  term('符合', '环保部', '有关规定。', '生态环境部', '机构已经改革，现为生态环境部。'),
  {
    kind: 'date',
    rule: 'date.impossible',
    severity: 'error',
    before: '公示期至',
    text: '2022年2月30日',
    after: '止。',
    suggestion: null,
    message: '没有这一天，请核对。',
  },
  {
    kind: 'sum',
    rule: 'sum.percentage',
    severity: 'warning',
    before: '优良率',
    text: '92.5%、轻度污染8.5%',
    after: '。',
    suggestion: null,
    message: '各部分相加为101%，请核对。',
  },
  {
    kind: 'numbering',
    rule: 'numbering.count',
    severity: 'warning',
    before: '重点抓好',
    text: '以下五项工作',
    after: '：一是……四是……',
    suggestion: null,
    message: '写明五项，实际列举四项。',
  },
  {
    kind: 'punctuation',
    rule: 'punctuation.pair',
    severity: 'warning',
    before: '《北仑区人才公寓管理办法',
    text: '》》',
    after: '同时废止。',
    suggestion: '》',
    message: '书名号不成对。',
  },
];

const lexiconSlip = (text: string, suggestion: string): Slip => ({
  kind: 'lexicon',
  rule: 'lexicon.北仑区地名和专名',
  severity: 'error',
  before: '会议在',
  text,
  after: '举行。',
  suggestion,
  message: '词库“北仑区地名和专名”：地名、专名的规范写法',
});
const LOCAL: readonly Slip[] = [
  lexiconSlip('北伦区', '北仑区'),
  lexiconSlip('灵锋山', '灵峰山'),
  lexiconSlip('梅山保税区港', '梅山综合保税区'),
];
const LEXICON = `# 名称：北仑区地名和专名\n# 所有者：区政务公开办（虚构）\n# 用途：地名、专名的规范写法\n# 级别：须改\n`;
const VERSIONS: readonly [label: string, on: string, lines: readonly string[]][] = [
  ['2022-1', '2022-01-10', ['北伦区,北仑区', '灵锋山,灵峰山']],
  ['2022-2', '2022-06-06', ['北伦区,北仑区', '灵锋山,灵峰山', '梅山保税区港,梅山综合保税区']],
];

/** Personal data found and dealt with in the year, as the model district reported. */
const PERSONAL = 141;
const PRIVATE: readonly Slip[] = (
  [
    ['resident-id', '申请人身份证号码', '******************', '，经审核符合条件。', '公民身份号码'],
    ['mobile', '联系人手机', '***********', '，特此公示。', '手机号码'],
    ['bank-card', '补助发放至账户', '****************', '。', '银行卡号'],
    ['name', '困难家庭成员', '王某某', '，享受最低生活保障。', '个人姓名'],
  ] as const
).map(([kind, before, text, after, label]) => ({
  kind: 'personal-data',
  rule: `personal-data.${kind}`,
  severity: kind === 'name' ? 'warning' : 'error',
  before,
  text,
  after,
  suggestion: text,
  message: `${label}，公开前应当隐去`,
}));

interface Item {
  id: string;
  organCode: string;
  title: string;
  publishedAt: Date;
  characters: number;
  sha256: string;
}

interface Course {
  finding: StoredFinding;
  steps: FindingStep[];
}

/** A finding and what became of it: before release mended on the spot, on the site within days. */
function courseOf(item: Item, slip: Slip, isDraft: boolean, random: Random, label: string): Course {
  const clerk = `${personName(random)}`;
  const day = (days: number, hour: number, minute = 0): Date =>
    new Date(`${addDays(shanghaiDate(item.publishedAt), days)}T0${hour}:${String(minute).padStart(2, '0')}:00Z`);
  const step = (act: FindingStep['act'], at: Date, person: string, note: string | null = null): FindingStep => ({
    act,
    onDay: shanghaiDate(at),
    at,
    personId: null,
    personName: person,
    note,
  });
  const { suggestion } = slip;
  const how =
    slip.kind === 'personal-data' ? '去标识化处理' : suggestion === null ? '核对后改正' : `改为“${suggestion}”`;
  const steps: FindingStep[] = [];
  let state: StoredFinding['state'] = 'mended';
  if (isDraft) {
    const at = day(0, 0, random.int(0, 29));
    steps.push(
      step('found', at, clerk, '撰写时发现'),
      step('mend', new Date(at.getTime() + 60_000), clerk, `编辑中${how}`),
    );
  } else {
    const wait = random.int(1, 4);
    steps.push(step('found', day(1, 1), SCREENER));
    if (slip.kind !== 'personal-data' && random.chance(0.06)) {
      state = 'dismissed';
      steps.push(
        step('dispute', day(wait, 2), clerk, '引用原文，不宜改动'),
        step('accept', day(wait, 6), personName(random), '经核对原文，确为引用'),
      );
    } else {
      steps.push(
        step('assign', day(1, 2), personName(random), `交由${clerk}处理`),
        step('mend', day(wait, 3), clerk, how),
        step('confirm', day(wait + 1, 4), SCREENER),
      );
    }
  }
  const last = steps.at(-1)!;
  const settled = state === 'mended' ? steps.find(({ act }) => act === 'mend')! : last;
  return {
    finding: {
      id: labelledUuid(`screening/${label}`),
      source: isDraft ? 'draft' : 'publication',
      documentId: item.id,
      organCode: item.organCode,
      title: item.title,
      address: isDraft ? null : `/items/${item.id}`,
      revision: isDraft ? 'draft' : `before ${item.sha256}`,
      kind: slip.kind,
      rule: slip.rule,
      severity: slip.severity,
      start: 0,
      end: slip.text.length,
      filePlace: null,
      text: slip.text,
      suggestion,
      message: slip.message,
      before: slip.before,
      after: slip.after,
      state,
      assignedTo: null,
      assignedName: null,
      foundOn: steps[0]!.onDay,
      foundAt: steps[0]!.at,
      settledAt: settled.at,
      confirmedAt: state === 'mended' ? last.at : null,
      steps: steps.length,
    },
    steps,
  };
}

/**
 * A year of screening over the year's information: a run a day, what clerks mended while writing, what the runs found on the site and
 * what became of it, weekly reports and monthly summaries. Every figure is counted from these records. Done once.
 */
export async function screenDemonstrationYear(db: Database): Promise<void> {
  const { division, year } = demonstrationYear();
  const done = await db
    .selectFrom('screening_run')
    .select('id')
    .where('division_code', '=', division)
    .where('on_day', '<=', plainDate(`${year}-12-31`))
    .limit(1)
    .executeTakeFirst();
  if (done) return;
  const items = await readItems(db, division, year);
  const courses = planCourses(items, year);
  const organs = (await listOrgans(db, division)).map(({ code, name }) => ({ code, name }));
  await db.transaction().execute(async (transaction) => {
    for (const [label, on, lines] of VERSIONS) {
      const at = new Date(`${on}T02:00:00Z`);
      const bytes = new TextEncoder().encode(`${LEXICON}# 版本：${label}\n词条,建议\n${lines.join('\n')}\n`);
      const acting = { name: personName(new Random(`screening/${label}`)), now: at };
      const upload = { fileName: '地名和专名.csv', bytes, organCode: organs[0]!.code };
      await installStandingLexicon(transaction, division, upload, '经分管负责人同意', acting);
    }
    await insertFindings(transaction, division, courses);
    const runs = planRuns(items, courses, year);
    await insertFinishedRuns(transaction, division, runs);
    const steps = courses.flatMap(({ finding, steps: own }) =>
      own.map(({ act, onDay }) => ({
        act,
        day: onDay,
        organCode: finding.organCode,
        kind: finding.kind,
        severity: finding.severity,
        source: finding.source,
        count: 1,
      })),
    );
    const coverage = runs.map(({ onDay, done: documents, screened, characters }) => ({
      day: onDay,
      documents,
      screened,
      characters,
    }));
    const reports = composeReports(year, { steps, coverage, organs });
    await insertReports(
      transaction,
      division,
      reports.map((content) => ({
        content,
        sha256: hashReport(content),
        madeAt: new Date(`${addDays(content.last, 1)}T01:00:00Z`),
      })),
    );
  });
}

async function readItems(db: Database, division: string, year: number): Promise<Item[]> {
  const rows = await db
    .selectFrom('publication')
    .innerJoin('publication_edition as edition', (join) =>
      join
        .onRef('edition.division_code', '=', 'publication.division_code')
        .onRef('edition.publication_id', '=', 'publication.id')
        .onRef('edition.edition', '=', 'publication.edition'),
    )
    .select(({ fn }) => [
      'publication.id',
      'publication.organ_code',
      'publication.first_published_at',
      'edition.title',
      'edition.sha256',
      fn<number>('length', ['edition.body_text']).as('characters'),
    ])
    .where('publication.division_code', '=', division)
    .where('publication.visibility', '=', 'published')
    .where('publication.first_published_at', '<', new Date(`${year}-12-31T16:00:00Z`))
    .orderBy('publication.first_published_at')
    .orderBy('publication.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organCode: row.organ_code,
    title: row.title,
    publishedAt: row.first_published_at!,
    characters: Number(row.characters),
    sha256: row.sha256,
  }));
}

function planCourses(items: readonly Item[], year: number): Course[] {
  const seed = new Random('screening');
  // What a run of New Year's Eve finds would be mended in another year's reports.
  const ofYear = items.filter(({ publishedAt }) => {
    const day = shanghaiDate(publishedAt);
    return day >= `${year}-01-01` && day <= `${year}-12-24`;
  });
  const courses: Course[] = [];
  for (const [n, item] of ofYear.entries()) {
    const random = seed.fork(item.id);
    for (let i = random.int(0, 3); i > 0; i--)
      courses.push(courseOf(item, random.pick(SLIPS), true, random, `${item.id}/draft/${i}`));
    if (random.chance(0.3)) courses.push(courseOf(item, random.pick(SLIPS), false, random, `${item.id}/site`));
    if (random.chance(0.05)) courses.push(courseOf(item, random.pick(LOCAL), false, random, `${item.id}/local`));
    const due = Math.floor(((n + 1) * PERSONAL) / ofYear.length) - Math.floor((n * PERSONAL) / ofYear.length);
    for (let i = 0; i < due; i++)
      courses.push(courseOf(item, random.pick(PRIVATE), random.chance(0.7), random, `${item.id}/personal/${i}`));
  }
  return courses;
}

function planRuns(items: readonly Item[], courses: readonly Course[], year: number) {
  const found = new Map<string, number>();
  for (const { finding } of courses)
    if (finding.source !== 'draft') found.set(finding.foundOn, (found.get(finding.foundOn) ?? 0) + 1);
  const runs: Parameters<typeof insertFinishedRuns>[2][number][] = [];
  let seen = 0;
  let next = 0;
  let characters = 0;
  for (let day = plainDate(`${year}-01-01`); day <= `${year}-12-31`; day = addDays(day, 1)) {
    const from = next;
    while (next < items.length && shanghaiDate(items[next]!.publishedAt) < day) next++;
    const anew = VERSIONS.some(([, on]) => addDays(plainDate(on), 1) === day)
      ? items.slice(0, next)
      : items.slice(from, next);
    seen = next;
    characters = anew.reduce((sum, item) => sum + item.characters, 0);
    const at = new Date(`${addDays(day, -1)}T18:00:00Z`);
    runs.push({
      id: labelledUuid(`screening/run/${day}`),
      kind: 'daily',
      onDay: day,
      reason: '每日筛查',
      total: seen,
      done: seen,
      screened: anew.length,
      characters,
      found: found.get(day) ?? 0,
      gone: 0,
      requestedAt: at,
      requestedBy: SCREENER,
      startedAt: at,
      finishedAt: new Date(at.getTime() + 60_000),
    });
  }
  return runs;
}
