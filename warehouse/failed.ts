/** What checks found wrong with content that was to be published. */
import type { Builder, Value } from './reader.ts'

/** Breaches of one named check of site-checks.sql or checks.sql; `details` are the first few. */
export interface FailedCheck {
  check: string
  breaches: number
  details: string[]
}

function textOf(value: Value | undefined): string {
  if (typeof value !== 'string')
    throw new Error(`warehouse: a check answered ${JSON.stringify(value)} for text`)
  return value
}

const questions = {
  site: 'failed_site_checks',
  snapshot: 'failed_checks',
} as const

/** Asks one of the two views of checks; none means that the content may be published. */
export async function failedChecks(builder: Builder, of: keyof typeof questions): Promise<FailedCheck[]> {
  const failed = await builder.query(
    `SELECT check_name, count(*) AS breaches, list(detail ORDER BY detail)[1:5] AS details
     FROM ${questions[of]} GROUP BY check_name ORDER BY check_name`,
  )
  return failed.map((row) => ({
    check: textOf(row['check_name']),
    breaches: Number(row['breaches']),
    details: Array.isArray(row['details']) ? row['details'].map(textOf) : [],
  }))
}
