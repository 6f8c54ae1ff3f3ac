import { doScreeningWork, type StockSource } from '../src/capabilities/screening/index.ts';
import type { Database } from '../src/platform/database/index.ts';
import { publicationStock, readDocuments } from '../src/screening-stock.ts';
import { CLERK, HEAD, LEGAL, OFFICER, REVIEWER } from './desk-letters.ts';
import { type Course, type DeskOffice, DeskRefusedError, OFFICE } from './desk-office.ts';
import { INVENTED } from './names.ts';

interface Text {
  title: string;
  category: string;
  theme: string;
  genre: string;
  paragraphs: readonly string[];
}

/** A publication on its way, and how often it was moved on. */
interface Item {
  readonly id: string;
  revision: number;
}

interface Saved {
  id: string;
  revision: number;
}

const STAGES = ['drafting', 'first-review', 'second-review', 'final-review', 'approved', 'published'] as const;
type Stage = (typeof STAGES)[number];

const notice = (title: string, ...paragraphs: string[]): Text => ({
  title: `${title}${INVENTED}`,
  category: 'regulations.policies',
  theme: '综合政务',
  genre: '通知',
  paragraphs,
});

/** Information of the government's office at each stage of its review; some with mistakes that the screening finds. */
export function publicationsInWork(office: DeskOffice, db: Database, division: string): Course[] {
  return [
    released(office, db, division),
    withdrawn(office),
    scheduled(office),
    held(office),
    bringTo(office, 4, 'approved', {
      title: `政府信息公开工作要点任务分解表${INVENTED}`,
      category: 'other',
      theme: '综合政务',
      genre: '其他',
      paragraphs: ['各单位按照任务分解表落实责任，于每季度末报送进展情况。'],
    }),
    bringTo(
      office,
      3,
      'final-review',
      notice('关于做好示例防汛物资储备工作的通知', '各镇、街道应当在汛期前完成物资盘点。'),
    ),
    inSecondReview(office),
    bringTo(office, 2, 'first-review', notice('关于公布示例便民服务点名单的通知', '便民服务点名单自印发之日起公布。')),
    bringTo(
      office,
      1,
      'drafting',
      notice('关于调整示例政务服务大厅开放时间的通知', '工作日开放时间调整为上午九时至下午五时。'),
    ),
  ];
}

async function create(office: DeskOffice, text: Text): Promise<Item> {
  const { title, category, theme, genre, paragraphs } = text;
  const { id, revision } = await office.ask<Saved>(CLERK, 'POST', '/publications', {
    organCode: OFFICE,
    kind: 'item',
    metadata: {
      title,
      documentNumber: null,
      formedOn: office.today,
      category,
      theme,
      genre,
      keywords: [],
      disclosure: 'proactive',
      summary: `${title}。`,
    },
    bodyHtml: paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join(''),
  });
  return { id, revision };
}

async function act(office: DeskOffice, item: Item, by: string, name: string, rest: object = {}): Promise<void> {
  const path = `/publications/${item.id}/acts`;
  const { revision } = await office.ask<Saved>(by, 'POST', path, { revision: item.revision, act: name, ...rest });
  item.revision = revision;
}

const MOVES: Readonly<Record<Exclude<Stage, 'drafting'>, (office: DeskOffice, item: Item) => Promise<void>>> = {
  'first-review': (office, item) => act(office, item, CLERK, 'submit'),
  'second-review': async (office, item) => {
    await act(office, item, REVIEWER, 'record-disclosure-review', { conclusion: 'disclose', opinion: '可以公开。' });
    await act(office, item, REVIEWER, 'pass', { opinion: '同意。' });
  },
  'final-review': (office, item) => act(office, item, LEGAL, 'pass', { opinion: '合法性审查无意见。' }),
  approved: (office, item) => act(office, item, HEAD, 'pass', { opinion: '同意公开。' }),
  published: (office, item) => act(office, item, OFFICER, 'publish'),
};

/** Written so many working days ago and brought as far as the stage. */
async function* bringTo(
  office: DeskOffice,
  days: number,
  stage: Stage,
  text: Text,
  after: (item: Item) => Course = async function* () {},
): Course {
  yield office.before(days);
  const item = await create(office, text);
  for (const next of STAGES.slice(1, STAGES.indexOf(stage) + 1) as Exclude<Stage, 'drafting'>[])
    await MOVES[next](office, item);
  yield* after(item);
}

