/** All reports of the sample county as they stand on a night, faults included. Pure. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { cellOf, codebook } from '../../parsers/codebook/codebook.ts'
import type { DemoPublisher } from './county.ts'
import { columnOf, county, hostOf, publishers } from './county.ts'
import type { Figures } from './figures.ts'
import { countyFigures, printFigure } from './figures.ts'
import type { PrintedEdition } from './form-grid.ts'
import type { Disclosure } from './narrative.ts'
import { disclosureOf, preambleOf, sectionsOf, sumDisclosure } from './narrative.ts'
import type { ReportPage } from './page-writer.ts'
import type { PlantedFault } from './planted-faults.ts'
import { plantedFaults } from './planted-faults.ts'
import { between, chanceOf } from './seeded.ts'

/** The portal is shown on two nights; something changes in between. */
export type Night = 1 | 2

/** One published report: where it is listed and what its page is made of. */
export interface DemoReport {
  publisher: DemoPublisher
  year: number
  /** Which of the sample's faults are in it tonight. */
  faults: readonly PlantedFault[]
  page: ReportPage
}

/** Days in January for the units, in March for the county's summary. */
function publicationDay(publisher: DemoPublisher, year: number): string {
  const chance = chanceOf(`${publisher.code}/${year}/day`)
  const day = String(between(chance, 8, 28)).padStart(2, '0')
  return `${year + 1}-${publisher.kind === 'government' ? '03' : '01'}-${day}`
}

/** A column of one unit's own leaves the unit out of its titles. */
function titleOf(publisher: DemoPublisher, year: number): string {
  const own = columnOf(publisher.column).publisher !== null
  const local = publisher.kind === 'township' || publisher.kind === 'subdistrict'
  const name = own ? '' : local ? `云岭县${publisher.name}` : publisher.name
  return `${name}${year}年政府信息公开工作年度报告`
}

/** The texts of all cells that an edition prints, after the faults. */
function printedFacts(
  edition: PrintedEdition,
  figures: Figures,
  faults: readonly PlantedFault[],
): Map<CellId, string> {
  const texts = new Map<CellId, string>()
  for (const { id, labels } of codebook) {
    const value = figures.get(id)
    if (labels[edition] !== null && value !== undefined) texts.set(id, printFigure(id, value))
  }
  for (const { change } of faults) {
    if (change.kind === 'blank_row')
      for (const cell of texts.keys()) if (cell.startsWith(`t3.${change.row}.`)) texts.set(cell, '')
    if (change.kind === 'add_to_cell')
      texts.set(
        change.cell,
        printFigure(change.cell, (figures.get(cellOf(change.cell).id) ?? Number.NaN) + change.amount),
      )
  }
  return texts
}

function writePage(
  publisher: DemoPublisher,
  year: number,
  figures: Figures,
  truth: Disclosure,
  faults: readonly PlantedFault[],
): ReportPage {
  let edition: PrintedEdition = year < 2021 ? '2019' : '2021'
  let date = publicationDay(publisher, year)
  let tables: 'html' | 'image' = 'html'
  let total = truth.total
  for (const { change } of faults) {
    if (change.kind === 'use_edition') edition = change.edition
    if (change.kind === 'publish_on') date = change.date
    if (change.kind === 'tables_as_images') tables = 'image'
    if (change.kind === 'add_to_stated_total') total += change.amount
  }
  const column = columnOf(publisher.column)
  const host = hostOf(column.host)
  return {
    edition,
    shell: host.shell,
    title: titleOf(publisher, year),
    publisherName: publisher.name,
    year,
    date,
    facts: printedFacts(edition, figures, faults),
    sections: sectionsOf(publisher, year, edition, figures, { ...truth, total }),
    preamble: [preambleOf(publisher, year, edition)],
    siteName: host.siteName,
    columnName: column.name,
    indexNumber:
      host.host === 'villages'
        ? null
        : `${publisher.code.slice(6, 9)}YL${publisher.code.slice(2, 6)}/${date.slice(0, 4)}-000${year - 2000}`,
    charset: host.declared,
    tables,
    signature: host.host === 'villages' ? { name: `云岭县${publisher.name}人民政府`, date } : null,
  }
}

/** Every report that is published on a night, by publisher and year. */
export function reportsOn(night: Night): DemoReport[] {
  const figures = countyFigures()
  const units = publishers.filter((one) => one.kind !== 'government')
  return publishers.flatMap((publisher) =>
    county.years.flatMap((year): DemoReport[] => {
      const faults = plantedFaults.filter(
        (one) => one.publisher === publisher.code && one.year === year && one.nights.includes(night),
      )
      if (faults.some(({ change }) => change.kind === 'leave_out')) return []
      const truth = figures.get(publisher.code)?.get(year)
      if (truth === undefined) throw new Error(`demo county: no figures for ${publisher.name} ${year}`)
      const disclosure =
        publisher.kind === 'government'
          ? sumDisclosure(units.map((unit) => ({ kind: unit.kind, total: disclosureOf(unit, year).total })))
          : disclosureOf(publisher, year)
      return [{ publisher, year, faults, page: writePage(publisher, year, truth, disclosure, faults) }]
    }),
  )
}
