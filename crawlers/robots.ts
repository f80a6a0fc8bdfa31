/** From an answer for robots.txt to the rules that stand over a host, remembered while a round lasts. */
import type { Fetched } from './fetched.ts'
import { readRobots, type RobotsRules } from './manners.ts'

/** robots.txt as it was last answered: its text, or that there is none. */
export type RobotsText = { state: 'text'; text: string } | { state: 'none' }

/** Keeps robots.txt of the round that a killed process began, so that it is not asked for again. */
export interface RobotsMemory {
  recall(origin: string): RobotsText | null
  keep(origin: string, robots: RobotsText): void
}

/** The rules of an origin: as the round remembers them, else as `ask` brings them. */
export async function recallRobots(
  origin: string,
  userAgent: string,
  memory: RobotsMemory | undefined,
  ask: (url: string) => Promise<Fetched>,
): Promise<RobotsRules> {
  const url = `${origin}/robots.txt`
  const known = memory?.recall(origin) ?? null
  if (known !== null) return known.state === 'none' ? known : readRobots(url, known.text, userAgent)
  const answer = await ask(url)
  if (answer.kind === 'fetched') {
    const text = Buffer.from(answer.snapshot.bytes).toString('utf8')
    memory?.keep(origin, { state: 'text', text })
    return readRobots(url, text, userAgent)
  }
  // RFC 9309: a client error means that there are no rules; a page that stands in their place is no rules either.
  const absent = answer.kind === 'missing' || (answer.kind === 'refused' && (answer.status ?? 500) < 500)
  if (!absent) return { state: 'unreachable', detail: answer.kind === 'unchanged' ? '' : answer.detail }
  memory?.keep(origin, { state: 'none' })
  return { state: 'none' }
}
