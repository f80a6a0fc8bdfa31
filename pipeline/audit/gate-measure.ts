/** Reads from a published snapshot what the gate and `diff` compare: digests first, figures only where those differ. */
import type { Reader, Row } from '../../warehouse/reader.ts'
import type { GateAfter, GateBefore, GateFigure } from './gate.ts'
import { digestFigures } from './gate.ts'

const text = (value: Row[string] | undefined): string => (typeof value === 'string' ? value : '')

/** Digest of the figures of each current report, as `digestFigures` makes it. */
export async function readDigests(reader: Reader): Promise<Map<string, { digest: string; figures: number }>> {
  const rows = await reader.query(
    `SELECT report, count(*) AS figures, md5(string_agg(line, chr(30) ORDER BY line)) AS digest FROM (
       SELECT report, concat_ws(chr(31), cell, state, ifnull(
         CASE WHEN value = trunc(value) AND abs(value) < 1e15 THEN value::BIGINT::VARCHAR ELSE value::VARCHAR END, ''
       ), raw) AS line FROM mart_figures
     ) GROUP BY report`,
  )
  return new Map(
    rows.map((row) => [
      text(row['report']),
      { digest: text(row['digest']), figures: Number(row['figures']) },
    ]),
  )
}

/** The figures of some current reports. */
export async function readFigures(
  reader: Reader,
  reports: readonly string[],
): Promise<Map<string, GateFigure[]>> {
  const figures = new Map<string, GateFigure[]>(reports.map((report) => [report, []]))
  if (reports.length === 0) return figures
  const rows = await reader.query(
    `SELECT report, cell, state, value, raw FROM mart_figures
     WHERE list_contains(string_split($1, chr(10)), report) ORDER BY report, position`,
    [reports.join('\n')],
  )
  for (const row of rows)
    figures.get(text(row['report']))?.push({
      cell: text(row['cell']),
      state: text(row['state']),
      value: typeof row['value'] === 'number' ? row['value'] : null,
      raw: text(row['raw']),
    })
  return figures
}

/** The last good snapshot against tonight's data. */
export async function measureBefore(reader: Reader, after: GateAfter): Promise<GateBefore> {
  const expected = await reader.query('SELECT publisher, year FROM mart_coverage')
  const digests = await readDigests(reader)
  const differing = [...digests].flatMap(([report, { digest }]) => {
    const now = after.figures.get(report)
    return now !== undefined && digestFigures(now) === digest ? [] : [report]
  })
  let figures = 0
  for (const one of digests.values()) figures += one.figures
  return {
    expected: expected.map((row) => `${text(row['publisher'])}/${Number(row['year'])}`),
    figures,
    differing: await readFigures(reader, differing),
  }
}
