/** Messes that befall table three. */
import { between } from '../../pipeline/demo/seeded.ts'
import { square, type Sheet, type Square } from './form-squares.ts'
import { isBody, lost, replaceSheets, sheetsOf, type Mess } from './mess.ts'

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

const bodyStart = (sheet: Sheet): number => sheet.rows.findIndex(isBody)

/** Messes that befall table three. */
export const requestMesses: readonly Mess[] = [
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
    name: 'the total heading in the row below',
    position: false,
    spoil(report) {
      for (const { rows } of sheetsOf(report, 3)) {
        const at = rows.findIndex((row) => !isBody(row) && row.some((one) => one.text === '总计'))
        const total = rows[at]?.find((one) => one.text === '总计')
        const below = rows[at + 1]
        if (total === undefined || below === undefined || isBody(below)) continue
        total.text = ''
        total.rowspan = 1
        below.push(square('总计'))
      }
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
]
