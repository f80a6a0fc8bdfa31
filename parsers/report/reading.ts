/** What the three tables have in common while their cells are being read. */
import { cellOf, cellsOf, type CellId, type TableNo } from '../codebook/codebook.ts'
import type { Edition, Unit } from '../codebook/form.ts'
import type { Fact, Place } from '../facts.ts'
import type { Grid, GridCell } from '../grid/grid.ts'
import { readNumber, type CellValue } from '../grid/number.ts'
import { foldSpace } from '../page/text.ts'
import { problem, type Problem } from '../problem.ts'

/** One statistics table as read: its edition and a fact for every cell that this edition prints. */
export interface TableReading {
  edition: Edition
  facts: Fact[]
  problems: Problem[]
}

/** How a figure was found: the grid column it stands in, by what, and in which unit its heading prints it if not the form's. */
export interface Finding {
  column: number
  by: Fact['matched_by']
  /** True where the cell reaches over several figures and is none of them. */
  covered?: boolean
  written?: Unit
}

/** Where a cell stands in the decoded page. */
export function placeOf(grid: Grid, cell: GridCell, column: number): Place {
  return {
    table: grid.table.no,
    row: cell.row,
    column: grid.columns[column] ?? column,
    start: cell.source.start,
    end: cell.source.end,
  }
}

/** What a cell states; one that the page ends in, or whose digits are partly raised, struck out or hidden, states nothing for certain. */
export function readCell(cell: GridCell, unit: Unit, written: Unit = unit): CellValue {
  return cell.source.cut || cell.source.doubtful
    ? { value: null, state: 'non_numeric' }
    : readNumber(cell.text, unit, written)
}

/** Reads the number in a cell and remembers where it stood. A cell over several rows or columns of figures is none of theirs. */
export function readFact(id: CellId, grid: Grid, cell: GridCell, found: Finding): Fact {
  const { unit } = cellOf(id)
  const said =
    (found.covered === true || cell.rowspan > 1) && !cell.source.cut
      ? { value: null, state: 'merged_covered' as const }
      : readCell(cell, unit, found.written ?? unit)
  return {
    cell: id,
    ...said,
    raw: foldSpace(cell.text),
    place: placeOf(grid, cell, found.column),
    matched_by: found.by,
  }
}

/** A cell that the form prints and the page does not have, or has where nobody can tell which it is. */
export function missingFact(id: CellId): Fact {
  return { cell: id, value: null, state: 'missing_cell', raw: '', place: null, matched_by: 'label' }
}

/**
 * Facts by cell as pieces of one table come in. The same cell met twice is fine while it says the same;
 * otherwise neither reading is believed.
 */
export class FactSheet {
  private readonly facts = new Map<CellId, Fact>()
  readonly problems: Problem[] = []

  add(fact: Fact): void {
    const known = this.facts.get(fact.cell)
    if (known === undefined) {
      this.facts.set(fact.cell, fact)
      return
    }
    if (known.state === fact.state && known.value === fact.value) return
    const where = fact.place?.start ?? null
    if (known.state !== 'missing_cell')
      this.problems.push(problem('row_repeated', `${fact.cell}（“${known.raw}”与“${fact.raw}”）`, where))
    this.facts.set(fact.cell, missingFact(fact.cell))
  }

  /** Takes back what was read of some cells. */
  drop(ids: Iterable<CellId>): void {
    for (const id of ids) this.facts.set(id, missingFact(id))
  }

  values(): Fact[] {
    return [...this.facts.values()]
  }

  /**
   * One fact for each cell that the edition prints in the table, in printed order, then those of rows the page has taken from another
   * edition; and problems for such rows and for cells that are not numbers.
   */
  finish(table: TableNo, edition: Edition): Fact[] {
    const printed = cellsOf(table, edition).map(({ id }) => id)
    const own = new Set<CellId>(printed)
    const foreign = this.values().filter((fact) => fact.place !== null && !own.has(fact.cell))
    const facts = [...printed.map((id) => this.facts.get(id) ?? missingFact(id)), ...foreign]
    if (foreign.length > 0) {
      const names = foreign.map((fact) => fact.cell).join('、')
      const at = foreign[0]?.place?.start ?? null
      this.problems.push(problem('row_unknown', `${names} 不属于该表所用的 ${edition} 年版格式`, at))
    }
    for (const fact of facts)
      if (fact.state === 'non_numeric')
        this.problems.push(
          problem('cell_not_numeric', `${fact.cell} 为“${fact.raw.slice(0, 60)}”`, fact.place?.start ?? null),
        )
    return facts
  }
}
