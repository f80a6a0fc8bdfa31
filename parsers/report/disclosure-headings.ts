/** Which columns of table two the headings over a row name, with room for headings that were cut, doubled or lost. */
import { matchLabel, plainLabel, type Spellings } from '../codebook/spellings.ts'
import type { Fact } from '../facts.ts'
import type { GridCell } from '../grid/grid.ts'
import type { disclosureColumns } from './labels.ts'

export type DisclosureColumn = ReturnType<typeof disclosureColumns>[number]
type Edition = '2019' | '2021'

/** Columns in the order of the cells below; null where the headings do not settle it. */
export interface NamedHeadings {
  named: DisclosureColumn[] | null
  by: Fact['matched_by']
}

const candidatesFor = new Map<DisclosureColumn, Spellings<DisclosureColumn>>()

/** Both editions' words for the columns of one row, as candidates; made once for each row of the form. */
function candidates(columns: DisclosureColumn[]): Spellings<DisclosureColumn> {
  const [first] = columns
  const known = first === undefined ? undefined : candidatesFor.get(first)
  if (known !== undefined || first === undefined) return known ?? []
  const made = columns.map((column) => ({
    code: column,
    spellings: [column['2019'], column['2021']].filter((label) => label !== null).map(plainLabel),
  }))
  candidatesFor.set(first, made)
  return made
}

/** True where a heading could be what is left of the printed one: its beginning (本年新), or nothing at all. */
const isRemainder = (heading: GridCell, printed: string | null): boolean =>
  printed !== null && plainLabel(printed).startsWith(plainLabel(heading.label))

/**
 * True where headings name all columns that an edition prints for the row, in their printed order; for another edition than the table's
 * own in its exact words. Where one is missing or out of place, either the headings or the figures have moved.
 */
function areWhole(
  known: DisclosureColumn[],
  headings: GridCell[],
  columns: DisclosureColumn[],
  edition: Edition,
): boolean {
  const isSet = (of: Edition): boolean => {
    const printed = columns.filter((column) => column[of] !== null)
    return printed.length === known.length && printed.every((column, index) => column === known[index])
  }
  if (isSet(edition)) return true
  const other = edition === '2019' ? '2021' : '2019'
  return (
    isSet(other) &&
    known.every(
      (column, index) => plainLabel(column[other] ?? '') === plainLabel(headings[index]?.label ?? ''),
    )
  )
}

/**
 * Names the columns of one row. All headings read: they decide. One of several wrong, or some cut, and all others at their printed
 * place: the printed order decides, and the caller learns that it did. No headings at all: the same.
 */
export function nameHeadings(
  headings: GridCell[],
  columns: DisclosureColumn[],
  edition: Edition,
): NamedHeadings {
  const spellings = candidates(columns)
  const printed = columns.filter((column) => column[edition] !== null)
  const found = headings.map((heading) => matchLabel(heading.label, spellings)?.code ?? null)
  const known = found.filter((column) => column !== null)
  if (headings.length > 0 && known.length === found.length && new Set(known).size === known.length)
    return { named: areWhole(known, headings, columns, edition) ? known : null, by: 'label' }
  if (printed.length === 0) return { named: null, by: 'position' }
  if (headings.length === 0) return { named: printed, by: 'position' }
  if (headings.length !== printed.length) return { named: null, by: 'position' }
  const wrong = headings.filter((heading, index) => {
    const column = printed[index]
    if (column === undefined || found[index] === column) return false
    return found[index] !== null || !isRemainder(heading, column[edition])
  })
  const placed = found.filter((column, index) => column !== null && column === printed[index]).length
  const settled = wrong.length === 0 || (wrong.length === 1 && placed === printed.length - 1 && placed > 0)
  return { named: settled ? printed : null, by: 'position' }
}
