import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysInMonth, toEpochDay, weekdayOf } from '../../../../kernel/calendar/plain-date.ts';
import { checkFacts } from './index.ts';

function rules(text: string): string[] {
  return checkFacts(text).map((finding) => finding.rule);
}

function only(text: string) {
  const findings = checkFacts(text);
  expect(findings, text).toHaveLength(1);
  return findings[0]!;
}

describe('dates', () => {
  test.each([
    ['请于2023年2月30日前报送。', '2023年2月30日'],
    ['请于２０２３年２月３０日前报送。', '２０２３年２月３０日'],
    ['请于2月30日前报送。', '2月30日'],
    ['公示期为6月25日至6月31日。', '6月31日'],
    ['有效期至2023年2月29日。', '2023年2月29日'],
    ['2023年2月1日至2月29日开展检查。', '2月29日'],
    ['二〇二三年四月三十一日印发。', '二〇二三年四月三十一日'],
    ['统计截至2022年13月。', '2022年13月'],
    ['发布日期：2022-02-30', '2022-02-30'],
    ['发布日期：2022.13.01', '2022.13.01'],
    ['活动定于11月31号举行。', '11月31号'],
  ])('no calendar has the date in %s', (text, date) => {
    const finding = only(text);
    expect(finding).toMatchObject({ kind: 'date', rule: 'facts.impossible-date', text: date });
    expect(finding.start).toBe(text.indexOf(date));
  });

  test.each([
    '2024年2月29日',
    '2月29日',
    '农历二月三十日举行祭祀。',
    '农历2月30日',
    '三月至十二月',
    '版本2001.2.45已经停用，编号2023-45-12。',
    '30日内作出答复',
    '自受理之日起2个月30日',
    '2023年12月31日24时',
  ])('%s is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });

  test('the weekday is judged by the year that the text gives', () => {
    expect(only('会议定于2023年5月1日（星期二）召开。')).toMatchObject({
      rule: 'facts.weekday',
      text: '2023年5月1日（星期二',
      suggestion: '2023年5月1日（星期一',
    });
    expect(rules('2018年12月29日（星期六）上班，2018年12月30日至1月1日（星期二）放假。')).toEqual([]);
    expect(only('关于2019年放假安排：2月2日（星期六）、2月3日（星期一）上班。').text).toBe('2月3日（星期一');
    expect(rules('5月1日（星期二）召开。')).toEqual([]);
    expect(rules('2019年印发，2020年修订，5月1日（星期二）召开。')).toEqual([]);
  });

  test('ranges, times and day counts', () => {
    expect(only('自2023年5月10日至2023年5月1日公示。').rule).toBe('facts.date-range');
    expect(only('5月6日下午15:75召开。').rule).toBe('facts.impossible-time');
    expect(only('上午25时30分召开。').rule).toBe('facts.impossible-time');
    expect(only('国庆节：10月1日至7日放假调休，共8天。')).toMatchObject({ rule: 'facts.day-count', suggestion: '7天' });
    expect(rules('元旦：2018年12月30日至2019年1月1日放假调休，共3天。')).toEqual([]);
  });

  test('every real date passes with its own weekday and fails with another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1950, max: 2060 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 6 }),
        (year, month, day, shift) => {
          fc.pre(day <= daysInMonth(year, month));
          const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const weekday = weekdayOf(toEpochDay(iso));
          const write = (value: number) => `定于${year}年${month}月${day}日（星期${'日一二三四五六'[value]}）召开。`;
          expect(rules(write(weekday))).toEqual([]);
          expect(rules(write((weekday + shift) % 7))).toEqual(['facts.weekday']);
        },
      ),
    );
  });
});

