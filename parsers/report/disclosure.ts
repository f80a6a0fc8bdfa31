/** Table two, 主动公开政府信息情况: rows by label, columns by the heading last seen, counted cell by cell, never by grid column. */
import { plainLabel } from '../codebook/spellings.ts'
import type { Fact } from '../facts.ts'
import type { GridCell } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { disclosureLines, type DisclosureLine } from './disclosure-lines.ts'
import { disclosureColumns, disclosureRowLabels, editionMarks, type DisclosureRow } from './labels.ts'
import { nameHeadings, type DisclosureColumn } from './disclosure-headings.ts'
import { moneyOf } from './columns.ts'
import { FactSheet, missingFact, readFact, type TableReading } from './reading.ts'
import type { Segment } from './tables.ts'

type Edition = '2019' | '2021'

/** The edition whose own words are met more often; the newer one where they are met equally. */
function editionOf(labels: Iterable<string>): Edition {
  const counts = { '2019': 0, '2021': 0 }
  for (const label of new Set(labels)) {
    if (editionMarks['2019'].test(label)) counts['2019'] += 1
    if (editionMarks['2021'].test(label)) counts['2021'] += 1
  }
  return counts['2019'] > counts['2021'] ? '2019' : '2021'
}

interface TiedColumn {
  column: DisclosureColumn
  cell: GridCell
  heading: GridCell | null
  by: Fact['matched_by']
  covered: boolean
}

/** Ties cells to headings that stand exactly over them; a cell over several headings is the figure of none. Null where one stands over nothing. */
function tieByGrid(values: GridCell[], headings: GridCell[], named: DisclosureColumn[]): TiedColumn[] | null {
  const tied = headings.map((heading, index): TiedColumn | null => {
    const cell = values.find(
      (one) => one.column <= heading.column && one.column + one.colspan >= heading.column + heading.colspan,
    )
    const column = named[index]
    if (cell === undefined || column === undefined) return null
    return { column, cell, heading, by: 'label', covered: cell.colspan > heading.colspan }
  })
  const found = tied.filter((one) => one !== null)
  const used = new Set(found.map(({ cell }) => cell))
  return found.length === headings.length && values.every((cell) => used.has(cell)) ? found : null
}

/** Ties the cells of one row to columns; null where that cannot be done with certainty. */
function tieRow(line: DisclosureLine, row: DisclosureRow, edition: Edition): TiedColumn[] | null {
  const { headings, spare } = line
  const behind = spare === 0 ? [] : line.values.slice(-spare)
  const values = behind.every((cell) => cell.label === '')
    ? line.values.slice(0, line.values.length - behind.length)
    : line.values
  const columns = disclosureColumns(row)
  const { named, by } = nameHeadings(headings, columns, edition)
  if (named === null) return null
  if (values.length === named.length) {
    const whole = values.every((cell) => cell.colspan === 1 || headings.length > 0 || named.length === 1)
    if (!whole) return null
    return named.flatMap((column, index) => {
      const cell = values[index]
      const heading = headings.length === named.length ? (headings[index] ?? null) : null
      return cell === undefined ? [] : [{ column, cell, heading, by, covered: false }]
    })
  }
  if (headings.length === named.length && by === 'label') {
    const tied = tieByGrid(values, headings, named)
    if (tied !== null) return tied
  }
  const [only] = values
  if (values.length !== 1 || only === undefined || only.colspan === 1) return null
  return named.map((column) => ({ column, cell: only, heading: null, by, covered: true }))
}

/** Copies print 收费金额 in 元 as well as in 万元: where the heading is lost, a bare amount may be either. */
function withoutUnsaidUnit(fact: Fact): Fact {
  const told = fact.state !== 'number' || fact.value === 0 || moneyOf(fact.raw) !== undefined
  return told ? fact : { ...fact, value: null, state: 'non_numeric' }
}

function readLine(line: DisclosureLine, row: DisclosureRow, edition: Edition): Fact[] | null {
  return (
    tieRow(line, row, edition)?.map(({ column, cell, heading, by, covered }) => {
      const written =
        column.unit === 'wan_yuan' || column.unit === 'yuan' ? moneyOf(heading?.label ?? '') : undefined
      const fact = readFact(column.id, line.grid, cell, {
        column: cell.column,
        by: line.how === 'order' ? 'position' : by,
        covered,
        ...(written === undefined ? {} : { written }),
      })
      return column.unit === 'wan_yuan' && heading === null ? withoutUnsaidUnit(fact) : fact
    }) ?? null
  )
}

/** Figures that cannot both be right if their columns were taken by order; true where the order is not believed. */
function contradicts(facts: readonly Fact[]): boolean {
  const value = (end: string): number | null => facts.find((fact) => fact.cell.endsWith(end))?.value ?? null
  const [issued, repealed, inForce] = [value('.issued'), value('.repealed'), value('.in_force')]
  if (issued !== null && repealed !== null && inForce !== null && inForce < issued - repealed) return true
  const [fresh, stock] = [value('.newly_public'), value('.public_stock')]
  return fresh !== null && stock !== null && fresh > stock
}

/** Reads table two from all its pieces. */
export function readDisclosure(pieces: Segment[]): TableReading {
  const sheet = new FactSheet()
  const start = pieces[0]?.grid.table.start ?? null
  const { lines, labels, strangers } = disclosureLines(pieces)
  const edition = editionOf(labels)
  const seen = new Set<DisclosureRow>()
  for (const stranger of strangers)
    sheet.problems.push(
      problem('row_unknown', `第二部分“${stranger.label.slice(0, 40)}”`, stranger.source.start),
    )
  for (const line of lines) {
    const at = line.label.source.start
    if (line.code === null) {
      sheet.problems.push(problem('row_unknown', `第二部分“${line.label.label.slice(0, 40)}”`, at))
      continue
    }
    seen.add(line.code)
    if (line.how !== 'exact')
      sheet.problems.push(problem('label_damaged', `第二部分“${line.label.label.slice(0, 40)}”`, at))
    const facts = readLine(line, line.code, edition)
    const guessed = facts?.some((fact) => fact.matched_by === 'position') === true && contradicts(facts)
    if (facts === null || guessed)
      sheet.problems.push(problem('table_not_aligned', `第二部分“${plainLabel(line.label.label)}”行`, at))
    for (const fact of facts === null || guessed
      ? disclosureColumns(line.code).map((column) => missingFact(column.id))
      : facts)
      sheet.add(fact)
  }
  for (const { code, spellings } of disclosureRowLabels) {
    const prints = disclosureColumns(code).some((column) => column[edition] !== null)
    if (prints && !seen.has(code))
      sheet.problems.push(problem('row_missing', `第二部分“${spellings[0] ?? code}”`, start))
  }
  const facts = sheet.finish(2, edition)
  return { edition, facts, problems: sheet.problems }
}
