/** Messes that befall table two. */
import type { Sheet } from './form-squares.ts'
import { replaceSheets, sheetsOf, type Mess } from './mess.ts'

/** Messes that befall table two. */
export const disclosureMesses: readonly Mess[] = [
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
]
