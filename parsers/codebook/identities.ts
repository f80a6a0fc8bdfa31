/** The sums that the form itself demands (勾稽关系), as data: each says Σ left = Σ right. */
import { cellsOf, type CellId } from './codebook.ts'
import { applicants, requestRows, results, routes, type Edition, type RequestRow } from './form.ts'

export type IdentityId = 'ID-301' | 'ID-302' | 'ID-303' | 'ID-401' | 'ID-402' | 'ID-403'

/** One sum. `line` is the column or row it runs along; `left` holds the parts, `right` what they must come to. */
export interface Identity {
  id: IdentityId
  line: string
  left: readonly CellId[]
  right: readonly CellId[]
}

const notOutcomes: readonly RequestRow[] = ['new_received', 'carried_in', 'results_total', 'carried_out']
const routeIds = {
  reconsideration: 'ID-401',
  litigation_direct: 'ID-402',
  litigation_after_reconsideration: 'ID-403',
} as const

function buildIdentities(edition: Edition): Identity[] {
  const rows = requestRows.filter((row) => edition !== '2014' && row[edition] !== null)
  const outcomes = rows.filter((row) => !notOutcomes.includes(row.code))
  const parts = applicants.filter((column) => column.code !== 'total')
  const cases = results.filter((result) => result.code !== 'total')
  return [
    ...applicants.flatMap((column): Identity[] => [
      {
        id: 'ID-301',
        line: column.code,
        left: [`t3.new_received.${column.code}`, `t3.carried_in.${column.code}`],
        right: [`t3.results_total.${column.code}`, `t3.carried_out.${column.code}`],
      },
      {
        id: 'ID-302',
        line: column.code,
        left: outcomes.map((row): CellId => `t3.${row.code}.${column.code}`),
        right: [`t3.results_total.${column.code}`],
      },
    ]),
    ...rows.map((row): Identity => ({
      id: 'ID-303',
      line: row.code,
      left: parts.map((column): CellId => `t3.${row.code}.${column.code}`),
      right: [`t3.${row.code}.total`],
    })),
    ...routes.map((route): Identity => ({
      id: routeIds[route.code],
      line: route.code,
      left: cases.map((result): CellId => `t4.${route.code}.${result.code}`),
      right: [`t4.${route.code}.total`],
    })),
  ]
}

const byEdition: Record<Edition, readonly Identity[]> = {
  '2014': [],
  '2019': buildIdentities('2019'),
  '2021': buildIdentities('2021'),
}

/** The hard sums of an edition: 42 in edition 2021 (7 + 7 + 25 + 3), 40 in edition 2019 (7 + 7 + 23 + 3). */
export function identitiesOf(edition: Edition): readonly Identity[] {
  return byEdition[edition]
}

/** How many cells the tables of an edition print, for counts of completeness. */
export function cellCount(edition: Edition): number {
  return cellsOf(2, edition).length + cellsOf(3, edition).length + cellsOf(4, edition).length
}