describe('numbering', () => {
  test('gaps and repetitions', () => {
    expect(only('一是加强领导；三是强化监督。')).toMatchObject({
      rule: 'facts.numbering-gap',
      text: '三是',
      suggestion: '二是',
    });
    expect(only('第一，明确责任。第三，严格考核。').text).toBe('第三');
    expect(only('（一）总体要求\n甲。\n（三）保障措施\n乙。').rule).toBe('facts.numbering-gap');
    expect(only('一、总则\n二、任务\n二、保障').rule).toBe('facts.numbering-repeated');
    expect(only('一是统一思想，二是落实责任，二是严格考核。').suggestion).toBe('三是');
    expect(only('第一条 为了规范。\n第二条 本办法。\n第四条 附则。').suggestion).toBe('第三条');
  });

  test.each([
    '一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n（二）己',
    '一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n（四）己',
    '统一是前提，唯一是例外，三是数字。',
    '依照第（一）、（三）项处理。',
    '将第二条修改为：“（三）罚款；（五）吊销执照。”',
    '（八）项目管理制度；\n（九）终止情形。',
  ])('%j is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });

  test('an announced number of items against the list', () => {
    expect(only('做好以下三个方面工作：一是抓学习；二是抓落实。')).toMatchObject({
      rule: 'facts.item-count',
      suggestion: '二',
    });
    const nine = Array.from({ length: 9 }, (_, index) => `${index + 1}.取消事项。`).join('\n');
    expect(only(`取消行政许可事项共10项：\n${nine}`)).toMatchObject({
      rule: 'facts.item-count',
      text: '10',
      suggestion: '9',
    });
    expect(rules(`取消行政许可事项共9项：\n${nine}`)).toEqual([]);
    expect(only('取消下列三项行政许可：\n（一）甲证；\n（二）乙证。').rule).toBe('facts.item-count');
  });

  test('a semicolon says that the list goes on; an article ends every list', () => {
    expect(only('可以采取下列措施：\n（一）书面通知；\n（一）扣押财物。')).toMatchObject({
      rule: 'facts.numbering-repeated',
      suggestion: '（二）',
    });
    const before = '第一条 有下列情形：\n（一）甲；\n（二）乙。\n';
    expect(only(`${before}第二条 有下列情形：\n（一）丙；\n（三）丁。`).rule).toBe('facts.numbering-gap');
  });
});

describe('sums', () => {
  test.each([
    ['共有工作人员10人，其中男6人，女5人。', 'facts.sum'],
    ['共有工作人员10人，其中男5人，女4人。', 'facts.sum'],
    ['受理申请120件，其中来信50件、来访60件、网上20件。', 'facts.sum'],
    ['收到当面申请5件、网络申请20件、信函申请10件，合计36件。', 'facts.sum'],
    ['财政补助12.5万元、自筹30.2万元，共计43.7万元。', 'facts.sum'],
    ['办件量由100件增加到150件，增长40%。', 'facts.change'],
    ['事项由120项减少到90项，减少20项。', 'facts.change'],
    ['事项由90项减少到120项，减少30项。', 'facts.change-direction'],
    ['共受理120件，办结110件，办结率95%。', 'facts.rate'],
    ['男性占55%，女性占48%。', 'facts.shares'],
    ['三次产业结构为4.1:45.3:51.6。', 'facts.shares'],
    ['一、二、三类分别占总数的30%、40%、40%。', 'facts.shares'],
    ['申请中自然人占60%，其余占30%。', 'facts.shares'],
    ['全年办结申请120件（予以公开80件，不予公开45件）。', 'facts.sum'],
    ['共检查企业90家次，分别为商场40家次、工地30家次、学校10家次。', 'facts.sum'],
    ['共发布信息200条，其中政策解读50条，占35%。', 'facts.rate'],
    ['按申请方式分，网上占60%，信函占25%，当面占25%。', 'facts.shares'],
    ['资金构成中，中央占50.5%、省级占20.5%、区级占22.0%。', 'facts.shares'],
  ])('%s', (text, rule) => {
    expect(only(text)).toMatchObject({ kind: 'sum', rule });
  });

  test.each([
    '共有工作人员10人，其中男6人，女4人。',
    '共有干部100人，其中党员60人，女干部45人。',
    '全市生产总值1000亿元，其中第一产业50亿元，第二产业400亿元。',
    '财政补助12.5万元、自筹30.2万元，共计42.7万元。',
    '全年办结申请120件（予以公开80件，不予公开40件）。',
    '全年办结申请120件（其中网上申请80件，涉及企业的75件）。',
    '共检查企业90家次，分别为商场40家次、工地30家次、学校10家次等。',
    '共发布信息200条，其中政策解读50条，占25%。',
    '共发布信息200条，其中政策解读50条，占同类信息的35%。',
    '按申请方式分，网上占60%，信函占25%，当面占15%。',
    '按年龄分，青年占60%，党员占45%，女性占40%。',
    '办件量由90件增加到150件，增长66.7%。',
    '共受理120件，办结110件，办结率91.7%。',
    '共受理120件，办结110件，办结率91.6%。',
    '同比增长5%，环比增长3%。',
    '三次产业结构为4.1:44.3:51.6。',
    '比例尺1:500:1000',
    '投入约100万元，其中设备60万元，工程45万元。',
  ])('%s is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });

  test('a breakdown is judged by its sum alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (parts, extra) => {
          const total = parts.reduce((sum, part) => sum + part, 0);
          const list = parts.map((part, index) => `${'甲乙丙丁戊'[index]}类${part}件`).join('、');
          expect(rules(`${list}，合计${total}件。`)).toEqual([]);
          expect(rules(`${list}，合计${total + extra}件。`)).toEqual(['facts.sum']);
          expect(rules(`共办理${total}件，其中${list}。`)).toEqual([]);
        },
      ),
    );
  });
});

