/** The form's labels as candidates for what a page prints. */
import {
  applicants,
  disclosureCells,
  requestRows,
  results,
  routes,
  type Applicant,
  type RequestRow,
  type Result,
  type Route,
} from '../codebook/form.ts'
import { plainLabel, type Spellings } from '../codebook/spellings.ts'

const distinct = (labels: (string | null)[]): string[] => [
  ...new Set(labels.filter((label) => label !== null).map(plainLabel)),
]

export const requestLabels: Spellings<RequestRow> = requestRows.map((row) => ({
  code: row.code,
  spellings: distinct([row['2019'], row['2021']]),
}))

export const applicantLabels: Spellings<Applicant> = applicants.map((column) => ({
  code: column.code,
  spellings: distinct([column.label]),
}))

export const routeLabels: Spellings<Route> = routes.map((route) => ({
  code: route.code,
  spellings: distinct([route.label]),
}))
export const resultLabels: Spellings<Result> = results.map((result) => ({
  code: result.code,
  spellings: distinct([result.label]),
}))

/** A printed row of table two; both editions' words for normative documents mean one row. */
export type DisclosureRow =
  | 'rules'
  | 'normative_docs'
  | 'licensing'
  | 'other_services'
  | 'penalty'
  | 'coercion'
  | 'admin_fees'
  | 'central_procurement'

export const disclosureRowLabels: Spellings<DisclosureRow> = [
  { code: 'rules', spellings: ['规章'] },
  { code: 'normative_docs', spellings: ['规范性文件', '行政规范性文件'] },
  { code: 'licensing', spellings: ['行政许可'] },
  { code: 'other_services', spellings: ['其他对外管理服务事项'] },
  { code: 'penalty', spellings: ['行政处罚'] },
  { code: 'coercion', spellings: ['行政强制', '行政强制措施'] },
  { code: 'admin_fees', spellings: ['行政事业性收费'] },
  { code: 'central_procurement', spellings: ['政府集中采购'] },
]

/** The cells of one row of table two in printed order, with the column labels of each edition. */
export function disclosureColumns(row: DisclosureRow): (typeof disclosureCells)[number][] {
  return disclosureCells.filter((cell) => cell.id.startsWith(`t2.${row}.`))
}

/** The words above a table's columns that tell which edition of table two it is. */
export const editionMarks = {
  '2021': /制发件|现行有效|本年废止|本年处理决定|收费金额/,
  '2019': /新制作|新公开|对外公开总|上一年项目|对外管理服务|集中采购|采购项目|采购总金额|本年增/,
} as const
