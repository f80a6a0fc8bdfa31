/** Two versions of one report side by side: the figure asked for, and everything that differs, marked in both. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { evidenceLink } from '../filters.ts'
import type { Html, MartQuery } from '../view.ts'
import type { Side } from './side-by-side.ts'
import { drawSideBySide } from './side-by-side.ts'

/** Schema of one stretch that differs between two versions, in each of them; null where a version has no such stretch. */
export const differenceRow = z.object({
  old_start: z.number().nullable(),
  old_end: z.number().nullable(),
  new_start: z.number().nullable(),
  new_end: z.number().nullable(),
})
/** One stretch that differs between two versions. */
export type DifferenceRow = z.infer<typeof differenceRow>

/** The stretches that differ between two versions: cells by value or kind of nothing, and paragraphs. */
export function differencesQuery(
  report: string,
  revision: number | null,
  beside: number,
): MartQuery<DifferenceRow> {
  return {
    sql: `WITH sides AS (
        SELECT revision, current, cell, value, state, place_start, place_end FROM mart_evidence WHERE report = $report),
      olds AS (SELECT * FROM sides WHERE revision = $beside),
      news AS (SELECT * FROM sides WHERE CASE WHEN $revision IS NULL THEN current ELSE revision = $revision END)
      SELECT o.place_start AS old_start, o.place_end AS old_end, n.place_start AS new_start, n.place_end AS new_end
      FROM olds o FULL JOIN news n USING (cell)
      WHERE o.value IS DISTINCT FROM n.value OR o.state IS DISTINCT FROM n.state
      UNION ALL
      SELECT old_start, old_end, new_start, new_end FROM mart_edits
      WHERE report = $report AND kind = 'paragraph' AND old_revision = $beside
        AND ($revision IS NULL OR revision = $revision)`,
    values: { report, revision, beside },
    row: differenceRow,
  }
}

/** What the pair needs of each version of the figure. */
export interface Version {
  report: string
  cell: string
  revision: number
  snapshot: string
  first_seen: string
  place_start: number | null
  place_end: number | null
}

function sideOf(version: Version, changed: Side['changed']): Side {
  const { place_start: start, place_end: end } = version
  const marks = start === null || end === null ? [] : [{ start, end }]
  return {
    title: `第 ${version.revision} 版（${version.first_seen.slice(0, 10)} 首次见到）`,
    href: evidenceLink(version.report, version.cell, { revision: version.revision }),
    snapshot: version.snapshot,
    marks,
    changed: changed.filter((one) => one.start !== start),
  }
}

/** Draws the earlier version on the left, the later on the right. */
export function drawVersionPair(shown: Version, beside: Version, rows: readonly DifferenceRow[]): Html {
  const stretches = (side: 'old' | 'new'): { start: number; end: number }[] =>
    rows.flatMap((row) => {
      const start = side === 'old' ? row.old_start : row.new_start
      const end = side === 'old' ? row.old_end : row.new_end
      return start === null || end === null ? [] : [{ start, end }]
    })
  const sides = [sideOf(beside, stretches('old')), sideOf(shown, stretches('new'))]
  return html`<section class="besides">
    <h2>两个版本并排<small>所查数据以红框标出，其他不同之处（共 ${rows.length} 处）以蓝色虚框标出</small></h2>
    ${drawSideBySide(shown.revision < beside.revision ? sides.toReversed() : sides)}
  </section>`
}