function inSecondReview(office: DeskOffice): Course {
  const text = notice('关于开展示例营商环境座谈的通知', '座谈会会议按排另行通知，请各单位准备书面材料。');
  return bringTo(office, 3, 'second-review', text, async function* (item) {
    await act(office, item, REVIEWER, 'proofread', { openFindings: 1, opinion: '“按排”应为“安排”。' });
    yield* [];
  });
}

function scheduled(office: DeskOffice): Course {
  const text = notice('关于印发示例节能宣传周活动方案的通知', '活动方案自公布之日起实施。');
  return bringTo(office, 4, 'approved', text, async function* (item) {
    await act(office, item, OFFICER, 'schedule', { publishAt: `${office.after(3)}T09:00:00+08:00` });
    yield* [];
  });
}

function withdrawn(office: DeskOffice): Course {
  const text = notice('关于示例道路临时封闭的通知', '示例道路因施工临时封闭，请过往车辆绕行。');
  return bringTo(office, 12, 'published', text, async function* (item) {
    yield office.before(9);
    await office.ask(OFFICER, 'POST', `/publications/${item.id}/withdrawal`, {
      revision: item.revision,
      kind: 'inaccurate',
      reason: '封闭路段的名称有误，核对后重新发布',
    });
  });
}

/** The screening before the release holds it: somebody has to mend it or say why not. */
function held(office: DeskOffice): Course {
  const text = notice('关于布署示例冬季安全检查的通知', '各单位要认真布署，抓好落实。');
  return bringTo(office, 2, 'approved', text, async function* (item) {
    const path = `/publications/${item.id}/acts`;
    const answer = await office.tryToAsk(OFFICER, 'POST', path, { revision: item.revision, act: 'publish' });
    if (answer.statusCode !== 422) throw new DeskRefusedError(`publish: ${answer.statusCode} ${answer.body}`);
    yield* [];
  });
}

interface Findings {
  findings: { id: string; text: string }[];
}

/** Went out with mistakes, found by the day's screening; two are given to the clerk, who disputes one, the others wait. */
function released(office: DeskOffice, db: Database, division: string): Course {
  const text = notice(
    '关于做好示例人才公寓配租工作的通知',
    '各单位既使没有申请对象也应当按时报送。',
    '原会议纪要写明：“请各单位再接再励，以经济适用为原则。”',
    '配租工作由区级主管部门统一布署，会议按排另行通知。',
    '工作要严格坚守岗立。',
  );
  return bringTo(office, 7, 'approved', text, async function* (item) {
    await act(office, item, OFFICER, 'publish', { overruled: '时限紧迫，先行公布，随后核对改正' });
    yield office.before(6);
    const clock = () => office.now;
    await doScreeningWork({ db, divisionCode: division, sources: [only(item.id)], readDocuments, clock });
    const { findings } = await office.ask<Findings>(OFFICER, 'GET', `/screening/findings?document=${item.id}&limit=50`);
    const mistaken = findings.find((finding) => finding.text === '既使');
    const quoted = findings.find((finding) => finding.text === '再接再励');
    if (!mistaken || !quoted) throw new DeskRefusedError(`findings: ${findings.map((one) => one.text).join()}`);
    for (const finding of [mistaken, quoted]) await assign(office, finding.id);
    yield office.before(5);
    await office.ask(CLERK, 'POST', `/screening/findings/${quoted.id}/acts`, {
      act: 'dispute',
      reason: '引用原会议纪要的文字，不宜改动',
    });
  });
}

/** What the day brought: the whole stock is walked over by the server's own first run. */
function only(id: string): StockSource {
  return {
    ...publicationStock,
    count: async () => 1,
    async page(db, divisionCode, after) {
      const found = after === null ? await publicationStock.find(db, divisionCode, id) : undefined;
      return found ? [found] : [];
    },
  };
}

async function assign(office: DeskOffice, id: string): Promise<void> {
  const path = `/screening/findings/${id}`;
  const { assignees } = await office.ask<{ assignees: { id: string; name: string }[] }>(OFFICER, 'GET', path);
  const clerk = assignees.find(({ name }) => name.startsWith('林承办'))!;
  await office.ask(OFFICER, 'POST', `${path}/acts`, { act: 'assign', to: clerk.id });
}
