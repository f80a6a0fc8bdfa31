/** The rows that the documents for paper are drawn from, and the queries that fetch them. Pure. */
import { z } from 'zod'
import type { Filters } from '../filters.ts'
import type { MartQuery } from '../view.ts'

const coverageRow = z.object({
  site_name: z.string(),
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  year: z.number(),
  state: z.string(),
  due_date: z.string().nullable(),
  published_date: z.string().nullable(),
  detail: z.string().nullable(),
})
/** One report that was owed. */
export type PaperCoverage = z.infer<typeof coverageRow>

const findingRow = z.object({
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  code: z.string(),
  title: z.string().nullable(),
  basis: z.string().nullable(),
  check: z.string(),
  severity: z.string(),
  verdict: z.string(),
  expected: z.number().nullable(),
  actual: z.number().nullable(),
  message: z.string().nullable(),
  /** Null where the report is owed and not here: it has no archived page. */
  snapshot: z.string().nullable(),
  url: z.string().nullable(),
  fetched_at: z.string().nullable(),
  /** Character stretch of the first operand in the archived page; null where the finding names none. */
  place_start: z.number().nullable(),
  place_end: z.number().nullable(),
  decision: z.string().nullable(),
  decided_by: z.string().nullable(),
  decision_reason: z.string().nullable(),
})
/** One finding with its way home. */
export type PaperFinding = z.infer<typeof findingRow>

const problemRow = z.object({ name: z.string(), year: z.number(), detail: z.string(), snapshot: z.string() })
/** One thing that could not be read. */
export type PaperProblem = z.infer<typeof problemRow>

/** Which reports a document is about. */
export type PaperFilters = Filters & { publisher: string | null }

const most = 20_000

/** Queries of the three kinds of rows. */
export function paperQueries({ site, year, kind, publisher }: PaperFilters): {
  coverage: MartQuery<PaperCoverage>
  findings: MartQuery<PaperFinding>
  problems: MartQuery<PaperProblem>
} {
  const values = { site, year, kind, publisher }
  const where = (kindColumn: string): string =>
    `($site IS NULL OR site = $site) AND ($year IS NULL OR year = $year)
      AND ($kind IS NULL OR ${kindColumn} = $kind) AND ($publisher IS NULL OR publisher = $publisher)`
  return {
    coverage: {
      sql: `SELECT site_name, publisher, name, kind, year, state, due_date, published_date, detail
        FROM mart_coverage WHERE ${where('kind')} ORDER BY site, publisher, year LIMIT ${most}`,
      values,
      row: coverageRow,
    },
    findings: {
      sql: `WITH chosen AS (SELECT * FROM mart_findings WHERE ${where('publisher_kind')} LIMIT ${most}),
        firsts AS (SELECT report, code, "check", cells[1] AS cell FROM chosen WHERE len(cells) > 0),
        places AS (SELECT f.report, f.code, f."check", g.place_start, g.place_end
          FROM firsts f JOIN mart_figures g USING (report, cell))
        SELECT c.publisher, c.name, c.year, c.report, c.code, k.title, k.basis, c."check", c.severity, c.verdict,
          c.expected, c.actual, c.message, c.snapshot, r.url, r.fetched_at, p.place_start, p.place_end, c.decision,
          c.decided_by, c.decision_reason
        FROM chosen c LEFT JOIN mart_revisions r ON r.report = c.report AND r.revision = c.revision
        LEFT JOIN mart_codes k ON k.code = c.code
        LEFT JOIN places p ON p.report = c.report AND p.code = c.code AND p."check" = c."check"
        ORDER BY c.publisher, c.year, list_position(['E', 'W', 'I'], c.severity), c.verdict, c.code, c."check"`,
      values,
      row: findingRow,
    },
    problems: {
      sql: `SELECT name, year, detail, snapshot FROM mart_problems
        WHERE current AND severity <> 'info' AND ${where('publisher_kind')} ORDER BY publisher, year, problem_no LIMIT ${most}`,
      values,
      row: problemRow,
    },
  }
}
