/** Alarms of requests: they ring once their time is over or everything must stop, and leave nothing where they were called off. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openAlarm } from '../../crawlers/alarm.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('rings when its time is over', () => {
  const ring = vi.fn()
  openAlarm()(1000, ring)
  vi.advanceTimersByTime(999)
  expect(ring).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(ring).toHaveBeenCalledOnce()
})

test('called off, it keeps no timer and never rings, whatever stops', () => {
  const stopping = new AbortController()
  const ring = vi.fn()
  const alarm = openAlarm(stopping.signal)
  for (let request = 0; request < 100; request += 1) alarm(60_000, ring)()
  expect(vi.getTimerCount()).toBe(0)
  stopping.abort()
  expect(ring).not.toHaveBeenCalled()
})

test('all that are set ring the moment everything must stop, and later ones at once', () => {
  const stopping = new AbortController()
  const alarm = openAlarm(stopping.signal)
  const [first, second, late] = [vi.fn(), vi.fn(), vi.fn()]
  alarm(1000, first)
  alarm(2000, second)
  stopping.abort()
  alarm(3000, late)
  for (const ring of [first, second, late]) expect(ring).toHaveBeenCalledOnce()
})
