/** What editors, converters and templates do to a statistics table: each mess spoils the sheets and says what can still be read. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { between, type Chance } from '../../pipeline/demo/seeded.ts'
import type { Figure } from './form-figures.ts'
import { square, type Sheet, type Square } from './form-squares.ts'

/** A report being spoilt: its tables, and what a reader must still make of each cell. */
export interface Spoilt {
  sheets: Sheet[]
  expected: Map<CellId, Pick<Figure, 'value' | 'state'>>
}

/** `position` messes leave nothing but the order to go by: the sums must then hold, or the reader must refuse. */
export interface Mess {
  name: string
  position: boolean
  spoil: (report: Spoilt, chance: Chance) => void
}

const lost = { value: null, state: 'missing_cell' } as const
const covered = { value: null, state: 'merged_covered' } as const

const figuresIn = (row: readonly Square[]): CellId[] =>
  row.map((one) => one.cell).filter((cell) => cell !== null)
const isBody = (row: readonly Square[]): boolean => row.some((one) => one.cell !== null)
const sheetsOf = (report: Spoilt, table: Sheet['table']): Sheet[] =>
  report.sheets.filter((sheet) => sheet.table === table)

/** Cuts a sheet in two before a row that no span reaches over; the rowspans above are shortened, those below begin anew. */
function cutSheet(sheet: Sheet, at: number, heading: Square[][]): [Sheet, Sheet] {
  const above = sheet.rows.slice(0, at).map((row) => row.map((one) => ({ ...one })))
  const below = sheet.rows.slice(at).map((row) => row.map((one) => ({ ...one })))
  const carried: Square[] = []
  for (const [index, row] of above.entries())
    for (const one of row)
      if (index + one.rowspan > at) {
        carried.push({ ...one, rowspan: index + one.rowspan - at })
        one.rowspan = at - index
      }
  below[0] = [...carried, ...(below[0] ?? [])]
  return [
    { ...sheet, rows: above },
    { ...sheet, rows: [...heading.map((row) => row.map((one) => ({ ...one }))), ...below] },
  ]
}

