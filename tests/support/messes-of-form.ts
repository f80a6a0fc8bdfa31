/** Messes that befall any of the tables. */
import { between, type Chance } from '../../pipeline/demo/seeded.ts'
import { square } from './form-squares.ts'
import { covered, figuresIn, isBody, lost, type Mess } from './mess.ts'

/** Two letters of a label lost to the wrong key; one where it is short. Labels under four letters are left alone. */
function misspell(text: string, chance: Chance): string {
  const words = text.replace(/[（(].*$/s, '')
  const start = /^[\s　]*(?:其中：)?(?:\d\.|[一二三四五六七八九]、)?/.exec(words)?.[0].length ?? 0
  const length = words.length - start
  if (length < 4) return text
  const letters = [...text]
  for (let edits = length >= 6 ? between(chance, 1, 2) : 1; edits > 0; edits -= 1)
    letters[start + between(chance, 0, length - 1)] = '某'
  return letters.join('')
}

/** Messes that befall any of the tables. */
export const formMesses: readonly Mess[] = [
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
            first.text = misspell(first.text, chance)
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
]
