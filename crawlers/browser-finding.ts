/** Finds a Chromium on the machine, or says which command would mend its absence. */
import { accessSync, constants, existsSync } from 'node:fs'

/** The variable that names a browser of one's own. */
export const browserVariable = 'GOUJI_BROWSER'
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** The command that mends a missing browser. */
export const browserRemedy =
  'apt-get install -y chromium fonts-wqy-zenhei（或设置 GOUJI_BROWSER=/path/to/chromium）'

/** Whether a file is there and may be run. */
export function isRunnable(path: string): boolean {
  if (!existsSync(path)) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

/** The browser named by the variable, else playwright's own, else one that the system has; null where there is none. */
export async function findBrowser(named: string | undefined): Promise<string | null> {
  if (named !== undefined && named !== '') {
    if (!isRunnable(named))
      throw new Error(`${browserVariable}=${named} is no program that can be run; correct or unset it`)
    return named
  }
  const { chromium } = await import('playwright')
  return [chromium.executablePath(), ...places].find((path) => path !== '' && isRunnable(path)) ?? null
}
