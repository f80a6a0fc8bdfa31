/**
 * Building the snapshot of a country out of shards: 3,170 counties × 16 publishers × 10 years, 80 million facts, or as many
 * counties as `--counties=` says. `--shards=<folder>` is where the made-up shards lie for the next run.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildCountry } from '../support/country-file.ts'
import { countFlag, flag } from '../support/bench-flags.ts'

const folder = flag('shards') ?? join(tmpdir(), 'gouji-country')
console.log(`snapshot: ${await buildCountry(folder, countFlag('counties', 3170))}`)
