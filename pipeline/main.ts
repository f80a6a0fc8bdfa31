/** Runs the command line of this process, and ends it in good order when it is asked to stop. */
import { config } from 'zod'
import { runCli } from './cli.ts'
import { realEffects } from './effects.ts'
import { exitCodes, Stop } from './exit.ts'

/** Milliseconds in which a run that is asked to stop must have ended; then the process is ended as it stands, which it survives. */
const patience = 9_000

// To compile a schema costs more than the few values that a command checks by it.
config({ jitless: true })

const stopping = new AbortController()
for (const [signal, exit] of [
  ['SIGINT', 'interrupted'],
  ['SIGTERM', 'terminated'],
] as const)
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(exitCodes[exit])
    stopping.abort(new Stop(exit, '已按要求停止；再次运行会接着做。'))
    setTimeout(() => process.exit(exitCodes[exit]), patience).unref()
  })

async function run(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), realEffects(stopping.signal))
}
void run()
