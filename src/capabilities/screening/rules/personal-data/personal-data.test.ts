import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { residentIdCheckDigit } from '../../../../kernel/identifiers/index.ts';
import { checkPersonalData, findPersonalData, maskPersonalData } from './index.ts';
import { passesLuhn } from './issuer-ranges.ts';
import { normaliseWidth } from './normalise.ts';

// All persons and numbers below are invented.
const withCheck = (first17: string) => first17 + residentIdCheckDigit(first17);
const ADULT = withCheck('33020619850307221');
const CHILD = withCheck('11010520100909123');

/** `[[` and `]]` mark what is private. */
const PRIVATE: readonly string[] = [
  `申请人[[张伟]]，身份证号码[[${ADULT}]]，联系电话[[13912345678]]。`,
  `[[李娜]]（[[${ADULT}]]）因不服北仑区市场监督管理局行政处罚决定。`,
  `被处罚人：[[王建国]]，男，[[${ADULT}]]，家住[[浙江省宁波市北仑区新碶街道明州社区银杏苑12幢302室]]。`,
  `举报人[[赵敏]]的手机是[[139 1234 5678]]，请保密。`,
  `家庭电话：[[0574-86783210]]`,
  `住宅电话[[86783210]]`,
  `患者[[刘洋]]，女，8岁，患[[急性白血病]]，住[[江南村3组12号]]。`,
  `姓名：[[阿卜杜拉·买买提]] 身份证：[[${ADULT}]]`,
  `车牌号[[浙BD12345]]的小型轿车`,
  `机动车号牌为[[浙B·A1234]]`,
  `驾校车辆[[浙B1234学]]`,
  `港澳居民来往内地通行证号码[[H12345678]]`,
  `台胞证号：[[12345678]]`,
  `护照号码：[[E12345678]]`,
  `Passport No. [[G12345678]]`,
  `邮箱：[[zhangsan@163.com]]，QQ：[[123456789]]，微信号：[[zhang_san88]]`,
  `银行卡号[[6222021001116245702]]`,
  `开户银行：中国工商银行北仑支行，账号：[[6222 0210 0111 6245 702]]，户名：[[陈晓明]]`,
  `社会保障卡号：[[A12345678]]`,
  `户籍所在地：[[安徽省阜阳市临泉县杨桥镇张庄村委会大张庄56号]]，现住[[宁波市北仑区大碶街道高田王村45号]]`,
  `孩子[[${CHILD}]]就读于某小学`,
  `序号\t姓名\t身份证号\t联系电话\n1\t[[周杰]]\t[[${ADULT}]]\t[[13800138000]]\n2\t[[吴昊天]]\t[[${CHILD}]]\t[[15900001111]]`,
  `北仑区2023年低保对象名单\n序号 姓名 家庭住址`,
  `受理投诉人[[孙莉]]反映噪声扰民问题`,
  `信访人[[钱程]]来信反映小区物业收费问题`,
  `经审查，[[郑爽]]、[[何平]]、[[林志强]]等3户家庭符合公租房保障条件`,
  `残疾人证号：[[${ADULT}42]]`,
  `手机：[[１３９１２３４５６７８]]`,
  `电话[[13912345678]]/[[13812345678]]`,
  `联系人：[[张三丰]]，手机[[13912345678]]`,
  `家长[[黄丽华]]电话[[13712345678]]`,
  `原告：[[徐志明]]，住[[宁波市海曙区中山西路100弄5号302室]]。`,
  `死者[[冯刚]]，男，1960年生，汉族`,
  `收款人：[[韩雪]]，账号：[[3901120001200456789]]`,
  `公民[[陆小曼]]（身份证号：[[${ADULT.slice(0, 6)} ${ADULT.slice(6, 14)} ${ADULT.slice(14)}]]）`,
  `学生[[张子涵]]，学籍号[[G${CHILD}]]`,
];

