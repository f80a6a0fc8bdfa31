/** When a run must end, as people say it: a length of time, or an hour by the clock of China. Pure. */
import { InvalidArgumentError } from 'commander'

const dayMs = 86_400_000
const chinaMs = 8 * 3_600_000
const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }

/** A length in milliseconds, or milliseconds since midnight in China. */
type Deadline = { kind: 'length' | 'hour'; ms: number }

/** Reads 90s, 45m, 5h, or 06:00; refuses anything else. */
export function parseDeadline(text: string): Deadline {
  const length = /^([1-9]\d{0,6})([smh])$/.exec(text)
  if (length !== null) return { kind: 'length', ms: Number(length[1]) * (units[length[2] ?? ''] ?? 0) }
  const hour = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text)
  if (hour === null) throw new InvalidArgumentError('应写作时长（90s、45m、5h）或时刻（06:00）。')
  return { kind: 'hour', ms: (Number(hour[1]) * 60 + Number(hour[2])) * 60_000 }
}

/** The moment that a deadline means for a run that begins now: an hour that is past means tomorrow's. */
export function deadlineAt(text: string, now: Date): Date {
  const { kind, ms } = parseDeadline(text)
  if (kind === 'length') return new Date(now.getTime() + ms)
  const midnight = Math.floor((now.getTime() + chinaMs) / dayMs) * dayMs - chinaMs
  const today = midnight + ms
  return new Date(today > now.getTime() ? today : today + dayMs)
}
