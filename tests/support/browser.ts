/** Finds a Chromium for the browser tests, or says which command would mend its absence. */
import { accessSync, constants, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { chromium } from 'playwright'

const variable = 'GOUJI_BROWSER'
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** The command that mends a missing browser. */
export const browserRemedy =
  'apt-get install -y chromium fonts-wqy-zenhei   (or set GOUJI_BROWSER=/path/to/chromium)'

function isRunnable(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

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

async function findBrowser(): Promise<string | null> {
  const named = process.env[variable]
  if (named !== undefined && named !== '') {
    if (!isRunnable(named))
      throw new Error(`${variable}=${named} is no program that can be run; correct or unset it`)
    return named
  }
  const installed = [chromium.executablePath(), ...places].find((path) => path !== '' && isRunnable(path))
  if (installed !== undefined) return installed
  const packaged = await unpackPackaged()
  return packaged === null || !isRunnable(packaged) ? null : packaged
}

/**
 * Launches a browser, or answers null where the machine has none. With CI=true a missing browser throws, so that the
 * browser tests are never skipped in silence.
 */
export async function launchBrowser(): Promise<Browser | null> {
  const found = await findBrowser()
  if (found === null) {
    if (process.env['CI'] === 'true') throw new Error(`no browser for the browser tests: ${browserRemedy}`)
    return null
  }
  const sandboxed = process.getuid?.() !== 0
  return chromium.launch({ executablePath: found, chromiumSandbox: sandboxed })
}