/** Nothing of this is private. */
const PUBLIC: readonly string[] = [
  `统一社会信用代码：91330206MA2AGXYZ4K，法定代表人：张伟`,
  `（2023）浙0206行初12号`,
  `仑政发〔2023〕15号`,
  `局长李明主持会议，副局长王强汇报。`,
  `宁波市北仑区人民政府办公室，电话：0574-89383000，地址：宁波市北仑区长江路1166号。`,
  `审判长 陈刚 审判员 李丽 书记员 王芳`,
  `咨询电话：0574-86781234，联系人：李明`,
  `监督电话：12345、12388`,
  `拟任命张建军同志为区发展和改革局局长`,
  `张建军，男，汉族，1975年3月生，中共党员，现任区财政局副局长，拟任区审计局局长。`,
  `邮箱：bgs@bl.gov.cn`,
  `请将意见发送至邮箱 blfgj@163.com，联系单位：北仑区发展和改革局`,
  `浙ICP备05010518号`,
  `浙公网安备 33020602000123号`,
  `网站标识码：3302060001`,
  `采购编号：NBITC-202310101G`,
  `GB 11643-1999`,
  `项目总投资13912345678元`,
  `2023年1月1日至2023年12月31日`,
  `邮编315800`,
  `开户行：中国银行北仑支行，户名：宁波市北仑区财政局，账号：6222021001116245702`,
  `不动产权证号：浙（2020）宁波市北仑不动产权第0012345号`,
  `注册地址：浙江省宁波市北仑区新碶街道明州路301号5幢302室`,
  `企业住所：宁波市北仑区大碶街道庐山西路100号`,
  `宁波北仑某某有限公司，地址：北仑区黄山路100号1幢101室，电话：0574-86781111`,
  `中标单位：浙江某建设有限公司，项目负责人：王建国`,
  `记者 张三 通讯员 李四`,
  `发言人张明表示`,
  `行政执法证号：33020612345`,
  `宁波市副市长李关定到北仑调研`,
  `服务热线400-800-1234`,
  `条形码6901234567892`,
  `ISBN 978-7-5093-1234-5`,
  `本办法由区司法局负责解释。申请人和解的，准予撤回。`,
  `当事人陈述、申辩的权利`,
  `联系电话：86781234（办公时间）`,
  `区政府12月印发`,
  `北仑区行政审批局 地址：北仑区四明山路775号 电话：0574-89383333`,
  `烈士张思德`,
  `车架号LSVAA4187E2123456`,
  `微信公众号：bilun_fabu`,
  `张某某，身份证号3302**********1234`,
  `代表张华提出的建议`,
  `区人大代表李国强`,
  `驻村第一书记陈伟`,
  `经办人：周涛`,
];

function unmark(marked: string): { text: string; values: string[] } {
  return {
    text: marked.replace(/\[\[|\]\]/g, ''),
    values: [...marked.matchAll(/\[\[(.*?)\]\]/g)].map((match) => match[1]!),
  };
}

describe('personal data', () => {
  test.each(PRIVATE)('finds exactly what is private: %s', (marked) => {
    const { text, values } = unmark(marked);
    expect(findPersonalData(text).map((datum) => text.slice(datum.start, datum.end))).toEqual(values);
  });

  test.each(PUBLIC)('leaves what must stay public: %s', (text) => {
    expect(findPersonalData(text)).toEqual([]);
  });

  test('a mistyped number under an identity label is only a warning, an unlabelled one is nothing', () => {
    const wrong = ADULT.slice(0, 17) + (ADULT[17] === '1' ? '2' : '1');
    expect(checkPersonalData(`身份证号：${wrong}`).map((finding) => finding.severity)).toEqual(['warning']);
    expect(checkPersonalData(`号码${wrong}。`)).toEqual([]);
  });

  test('a name that is private once is private at every mention', () => {
    const text = `申请人：周小敏，身份证号${ADULT}。经审查，周小敏符合条件。`;
    const names = findPersonalData(text).filter((datum) => datum.kind === 'name');
    expect(names.map((name) => name.start)).toEqual([4, text.lastIndexOf('周小敏')]);
  });
});

