/** decisions.jsonl of a workspace: read whole or not at all, appended under a lock and put onto the disk before it counts. */
import { open, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import {
  decisionLine,
  faultAmong,
  parseDecisions,
  type DecisionEvent,
  type DecisionFault,
} from '../../warehouse/decisions.ts'
import type { Effects } from '../effects.ts'
import { Stop } from '../exit.ts'
import { takeLock } from '../lock.ts'
import { stampOf } from '../run-log.ts'
import { isAbsent } from '../workspace.ts'

type Clock = Pick<Effects, 'now' | 'sleep' | 'log'>

/** How often and how long to wait for another process that is writing a decision, in milliseconds. */
const patience = { attempts: 40, wait: 50 } as const

/** Where the decisions of a workspace lie. */
export function decisionsPath(workspace: { folder: string }): string {
  return join(workspace.folder, 'decisions.jsonl')
}

/** Writers of this process stand in line here, a line a file; the lock keeps other processes out. */
const lines = new Map<string, Promise<unknown>>()

async function inLine<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(path) ?? Promise.resolve()
  const mine = before.then(work, work)
  lines.set(path, mine)
  return mine
}

async function locked<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  return inLine(path, async () => {
    for (let attempt = 1; ; attempt += 1) {
      let release: () => Promise<void>
      try {
        release = await takeLock(`${path}.lock`)
      } catch (error) {
        if (!(error instanceof Stop) || error.exit !== 'busy' || attempt === patience.attempts) throw error
        await clock.sleep(patience.wait)
        continue
      }
      try {
        return await work()
      } finally {
        await release()
      }
    }
  })
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isAbsent(error)) return Buffer.alloc(0)
    throw error
  }
}

async function appendSynced(path: string, text: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'a')
  try {
    await handle.appendFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Every fault with its line, as the command line shows it. */
export function listFaults(path: string, faults: readonly DecisionFault[]): string {
  return [
    ...faults.map(({ line, message }) => `${path}:${line}  ${message}`),
    '没有采用其中任何一条；请改正所列各行后再试。',
  ].join('\n')
}

/** The events of a file that is in order; a torn last line is moved beside it and told of. Stops with every faulty line. */
async function readSound(path: string, clock: Clock): Promise<DecisionEvent[]> {
  const bytes = await readBytes(path)
  const { events, faults, torn } = parseDecisions(bytes.toString('utf8'))
  if (faults.length > 0) throw new Stop('usage', listFaults(path, faults))
  if (torn !== null) {
    const at = bytes.lastIndexOf(10) + 1
    const aside = `${path}.${stampOf(clock.now())}.torn`
    await appendSynced(aside, bytes.subarray(at))
    await truncate(path, at)
    clock.log(`审计结论：${path} 的最后一行没有写完，已移至 ${aside}；其余 ${events.length} 条不受影响。`)
  } else if (bytes.length > 0 && bytes.at(-1) !== 10) await appendSynced(path, '\n')
  return events
}

/** Reads all decisions of a workspace; none where nobody has decided anything. Stops with every faulty line, and applies nothing then. */
export async function readDecisions(path: string, clock: Clock): Promise<DecisionEvent[]> {
  if ((await readBytes(path)).length === 0) return []
  return locked(path, clock, () => readSound(path, clock))
}

/**
 * Appends events that the file does not have yet, all or none, and returns those. Stops with every event that contradicts the file
 * or its own fellows; `origin` says where an event came from; without `write` it only looks.
 */
export async function appendDecisions(
  path: string,
  events: readonly DecisionEvent[],
  clock: Clock,
  origin: { path: string; lineOf: (index: number) => number } = {
    path: '新的审计结论',
    lineOf: (index) => index + 1,
  },
  write = true,
): Promise<DecisionEvent[]> {
  return locked(path, clock, async () => {
    const known = new Map((await readSound(path, clock)).map((event) => [event.id, event]))
    const fresh: DecisionEvent[] = []
    const faults: DecisionFault[] = []
    for (const [index, event] of events.entries()) {
      const other = known.get(event.id)
      if (other !== undefined && sameEvent(other, event)) continue
      const fault = faultAmong(event, known)
      if (fault !== null) faults.push({ line: origin.lineOf(index), message: fault })
      else {
        known.set(event.id, event)
        fresh.push(event)
      }
    }
    if (faults.length > 0) throw new Stop('usage', listFaults(origin.path, faults))
    if (write && fresh.length > 0) await appendSynced(path, fresh.map(decisionLine).join(''))
    return fresh
  })
}

/** True where two events say the same; the time of an import is not part of what was decided. */
function sameEvent(a: DecisionEvent, b: DecisionEvent): boolean {
  const said = (event: DecisionEvent): string =>
    JSON.stringify(
      Object.entries(event)
        .filter(([key]) => key !== 'at')
        .toSorted(([x], [y]) => (x < y ? -1 : 1)),
    )
  return said(a) === said(b)
}
