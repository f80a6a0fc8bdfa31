import { describe, expect, test } from 'vitest'
import { isCellId } from '../../parsers/codebook/codebook.ts'
import { applicants, requestRows, results, routes } from '../../parsers/codebook/form.ts'
import { county, publishers } from '../../pipeline/demo/county.ts'
import { valueOf } from '../../pipeline/demo/figures.ts'
import { disclosureOf } from '../../pipeline/demo/narrative.ts'
import { writeReport } from '../../pipeline/demo/page-writer.ts'
import { plantedFaults } from '../../pipeline/demo/planted-faults.ts'
import type { DemoReport } from '../../pipeline/demo/reports.ts'
import { reportsOn } from '../../pipeline/demo/reports.ts'

const reports = reportsOn(2)

/** A printed cell as a number; NaN where the page prints none. Sums over NaN break, so a blank never passes for nought. */
function printed({ page }: DemoReport, id: string): number {
  if (!isCellId(id)) throw new Error(`no cell ${id}`)
  const text = page.facts.get(id)
  return text === undefined || text === '' ? Number.NaN : Number(text)
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)
const columns = applicants.map(({ code }) => code)

/** Names of the identities of one report that its printed figures break. */
function brokenInside(report: DemoReport): string[] {
  const { edition } = report.page
  const of = (row: string, column: string): number => printed(report, `t3.${row}.${column}`)
  const rows = requestRows.filter((row) => row[edition] !== null).map(({ code }) => code)
  const details = rows.filter((code) => !/^(?:new_received|carried_in|carried_out|results_total)$/.test(code))
  const broken: string[] = []
  const expectEqual = (name: string, left: number, right: number): void => {
    if (left !== right) broken.push(name)
  }
  for (const column of columns) {
    expectEqual(
      `301 ${column}`,
      of('new_received', column) + of('carried_in', column),
      of('results_total', column) + of('carried_out', column),
    )
    expectEqual(`302 ${column}`, sum(details.map((row) => of(row, column))), of('results_total', column))
  }
  for (const row of rows)
    expectEqual(
      `303 ${row}`,
      sum(columns.filter((code) => code !== 'total').map((code) => of(row, code))),
      of(row, 'total'),
    )
  for (const { code } of routes)
    expectEqual(
      `40x ${code}`,
      sum(
        results
          .filter((result) => result.code !== 'total')
          .map((result) => printed(report, `t4.${code}.${result.code}`)),
      ),
      printed(report, `t4.${code}.total`),
    )
  for (const [id, text] of report.page.facts)
    if (/^t[34]/.test(id) && text !== '' && !/^\d+$/.test(text)) broken.push(`304 ${id}`)
  if (edition === '2021') {
    const documents = (measure: string): number => printed(report, `t2.normative_docs.${measure}`)
    if (documents('in_force') < documents('issued') - documents('repealed')) broken.push('201')
    if (printed(report, 't2.rules.in_force') !== 0) broken.push('202')
  } else {
    for (const row of ['licensing', 'other_services', 'penalty', 'coercion', 'admin_fees'])
      if (printed(report, `t2.${row}.items_prev`) + printed(report, `t2.${row}.items_change`) < 0)
        broken.push(`204 ${row}`)
    if (printed(report, 't2.normative_docs.newly_public') > printed(report, 't2.normative_docs.public_stock'))
      broken.push('203')
    const [items, amount] = [
      printed(report, 't2.central_procurement.items'),
      printed(report, 't2.central_procurement.amount_yuan'),
    ]
    if ((items === 0) !== (amount === 0)) broken.push('205')
  }
  return broken
}

const previous = (report: DemoReport): DemoReport | undefined =>
  reports.find((one) => one.publisher === report.publisher && one.year === report.year - 1)
const withTables = reports.filter(({ page }) => page.tables === 'html')
const sound = withTables.filter(({ faults }) =>
  faults.every(({ change }) => !['add_to_cell', 'blank_row'].includes(change.kind)),
)

