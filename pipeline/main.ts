/** Runs the command line of this process. */
import { runCli } from './cli.ts'
import { realEffects } from './effects.ts'

process.exitCode = await runCli(process.argv.slice(2), realEffects())
