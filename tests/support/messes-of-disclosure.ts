/** Messes that befall table two. */
import { between } from '../../pipeline/demo/seeded.ts'
import { square, type Sheet } from './form-squares.ts'
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
  {
    name: 'the first line of table two lost',
    position: false,
    spoil(report) {
      for (const { rows } of sheetsOf(report, 2))
        if (rows[0]?.[0]?.text.startsWith('第二十条') === true) rows.shift()
    },
  },
  {
    name: 'a row that the form does not have',
    position: false,
    spoil(report, chance) {
      for (const { rows } of sheetsOf(report, 2)) {
        const at = rows.findIndex((row) => /规范性文件/.test(row[0]?.text ?? ''))
        const like = rows[at]
        if (like === undefined) continue
        const figures = like.slice(1).map((one) => square(String(between(chance, 0, 60)), one.colspan))
        rows.splice(at + 1, 0, [square('其他主动公开文件', like[0]?.colspan), ...figures])
      }
    },
  },
  {
    name: 'fees in yuan',
    position: false,
    spoil(report) {
      for (const one of sheetsOf(report, 2).flatMap((sheet) => sheet.rows.flat())) {
        if (one.text === '本年收费金额（单位：万元）') one.text = '本年收费金额（单位：元）'
        const known = one.cell === 't2.admin_fees.amount_wan_yuan' ? report.expected.get(one.cell) : undefined
        if (typeof known?.value === 'number') one.text = String(Math.round(known.value * 10_000))
      }
    },
  },
  {
    name: 'a heading of table two printed twice',
    position: true,
    spoil(report) {
      for (const one of sheetsOf(report, 2).flatMap((sheet) => sheet.rows.flat()))
        if (one.text === '本年新公开数量') one.text = '本年新制作数量'
        else if (one.text === '本年废止件数') one.text = '本年制发件数'
    },
  },
]
