/** Whole made-up counties without a fault: sites, pages and reports, from a seed. */
import type { Publisher, Site } from '../../crawlers/site.ts'
import type { ArchiveRow } from '../../crawlers/archive-row.ts'
import { codebook, type CellId } from '../../parsers/codebook/codebook.ts'
import { read } from '../../parsers/read.ts'
import type { Report } from '../../parsers/report/report.ts'
import { printFigure, type Figures } from '../../pipeline/demo/figures.ts'
import type { PrintedEdition } from '../../pipeline/demo/form-grid.ts'
import { disclosureOf, preambleOf, sectionsOf, sumDisclosure } from '../../pipeline/demo/narrative.ts'
import { writeReport, type Shell } from '../../pipeline/demo/page-writer.ts'
import { between, chanceOf } from '../../pipeline/demo/seeded.ts'
import { expectReports } from '../../pipeline/expected.ts'
import type { SiteAudit } from '../../pipeline/audit/run.ts'
import { gatherReports, type ReadPage } from '../../pipeline/reading.ts'
import { annexFigures, annexPage, sumAnnex } from './annex-county.ts'
import { figuresOfUnit, sumFigures } from './county-figures.ts'
import { siteOf, unitsOf, type Unit } from './county-units.ts'

const shells: readonly Shell[] = ['vsb', 'word', 'div']

const editionOf = (year: number): PrintedEdition => (year < 2021 ? '2019' : '2021')

/** A digest-like name for made-up bytes. */
const nameOf = (code: string, year: number): string => `${code}${year}`.padStart(64, '0')

function rowOf(site: Site, publisher: Publisher, year: number, url: string): ArchiveRow {
  return {
    file: 'pages-00001.warc.gz',
    offset: 0,
    length: 1,
    sha256: nameOf(publisher.code, year),
    byte_count: 1,
    url,
    answered_by: url,
    fetched_at: `${year + 1}-04-02T00:00:00.000Z`,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    media_type: 'text/html',
    via: 'http',
    role: 'report',
    site: site.code,
    publisher: publisher.code,
    year,
    link_title: null,
    found_on: null,
    looks_like_report: true,
  }
}

interface Filing {
  unit: Unit
  year: number
  figures: Figures
}

function filingsOf(seed: string, units: readonly Unit[], years: readonly number[]): Filing[] {
  const own = units
    .filter(({ publisher }) => publisher.kind !== 'government')
    .flatMap((unit) =>
      figuresOfUnit(`${seed}/${unit.demo.code}`, unit.demo.scale, years).map((figures, index): Filing => ({
        unit,
        year: years[index] ?? 0,
        figures,
      })),
    )
  const summaries = units
    .filter(({ publisher }) => publisher.kind === 'government')
    .flatMap((unit) =>
      years.map((year): Filing => ({
        unit,
        year,
        figures: sumFigures(own.filter((one) => one.year === year).map(({ figures }) => figures)),
      })),
    )
  return [...summaries, ...own]
}

/** One report as it stands on a page, and whose it is. */
export interface WrittenReport {
  publisher: Publisher
  year: number
  title: string
  html: string
}

function writeFiling(
  site: Pick<Site, 'name'>,
  units: readonly Unit[],
  { unit, year, figures }: Filing,
): WrittenReport {
  const { publisher, demo } = unit
  const edition = editionOf(year)
  const summary = publisher.kind === 'government'
  const disclosure = summary
    ? sumDisclosure(units.map(({ demo: one }) => ({ kind: one.kind, total: disclosureOf(one, year).total })))
    : disclosureOf(demo, year)
  const day = String(between(chanceOf(`${demo.code}/${year}/day`), 8, 28)).padStart(2, '0')
  const local = publisher.kind === 'township' ? site.name : ''
  const title = `${local}${publisher.name}${year}年政府信息公开工作年度报告`
  const html = writeReport({
    edition,
    shell: shells[Number(demo.code.slice(6, 9)) % 3] ?? 'div',
    title,
    publisherName: publisher.name,
    year,
    date: `${year + 1}-${summary ? '03' : '01'}-${day}`,
    facts: new Map([...figures].map(([cell, value]): [CellId, string] => [cell, printFigure(cell, value)])),
    sections: sectionsOf(demo, year, edition, figures, disclosure),
    preamble: [preambleOf(demo, year, edition)],
    indexNumber: null,
  })
  return { publisher, year, title, html }
}

