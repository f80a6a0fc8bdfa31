/** What exists in one snapshot: the years, sites, kinds, figures and checks that a URL may name. */
import { z } from 'zod'
import type { Ask } from './view.ts'
import { kindOrder } from './words.ts'

const year = z.object({ year: z.number() })
const site = z.object({ site: z.string(), site_name: z.string() })
const kind = z.object({ kind: z.string() })
const code = z.object({
  code: z.string(),
  title: z.string().nullable(),
  basis: z.string().nullable(),
  severity: z.string().nullable(),
  checked: z.boolean(),
})
const day = z.object({ day: z.string() })
const cell = z.object({
  cell: z.string(),
  table_no: z.number(),
  position: z.number(),
  label: z.string(),
  label_2014: z.string().nullable(),
  label_2019: z.string().nullable(),
  label_2021: z.string().nullable(),
  unit_label: z.string(),
  report_count: z.number(),
})

/** A figure of the form as the codebook of the snapshot prints it. */
export type ScopeCell = z.infer<typeof cell>

/** A code of the catalogue: what must hold, why, and how grave a breach is; null where the catalogue is silent. */
export type CodeEntry = Pick<z.infer<typeof code>, 'title' | 'basis' | 'severity'>

/** What exists in one snapshot; read once when it is opened. */
export interface Scope {
  years: readonly number[]
  sites: readonly { site: string; site_name: string }[]
  kinds: readonly string[]
  /** Codes that some current report was checked for. */
  codes: readonly string[]
  /** What each code of the catalogue compares and rests on. */
  catalogue: ReadonlyMap<string, CodeEntry>
  /** Days (in China) on which reports or versions of them were first seen, newest first. */
  days: readonly string[]
  /** When the newest run that published or confirmed the snapshot began, UTC ISO; null where it is not known. */
  asOf: string | null
  cells: readonly ScopeCell[]
  /** Newest year of which a report was found; null in an empty snapshot. */
  latest: number | null
}

/** Reads what exists from the marts. */
export async function readScope(ask: Ask, asOf: string | null): Promise<Scope> {
  const [years, reported, sites, kinds, codes, cells, days] = await Promise.all([
    ask('SELECT DISTINCT year FROM mart_coverage ORDER BY year', {}),
    ask(
      'SELECT max(year) AS year FROM mart_coverage WHERE report IS NOT NULL HAVING max(year) IS NOT NULL',
      {},
    ),
    ask('SELECT DISTINCT site, site_name FROM mart_coverage ORDER BY site', {}),
    ask('SELECT DISTINCT kind FROM mart_coverage', {}),
    ask(
      `SELECT code, title, basis, severity, kept + trivially_kept + broken + uncertain + not_applicable > 0 AS checked
       FROM mart_codes ORDER BY code`,
      {},
    ),
    ask(
      `SELECT cell, table_no, position, label, label_2014, label_2019, label_2021, unit_label, report_count
       FROM mart_cells ORDER BY table_no, position`,
      {},
    ),
    ask(
      'SELECT DISTINCT (first_seen + INTERVAL 8 HOUR)::DATE AS day FROM mart_revisions ORDER BY day DESC LIMIT 60',
      {},
    ),
  ])
  const known = codes.map((row) => code.parse(row))
  const present = kinds.map((row) => kind.parse(row).kind)
  return {
    years: years.map((row) => year.parse(row).year),
    sites: sites.map((row) => site.parse(row)),
    kinds: [
      ...kindOrder.filter((name) => present.includes(name)),
      ...present.filter((name) => !kindOrder.includes(name)),
    ],
    codes: known.filter((row) => row.checked).map((row) => row.code),
    catalogue: new Map(known.map(({ code, title, basis, severity }) => [code, { title, basis, severity }])),
    days: days.map((row) => day.parse(row).day),
    asOf,
    cells: cells.map((row) => cell.parse(row)),
    latest: reported.map((row) => year.parse(row).year).at(0) ?? null,
  }
}

/** What a code compares, in a few words; '' where the catalogue does not know it. */
export function titleOf(scope: Pick<Scope, 'catalogue'>, code: string): string {
  return scope.catalogue.get(code)?.title ?? ''
}

/** The figures that pages are drawn for beforehand: every line of table two and four, the totals of table three. */
export function headlines(scope: Pick<Scope, 'cells'>): ScopeCell[] {
  return scope.cells.filter(
    (one) => one.report_count > 0 && (one.table_no !== 3 || one.cell.endsWith('.total')),
  )
}
