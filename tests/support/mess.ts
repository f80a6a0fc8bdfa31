/** What editors, converters and templates do to a statistics table: each mess spoils the sheets and says what can still be read. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Chance } from '../../pipeline/demo/seeded.ts'
import type { Figure } from './form-figures.ts'
import type { Sheet, Square } from './form-squares.ts'

/** A report being spoilt: its tables, and what a reader must still make of each cell. */
export interface Spoilt {
  sheets: Sheet[]
  expected: Map<CellId, Pick<Figure, 'value' | 'state'>>
}

/** `position` messes leave nothing but the order to go by: the sums must then hold, or the reader must refuse. */
export interface Mess {
  name: string
  position: boolean
  spoil: (report: Spoilt, chance: Chance) => void
}

/** What a reader must make of a cell that the page has lost. */
export const lost = { value: null, state: 'missing_cell' } as const
/** What a reader must make of a cell that has been merged with others. */
export const covered = { value: null, state: 'merged_covered' } as const

/** The cells of the form whose figures stand in a row. */
export const figuresIn = (row: readonly Square[]): CellId[] =>
  row.map((one) => one.cell).filter((cell) => cell !== null)

/** True for a row of figures. */
export const isBody = (row: readonly Square[]): boolean => row.some((one) => one.cell !== null)

/** The pieces of one table. */
export const sheetsOf = (report: Spoilt, table: Sheet['table']): Sheet[] =>
  report.sheets.filter((sheet) => sheet.table === table)

/** Puts other pieces in the place of those of one table. */
export function replaceSheets(report: Spoilt, table: Sheet['table'], make: (sheet: Sheet) => Sheet[]): void {
  report.sheets = report.sheets.flatMap((sheet) => (sheet.table === table ? make(sheet) : [sheet]))
}
