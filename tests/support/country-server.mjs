// The dashboard over one warehouse file in a process of its own, so that only its time is measured. Prints its address; answers each line
// of input with its processor time (ms) and memory (MB); ends with its input.
import { register } from 'tsx/esm/api'

register()
const { startDashboard } = await import('../../dashboards/server.ts')
const { openReadOnly } = await import('../../warehouse/open.ts')
const file = process.argv[2]
const dashboard = await startDashboard({
  host: '127.0.0.1',
  port: 0,
  openCurrent: () => openReadOnly(file, { timeout_ms: 1000 }),
  readPage: () => Promise.resolve(null),
  about: () =>
    Promise.resolve({ data_as_of: '2026-06-01T00:00:00.000Z', run: 'bench', hash: 'b'.repeat(64) }),
})
console.log(dashboard.url)
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage()
  console.log(
    JSON.stringify({ cpu_ms: (user + system) / 1000, rss_mb: process.memoryUsage.rss() / 1_048_576 }),
  )
})
process.stdin.on('end', () => process.exit(0))
