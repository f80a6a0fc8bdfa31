/** Finds a Chromium for the browser tests, or says which command would mend its absence. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { chromium } from 'playwright'
import { browserRemedy, browserVariable, findBrowser, isRunnable } from '../../crawlers/browser-finding.ts'

export { browserRemedy }

/** The Chromium inside the dev dependency, unpacked into a directory of its own; null where it is not for this machine. */
async function unpackPackaged(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const own = mkdtempSync(join(tmpdir(), 'gouji-browser-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = own
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** A Chromium for tests: the machine's own, else the one inside the dev dependency; null where neither runs. */
export async function findTestBrowser(): Promise<string | null> {
  const found = await findBrowser(process.env[browserVariable])
  if (found !== null) return found
  const packaged = await unpackPackaged()
  // Unpacked is not yet runnable: it may want libraries that the machine lacks.
  const runs = packaged !== null && isRunnable(packaged) && spawnSync(packaged, ['--version']).status === 0
  return runs ? packaged : null
}

/**
 * Launches a browser, or answers null where the machine has none. With CI=true a missing browser throws, so that the
 * browser tests are never skipped in silence.
 */
export async function launchBrowser(): Promise<Browser | null> {
  const found = await findTestBrowser()
  if (found === null) {
    if (process.env['CI'] === 'true') throw new Error(`no browser for the browser tests: ${browserRemedy}`)
    return null
  }
  const sandboxed = process.getuid?.() !== 0
  return chromium.launch({ executablePath: found, chromiumSandbox: sandboxed })
}
