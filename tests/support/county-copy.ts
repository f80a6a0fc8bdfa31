/** The same county once more under another code, with objects of its own: for measuring many without reading them anew. */
import { siteSchema } from '../../crawlers/site.ts'
import { expectReports } from '../../pipeline/expected.ts'
import { gatherReports } from '../../pipeline/reading.ts'
import type { generateCounty } from './county-generator.ts'

type County = ReturnType<typeof generateCounty>

/** Copies a county to another six-digit code. */
export function copyCounty(county: County, code: string): County {
  const recode = (publisher: string): string => `${code}${publisher.slice(6)}`
  const site = siteSchema.parse({
    ...county.site,
    code,
    publishers: county.site.publishers.map((one) => ({ ...one, code: recode(one.code) })),
  })
  const pages = county.pages.map(({ row, parsed, prose = [] }) => ({
    row: {
      ...row,
      site: code,
      publisher: row.publisher === null ? null : recode(row.publisher),
      sha256: `${code}${row.sha256.slice(6)}`,
    },
    parsed: structuredClone(parsed),
    prose: structuredClone(prose),
  }))
  const { reports, strays } = gatherReports(site, pages)
  const { as_of } = county
  return { site, reports, strays, expected: expectReports(site, reports, undefined, as_of), as_of, pages }
}
