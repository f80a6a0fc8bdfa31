/** Kills whole nights at named steps and looks at what the next run, without any flag, makes of it. */
import { rm } from 'node:fs/promises'
import { revise, startNightCounty, type NightCounty } from './night-county.ts'
import { gouji, snapshotOf, startGouji, workspaceOf } from './night-workspace.ts'

/** Steps of a night at which it is killed: those of the answer are counted by the site, the others by what is done to the disk. */
export const killSteps = [
  'claimed',
  'headers',
  'part of body',
  'archived',
  'indexed',
  'read',
  'audited',
  'loaded',
  'snapshot written',
  'renamed',
  'manifest written',
] as const
export type KillStep = (typeof killSteps)[number]

const onceANight: readonly KillStep[] = [
  'audited',
  'loaded',
  'snapshot written',
  'renamed',
  'manifest written',
]

/** What the kills of one step came to. */
export interface KillOutcome {
  step: KillStep
  kills: number
  /** Nights after a kill that ended in another snapshot than an undisturbed one. */
  differing: number
  /** Nights after a kill that did not end well. */
  failed: number
}

const nights = ['2025-06-01T18:00:00Z', '2025-06-02T18:00:00Z'] as const

/** Kills the process when the site has got to a step of answering for the n-th time. */
function killAtAnswer(county: NightCounty, step: KillStep, times: number, kill: () => void): void {
  let left = times
  county.before = (path, response, body) => {
    if (!path.startsWith('/info/')) return false
    left -= 1
    if (left !== 0) return false
    if (step !== 'claimed') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    if (step === 'headers') response.flushHeaders()
    if (step === 'part of body') response.write(body.slice(0, body.length / 2))
    // What was sent is given the time to arrive.
    setTimeout(kill, 50)
    return true
  }
}

/** Two nights, one figure revised between them; the second is killed at a step so many times and then done again undisturbed. */
async function killedNights(
  county: NightCounty,
  first: string,
  step: KillStep,
  at: number,
): Promise<{ hash: string; ended: boolean }> {
  const folder = await workspaceOf(county, '', first)
  const env = { TEST_NOW: nights[1] }
  if (step === 'claimed' || step === 'headers' || step === 'part of body') {
    const { child, ended } = startGouji(['night', '-w', folder], { env })
    killAtAnswer(county, step, at, () => void child.kill('SIGKILL'))
    const { signal } = await ended
    county.before = () => false
    if (signal !== 'SIGKILL') throw new Error(`The night was not killed at “${step}”.`)
  } else {
    const { signal, log } = await gouji(['night', '-w', folder], { killAt: `${step}:${at}`, env })
    if (signal !== 'SIGKILL') throw new Error(`The night was not killed at “${step}”: ${log}`)
  }
  const rest = await gouji(['night', '-w', folder], { env })
  return { hash: await snapshotOf(folder), ended: rest.code === 0 }
}

/** Kills a night at each of the steps, so many times each. */
export async function killNights(options: {
  steps: readonly KillStep[]
  times: number
  towns: number
  copy: (from: string) => Promise<string>
  told: (line: string) => void
}): Promise<KillOutcome[]> {
  const { steps, times, towns, copy, told } = options
  const county = await startNightCounty({ towns, years: [2022, 2023, 2024] })
  const base = await workspaceOf(county)
  const folders = [base]
  try {
    await gouji(['night', '-w', base], { env: { TEST_NOW: nights[0] } })
    // Half of all reports are revised, so that every step has several occasions.
    for (const [at, { publisher, year }] of county.reports.entries())
      if (at % 2 === 0) revise(county, `/info/${publisher.code}/${year}.htm`)
    const calm = await copy(base)
    folders.push(calm)
    await gouji(['night', '-w', calm], { env: { TEST_NOW: nights[1] } })
    const hash = await snapshotOf(calm)
    const outcomes: KillOutcome[] = []
    for (const step of steps) {
      const outcome = { step, kills: 0, differing: 0, failed: 0 }
      for (let time = 1; time <= times; time += 1) {
        const folder = await copy(base)
        folders.push(folder)
        const after = await killedNights(county, folder, step, onceANight.includes(step) ? 1 : time)
        outcome.kills += 1
        if (after.hash !== hash) outcome.differing += 1
        if (!after.ended) outcome.failed += 1
      }
      told(
        `  ${step}: ${outcome.kills} kills, ${outcome.differing} other snapshots, ${outcome.failed} nights not ended well`,
      )
      outcomes.push(outcome)
    }
    return outcomes
  } finally {
    await county.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
}
