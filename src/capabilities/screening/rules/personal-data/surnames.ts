/** Family names: the four hundred or so most borne (Ministry of Public Security name reports, 百家姓), single and compound. */
const SINGLE = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛阎闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦齐梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丛华车冉房边辜吉饶刁瞿戚丘古米池滕佟言蔺桑岳宫窦邬应苟仇栾来商虞冼楚冀占鞠邢娄戎宗蒲官麦党沙晏谈班裘厉全代荆冷卞胥慕艾郎骆尚邸井沃褚敬缪满晋干宦岑揭乐支储国但初居巩臧匡闻权蓝奚习麻鹿仲伏农钮雍相衣原练樊窦麻储封桑伊宿狄邰从咸籍蒙皮湛巫经储诸步都耿暴寿广阙东殴利师巢聂晁勾敖融訾辛阚简空毋乜养鞠须丰明计糜弓牧隗山侯宓蓬郗印怀浦尔'.split(
    '',
  ),
);

const COMPOUND = new Set(
  '欧阳 上官 司马 诸葛 夏侯 尉迟 东方 皇甫 公孙 慕容 令狐 司徒 司空 轩辕 宇文 长孙 端木 独孤 南宫 西门 申屠 闻人 澹台 濮阳 淳于 单于 太叔 公冶 宗政 赫连 拓跋 呼延 钟离 闾丘 鲜于 公羊 万俟 第五 亓官 百里 东郭 南门 谷梁 微生 梁丘 左丘 东门 纳兰 完颜 仲孙 巫马 公西 漆雕 乐正 壤驷 夹谷 宰父 段干 相里 羊舌 贺兰 叶赫'.split(
    ' ',
  ),
);

/** Length of the family name at the start of `text`: 2, 1, or 0 when it does not start with one. */
export function familyNameLength(text: string): 0 | 1 | 2 {
  if (COMPOUND.has(text.slice(0, 2))) return 2;
  return SINGLE.has(text.charAt(0)) ? 1 : 0;
}

/** True when the two characters are a compound family name (欧阳, 上官). */
export function isCompoundFamilyName(text: string): boolean {
  return COMPOUND.has(text);
}
