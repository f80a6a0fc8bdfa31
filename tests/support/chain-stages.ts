/** The stages between archived pages and shards, one by one in one thread, each with what it costs. */
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { Site } from '../../crawlers/site.ts'
import { read } from '../../parsers/read.ts'
import { assembleSite } from '../../pipeline/assemble.ts'
import { bindFindings } from '../../pipeline/audit/decisions-rows.ts'
import { compareSite } from '../../pipeline/audit/similarity-rows.ts'
import { gatherReports } from '../../pipeline/reading.ts'
import { openReadings } from '../../pipeline/readings.ts'
import type { SiteRows } from '../../warehouse/rows.ts'
import type { ShardStore } from '../../warehouse/shard.ts'
import { stopwatch, type Spent } from './stopwatch.ts'

/** What the stages of some counties came to: their rows, and what each stage took, in their order. */
export interface ChainStages {
  pages: number
  counties: SiteRows[]
  spent: [stage: string, spent: Spent][]
}

const stages = ['unpack', 'read', 'remember', 'gather, compare texts', 'audit, assemble', 'write the shard']

/** Takes counties through all stages; the first county warms up and does not count. */
export async function measureChain(
  archive: Archive,
  sites: readonly Site[],
  pagesOf: (site: Site) => readonly ArchiveRow[],
  kept: { store: ShardStore; readings: string },
): Promise<ChainStages> {
  const watch = stopwatch()
  const readings = openReadings(kept.readings, 'f'.repeat(64))
  const counties: SiteRows[] = []
  let pages = 0
  for (const [number, site] of sites.entries()) {
    const [unpack, reading, remember, gather, audit, write] = stages.map((stage) =>
      number === 0 ? `${stage}, warming up` : stage,
    )
    const rows = pagesOf(site)
    const bodies: Uint8Array[] = []
    await watch.time(unpack ?? '', async () => {
      for (const { sha256 } of rows) bodies.push(await archive.read(sha256))
    })
    const documents = await watch.time(reading ?? '', () =>
      bodies.map((bytes, at) => ({
        ...read(bytes, { url: rows[at]?.url ?? null, contentType: 'text/html; charset=utf-8' }),
        carrier: 'html' as const,
      })),
    )
    await watch.time(remember ?? '', async () => {
      for (const [at, row] of rows.entries()) {
        const document = documents[at]
        if (document !== undefined) await readings.keep(row, document)
      }
    })
    const gathered = await watch.time(gather ?? '', () => {
      const parsed = rows.flatMap((row, at) => {
        const document = documents[at]
        return document === undefined ? [] : [{ row, parsed: document, prose: document.prose }]
      })
      const { reports, strays } = gatherReports(site, parsed)
      return { reports, strays, similarities: compareSite(site, reports) }
    })
    const county = await watch.time(audit ?? '', () =>
      bindFindings(
        assembleSite({ site, ...gathered, outcome: undefined, asOf: '2026-06-01' }),
        new Set(),
        () => '',
      ),
    )
    await watch.time(write ?? '', () => kept.store.write(site.code, county))
    if (number > 0) {
      counties.push(county)
      pages += rows.length
    }
  }
  return { pages, counties, spent: stages.map((stage) => [stage, watch.spent(stage)]) }
}
