/** A page may print one statistics table more than once: several reports on one page, last year's figures beside this year's. */
import { matchLabel } from '../codebook/spellings.ts'
import { cellsOfRow, type GridCell } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { isAnnexLabel, plainIndicator } from './annex.ts'
import { disclosureRowLabels, requestLabels, routeLabels } from './labels.ts'
import { missingFact, type TableReading } from './reading.ts'
import type { Segment } from './tables.ts'

/** The row or route of the form that a cell names in exact words, as a key; null for all other cells. */
function keyOf(cell: GridCell, table: Segment['table']): string | null {
  if (table === 0) return isAnnexLabel(cell.label) ? plainIndicator(cell.label) : null
  const match =
    table === 2
      ? matchLabel(cell.label, disclosureRowLabels)
      : table === 3
        ? matchLabel(cell.label, requestLabels)
        : matchLabel(cell.label, routeLabels)
  return match?.how === 'exact' ? match.code : null
}

function keysOf({ grid, from, to, table }: Segment): Set<string> {
  const keys = new Set<string>()
  for (let row = from; row < to; row += 1)
    for (const cell of cellsOfRow(grid, row).slice(0, table === 4 ? undefined : 4)) {
      const key = cell.row === row ? keyOf(cell, table) : null
      if (key !== null) keys.add(key)
    }
  // These name columns or groups of rows as well as rows.
  keys.delete('results_total')
  keys.delete('other_misc')
  keys.delete('other_total')
  return keys
}

/** The pieces of one statistics table, begun anew wherever a piece repeats a row that stands in an earlier one. */
export function instancesOf(pieces: Segment[]): Segment[][] {
  const instances: Segment[][] = []
  if (pieces.length < 2) return [pieces]
  let seen = new Set<string>()
  for (const piece of pieces) {
    const keys = keysOf(piece)
    const last = instances.at(-1)
    if (last === undefined || [...keys].some((key) => seen.has(key))) {
      instances.push([piece])
      seen = keys
    } else {
      last.push(piece)
      for (const key of keys) seen.add(key)
    }
  }
  return instances
}

const figuresOf = (reading: TableReading): string =>
  JSON.stringify(reading.facts.map(({ cell, value, state }) => [cell, value, state]))

/** Reads one statistics table. Printed more than once it is believed only if every printing says the same. Null where there are no pieces. */
export function readOnce<T extends TableReading>(
  pieces: Segment[],
  read: (pieces: Segment[]) => T,
): T | null {
  if (pieces.length === 0) return null
  const [first, ...more] = instancesOf(pieces).map(read)
  if (first === undefined) return null
  if (more.every((other) => figuresOf(other) === figuresOf(first))) return first
  const no = ['附表', '', '第二部分', '第三部分', '第四部分'][pieces[0]?.table ?? 1] ?? ''
  const detail = `${no}共 ${more.length + 1} 次`
  return {
    ...first,
    facts: first.facts.map(({ cell }) => missingFact(cell)),
    problems: [problem('table_ambiguous', detail, pieces[0]?.grid.table.start ?? null)],
  }
}
