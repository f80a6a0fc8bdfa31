/** Reports of made-up counties for the years of the 2014 annex: figures in which every sum and bound holds, and their pages. */
import { annexLines, type AnnexCode } from '../../parsers/codebook/annex-form.ts'
import { between, chanceOf, type Chance } from '../../pipeline/demo/seeded.ts'

/** The annex of one unit and year. */
export type AnnexFigures = Map<AnnexCode, number>

const parts = {
  requests_received: ['requests_in_person', 'requests_fax', 'requests_online', 'requests_letter'],
  refused: [
    'refused_state_secret',
    'refused_trade_secret',
    'refused_privacy',
    'refused_security',
    'refused_not_gov_info',
    'refused_other_law',
  ],
  replies: [
    'reply_already_public',
    'reply_granted',
    'reply_partial',
    'reply_not_this_organ',
    'reply_not_exist',
    'reply_amend',
    'reply_other_channel',
  ],
  channels: ['channel_gazette', 'channel_website', 'channel_weibo', 'channel_wechat', 'channel_other'],
} as const satisfies Record<string, readonly AnnexCode[]>

/** Throws `count` things into the cells at random. */
function spread(figures: AnnexFigures, cells: readonly AnnexCode[], count: number, chance: Chance): void {
  for (let one = 0; one < count; one += 1) {
    const cell = cells[between(chance, 0, cells.length - 1)]
    if (cell !== undefined) figures.set(cell, (figures.get(cell) ?? 0) + 1)
  }
}

/** The figures of one unit and year; the same seed gives the same. */
export function annexFigures(seed: string, scale: number): AnnexFigures {
  const chance = chanceOf(seed)
  const figures: AnnexFigures = new Map(annexLines.flatMap(({ code }) => (code === null ? [] : [[code, 0]])))
  const received = between(chance, 0, scale * 3)
  const refused = between(chance, 0, Math.floor(received / 3))
  const disclosed = between(chance, 40, 60 + scale * 30)
  const documents = between(chance, 0, 5)
  spread(figures, parts.requests_received, received, chance)
  spread(figures, parts.refused, refused, chance)
  spread(figures, parts.replies, received - refused, chance)
  spread(figures, parts.channels, disclosed + between(chance, 0, 20), chance)
  const late = between(chance, 0, Math.min(1, received))
  const [full, part] = [between(chance, 0, 2), between(chance, 1, 3)]
  const set: Partial<Record<AnnexCode, number>> = {
    disclosed_total: disclosed,
    normative_docs_disclosed: documents,
    normative_docs_issued: documents,
    interpretations: between(chance, 0, 6),
    requests_received: received,
    requests_closed: received,
    closed_on_time: received - late,
    closed_extended: late,
    replies_total: received,
    reply_refused: refused,
    staff_total: full + part,
    staff_full_time: full,
    staff_part_time: part,
    reading_points: between(chance, 1, 3),
    special_funds: between(chance, 0, 30) / 10,
    meetings: between(chance, 1, 4),
  }
  for (const { code } of annexLines) {
    const value = code === null ? undefined : set[code]
    if (code !== null && value !== undefined) figures.set(code, value)
  }
  return figures
}

/** A county's annex: cell by cell the sum of its units'. */
export function sumAnnex(units: readonly AnnexFigures[]): AnnexFigures {
  const sum: AnnexFigures = new Map()
  for (const unit of units)
    for (const [code, value] of unit) sum.set(code, Number(((sum.get(code) ?? 0) + value).toFixed(2)))
  return sum
}

const unitWords = { entry: '条', document: '件', time: '次', article: '篇' } as const
const wordOf = (unit: string): string =>
  Object.entries(unitWords).find(([name]) => name === unit)?.[1] ?? '个'

/** The page of one report, before the six chapters of 2019: figures in prose agree with the annex below. */
export function annexPage(
  { name, self, year, date }: { name: string; self: string; year: number; date: string },
  figures: AnnexFigures,
): string {
  const title = `${name}${year}年政府信息公开工作年度报告`
  const value = (code: AnnexCode): string => String(figures.get(code) ?? '')
  const rows = annexLines.map(({ code, label, unit }) =>
    code === null
      ? `<tr><td>${label}</td><td>——</td><td></td></tr>`
      : `<tr><td>${label}</td><td>${wordOf(unit)}</td><td>${value(code)}</td></tr>`,
  )
  return `<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>
<p>发布日期：${date}</p>
<p>本报告由${name}按照《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。</p>
<p>一、概述</p><p>${year}年，${self}认真贯彻条例，${seedWords(`${name}${year}`)}。</p>
<p>二、主动公开政府信息情况</p><p>${year}年，${self}主动公开政府信息${value('disclosed_total')}条。</p>
<p>三、依申请公开政府信息情况</p><p>${year}年，${self}收到政府信息公开申请${value('requests_received')}件，办结${value('requests_closed')}件。</p>
<p>四、因政府信息公开申请行政复议、提起行政诉讼的情况</p><p>${self}没有因政府信息公开引起的行政复议和行政诉讼。</p>
<p>五、存在的主要问题及改进措施</p><p>${seedWords(`${name}${year}计划`)}。工作考核、社会评议结果良好，没有责任追究情形。</p>
<p>六、附表</p><p>政府信息公开情况统计表（${year}年度）</p>
<table border="1"><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>${rows.join('\n')}</table></body></html>`
}

const syllables =
  '围绕项目资金民生保障就业教育医疗养老道路水利防汛森林土地房屋补贴低保救助产业合作账目村务公示'

/** Words that no two reports share. */
function seedWords(seed: string): string {
  const chance = chanceOf(seed)
  return Array.from({ length: 60 }, () => syllables.charAt(between(chance, 0, syllables.length - 1))).join('')
}
