/** Random facts → a messy page in any edition, shell and charset, with what a reader must make of every cell. */
import iconv from 'iconv-lite'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Edition } from '../../parsers/codebook/form.ts'
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { makeFigures, type Figure } from './form-figures.ts'
import { formSheets } from './form-squares.ts'
import type { Mess } from './mess.ts'
import { messes } from './messes.ts'
import { wrap, writeSheet, type Style, type Wrapping } from './messy-markup.ts'

/** How bytes are made and what is said of them. */
export const charsets = [
  'utf-8',
  'utf-8 marked',
  'gb18030',
  'gb18030 undeclared',
  'gb18030 called utf-8',
  'utf-8 called gb2312',
] as const
export type Charset = (typeof charsets)[number]

/** Everything that decides one page; the same case is the same page. */
export interface Case {
  seed: number
  edition: Edition
  style: Style
  wrapping: Wrapping
  charset: Charset
  /** Names of messes, at most one of which leaves only positions. */
  messes: string[]
}

export interface MessyPage {
  bytes: Uint8Array
  html: string
  expected: Map<CellId, Pick<Figure, 'value' | 'state'>>
}

/** Messes that spoil the same rows or headings and are therefore not heaped on one another. */
const apart: readonly (readonly string[])[] = [
  messes.filter((mess) => mess.position).map((mess) => mess.name),
  [
    'a row left out',
    'a cell left out of a row',
    'the figures of a row merged into one',
    'table four cut after its first route',
    'row labels misspelt',
    'a column left out',
    'subtotal rows added',
  ],
  [
    'table three in two pieces',
    'headings doubled in the middle',
    'subtotal rows added',
    'table three without its spans',
    'a column left out',
    'table three without its headings',
    'the last heading of table three lost',
    'the total heading in the row below',
    'a row label of table three lost',
    'row labels misspelt',
  ],
  [
    'table four with a label before its figures',
    'table four cut after its first route',
    'table four without its first headings',
    'a cell left out of a row',
    'the figures of a row merged into one',
  ],
  // Beside a row that nobody knows, a row without a label could be any.
  [
    'the label of rules lost',
    'a row that the form does not have',
    'a row left out',
    'row labels misspelt',
    'the note cell of table three empty and labels with notes',
    'the figures of a row merged into one',
  ],
  [
    'headings of table two cut short',
    'a heading of table two printed twice',
    'the note cell of table three empty and labels with notes',
    'the figures of a row merged into one',
    'row labels misspelt',
  ],
  [
    ...messes.filter((mess) => mess.position).map((mess) => mess.name),
    'a row left out',
    'a cell left out of a row',
    'the figures of a row merged into one',
    'a column left out',
  ],
]

/** The messes of a case in a fixed order, without those that would spoil what another one has spoilt. */
function chosen(names: string[]): Mess[] {
  const kept: Mess[] = []
  for (const mess of messes) {
    if (!names.includes(mess.name)) continue
    if (apart.some((group) => group.includes(mess.name) && kept.some((other) => group.includes(other.name))))
      continue
    kept.push(mess)
  }
  return kept
}

const declared: Record<Charset, { encoding: string; meta: string | null; mark: boolean }> = {
  'utf-8': { encoding: 'utf-8', meta: 'utf-8', mark: false },
  'utf-8 marked': { encoding: 'utf-8', meta: null, mark: true },
  gb18030: { encoding: 'gb18030', meta: 'gb2312', mark: false },
  'gb18030 undeclared': { encoding: 'gb18030', meta: null, mark: false },
  'gb18030 called utf-8': { encoding: 'gb18030', meta: 'utf-8', mark: false },
  'utf-8 called gb2312': { encoding: 'utf-8', meta: 'gb2312', mark: false },
}

const headings = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
]
const years: Record<Edition, number> = { '2014': 2016, '2019': 2020, '2021': 2023 }

/** Makes the page of a case. */
export function makePage(one: Case): MessyPage {
  const chance = chanceOf(`${one.seed}`)
  const picked = chosen(one.messes)
  const kind = picked.some((mess) => mess.position) ? 'coherent' : 'any'
  const figures = makeFigures(chance, one.edition, kind)
  const report = {
    sheets: formSheets(one.edition, figures),
    expected: new Map([...figures].map(([cell, { value, state }]) => [cell, { value, state }])),
  }
  for (const mess of picked) mess.spoil(report, chance)
  const body = headings.map((heading, index) => {
    const own = report.sheets.filter(({ table }) => table === index + 1 || (table === 0 && index === 5))
    const tables = own.map((sheet) => writeSheet(sheet, one.style, chance)).join('\n<p>&nbsp;</p>\n')
    return `<p>${heading}</p><p>本单位认真做好各项工作。</p>${tables}`
  })
  const title = `示例县青石镇${years[one.edition]}年政府信息公开工作年度报告`
  const { encoding, meta, mark } = declared[one.charset]
  const head = meta === null ? '' : `<meta http-equiv="Content-Type" content="text/html; charset=${meta}">`
  const html = `<html><head>${head}<title>${title}</title></head><body>${wrap(`<h1>${title}</h1>${body.join('\n')}`, one.wrapping)}</body></html>`
  return {
    bytes: Uint8Array.from(iconv.encode(html, encoding, { addBOM: mark })),
    html,
    expected: report.expected,
  }
}
