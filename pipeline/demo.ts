/** The tour: two nights over the bundled sample county, on this machine alone, and what came of them. */
import { mkdir, writeFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { openReadOnly } from '../warehouse/open.ts'
import { readCurrent } from '../warehouse/publish.ts'
import type { Context } from './context.ts'
import { county, type HostName } from './demo/county.ts'
import { startPortal } from './demo/portal.ts'
import { writeSites } from './demo/sites.ts'
import { tellStory } from './demo/story.ts'
import type { Effects } from './effects.ts'
import { Stop } from './exit.ts'
import { runNight } from './night.ts'
import { countRuns } from './run-log.ts'
import type { PublishResult } from './steps/publish.ts'
import { readSettings, readSites, workspaceAt } from './workspace.ts'

/** Always the same ports, so that the pages of a second tour have the addresses of the first. */
export const tourPorts: Readonly<Record<HostName, number>> = {
  portal: 18_471,
  towns: 18_472,
  villages: 18_473,
}
const firstNight = Date.parse('2025-04-09T18:00:00Z')
const oneDay = 86_400_000

const config = {
  crawl: { user_agent: 'gouji-demo/1', contact: 'demo@localhost.invalid', gap_ms: 1000 },
  network: { allow: ['127.0.0.0/8'] },
}

/** A clock that stands at a night and moves only where the crawler waits: its patience costs the tour no time. */
function nightClock(start: number): Pick<Effects, 'now' | 'sleep'> {
  let time = start
  return {
    now: () => new Date(time),
    sleep: async (milliseconds) => {
      time += milliseconds
    },
  }
}

/**
 * Runs the tour in a workspace. The first time it is two nights, and the sites change between them; after that every tour is one more
 * night on which nothing has changed.
 */
export async function runDemo(
  folder: string,
  effects: Effects,
  ports: Readonly<Record<HostName, number>> = tourPorts,
): Promise<Context> {
  const workspace = workspaceAt(folder)
  await mkdir(workspace.folder, { recursive: true })
  await writeFile(
    workspace.config,
    `# 示例县的设置，由 gouji demo 生成；只有示例县才允许访问本机。\n${stringify(config)}`,
  )
  const before = await countRuns(workspace.runs, 'night')
  const nights = before === 0 ? ([1, 2] as const) : ([2] as const)
  const context = { workspace, settings: await readSettings(workspace), effects }
  let clock = nightClock(firstNight + before * oneDay)
  const portal = await startPortal({ ports, now: () => clock.now() }).catch((error: unknown) => {
    throw new Stop(
      'usage',
      `示例县的端口 ${Object.values(ports).join('、')} 已被占用：${error instanceof Error ? error.message : String(error)}`,
    )
  })
  const results: PublishResult[] = []
  const asked: number[] = []
  try {
    await writeSites(workspace.sites, portal.addresses)
    const sites = await readSites(workspace, county.code)
    for (const [index, night] of nights.entries()) {
      clock = nightClock(firstNight + (before + index) * oneDay)
      portal.showNight(night)
      const start = portal.requests.length
      effects.log(`── 第 ${before + index + 1} 夜 ──`)
      const { value } = await runNight({ ...context, effects: { ...effects, ...clock } }, sites)
      results.push(value)
      asked.push(portal.requests.length - start)
    }
  } finally {
    await portal.close()
  }
  const current = await readCurrent(workspace.warehouse)
  const reader = await openReadOnly(current.path)
  try {
    for (const line of await tellStory(reader, {
      asked,
      changed: results.map((result) => result.changed),
      first: before === 0,
    }))
      effects.print(line)
  } finally {
    await reader.close()
  }
  return context
}
