/** A workspace whose archive holds the reports of made-up counties, as nights of crawling would have left them. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import type { Site } from '../../crawlers/site.ts'
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { stretch } from './corpus.ts'
import { generateCounty, writeCounty } from './county-generator.ts'

/** How large an archived country is to be. */
export interface CountrySize {
  counties: number
  publishers: number
  years: number
}

const lastYear = 2025

/** Writes so many counties into the archive of a workspace; pages are 40 to 400 KB large. Answers their sites and the bytes archived. */
export async function archiveCountry(
  folder: string,
  { counties, publishers, years }: CountrySize,
): Promise<{ sites: Site[]; pages: number; bytes: number }> {
  const archive = await openArchive(join(folder, 'archive'), {
    mode: 'write',
    verify: 'last',
    aside_stamp: 'bench',
  })
  const chance = chanceOf('archived country')
  const sites: Site[] = []
  let [pages, bytes] = [0, 0]
  for (let number = 0; number < counties; number += 1) {
    const code = String(100_000 + number)
    const owed = Array.from({ length: years }, (_, index) => lastYear - years + 1 + index)
    const shape = { code, towns: publishers - 3, years: owed }
    const { site } = generateCounty({ ...shape, written: false })
    sites.push(site)
    for (const { publisher: unit, year, html } of writeCounty({ ...shape, name: site.name })) {
      const publisher = unit.code
      const body = new TextEncoder().encode(stretch(html, 40_000 + 360_000 * chance() ** 1.05))
      const url = `http://www.example.gov.cn/info/${publisher}/${year}.htm`
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
          year,
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
  return { sites, pages, bytes }
}
