/** The sums that the form itself demands (勾稽关系), as data: each says Σ left = Σ right. */
import type { AnnexCode } from './annex-form.ts'
import type { CellId } from './codebook.ts'
import { applicants, requestRows, results, routes, type Edition, type RequestRow } from './form.ts'

export type IdentityId =
  | 'ID-001'
  | 'ID-002'
  | 'ID-003'
  | 'ID-004'
  | 'ID-005'
  | 'ID-006'
  | 'ID-301'
  | 'ID-302'
  | 'ID-303'
  | 'ID-401'
  | 'ID-402'
  | 'ID-403'

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

const annexSums: readonly (readonly [IdentityId, AnnexCode, readonly AnnexCode[]])[] = [
  [
    'ID-001',
    'requests_received',
    ['requests_in_person', 'requests_fax', 'requests_online', 'requests_letter'],
  ],
  ['ID-002', 'requests_closed', ['closed_on_time', 'closed_extended']],
  [
    'ID-003',
    'replies_total',
    [
      'reply_already_public',
      'reply_granted',
      'reply_partial',
      'reply_refused',
      'reply_not_this_organ',
      'reply_not_exist',
      'reply_amend',
      'reply_other_channel',
    ],
  ],
  [
    'ID-004',
    'reply_refused',
    [
      'refused_state_secret',
      'refused_trade_secret',
      'refused_privacy',
      'refused_security',
      'refused_not_gov_info',
      'refused_other_law',
    ],
  ],
  [
    'ID-005',
    'reconsideration_total',
    ['reconsideration_upheld', 'reconsideration_corrected', 'reconsideration_other'],
  ],
  ['ID-005', 'litigation_total', ['litigation_upheld', 'litigation_corrected', 'litigation_other']],
  ['ID-006', 'staff_total', ['staff_full_time', 'staff_part_time']],
]

const byEdition: Record<Edition, readonly Identity[]> = {
  '2014': annexSums.map(([id, total, parts]) => ({
    id,
    line: total,
    left: parts.map((code): CellId => `t0.${code}`),
    right: [`t0.${total}`],
  })),
  '2019': buildIdentities('2019'),
  '2021': buildIdentities('2021'),
}

/** The hard sums of an edition: 42 in edition 2021 (7 + 7 + 25 + 3), 40 in edition 2019 (7 + 7 + 23 + 3), 7 in edition 2014. */
export function identitiesOf(edition: Edition): readonly Identity[] {
  return byEdition[edition]
}
