// A worker of a queue, or a night over it, in a process that may be killed at any moment. Arguments: worker|night, workspace, term in milliseconds.
import { appendFileSync } from 'node:fs'
import { subscribe } from 'node:diagnostics_channel'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'

register()
const { realEffects } = await import('../../pipeline/effects.ts')
const { exitCodes } = await import('../../pipeline/exit.ts')
const { runNight } = await import('../../pipeline/night.ts')
const { runWorker } = await import('../../pipeline/steps/worker.ts')
const { readSettings, readSites, workspaceAt } = await import('../../pipeline/workspace.ts')
const [what, folder, term] = process.argv.slice(2)
const workspace = workspaceAt(folder)
const settings = await readSettings(workspace)
// Every process has a name of its own in the logs of the sites.
const crawl = { ...settings.crawl, user_agent: `gouji-soak/${process.pid}` }
// When each request went out, by the one clock of the machine: when a busy server gets round to noting it says less.
subscribe('undici:client:sendHeaders', ({ request }) =>
  appendFileSync(
    join(folder, 'sent.jsonl'),
    `${JSON.stringify({ host: new URL(request.origin).host, at: Number(process.hrtime.bigint()) / 1e6 })}\n`,
  ),
)
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const context = { workspace, settings: { ...settings, crawl }, effects: realEffects(stop.signal) }
if (what === 'worker') await runWorker(context, Number(term))
else {
  const { exit } = await runNight(context, await readSites(workspace, null))
  process.exitCode = exitCodes[exit]
}
