/**
 * Glyphs that look like a character and are another: fonts embedded in PDFs often map 民 to the radical ⺠ and 行 to ⾏.
 * Source: Unicode 14, EquivalentUnifiedIdeograph (radicals supplement); the Kangxi radicals and compatibility forms go by NFKC.
 */
const pairs = [
  '⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑',
  '⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王',
  '⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑',
  '⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長',
  '⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼',
  '⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟',
]

const unified = new Map(
  pairs.flatMap((line) =>
    line.split(' ').map((pair): [string, string] => {
      const [radical = '', ideograph = ''] = pair
      return [radical, ideograph]
    }),
  ),
)

/** Kangxi radicals, compatibility ideographs and ligatures; full-width forms stay as they are printed. */
const compatible = /[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g

/** The text with radicals as the characters that they stand for. */
export function normaliseGlyph(text: string): string {
  return text
    .replace(/[\u2e80-\u2ef3]/g, (radical) => unified.get(radical) ?? radical)
    .replace(compatible, (form) => form.normalize('NFKC'))
}