describe('punctuation', () => {
  test('unpaired marks', () => {
    expect(only('根据《政府信息公开条例规定，现予公布。')).toMatchObject({
      rule: 'facts.unpaired',
      text: '《',
      start: 2,
    });
    expect(only('根据政府信息公开条例》规定，现予公布。').text).toBe('》');
    expect(only('推进“放管服改革。').text).toBe('“');
    expect(only('各单位（含直属机构应当报送。').text).toBe('（');
    expect(only('国发〔2023]5号').text).toBe('〔');
    expect(only('甲（乙)丙，丁。')).toMatchObject({ rule: 'facts.bracket-width', suggestion: '）' });
  });

  test.each([
    '1)甲；2)乙。',
    '一）甲\n二）乙',
    '“第一条 甲。\n“第二条 乙。”',
    '《关于修改〈中华人民共和国监督法〉的决定》',
    '《关于修改《中华人民共和国监督法》的决定》',
    '国务院关于印发《促进\n就业规划》的通知',
    'It’s 甲。',
  ])('%j is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });

  test('width and sequences', () => {
    expect(only('请各单位高度重视,认真落实。')).toMatchObject({ rule: 'facts.width', suggestion: '，' });
    expect(only('请各单位高度重视，认真落实.')).toMatchObject({ rule: 'facts.width', suggestion: '。' });
    expect(rules('时间为10:30，网址www.example.gov.cn，增长3.5%。')).toEqual([]);
    expect(only('认真落实，，确保实效。').suggestion).toBe('，');
    expect(only('认真落实。。').suggestion).toBe('。');
    expect(only('材料包括身份证、户口簿。。。').suggestion).toBe('……');
    expect(only('材料（，复印件）齐全。').suggestion).toBe('（');
  });
});

test('offsets always cut the reported text, whatever the input', () => {
  const piece = fc.constantFrom(
    '2023年',
    '2月30日',
    '（',
    '）',
    '“',
    '”',
    '《',
    '》',
    '一是',
    '三是',
    '共10件，其中',
    '5件、',
    '\n',
    '，',
    ',',
    '😀',
    '\ud800',
    '星期一',
    '(',
    '。',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      for (const finding of checkFacts(text)) {
        expect(finding.start).toBeLessThan(finding.end);
        expect(text.slice(finding.start, finding.end)).toBe(finding.text);
      }
    }),
  );
});
