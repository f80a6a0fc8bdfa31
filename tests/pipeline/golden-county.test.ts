/** Every golden page published as one county: no mess of a page keeps the others from being published, and every figure is walked home. */
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openArchive } from '../../crawlers/archive.ts'
import { decode } from '../../parsers/page/decode.ts'
import { dropSpace } from '../../parsers/page/text.ts'
import { workspaceAt } from '../../pipeline/workspace.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { archivedCounty, host, townCode } from '../support/archived-county.ts'
import { cellMarkupText } from '../support/cell-markup.ts'
import { goldenPages } from '../support/golden-pages.ts'
import { play } from '../support/stage.ts'

const pages = goldenPages()
const urlOf = (name: string): string => `${host}/${name}/`
let folder = ''

beforeAll(async () => {
  const towns = pages.map((_, index) => `第${index}镇`)
  folder = await archivedCounty(
    towns,
    pages.map(({ name, bytes }, index) => ({ publisher: townCode(index), url: urlOf(name), bytes })),
    2009,
  )
  const { exit, log } = await play(['publish', '--workspace', folder], '2026-02-01T00:00:00Z')
  expect(exit, log.join('\n')).toBe(0)
})

const placed = z.object({
  name: z.string(),
  raw: z.string(),
  snapshot: z.string(),
  place_start: z.number(),
  place_end: z.number(),
})

async function query<T>(sql: string, row: z.ZodType<T>): Promise<T[]> {
  const reader = await openReadOnly((await readCurrent(workspaceAt(folder).warehouse)).path)
  try {
    return (await reader.query(sql)).map((one) => row.parse(one))
  } finally {
    await reader.close()
  }
}

test.each(['mart_evidence', 'mart_indicators'])(
  '%s: each place in the archived bytes holds the raw text',
  async (mart) => {
    const rows = await query(
      `SELECT name, raw, snapshot, place_start, place_end FROM ${mart} WHERE place_start IS NOT NULL`,
      placed,
    )
    expect(rows.length).toBeGreaterThan(100)
    const archive = await openArchive(workspaceAt(folder).archive, {
      mode: 'read',
      verify: 'last',
      aside_stamp: 'test',
    })
    try {
      const texts = new Map<string, string>()
      for (const { snapshot } of rows)
        if (!texts.has(snapshot))
          texts.set(snapshot, decode(await archive.read(snapshot), 'text/html').value.text)
      for (const { name, raw, snapshot, place_start, place_end } of rows) {
        const cell = texts.get(snapshot)?.slice(place_start, place_end) ?? ''
        expect(dropSpace(cellMarkupText(cell)), `${name} ${place_start}`).toBe(dropSpace(raw))
      }
    } finally {
      await archive.close()
    }
  },
)

test('figures of the annex keep their edition, and those of tables from before it are kept as printed', async () => {
  const editions = await query(
    `SELECT DISTINCT edition::VARCHAR AS edition FROM mart_figures WHERE table_no = 0`,
    z.object({ edition: z.string().nullable() }),
  )
  expect(editions).toEqual([{ edition: '2014' }])
  const local = await query(
    `SELECT label, value, unit FROM mart_indicators WHERE year = 2011 AND current ORDER BY indicator_no`,
    z.object({ label: z.string(), value: z.number().nullable(), unit: z.string() }),
  )
  expect(local).toContainEqual({ label: '机构设置', value: 3, unit: '条' })
  const states = await query(
    `SELECT DISTINCT state::VARCHAR AS state FROM mart_coverage WHERE year = 2011 AND report IS NOT NULL`,
    z.object({ state: z.string() }),
  )
  expect(states).toEqual([{ state: 'published_undated' }])
})
