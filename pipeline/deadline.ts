/** When a run must end, as people say it: a length of time, or an hour by the clock of China. Pure. */

const dayMs = 86_400_000
const chinaMs = 8 * 3_600_000
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }

/** A length in milliseconds, or milliseconds since midnight in China. */
type Deadline = { kind: 'length' | 'hour'; ms: number }

/** Reads 90s, 45m, 5h, or 06:00; null where the text is neither. */
export function readDeadline(text: string): Deadline | null {
  const length = /^(\d+)([smh])$/.exec(text)
  if (length !== null) return { kind: 'length', ms: Number(length[1]) * (units[length[2] ?? ''] ?? 0) }
  const hour = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (hour === null) return null
  return { kind: 'hour', ms: (Number(hour[1]) * 60 + Number(hour[2])) * 60_000 }
}

/** The moment that a deadline means for a run that begins now: an hour that is past means tomorrow's. Throws where it is none. */
export function deadlineAt(text: string, now: Date): Date {
  const deadline = readDeadline(text)
  if (deadline === null) throw new Error(`“${text}” is no deadline: write 90m, 5h or 06:00.`)
  if (deadline.kind === 'length') return new Date(now.getTime() + deadline.ms)
  const midnight = Math.floor((now.getTime() + chinaMs) / dayMs) * dayMs - chinaMs
  const today = midnight + deadline.ms
  return new Date(today > now.getTime() ? today : today + dayMs)
}
