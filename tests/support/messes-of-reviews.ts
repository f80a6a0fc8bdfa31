/** Messes that befall table four. */
import { square } from './form-squares.ts'
import { isBody, lost, sheetsOf, type Mess } from './mess.ts'

/** Messes that befall table four. */
export const reviewMesses: readonly Mess[] = [
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
