import { describe, expect, test } from 'vitest'
import { afterAnswer, freshCircuit, isGivenUp, type Circuit } from '../../crawlers/circuit.ts'
import { createHostBook } from '../../crawlers/host-book.ts'
import { windowWait } from '../../crawlers/manners.ts'
import { testClock } from '../support/portal.ts'

const failed = (status: number | null = null): { kind: string; reason: string; status: number | null } => ({
  kind: 'failed',
  reason: status === null ? 'connect' : 'server',
  status,
})

describe('a circuit', () => {
  test('rests longer each time after five failures in a row, then gives up', () => {
    let circuit: Circuit = freshCircuit
    const rests: number[] = []
    for (let count = 0; count < 8; count += 1) {
      const after = afterAnswer(circuit, true)
      circuit = after.circuit
      rests.push(after.rest_ms)
    }
    expect(rests).toEqual([0, 0, 0, 0, 60_000, 300_000, 900_000, 0])
    expect(isGivenUp(circuit)).toBe(true)
    expect(isGivenUp(afterAnswer(circuit, false).circuit)).toBe(false)
  })

  test('one address that fails rests every host found at it, and no other', async () => {
    const clock = testClock()
    const book = createHostBook(clock)
    book.told('b.example', '61.178.0.1:80', { kind: 'fetched' }, 1)
    for (let count = 0; count < 5; count += 1) book.told('a.example', '61.178.0.1:80', failed(), 1)
    const at = async (host: string): Promise<number> =>
      book.queue.run(
        host,
        () => 0,
        () => Promise.resolve(clock.ms()),
      )
    const start = clock.ms()
    expect((await at('c.example')) - start).toBe(0)
    expect((await at('b.example')) - start).toBe(60_000)
    for (let count = 0; count < 4; count += 1) book.told('a.example', '61.178.0.1:80', failed(), 1)
    expect(['a.example', 'b.example', 'c.example'].map((host) => book.isGivenUp(host))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('one page that answers errors again and again does not condemn its host', () => {
    const book = createHostBook(testClock())
    for (let attempt = 1; attempt <= 50; attempt += 1) book.told('a.example', null, failed(500), attempt)
    expect(book.isGivenUp('a.example')).toBe(false)
  })
})

describe('hours', () => {
  const minute = 60_000
  test.each([
    ['22:00', '06:00', '2025-02-01T14:00:00Z', 0],
    ['22:00', '06:00', '2025-02-01T13:59:00Z', minute],
    ['22:00', '06:00', '2025-02-01T21:59:00Z', 0],
    ['22:00', '06:00', '2025-02-01T22:00:00Z', 16 * 60 * minute],
    ['01:00', '05:30', '2025-02-01T17:00:00Z', 0],
    ['01:00', '05:30', '2025-02-01T21:30:00Z', 19.5 * 60 * minute],
    ['08:00', '08:00', '2025-02-01T21:30:00Z', 0],
  ])('%s–%s at %s: %d ms to wait', (from, to, now, wait) => {
    expect(windowWait(new Date(now), { from, to })).toBe(wait)
  })
})
