/** Figures of the statistics tables, each with the place it was read from. */
import type { CellId } from './codebook/codebook.ts'

/** A number, or which kind of nothing stood in the cell. Only `number` carries a value; nothing is never nought. */
export type ValueState =
  | 'number'
  | 'blank'
  | 'dash'
  | 'none_word'
  | 'slash'
  | 'non_numeric'
  | 'missing_cell'
  | 'merged_covered'

/**
 * Where a figure stands: the page's n-th table in document order (from 0), row and column of its grid (from 0),
 * and the character offsets [start, end) of the cell's markup in the decoded page. Table, row and column are -1 for a figure of a table
 * that the page has flattened to text; the offsets are then those of the figure itself.
 */
export interface Place {
  table: number
  row: number
  column: number
  start: number
  end: number
  /** SHA-256 of the archived bytes that this place is in, where they are not the report's own: a document that hangs on its page. */
  document?: string
}

/** One cell of the form as one report states it. `place` is null only where the page has no such cell. */
export interface Fact {
  cell: CellId
  value: number | null
  state: ValueState
  /** The cell's text with white space folded; '' where there is none. */
  raw: string
  place: Place | null
  matched_by: 'label' | 'position'
}
