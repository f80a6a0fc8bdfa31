/** Measures the audit of many generated reports: `npx tsx tests/support/audit-load.ts 10000` prints one JSON line. */
import { auditSite } from '../../pipeline/audit/run.ts'
import { generateCounty } from './county-generator.ts'

/** What auditing a number of reports took: CPU seconds of the audit alone, and the largest memory of the process. */
export interface AuditLoad {
  reports: number
  facts: number
  checks: number
  audit_seconds: number
  peak_mb: number
}

/** Audits about so many reports, county by county, keeping all verdicts as publishing does. */
export function measureAudit(wanted: number): AuditLoad {
  const years = [2019, 2020, 2021, 2022, 2023, 2024]
  const kept: ReturnType<typeof auditSite>[] = []
  const load: AuditLoad = { reports: 0, facts: 0, checks: 0, audit_seconds: 0, peak_mb: 0 }
  const pages = []
  for (let no = 0; load.reports < wanted; no += 1) {
    const county = generateCounty({ code: String(100_101 + no), towns: 37, years, written: false })
    pages.push(county)
    const from = process.cpuUsage()
    const verdicts = auditSite(county)
    const { user, system } = process.cpuUsage(from)
    load.audit_seconds += (user + system) / 1_000_000
    kept.push(verdicts)
    load.reports += verdicts.size
    for (const { parsed } of county.pages) load.facts += parsed.value.facts.length
    for (const checks of verdicts.values()) load.checks += checks.length
  }
  load.peak_mb = Math.round(process.resourceUsage().maxRSS / 1024)
  load.audit_seconds = Number(load.audit_seconds.toFixed(2))
  return load
}

if (process.argv[1]?.endsWith('audit-load.ts') === true)
  process.stdout.write(`${JSON.stringify(measureAudit(Number(process.argv[2] ?? 10_000)))}\n`)
