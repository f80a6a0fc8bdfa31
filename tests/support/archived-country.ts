/** A workspace whose archive holds the reports of made-up counties, as nights of crawling would have left them. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import { indexName } from '../../crawlers/archive-store.ts'
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Site } from '../../crawlers/site.ts'
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { reportRows } from '../../pipeline/site-bench.ts'
import { stretch } from './corpus.ts'
import { writeCounty } from './county-generator.ts'
import { siteOf, unitsOf } from './county-units.ts'

/** How large an archived country is to be. */
export interface CountrySize {
  counties: number
  publishers: number
  years: number
}

/** A country in an archive: its sites, and how much is archived of them. */
export interface ArchivedCountry {
  sites: Site[]
  pages: number
  bytes: number
}

const lastYear = 2025
const countyName = '平原县'
/** The county government, its office and one department. */
const besidesTowns = 3

interface County {
  code: string
  towns: number
  years: number[]
  site: Site
}

function countiesOf({ counties, publishers, years }: CountrySize): County[] {
  const owed = Array.from({ length: years }, (_, index) => lastYear - years + 1 + index)
  const towns = publishers - besidesTowns
  return Array.from({ length: counties }, (_, number) => {
    const code = String(100_000 + number)
    return {
      code,
      towns,
      years: owed,
      site: siteOf(code, countyName, unitsOf(code, countyName, towns), owed),
    }
  })
}

/** The country as it lies in an archive already. Throws where only some of it does. */
async function findCountry(folder: string, size: CountrySize): Promise<ArchivedCountry> {
  const archive = await openWhole(folder, { verify: 'last', aside_stamp: 'bench' })
  const rows = reportRows(archive)
  await archive.close()
  const sites = countiesOf(size).map(({ site }) => site)
  const held = sites.flatMap(({ code }) => rows.get(code) ?? [])
  if (held.length !== size.counties * size.publishers * size.years)
    throw new Error(
      `${folder} holds ${held.length} pages of ${size.counties} counties: delete it, or ask for fewer counties.`,
    )
  return { sites, pages: held.length, bytes: held.reduce((sum, { byte_count }) => sum + byte_count, 0) }
}

async function writeCountry(folder: string, size: CountrySize): Promise<ArchivedCountry> {
  const archive = await openArchive(folder, { mode: 'write', verify: 'last', aside_stamp: 'bench' })
  let [pages, bytes] = [0, 0]
  const all = countiesOf(size)
  for (const { code, towns, years, site } of all) {
    const chance = chanceOf(`archived country ${code}`)
    for (const report of writeCounty({ code, name: site.name, towns, years })) {
      const publisher = report.publisher.code
      const body = new TextEncoder().encode(stretch(report.html, 40_000 + 360_000 * chance() ** 1.05))
      const url = `http://www.example.gov.cn/info/${publisher}/${report.year}.htm`
      await archive.add(
        {
          sha256: createHash('sha256').update(body).digest('hex'),
          url,
          requested_url: url,
          fetched_at: `${lastYear + 1}-04-02T00:00:00.000Z`,
          status: 200,
          headers: { 'content-type': 'text/html; charset=utf-8' },
          media_type: 'text/html',
          via: 'http',
          bytes: body,
        },
        {
          role: 'report',
          site: code,
          publisher,
          year: report.year,
          link_title: null,
          found_on: null,
          looks_like_report: true,
        },
      )
      pages += 1
      bytes += body.byteLength
    }
  }
  await archive.close()
  return { sites: all.map(({ site }) => site), pages, bytes }
}

/** So many counties in the archive in `folder`, which is new or was made by this before; pages are 40 to 400 KB large. */
export async function archiveCountry(folder: string, size: CountrySize): Promise<ArchivedCountry> {
  return existsSync(join(folder, indexName)) ? findCountry(folder, size) : writeCountry(folder, size)
}