/** Two letters of a label lost to the wrong key; one where it is short. Labels under four letters are left alone. */
function misspell(text: string, chance: Chance): string {
  const words = text.replace(/[（(].*$/s, '')
  const start = /^\d\.|^[一二三四五六七八九]、/.test(words) ? 2 : 0
  const length = words.length - start
  if (length < 4) return text
  const letters = [...text]
  for (let edits = length >= 6 ? between(chance, 1, 2) : 1; edits > 0; edits -= 1)
    letters[start + between(chance, 0, length - 1)] = '某'
  return letters.join('')
}

function replaceSheets(report: Spoilt, table: Sheet['table'], make: (sheet: Sheet) => Sheet[]): void {
  report.sheets = report.sheets.flatMap((sheet) => (sheet.table === table ? make(sheet) : [sheet]))
}

const bodyStart = (sheet: Sheet): number => sheet.rows.findIndex(isBody)

export const messes: readonly Mess[] = [
  {
    name: 'row labels misspelt',
    position: false,
    spoil({ sheets }, chance) {
      for (const { rows, table } of sheets)
        for (const [index, row] of rows.entries()) {
          const label = row.findLast((one) => one.cell === null && one.text !== '')
          const named =
            table === 2 || table === 3 || (index > 2 && index % 4 === 0 && index < rows.length - 1)
          const first = table === 0 ? row[0] : label
          if (first !== undefined && isBody(row) && named && first.rowspan === 1 && chance() < 0.3)
            first.text = table === 0 ? first.text : misspell(first.text, chance)
        }
    },
  },
  {
    name: 'table two in four pieces',
    position: false,
    spoil(report) {
      replaceSheets(report, 2, (sheet) => {
        const pieces: Sheet[] = []
        for (const row of sheet.rows) {
          if (row[0]?.text.startsWith('第二十条') === true || pieces.length === 0)
            pieces.push({ table: 2, rows: [] })
          pieces.at(-1)?.rows.push(row)
        }
        return pieces
      })
    },
  },
  {
    name: 'table three in two pieces',
    position: false,
    spoil(report, chance) {
      const again = chance() < 0.5
      replaceSheets(report, 3, (sheet) => {
        const at = between(chance, 6, sheet.rows.length - 3)
        return cutSheet(sheet, at, again ? sheet.rows.slice(0, 3) : [])
      })
    },
  },
  {
    name: 'headings doubled in the middle',
    position: false,
    spoil(report) {
      for (const sheet of sheetsOf(report, 3)) {
        // Between the two rows above 三、本年度办理结果, where no span reaches over.
        const at = bodyStart(sheet) + 1
        if (at > 1 && sheet.rows.length > at) {
          const heading = sheet.rows.slice(0, at - 1).map((row) => row.map((one) => ({ ...one })))
          sheet.rows.splice(at, 0, ...heading)
        }
      }
    },
  },
  {
    name: 'subtotal rows added',
    position: false,
    spoil(report, chance) {
      for (const sheet of sheetsOf(report, 3))
        for (let index = sheet.rows.length - 1; index > 0; index -= 1) {
          const row = sheet.rows[index] ?? []
          const group = row.find((one) => /^（[三四五六]）/.test(one.text) && one.rowspan > 1)
          if (group === undefined) continue
          const outer = sheet.rows.flat().find((one) => one.text === '三、本年度办理结果')
          const inner = row.filter((one) => one !== group && one !== outer)
          group.rowspan += 1
          if (outer !== undefined) outer.rowspan += 1
          const figures = inner.filter((one) => one.cell !== null)
          const added = figures.map(() => square(String(between(chance, 0, 50))))
          sheet.rows.splice(
            index,
            1,
            [...row.filter((one) => !inner.includes(one)), square('小计'), ...added],
            inner,
          )
        }
    },
  },
  {
    name: 'a row left out',
    position: false,
    spoil(report, chance) {
      for (const sheet of report.sheets) {
        const rows = sheet.rows.filter(
          (row) => figuresIn(row).length > 0 && row.every((one) => one.rowspan === 1),
        )
        const row = rows[between(chance, 0, rows.length - 1)]
        if (row === undefined || sheet.table === 4) continue
        for (const cell of figuresIn(row)) report.expected.set(cell, lost)
        const at = sheet.rows.indexOf(row)
        for (const [index, above] of sheet.rows.slice(0, at).entries())
          for (const one of above) if (index + one.rowspan > at) one.rowspan -= 1
        sheet.rows.splice(at, 1)
      }
    },
  },
  {
    name: 'a column left out',
    position: false,
    spoil(report, chance) {
      const sheets = sheetsOf(report, 3)
      const heading = sheets[0]?.rows.slice(0, 3) ?? []
      const gone = between(chance, 0, 4)
      const names = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']
      const codes = ['org_business', 'org_research', 'org_public_welfare', 'org_legal_service', 'org_other']
      if (!heading.flat().some((one) => one.text === names[gone])) return
      for (const sheet of sheets)
        for (const [index, row] of sheet.rows.entries())
          sheet.rows[index] = row.filter((one) => {
            if (one.text === '申请人情况' || one.text === '法人或其他组织') one.colspan -= 1
            const drop =
              one.cell?.endsWith(`.${codes[gone] ?? ''}`) === true ||
              (!isBody(row) && one.text === names[gone])
            if (drop && one.cell !== null) report.expected.set(one.cell, lost)
            return !drop
          })
    },
  },
  {
    name: 'a cell left out of a row',
    position: false,
    spoil(report, chance) {
      for (const sheet of report.sheets) {
        if (sheet.table !== 3 && sheet.table !== 4) continue
        const rows = sheet.rows.filter((row) => figuresIn(row).length > 1)
        const row = rows[between(chance, 0, rows.length - 1)]
        if (row === undefined) continue
        for (const cell of figuresIn(row)) report.expected.set(cell, lost)
        row.splice(
          row.findIndex((one) => one.cell !== null) + between(chance, 0, figuresIn(row).length - 1),
          1,
        )
      }
    },
  },
  {
    name: 'the figures of a row merged into one',
    position: false,
    spoil(report, chance) {
      for (const sheet of report.sheets) {
        const rows = sheet.rows.filter((row) => figuresIn(row).length > 1)
        const row = rows[between(chance, 0, rows.length - 1)]
        if (row === undefined) continue
        for (const cell of figuresIn(row)) report.expected.set(cell, covered)
        const at = row.findIndex((one) => one.cell !== null)
        const width = row.slice(at).reduce((sum, one) => sum + one.colspan, 0)
        row.splice(at, row.length - at, square('0', width))
      }
    },
  },
  {
    name: 'the note cell of table three empty and labels with notes',
    position: false,
    spoil(report) {
      for (const { rows, table } of report.sheets)
        for (const one of rows.flat()) {
          if (one.text.startsWith('（本列数据')) one.text = ''
          if (table === 2 && one.text === '规章') one.text = '规章（县级无此项）'
          if (table === 2 && /^(?:行政)?规范性文件$/.test(one.text))
            one.text = `${one.text}（指各行政机关印发的有正式文号的文件）`
          if (one.text === '本年增/减') one.text = '本年增/减(…减用负值表示,如-8)'
          if (one.text === '上一年项目数量') one.text = '上一年项目数量(指2018年事项数)'
        }
    },
  },
  {
    name: 'old and new words for one row',
    position: false,
    spoil(report) {
      for (const one of sheetsOf(report, 2).flatMap((sheet) => sheet.rows.flat()))
        if (one.text === '规范性文件') one.text = '行政规范性文件'
        else if (one.text === '行政规范性文件') one.text = '规范性文件'
        else if (one.text === '行政事业性收费') one.text = '行政事业型收费'
        else if (one.text === '第二十条第（一）项') one.text = '第二十条第'
    },
  },
  {
    name: 'headings of table two cut short',
    position: true,
    spoil(report) {
      for (const one of sheetsOf(report, 2).flatMap((sheet) => sheet.rows.flat()))
        if (/^本年新(?:制作|公开)数量$/.test(one.text)) one.text = '本年新'
        else if (one.text === '本年增/减') one.text = '本年增/'
        else if (one.text === '现行有效件数') one.text = '现行有效件'
        else if (one.text === '采购项目数量') one.text = '采购项目数'
    },
  },
  {
    name: 'the label of rules lost',
    position: true,
    spoil(report) {
      for (const one of sheetsOf(report, 2).flatMap((sheet) => sheet.rows.flat()))
        if (one.text === '规章') one.text = ''
    },
  },
  {
    name: 'table three without its spans',
    position: true,
    spoil(report) {
      for (const one of sheetsOf(report, 3).flatMap((sheet) => sheet.rows.flat())) {
        one.colspan = 1
        one.rowspan = 1
      }
    },
  },
  {
    name: 'table three without its headings',
    position: true,
    spoil(report) {
      for (const sheet of sheetsOf(report, 3)) {
        const at = bodyStart(sheet)
        if (at > 0) sheet.rows.splice(0, at)
      }
    },
  },
  {
    name: 'the last heading of table three lost',
    position: true,
    spoil(report) {
      for (const row of sheetsOf(report, 3).flatMap((sheet) => sheet.rows))
        for (const one of row) if (one.text === '总计' && !isBody(row)) one.text = ''
    },
  },
  {
    name: 'a row label of table three lost',
    position: true,
    spoil(report, chance) {
      for (const sheet of sheetsOf(report, 3)) {
        const rows = sheet.rows.filter(
          (row) => isBody(row) && /^\d\./.test(row.find((one) => one.cell === null)?.text ?? ''),
        )
        const one = rows[between(chance, 0, rows.length - 1)]?.find((cell) => cell.cell === null)
        if (one !== undefined) one.text = chance() < 0.5 ? '' : '栏目'
      }
    },
  },
  {
    name: 'table four without its first headings',
    position: true,
    spoil(report) {
      for (const sheet of sheetsOf(report, 4))
        if (!isBody(sheet.rows[0] ?? []) && sheet.rows.length > 2) sheet.rows.splice(0, 1)
    },
  },
  {
    name: 'table four with a label before its figures',
    position: false,
    spoil(report) {
      for (const sheet of sheetsOf(report, 4)) {
        sheet.rows[0]?.unshift(square('', 1, 3))
        sheet.rows.at(-1)?.unshift(square('数量'))
      }
    },
  },
  {
    name: 'table four cut after its first route',
    position: false,
    spoil(report) {
      for (const sheet of sheetsOf(report, 4)) {
        for (const [index, row] of sheet.rows.entries())
          sheet.rows[index] = row.filter((one) => {
            const keep =
              one.cell === null
                ? one.text === '行政复议' || (index === 1 && one.rowspan === 2)
                : one.cell.startsWith('t4.reconsideration.')
            if (!keep && one.cell !== null) report.expected.set(one.cell, lost)
            return keep
          })
        sheet.rows = sheet.rows.filter((row) => row.length > 0)
        for (const one of sheet.rows.flat()) if (one.cell === null && one.rowspan > 1) one.rowspan = 1
      }
    },
  },
]
