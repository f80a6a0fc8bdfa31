/** Kills workers of a queue again and again, and counts what that cost. */
import { startRedis } from './redis-server.ts'
import { stageNight, type NightCount, type NightStage } from './queue-night.ts'

/** What the kills of one or more nights came to. */
export interface QueueKillCount extends NightCount {
  kills: number
  nights: number
}

const none: QueueKillCount = {
  kills: 0,
  nights: 0,
  requests: 0,
  lost: 0,
  stored_twice: 0,
  damaged: 0,
  repeated: 0,
  overlapping: 0,
  interleaved: 0,
  shortest_gap_ms: Infinity,
  shortest_arrival_ms: Infinity,
}

function add(sum: QueueKillCount, night: NightCount): QueueKillCount {
  return {
    kills: sum.kills,
    nights: sum.nights + 1,
    requests: sum.requests + night.requests,
    lost: sum.lost + night.lost,
    stored_twice: sum.stored_twice + night.stored_twice,
    damaged: sum.damaged + night.damaged,
    repeated: sum.repeated + night.repeated,
    overlapping: sum.overlapping + night.overlapping,
    interleaved: sum.interleaved + night.interleaved,
    shortest_gap_ms: Math.min(sum.shortest_gap_ms, night.shortest_gap_ms),
    shortest_arrival_ms: Math.min(sum.shortest_arrival_ms, night.shortest_arrival_ms),
  }
}

/** Keeps one place among the workers filled until told to stop: each life ends by kill -9 at a random moment, as long as kills are left. */
async function killAgain(
  stage: NightStage,
  next: () => number | null,
  killed: () => void,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    const { child, lines } = stage.start('worker')
    const end = new Promise((resolve) => child.once('close', resolve))
    const stop = (): void => void child.kill('SIGTERM')
    over.addEventListener('abort', stop)
    const ready = new Promise<void>((resolve) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('已就绪')) resolve()
      })
    })
    await Promise.race([ready, end])
    const life = next()
    const timer =
      life === null
        ? null
        : setTimeout(() => {
            if (child.kill('SIGKILL')) killed()
          }, life)
    await end
    if (timer !== null) clearTimeout(timer)
    over.removeEventListener('abort', stop)
    if (child.exitCode !== null && child.exitCode !== 0)
      throw new Error(`A worker ended with ${child.exitCode}: ${lines.join('\n')}`)
  }
}

/** Runs nights of so many hosts by two workers that are killed at random moments, until there were so many kills. */
export async function killWorkers(options: {
  kills: number
  hosts: number
  reports: number
  gap_ms: number
  term_ms: number
  longest_life_ms: number
  random: () => number
  told: (line: string) => void
}): Promise<QueueKillCount> {
  const { kills, longest_life_ms, random, told } = options
  let count = none
  const redis = await startRedis()
  try {
    while (count.kills < kills) {
      const stage = await stageNight({ ...options, redis })
      try {
        const over = new AbortController()
        const next = (): number | null => (count.kills < kills ? random() * longest_life_ms : null)
        const killed = (): void => {
          count = { ...count, kills: count.kills + 1 }
        }
        const workers = [1, 2].map(() => killAgain(stage, next, killed, over.signal))
        const { child, lines } = stage.start('night')
        const ended = new Promise((resolve) => child.once('close', resolve))
        // Workers go on until the night is over: one that ends before has something to say.
        const code = await Promise.race([ended, Promise.all(workers)])
        over.abort()
        await Promise.all(workers)
        if (code !== 0) throw new Error(`The night ended with ${String(code)}: ${lines.join('\n')}`)
        count = add(count, await stage.count())
        told(`  ${JSON.stringify(count)}`)
      } finally {
        await stage.close()
      }
    }
  } finally {
    await redis.close()
  }
  return count
}
