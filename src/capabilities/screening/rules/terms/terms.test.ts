import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadLawTitles, loadStarterTerms } from './catalogue.ts';
import { checkTerms, parseTermList } from './index.ts';
import { isOneSlip } from './law-titles.ts';

function only(text: string, options = {}) {
  const findings = checkTerms(text, options);
  expect(findings, text).toHaveLength(1);
  return findings[0]!;
}

function rules(text: string, options = {}): string[] {
  return checkTerms(text, options).map((finding) => finding.rule);
}

describe('names', () => {
  test('wrong names of organs and set phrases carry the right one', () => {
    expect(only('由市住房与城乡建设局负责。')).toMatchObject({
      rule: 'terms.organ-name',
      suggestion: '住房和城乡建设',
      severity: 'error',
    });
    expect(only('报人民检查院备案。').suggestion).toBe('人民检察院');
    expect(only('统筹推进“五位一体”战略布局。')).toMatchObject({
      rule: 'terms.set-phrase',
      suggestion: '“五位一体”总体布局',
    });
    expect(rules('国家教育部门负责。国家卫生健康委员会印发。国家安全部发布。')).toEqual([]);
  });

  test('a renamed organ is wrong only after the change and outside history', () => {
    expect(only('请向市环境保护局申报。').rule).toBe('terms.organ-renamed');
    expect(only('请向市环境保护局申报。', { documentDate: '2023-05-01' }).suggestion).toBe('市生态环境局');
    expect(rules('请向市环境保护局申报。', { documentDate: '2016-05-01' })).toEqual([]);
    expect(rules('由原市环境保护局批准，2022年5月移交。')).toEqual([]);
    expect(rules('依照环境保护部令第39号办理，自2023年1月1日起施行。')).toEqual([]);
    expect(rules('印发《市环境保护局规则》，2023年1月1日。')).toEqual([]);
    expect(rules('环境保护部门应当公开，2023年1月1日。')).toEqual([]);
    expect(rules('环境保护部会同有关部门办理。\n二〇一五年六月一日\n')).toEqual([]);
  });

  test('every starter term gives its right name, and the right name passes', () => {
    for (const term of loadStarterTerms()) {
      if (term.kind !== 'organ-name' && term.kind !== 'phrase') continue;
      expect(rules(`按照${term.right}的要求`), term.right).toEqual([]);
      expect(checkTerms(`按照${term.wrong}的要求`), term.wrong).not.toEqual([]);
    }
  });
});

describe('law titles', () => {
  test('a slip in a quoted title is found', () => {
    expect(only('依据《中华人民共和国行政许可发》办理。')).toMatchObject({
      rule: 'terms.law-title',
      suggestion: '中华人民共和国行政许可法',
    });
    expect(only('依据《中华人民共和国政府信息公开条列》办理。').suggestion).toContain('政府信息公开条例');
    expect(only('依据《中华人民共和国优化营商环境条例》办理。').suggestion).toBe('优化营商环境条例');
    expect(only('根据中华人民共和国行政处罚法规定').suggestion).toBe('《中华人民共和国行政处罚法》');
  });

  test.each([
    '《中华人民共和国行政处罚法》',
    '《行政处罚法》和《民法典》',
    '《某某市物业管理条例》',
    '《盐业管理条例》',
    '《关于做好工作的通知》',
    '中华人民共和国行政处罚法',
  ])('%s is let pass', (text) => {
    expect(rules(text)).toEqual([]);
  });

  test('a repealed law is named with its successor', () => {
    expect(only('依据《中华人民共和国合同法》签订，2023年1月1日。')).toMatchObject({ rule: 'terms.law-repealed' });
    expect(rules('《合同法》同时废止，2021年1月1日。')).toEqual([]);
    expect(rules('依据《合同法》签订，2019年5月6日。')).toEqual([]);
  });

  test('one slip away, found from any title by any single change', () => {
    const titles = [...'甲'].flatMap(() => ['政府信息公开条例', '重大行政决策程序暂行条例']);
    fc.assert(
      fc.property(
        fc.constantFrom(...titles),
        fc.nat(),
        fc.constantFrom('change', 'lose', 'add'),
        (title, place, how) => {
          const at = 1 + (place % (title.length - 4));
          const tail = how === 'add' ? title.slice(at) : title.slice(at + 1);
          const slip = title.slice(0, at) + (how === 'lose' ? '' : '鑫') + tail;
          expect(isOneSlip(slip, title)).toBe(true);
          expect(isOneSlip(title, title)).toBe(false);
          expect(loadLawTitles().nearest(slip)).toBe(title);
        },
      ),
    );
  });
});

describe('document numbers', () => {
  test.each([
    ['国办发[2021]5号', '国办发〔2021〕5号'],
    ['国办发（2021）5号', '国办发〔2021〕5号'],
    ['甬政发〔2021〕第05号', '甬政发〔2021〕5号'],
  ])('%s', (written, right) => {
    expect(only(`根据${written}文件`)).toMatchObject({
      rule: 'terms.document-number',
      text: written,
      suggestion: right,
    });
  });

  test('case numbers and right numbers pass', () => {
    expect(rules('（2021）浙0206民初15号，国发〔2019〕5号，国函〔2018〕145号')).toEqual([]);
  });

  test('the library is asked through the callback', () => {
    const lookupDocument = (number: string) =>
      number === '甬政发〔2019〕5号'
        ? ({ status: 'repealed', since: '2022年1月1日' } as const)
        : number.startsWith('甬')
          ? ({ status: 'unknown' } as const)
          : undefined;
    expect(rules('见甬政发〔2019〕5号、甬政发〔2020〕9号和国发〔2020〕9号', { lookupDocument })).toEqual([
      'terms.document-not-in-force',
      'terms.document-unknown',
    ]);
  });
});

test.each([
  ['长度为50公尺', '米'],
  ['重5KG的设备', 'kg'],
  ['约300人左右参加', ''],
  ['近100余人参加', ''],
  ['超过50%以上', ''],
  ['二零二三年印发', '二〇二三'],
  ['处5千元罚款', '5000'],
  ['提高3%个百分点', '个百分点'],
  ['成本减少3倍', null],
])('number style: %s', (text, suggestion) => {
  expect(only(text)).toMatchObject({ kind: 'term', suggestion });
});

test('a term list is refused line by line', () => {
  const { terms, errors } = parseTermList(
    'wrong,right,kind,since,severity,source,note,not_after,not_before\n甲乙局,甲丙局,organ-name\n甲乙局,甲丙局,organ-name\n甲,乙,phrase\n"丙,丁",丙丁,phrase\n戊己,庚辛,nonsense\n戊己,庚辛,phrase,昨天\n坏\uFFFD字,好字,phrase\n',
  );
  expect(terms.map((term) => term.wrong)).toEqual(['甲乙局', '丙,丁']);
  expect(errors.map((error) => error.line)).toEqual([3, 4, 6, 7, 8]);
  expect(parseTermList('甲,乙').errors).toHaveLength(1);
});

test('an installation adds its own terms', () => {
  const { terms } = parseTermList('wrong,right,kind\n数据资源管理局,数据局,organ-name\n');
  expect(only('报市数据资源管理局。', { extraTerms: terms }).suggestion).toBe('数据局');
});
