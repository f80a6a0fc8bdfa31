// A worker of a queue, or a night over it, in a process that may be killed at any moment. Arguments: worker|night, workspace, term in milliseconds.
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
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const context = { workspace, settings: { ...settings, crawl }, effects: realEffects(stop.signal) }
if (what === 'worker') await runWorker(context, Number(term))
else {
  const { exit } = await runNight(context, await readSites(workspace, null))
  process.exitCode = exitCodes[exit]
}