describe('long texts', () => {
  test('every datum of a long text is found at its place, and a name also far from where it was proven', () => {
    const filler = '本办法所称政府信息，是指行政机关在履行职责过程中制作或者获取的信息。\n';
    const block = filler.repeat(1500);
    const text = `${block}申请人：周小敏，身份证号：${ADULT}。\n${block}${block}经审查，周小敏符合条件。${block}`;
    const found = findPersonalData(text);
    expect(found.map((datum) => [datum.kind, datum.start])).toEqual([
      ['name', text.indexOf('周小敏')],
      ['resident-id', text.indexOf(ADULT)],
      ['name', text.lastIndexOf('周小敏')],
    ]);
  });
});

describe('masking', () => {
  test.each(PRIVATE)('keeps no private value and finds nothing to mask again: %s', (marked) => {
    const { text, values } = unmark(marked);
    const { text: masked, masked: spans } = maskPersonalData(text);
    for (const value of values) expect(masked).not.toContain(value);
    expect(spans).toHaveLength(values.length);
    for (const span of spans) expect(span.reason).not.toBe('');
    expect(findPersonalData(masked)).toEqual([]);
  });

  test('two people with the same family name get the same masks: nothing tells them apart', () => {
    const other = withCheck('32080219721105123');
    const one = maskPersonalData(`申请人：周小敏，身份证号：${ADULT}，手机13912345678`).text;
    const two = maskPersonalData(`申请人：周立，身份证号：${other}，手机15887654321`).text;
    expect(one).toBe(two);
  });
});

describe('properties', () => {
  const region = fc.constantFrom('110105', '330206', '320802', '440305', '510104', '650102');
  const birth = fc
    .date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2020-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
  const residentId = fc
    .tuple(region, birth, fc.integer({ min: 0, max: 999 }))
    .map(([place, day, order]) => withCheck(`${place}${day}${String(order).padStart(3, '0')}`));
  const wide = (text: string) =>
    text.replace(/[0-9X]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

  test('every valid ID is found at its place, however it is written', () => {
    const spelling = fc.constantFrom<(id: string) => string>(
      (id) => id,
      wide,
      (id) => id.toLowerCase(),
      (id) => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`,
      (id) => `${id.slice(0, 6)}-${id.slice(6, 14)}-${id.slice(14)}`,
    );
    fc.assert(
      fc.property(residentId, spelling, fc.constantFrom('', '证件号码：', '身份证\n号码为'), (id, write, lead) => {
        const written = write(id);
        const text = `前文${lead}${written}，后文`;
        const found = findPersonalData(text);
        expect(found.map((datum) => [datum.kind, text.slice(datum.start, datum.end)])).toEqual([
          ['resident-id', written],
        ]);
      }),
    );
  });

  test('a number inside a longer code is no ID and no telephone', () => {
    const letters = fc.stringMatching(/^[A-Z]{2,4}[0-9]{1,3}$/);
    fc.assert(
      fc.property(residentId, letters, (id, code) => {
        expect(findPersonalData(`合同${code}${id}号`)).toEqual([]);
        expect(findPersonalData(`合同${id}W${code}`)).toEqual([]);
      }),
    );
  });

  test('any text: spans are ordered, apart and inside; normalising keeps the length', () => {
    const alphabet = fc.constantFrom(...'申请人张伟：，。身份证号1３9０5８X-（） \n\t@a.c浙B住村组号\ud800');
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 120 }), (units) => {
        const text = units.join('');
        expect(normaliseWidth(text)).toHaveLength(text.length);
        let end = 0;
        for (const datum of findPersonalData(text)) {
          expect(datum.start).toBeGreaterThanOrEqual(end);
          expect(datum.end).toBeGreaterThan(datum.start);
          end = datum.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test('Luhn finds every single wrong digit', () => {
    const card = '6222021001116245702';
    expect(passesLuhn(card)).toBe(true);
    fc.assert(
      fc.property(fc.nat(card.length - 1), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const digit = (Number(card[at]) + shift) % 10;
        expect(passesLuhn(card.slice(0, at) + digit + card.slice(at + 1))).toBe(false);
      }),
    );
  });
});