describe('the county', () => {
  test('twelve publishers, six years, one report missing', () => {
    expect(publishers).toHaveLength(12)
    expect(new Set(publishers.map(({ code }) => code)).size).toBe(12)
    expect(publishers.every(({ code }) => code.startsWith('990001') && code.length === 12)).toBe(true)
    expect(reports).toHaveLength(12 * county.years.length - 1)
  })

  test('is the same each time', () => {
    const text = (list: DemoReport[]): string => list.map(({ page }) => writeReport(page)).join('')
    expect(text(reportsOn(2))).toBe(text(reports))
  })

  test('every identity inside a report holds, except where a fault was planted', () => {
    for (const report of sound)
      expect(brokenInside(report), `${report.publisher.name} ${report.year}`).toEqual([])
    expect(sound.length).toBeGreaterThan(60)
  })

  test('the figures are not all noughts, nor the same year after year', () => {
    const received = sound.filter((report) => printed(report, 't3.new_received.total') > 0)
    expect(received.length).toBeGreaterThan(50)
    for (const report of sound) {
      const before = previous(report)
      const nonZero = (one: DemoReport): string =>
        [...one.page.facts]
          .filter(([, text]) => text !== '0')
          .map(([id, text]) => `${id}=${text}`)
          .join()
      if (before !== undefined) expect(nonZero(report)).not.toBe(nonZero(before))
    }
  })

  test('across years: what was carried out is carried in, and counts of documents and items go on', () => {
    for (const report of withTables) {
      const before = previous(report)
      if (before === undefined || before.page.tables === 'image') continue
      const name = `${report.publisher.name} ${report.year}`
      for (const column of columns)
        expect(printed(report, `t3.carried_in.${column}`), name).toBe(
          printed(before, `t3.carried_out.${column}`),
        )
      if (report.page.edition !== before.page.edition) continue
      if (report.page.edition === '2021') {
        const of = (one: DemoReport, measure: string): number => printed(one, `t2.normative_docs.${measure}`)
        expect(of(report, 'in_force'), name).toBe(
          of(before, 'in_force') + of(report, 'issued') - of(report, 'repealed'),
        )
      } else {
        for (const row of ['licensing', 'other_services', 'penalty', 'coercion', 'admin_fees'])
          expect(printed(report, `t2.${row}.items_prev`), `${name} ${row}`).toBe(
            printed(before, `t2.${row}.items_prev`) + printed(before, `t2.${row}.items_change`),
          )
      }
      for (const { code } of routes)
        expect(printed(report, `t4.${code}.total`), name).toBeGreaterThanOrEqual(
          printed(before, `t4.${code}.pending`),
        )
    }
  })

  test('the summary is the sum of the units, wherever all of them print their tables', () => {
    const year = 2024
    const units = reports.filter((one) => one.year === year && one.publisher.kind !== 'government')
    const summary = reports.find((one) => one.year === year && one.publisher.kind === 'government')
    expect(units).toHaveLength(11)
    for (const [id, text] of summary?.page.facts ?? [])
      expect(Number(text), id).toBeCloseTo(sum(units.map((unit) => printed(unit, id))), 6)
  })

  test('units publish in January, the county in March, except the late one', () => {
    for (const { page, publisher, faults } of reports) {
      const month = faults.some(({ change }) => change.kind === 'publish_on')
        ? '02'
        : publisher.kind === 'government'
          ? '03'
          : '01'
      expect(page.date).toMatch(new RegExp(`^${page.year + 1}-${month}-`))
    }
  })
})

