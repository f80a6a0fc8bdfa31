/** Step: look at everything that a night needs, and name for each fault the command that mends it. Nothing is changed. */
import { Stop, type ExitName } from '../exit.ts'
import type { Effects } from '../effects.ts'
import type { Settings } from '../settings.ts'
import { widthOf } from '../terminal-table.ts'
import { readSettings, type Workspace } from '../workspace.ts'
import { checks, type Check, type Diagnosis, type Patient } from './doctor-checks.ts'

const signs = { good: '✓', warn: '△', bad: '✗' } as const

async function lookAtSettings(
  workspace: Workspace,
): Promise<{ settings: Settings | null; diagnosis: Diagnosis }> {
  try {
    const settings = await readSettings(workspace)
    return { settings, diagnosis: { state: 'good', found: workspace.config, remedy: null } }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { settings: null, diagnosis: { state: 'bad', found: error.message, remedy: '改正所列各行' } }
  }
}

/** A check that breaks off is itself a finding. */
async function look({ look: take }: Check, patient: Patient): Promise<Diagnosis> {
  try {
    return await take(patient)
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return { state: 'bad', found, remedy: '重新安装：npm ci；仍有问题时报告维护者' }
  }
}

/** Prints what was found, a line a check; `usage` where something is bad, since a night would not run. */
export async function examine(
  workspace: Workspace,
  effects: Effects,
  { json, environment }: { json: boolean; environment: Patient['environment'] },
): Promise<ExitName> {
  const { settings, diagnosis } = await lookAtSettings(workspace)
  const patient = { workspace, settings, effects, environment }
  const found: { name: string; diagnosis: Diagnosis }[] = [{ name: '设置', diagnosis }]
  for (const check of checks) found.push({ name: check.name, diagnosis: await look(check, patient) })
  const width = Math.max(...found.map(({ name }) => widthOf(name)))
  for (const {
    name,
    diagnosis: { state, found: words, remedy },
  } of found) {
    if (json) effects.print(JSON.stringify({ check: name, state, found: words, remedy }))
    else {
      effects.print(`${signs[state]} ${name}${' '.repeat(width - widthOf(name))}  ${words}`)
      if (remedy !== null) effects.print(`  ${' '.repeat(width)}  → ${remedy}`)
    }
  }
  const count = (state: Diagnosis['state']): number =>
    found.filter(({ diagnosis: one }) => one.state === state).length
  effects.log(`正常 ${count('good')} 项，注意 ${count('warn')} 项，有误 ${count('bad')} 项`)
  return count('bad') > 0 ? 'usage' : 'complete'
}
