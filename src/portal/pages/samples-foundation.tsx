const colours = [
  ['paper', '纸'],
  ['surface', '面'],
  ['sunken', '底'],
  ['ink', '墨'],
  ['ink-soft', '淡墨'],
  ['ink-faint', '轻墨'],
  ['accent', '黛'],
  ['accent-wash', '黛底'],
  ['seal-fill', '朱'],
  ['positive', '绿'],
  ['caution', '赭'],
  ['negative', '赤'],
] as const;

export function ColourSamples() {
  return (
    <ul class="swatches">
      {colours.map(([token, name]) => (
        <li key={token}>
          <span class={`swatch swatch-${token}`} aria-hidden="true" />
          <span>{name}</span>
          <code>{`--${token}`}</code>
        </li>
      ))}
    </ul>
  );
}

export function TypeSamples() {
  return (
    <div class="prose">
      <p class="lede">
        导语：行政机关公开政府信息，应当坚持以公开为常态、不公开为例外，遵循公正、公平、合法、便民的原则。
      </p>
      <h3>三级标题：标点“成对”时（如括号、引号）在行首行尾收窄</h3>
      <p>
        正文用黑体，每行约四十字，行距一点八倍。中文与English、与2022年的数字之间自动留出空隙；连续标点「（如此）」不占两格。网址、文号等长字符串如
        https://www.example.gov.cn/zwgk/2022/01/very-long-address-without-any-break-opportunity.html
        在需要时折行，不撑破版面。
      </p>
      <h4>四级标题</h4>
      <ul>
        <li>
          普通链接：<a href="#type">政府信息公开指南</a>
        </li>
        <li>
          已经打开过的链接与未打开的颜色不同，<a href="/design">本页</a>即是一例。
        </li>
      </ul>
      <blockquote>
        <p>引用：法律、法规和国家有关规定对上述期限另有规定的，从其规定。</p>
      </blockquote>
    </div>
  );
}
