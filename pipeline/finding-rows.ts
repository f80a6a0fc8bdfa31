/** What a report's prose states and what its checks came to, as rows of the warehouse. Pure. */
import type { FindingRow, StatedRow } from '../warehouse/rows.ts'
import type { RuledCheck } from './audit/run.ts'
import { quotedIn } from './audit/wording.ts'
import type { ReportHistory, Revision } from './reading.ts'

const keyOf = (history: ReportHistory, { revision }: Revision): { report: string; revision: number } => ({
  report: history.key,
  revision,
})

/** Narrative figures, each total followed by the items of its list. */
export function statedRows(history: ReportHistory, revision: Revision): StatedRow[] {
  const rows: StatedRow[] = []
  for (const { topic, value, unit, approx, sentence, start, end, items } of revision.page.parsed.value
    .stated) {
    const shared = {
      ...keyOf(history, revision),
      topic,
      approx,
      sentence,
      place_start: start,
      place_end: end,
    }
    const parent_no = rows.length
    rows.push({ ...shared, stated_no: parent_no, parent_no: null, name: null, value, unit })
    for (const item of items)
      rows.push({
        ...shared,
        stated_no: rows.length,
        parent_no,
        name: item.name,
        value: item.value,
        unit: item.unit,
      })
  }
  return rows
}

/** Where each narrative figure of a report stands among the rows of `statedRows`. */
function statedNumbers({ page }: Revision): number[] {
  let next = 0
  return page.parsed.value.stated.map(({ items }) => {
    const here = next
    next += 1 + items.length
    return here
  })
}

/** Every check of a revision, kept ones too; sentences by their number among the stated rows. */
export function findingRows(
  history: ReportHistory,
  revision: Revision,
  checks: readonly RuledCheck[],
): FindingRow[] {
  const numbers = statedNumbers(revision)
  return checks.map((check) => findingRow(keyOf(history, revision), check, numbers))
}

/** Every check of a report that is owed and not here, by its identity. */
export function owedRows(report: string, checks: readonly RuledCheck[]): FindingRow[] {
  return checks.map((check) => findingRow({ report, revision: null }, check, []))
}

function findingRow(
  { report, revision }: Pick<FindingRow, 'report' | 'revision'>,
  check: RuledCheck,
  numbers: readonly number[],
): FindingRow {
  const told = check.verdict === 'broken' || check.verdict === 'uncertain'
  return {
    report,
    revision,
    code: check.code,
    check: check.check,
    severity: check.severity,
    verdict: check.verdict,
    trivial: check.verdict === 'kept' && check.trivial,
    expected: told ? check.expected : null,
    actual: told ? check.actual : null,
    message: check.verdict === 'not_applicable' ? check.because : told ? check.message : null,
    cells: [...check.cells],
    stated_nos: check.stated.flatMap((index) => numbers[index] ?? []),
    quoted: told ? quotedIn(check.saying) : [],
    operands: null,
    suspect_cell: check.suspect?.cell ?? null,
    suspect_repair: check.suspect?.repair ?? null,
  }
}