/** The reports of a whole county as pages: the county government, its office, one department and so many townships. */
export function writeCounty(options: {
  code: string
  name: string
  towns: number
  years: readonly number[]
}): WrittenReport[] {
  const { code, name, towns, years } = options
  const units = unitsOf(code, name, towns)
  return filingsOf(code, units, years).map((filing) => writeFiling({ name }, units, filing))
}

function writtenPage(site: Site, units: readonly Unit[], filing: Filing): ReadPage {
  const { publisher, year, html } = writeFiling(site, units, filing)
  const bytes = new TextEncoder().encode(html)
  const url = `http://www.example.gov.cn/info/${publisher.code}/${year}.htm`
  const row = rowOf(site, publisher, year, url)
  const parsed = read(bytes, { url, contentType: 'text/html; charset=utf-8' })
  return { row, parsed, prose: parsed.prose }
}

const blank: Report = read(new TextEncoder().encode('<p></p>')).value

/** The same report without the way through a page: for measuring the audit alone. */
function plainPage(site: Site, { unit, year, figures }: Filing): ReadPage {
  const { publisher } = unit
  const edition = editionOf(year)
  const facts = codebook.flatMap(({ id, labels }): Report['facts'] => {
    const value = figures.get(id)
    return labels[edition] === null || value === undefined
      ? []
      : [{ cell: id, value, state: 'number', raw: printFigure(id, value), place: null, matched_by: 'label' }]
  })
  const title = `${publisher.name}${year}年政府信息公开工作年度报告`
  const value: Report = {
    ...blank,
    title,
    publisher: publisher.name,
    year,
    dates: { page: `${year + 1}-01-15`, url: null, signed: null },
    editions: { ...blank.editions, t2: edition, t3: edition, t4: edition },
    sections: [],
    facts,
  }
  const row = rowOf(site, publisher, year, `http://www.example.gov.cn/info/${publisher.code}/${year}.htm`)
  return { row, parsed: { value, problems: [] } }
}

/** The reports of a year before 2019, with the annex of edition 2014. */
function annexPages(site: Site, units: readonly Unit[], year: number): ReadPage[] {
  const own = new Map(
    units
      .filter(({ publisher }) => publisher.kind !== 'government')
      .map(({ demo }) => [demo.code, annexFigures(`${demo.code}/${year}`, demo.scale)]),
  )
  return units.map(({ publisher, demo }) => {
    const { name, self } = demo
    const date = `${year + 1}-03-${String(between(chanceOf(`${demo.code}/${year}`), 10, 28))}`
    const html = annexPage({ name, self, year, date }, own.get(demo.code) ?? sumAnnex([...own.values()]))
    const url = `http://www.example.gov.cn/info/${demo.code}/${year}.htm`
    const parsed = read(new TextEncoder().encode(html), { url, contentType: 'text/html; charset=utf-8' })
    return { row: rowOf(site, publisher, year, url), parsed, prose: parsed.prose }
  })
}

/** One county: its code is six digits, `towns` townships besides office and department, `written` through HTML and the reader. */
export function generateCounty(options: {
  code: string
  towns: number
  years: readonly number[]
  written: boolean
}): SiteAudit & { pages: readonly ReadPage[] } {
  const { code, towns, years, written } = options
  const name = '平原县'
  const units = unitsOf(code, name, towns)
  const site = siteOf(code, name, units, years)
  const filings = filingsOf(
    code,
    units,
    years.filter((year) => year >= 2019),
  )
  const pages = [
    ...years.filter((year) => year < 2019).flatMap((year) => annexPages(site, units, year)),
    ...filings.map((filing) => (written ? writtenPage(site, units, filing) : plainPage(site, filing))),
  ]
  const { reports, strays } = gatherReports(site, pages)
  const as_of = `${(years.at(-1) ?? 0) + 1}-06-01`
  return { site, reports, strays, expected: expectReports(site, reports, undefined, as_of), as_of, pages }
}
