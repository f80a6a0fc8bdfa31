/** The shape of rules that hold a figure of the prose against a figure of the tables. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import type { Stated, Topic } from '../../../parsers/report/report.ts'
import { addUp, type Panel } from '../panel.ts'
import type { ReportRule } from '../rule.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, isSame, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say, type Saying } from '../wording.ts'
import { reportRule } from './report.ts'

/** One comparison: what the prose counts, and the cells that must come to it. */
export interface StatedCell {
  of: string
  topic: Topic
  /** The codebook's word for the part counted; whole figures where absent. */
  code?: string
  /** The first of these whose cells the report has is compared. */
  cells: readonly (readonly CellId[])[]
  /** Also right where the sentence has these words: then the cells come with these besides. */
  also?: { words: RegExp; cells: readonly CellId[] }
  /** The prose's figure in the unit of the table; null where the unit is another. */
  convert?: (stated: Stated) => number | null
  /** True where a report without these cells is not worth a word: few have the table. */
  onlyWhereThere?: true
  /** True where a difference may be one of counting, and is a question rather than a contradiction. */
  soft?: true
  tell: (said: number, table: number) => Saying
}

/** A row of rules. */
export interface StatedCellRule extends Omit<ReportRule, 'run' | 'scope'> {
  pairs: readonly StatedCell[]
}

interface Place {
  stated: Stated
  index: number
  value: number
}

/** A sentence that names other years only speaks of them. */
function speaksOf(sentence: string, year: number | null): boolean {
  const named = [...sentence.matchAll(/(20\d\d)年/g)].map((match) => Number(match[1]))
  return named.length === 0 || year === null || named.includes(year)
}

function judgePair(pair: StatedCell, { report, panel, year }: ReportSubject): Judgement | null {
  const places = report.stated.flatMap((stated, index): Place[] => {
    const mine = stated.topic === pair.topic && (stated.code ?? undefined) === pair.code
    const whole = pair.code !== undefined || stated.name === null
    if (!mine || !whole || !speaksOf(stated.sentence, year)) return []
    const value = pair.convert === undefined ? stated.value : pair.convert(stated)
    return value === null ? [] : [{ stated, index, value }]
  })
  if (places.length === 0) return null
  const cells = pair.cells.find((list) => list.every((cell) => panel.has(cell)))
  if (cells === undefined && pair.onlyWhereThere === true) return null
  if (cells === undefined) return { ...notApplicable('报告没有这张表，或该版本没有此项'), of: pair.of }
  const base = { of: pair.of, cells, stated: places.map(({ index }) => index) }
  const table = addUp(panel, cells)
  if (table.unread > 0) return { ...notApplicable('单元格缺失或无法读取'), ...base }
  if (table.numbers === 0) return { ...notApplicable('表格未填写'), ...base }
  const exact = places.filter(({ stated }) => !stated.approx)
  const [first] = exact
  if (first === undefined) return { ...notApplicable('正文为约数'), ...base }
  if (exact.some(({ value }) => isSame(value, table.sum))) return { ...kept(table.sum === 0), ...base }
  if (pair.also !== undefined && matchesWithMore(pair.also, exact, panel, table.sum))
    return { ...kept(), ...base }
  const saying = pair.tell(first.value, table.sum)
  const more = table.empties > 0 ? { more: say('sum.empties', { count: table.empties }) } : {}
  const doubt = table.empties > 0 || pair.soft === true
  return {
    ...(doubt
      ? uncertain({ ...saying, ...more }, table.sum, first.value)
      : broken(saying, table.sum, first.value)),
    ...base,
  }
}

function matchesWithMore(
  also: { words: RegExp; cells: readonly CellId[] },
  exact: readonly Place[],
  panel: Panel,
  sum: number,
): boolean {
  const more = addUp(panel, also.cells).sum
  return exact.some(({ stated, value }) => also.words.test(stated.sentence) && isSame(value, sum + more))
}

/** Makes the rule of a row. */
export function statedCellRule({ pairs, ...rule }: StatedCellRule): ReportRule {
  return reportRule({
    ...rule,
    judge: (subject) => {
      if (subject.report.stated.length === 0) return null
      return pairs.flatMap((pair) => judgePair(pair, subject) ?? [])
    },
  })
}
