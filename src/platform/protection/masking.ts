// What a screen shows of personal data until a permission and a reason open them. Masks say how much is hidden but not what.

/** Family names of two characters that are common enough to be taken for one. */
const COMPOUND_SURNAMES = new Set(
  '欧阳 太史 上官 端木 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 长孙 宇文 鲜于 闻人 司徒 司空 公孙 慕容 令狐 轩辕 钟离 澹台 濮阳 淳于 单于 申屠 公冶 宗政 赫连 呼延 东郭 南门 西门 左丘 拓跋 百里 第五'.split(
    ' ',
  ),
);

/** 张三丰 → 张某某, 欧阳修 → 欧阳某, John Smith → J***; the family name stays so that people can tell cases apart. */
export function maskPersonName(name: string): string {
  const characters = [...name.trim()];
  if (characters.length === 0) return '';
  if (!/^\p{Script=Han}/u.test(name.trim())) return `${characters[0]}***`;
  const family = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1;
  const given = Math.min(2, Math.max(1, characters.length - family));
  return characters.slice(0, family).join('') + '某'.repeat(given);
}

/** 330206199001011234 → 330***********1234. Anything too short to hide its middle is hidden whole. */
export function maskIdentityNumber(number: string): string {
  const characters = [...number.trim()];
  if (characters.length < 11) return '*'.repeat(characters.length);
  return characters.slice(0, 3).join('') + '*'.repeat(characters.length - 7) + characters.slice(-4).join('');
}

/** 13812345678 → 138****5678, 0574-87654321 → 057*******4321. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (text.length < 8) return '*'.repeat(text.length);
  return `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`;
}

/** zhangsan@example.com → z***@example.com */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '***';
  return `${[...email.slice(0, at)][0]}***${email.slice(at)}`;
}

/** 浙江省宁波市北仑区新碶街道中河路1号 → 浙江省宁波市北仑区***: down to the county, never the street. */
export function maskAddress(address: string): string {
  const county = /^.{0,20}?(?:自治县|自治旗|[县区旗]|(?<=市.{1,8})市)/u.exec(address.trim());
  return `${county?.[0] ?? ''}***`;
}
