/** The tables that a report has, with the cells that their editions print. Pure. */
import { cellsOf, type CellId } from '../../parsers/codebook/codebook.ts'
import type { Edition } from '../../parsers/codebook/form.ts'
import type { ReportSubject } from './subject.ts'
import type { Judgement } from './verdicts.ts'

const tables = [
  ['t0', 0, '附表'],
  ['t2', 2, '第二部分'],
  ['t3', 3, '第三部分'],
  ['t4', 4, '第四部分'],
] as const

interface Table {
  table: (typeof tables)[number][0]
  name: string
  cells: readonly CellId[]
}

const printed = new Map<string, readonly CellId[]>()
/** The cells that an edition of a table prints. */
export function cellsIn(no: 0 | 2 | 3 | 4, edition: Edition): readonly CellId[] {
  const key = `${no}/${edition}`
  const known = printed.get(key) ?? cellsOf(no, edition).map(({ id }) => id)
  printed.set(key, known)
  return known
}

const tablesOf = ({ report }: ReportSubject): Table[] =>
  tables.flatMap(([table, no, name]) => {
    const edition = report.editions[table] ?? null
    return edition === null ? [] : [{ table, name, cells: cellsIn(no, edition) }]
  })
/** Judges every table that a report has. */
export const overTables = (
  subject: ReportSubject,
  judge: (table: Table) => Judgement | readonly Judgement[],
): Judgement[] => tablesOf(subject).flatMap(judge)
