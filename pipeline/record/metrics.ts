/** The digest as a text file for Prometheus (node_exporter's textfile collector): alert on the age of the last success. Pure. */
import { Gauge, Registry } from 'prom-client'
import type { Digest } from './digest.ts'

const seconds = (iso: string): number => Date.parse(iso) / 1000

/** The metrics of the newest run in Prometheus' own format. */
export async function digestMetrics(digest: Digest): Promise<string> {
  const registry = new Registry()
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name: `gouji_${name}`, help, labelNames, registers: [registry] })
  gauge('last_run_timestamp_seconds', 'When the newest run ended.').set(seconds(digest.ended_at))
  if (digest.last_success_at !== null)
    gauge(
      'last_success_timestamp_seconds',
      'When a run last published or confirmed data. Alert on its age.',
    ).set(seconds(digest.last_success_at))
  gauge('last_run_exit_code', 'Exit code of the newest run; 0 and 3 are good.').set(digest.code)
  gauge('last_run_duration_seconds', 'How long the newest run took.').set(
    seconds(digest.ended_at) - seconds(digest.started_at),
  )
  gauge('last_run_requests', 'Requests that the newest run sent.').set(digest.requests)
  gauge('last_run_pages_read', 'Pages that the newest run had to read.').set(digest.pages_read)
  gauge('sites', 'Sites that the newest run was to crawl.').set(digest.sites.all)
  gauge('sites_whole', 'Sites that the newest run saw whole.').set(digest.sites.whole)
  gauge('figures', 'Figures of the published data.').set(digest.expected.figures)
  gauge('reports_not_seen', 'Published reports that the last crawl did not see.').set(
    digest.expected.not_seen,
  )
  const expected = gauge('expected_reports', 'Reports of the expected set by state.', ['state'])
  for (const [state, count] of Object.entries(digest.expected.states)) expected.set({ state }, count)
  const troubles = gauge('troubles', 'Open troubles by side and age.', ['side', 'age'])
  for (const side of ['ours', 'site'])
    for (const age of ['new', 'known'])
      troubles.set(
        { side, age },
        digest.troubles.filter((one) => one.side === side && (one.nights === 1) === (age === 'new')).length,
      )
  return registry.metrics()
}
