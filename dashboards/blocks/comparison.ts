/** One figure over publishers and years: what may be compared, in which order, and why not. Pure. */
import type { Spread } from '../charts/spread.ts'
import { smallestRanked, spreadOf } from '../charts/spread.ts'
import { sayFigure } from '../figure.ts'
import type { Filters } from '../filters.ts'
import { evidenceLink, link } from '../filters.ts'
import type { ScopeCell } from '../scope.ts'
import { coverageWord, nothingWord } from '../words.ts'
import { isPrinted } from './official-table.ts'

/** One publisher and year of the expected set, with the figure where its report states it. */
export interface ComparedRow {
  publisher: string
  name: string
  kind: string
  year: number
  coverage: string
  report: string | null
  edition: string | null
  value: number | null
  state: string | null
  raw: string | null
}

/** One year of everything that was selected, of which a page may show only a part; `values` are its numbers. */
export interface SelectedYear {
  year: number
  publishers: number
  kinds: number
  values: readonly number[] | null
}

/** A square of the comparison: a number or a named nothing, in words, and the address that leads home. */
export interface Compared {
  publisher: string
  name: string
  value: number | null
  glyph: string
  tone: string
  label: string
  href: string
  words: string
}

/**
 * One year of the comparison. `because` says why nothing is ranked; null where it is. Squares may be a part of what was selected; the
 * spread, the count of those without a number and the ends of the scale are of all.
 */
export interface ComparedYear {
  year: number
  absent: number
  bottom: number
  top: number
  squares: readonly Compared[]
  spread: Spread | null
  because: string | null
}

/** Which kind of nothing a row without a stated figure is. */
function stateOf(row: ComparedRow, cell: ScopeCell): string {
  if (row.state !== null) return row.state
  if (row.report === null) return 'no_report'
  return row.edition !== null && !isPrinted(cell, row.edition) ? 'not_in_edition' : 'table_not_read'
}

function squareOf(row: ComparedRow, cell: ScopeCell, filters: Filters): Compared {
  const { publisher, name, year, report, value, raw } = row
  const state = stateOf(row, cell)
  const word = nothingWord(state)
  const stated = row.state !== null && report !== null
  const said =
    state === 'no_report' ? coverageWord(row.coverage).label : sayFigure({ value, state, raw: raw ?? '' })
  const glyph = state === 'no_report' ? coverageWord(row.coverage).glyph : word.glyph
  return {
    publisher,
    name,
    value,
    glyph,
    tone: value === null ? word.tone : value === 0 ? 'zero' : 'number',
    label: value === null ? said : '',
    href: stated
      ? evidenceLink(report, cell.cell)
      : link(['publisher', publisher], { site: filters.site, kind: filters.kind, year }),
    words: `${name} ${year} 年：${value === null ? `${glyph} ${said}` : `${said} ${cell.unit_label}`}`,
  }
}

function reasonAgainst(numbers: number, kinds: number): string | null {
  if (kinds > 1) return '所选单位类别不同，不宜相互比较，按单位代码排列，不计分位数。'
  if (numbers >= smallestRanked) return null
  return `只有 ${numbers} 个单位填报了数值，少于 ${smallestRanked} 个，不排序、不计分位数，以免个别报告左右印象。`
}

/** Compares one figure year by year; each year is judged by itself. */
export function compare(
  rows: readonly ComparedRow[],
  cell: ScopeCell,
  filters: Filters,
  selected: readonly SelectedYear[],
): ComparedYear[] {
  const kinds = Math.max(0, ...selected.map((one) => one.kinds))
  return selected.map(({ year, publishers, values }) => {
    const numbers = values ?? []
    const because = reasonAgainst(numbers.length, kinds)
    return {
      year,
      squares: rows.filter((row) => row.year === year).map((row) => squareOf(row, cell, filters)),
      because,
      spread: because === null ? spreadOf(numbers) : null,
      absent: publishers - numbers.length,
      bottom: Math.min(0, numbers[0] ?? 0),
      top: Math.max(0, numbers.at(-1) ?? 0),
    }
  })
}

/** Publishers in the order of the newest year: by number where it may be ranked, by code otherwise; nothings last. */
export function orderPublishers(years: readonly ComparedYear[]): string[] {
  const newest = years[0]
  if (newest === undefined) return []
  const squares = [...newest.squares].sort((left, right) =>
    left.publisher.localeCompare(right.publisher, 'en'),
  )
  if (newest.because === null) {
    squares.sort((left, right) => {
      if (left.value === null || right.value === null)
        return Number(left.value === null) - Number(right.value === null)
      return right.value - left.value
    })
  }
  return squares.map((square) => square.publisher)
}