describe('the text', () => {
  const textOf = ({ page }: DemoReport): string =>
    page.sections.flatMap(({ paragraphs }) => paragraphs).join('')

  test('lists add up to their totals, except the planted one', () => {
    for (const report of reports) {
      const [, total, list] =
        /主动公开政府信息(\d+)条，其中(?:包括：|，)?([^。]+)。/.exec(textOf(report)) ?? []
      const items = [...(list ?? '').matchAll(/(\d+)条/g)].map(([, count]) => Number(count))
      const planted = report.faults.some(({ change }) => change.kind === 'add_to_stated_total')
      expect(items.length).toBeGreaterThan(3)
      expect(Number(total) - sum(items), `${report.publisher.name} ${report.year}`).toBe(planted ? 4 : 0)
    }
  })

  test('sentences agree with the tables', () => {
    for (const report of sound) {
      const text = textOf(report)
      const [, received, carriedIn, closed, carriedOut] =
        /收到政府信息公开申请(\d+)件，上年结转(\d+)件，办结(\d+)件，结转下年度继续办理(\d+)件/.exec(text) ??
        []
      const of = (row: string): number => printed(report, `t3.${row}.total`)
      if (received === undefined) {
        expect(text).toContain('未收到政府信息公开申请')
        expect(of('new_received') + of('carried_in')).toBe(0)
      } else
        expect([received, carriedIn, closed, carriedOut].map(Number)).toEqual([
          of('new_received'),
          of('carried_in'),
          of('results_total'),
          of('carried_out'),
        ])
      const [, reconsiderations = '0', lawsuits = '0'] =
        /行政复议(\d+)件、被提起行政诉讼(\d+)件/.exec(text) ?? []
      expect(Number(reconsiderations)).toBe(printed(report, 't4.reconsideration.total'))
      expect(Number(lawsuits)).toBe(
        printed(report, 't4.litigation_direct.total') +
          printed(report, 't4.litigation_after_reconsideration.total'),
      )
    }
  })

  test('no two reports read alike once names and numbers are masked', () => {
    const shingles = reports.map((report) => {
      const masked = textOf(report).replace(/\d+/g, '#').replaceAll(report.publisher.self, '某')
      return new Set(Array.from({ length: masked.length - 7 }, (_, at) => masked.slice(at, at + 8)))
    })
    let closest = 0
    shingles.forEach((one, index) => {
      for (const other of shingles.slice(index + 1)) {
        const shared = [...one].filter((piece) => other.has(piece)).length
        closest = Math.max(closest, shared / (one.size + other.size - shared))
      }
    })
    expect(closest).toBeLessThan(0.7)
  })

  test('the chapters are the six of the form', () => {
    for (const { page } of reports) expect(page.sections.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('planted faults', () => {
  const at = (fault: string, list: DemoReport[] = reports): DemoReport | undefined => {
    const row = plantedFaults.find((one) => one.fault === fault)
    return list.find((one) => one.publisher.code === row?.publisher && one.year === row.year)
  }

  test('each names a report, says in Chinese what it is, and what must be seen', () => {
    expect(new Set(plantedFaults.map(({ fault }) => fault)).size).toBe(plantedFaults.length)
    for (const { publisher, year, description, expected } of plantedFaults) {
      expect(publishers.some(({ code }) => code === publisher)).toBe(true)
      expect(county.years.some((one) => one === year)).toBe(true)
      expect(description).toMatch(/^[一-龥].*。$/)
      expect(expected.findings.length > 0 || expected.state !== null || expected.changed_cell !== null).toBe(
        true,
      )
    }
  })

  test('a 2022 report stands on the 2019 form', () => {
    expect(at('old_form')?.page).toMatchObject({ year: 2022, edition: '2019' })
  })

  test('a row is blank, though the truth is nought in all its cells', () => {
    const report = at('blank_row')
    const row = [...(report?.page.facts ?? [])].filter(([id]) => id.startsWith('t3.rejected_publication.'))
    expect(row.map(([, text]) => text)).toEqual(Array.from({ length: 7 }, () => ''))
  })

  test('a wrong total breaks just its row and its column', () => {
    const report = at('wrong_sum')
    expect(report === undefined ? [] : brokenInside(report)).toEqual(['302 total', '303 granted'])
  })

  test('one report has pictures for tables, one is late, one is missing', () => {
    expect(at('tables_as_images')?.page.tables).toBe('image')
    expect(at('late')?.page.date).toBe('2022-02-21')
    expect(at('missing')).toBeUndefined()
  })

  test('between the nights one figure of one report changes, and nothing else', () => {
    const first = reportsOn(1)
    const changed = reports.filter((report, index) => {
      const before = first[index]
      return before === undefined || writeReport(before.page) !== writeReport(report.page)
    })
    expect(changed).toEqual([at('edited_later')])
    const [before, after] = [at('edited_later', first)?.page.facts, at('edited_later')?.page.facts]
    const cells = [...(before ?? [])].filter(([id, text]) => after?.get(id) !== text).map(([id]) => id)
    expect(cells).toEqual(['t2.licensing.decisions'])
  })

  test('what a disclosure list counts is the sum of its items', () => {
    for (const publisher of publishers) {
      const { total, items } = disclosureOf(publisher, 2022)
      expect(sum(items.map(({ count }) => count))).toBe(total)
    }
    expect(() => valueOf(new Map(), 't3.granted.total')).toThrow(/never set/)
  })
})
