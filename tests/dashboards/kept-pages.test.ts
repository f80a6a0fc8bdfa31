/** Pages are drawn once a snapshot, told apart by strong tags, and kept within bounds. */
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keepPages } from '../../dashboards/kept-pages.ts'
import { seed } from './seed.ts'
import { serveSeed } from './serve-seed.ts'

const page = (letter: string) => (): Promise<string> => Promise.resolve(letter.repeat(1000))

test('a hundred who ask at once are given one drawing', async () => {
  const kept = keepPages()
  let drawn = 0
  const draw = async (): Promise<string> => {
    drawn += 1
    return page('a')()
  }
  const pages = await Promise.all(Array.from({ length: 100 }, () => kept.take('a', true, draw)))
  expect(drawn).toBe(1)
  expect(new Set(pages.map((one) => one?.etag)).size).toBe(1)
  expect(pages.every((one) => one !== null && gunzipSync(one.body).toString() === 'a'.repeat(1000))).toBe(
    true,
  )
})

test('packed and plain bytes have tags of their own', async () => {
  const kept = keepPages()
  const [packed, plain] = [await kept.take('a', true, page('a')), await kept.take('a', false, page('a'))]
  expect(plain?.encoding).toBeNull()
  expect(new TextDecoder().decode(plain?.body)).toBe('a'.repeat(1000))
  expect(packed?.etag).not.toBe(plain?.etag)
})

test('the pages asked for longest ago make room; a failure and what is not to be kept are not kept', async () => {
  const kept = keepPages(60)
  let drawn = 0
  const counted = (letter: string) => (): Promise<string> => {
    drawn += 1
    return page(letter)()
  }
  for (const letter of ['a', 'b', 'a', 'c', 'a']) await kept.take(letter, true, counted(letter))
  expect(drawn).toBe(3)
  await kept.take('b', true, counted('b'))
  expect(drawn).toBe(4)
  await expect(kept.take('x', true, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await kept.take('x', true, () => Promise.resolve(null))).toBeNull()
  expect(await kept.take('x', true, page('x'))).not.toBeNull()
})

test('a tag is strong, the same for the same snapshot, and another for the next', async () => {
  const served = await serveSeed(seed())
  try {
    const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(new URL(path, served.dashboard.url), init)
    const tag = async (path: string): Promise<string> => (await ask(path)).headers.get('etag') ?? ''
    const first = await tag('/')
    expect(first).toMatch(/^"[0-9a-f]{32}-gz"$/)
    expect(await tag('/')).toBe(first)
    expect(await tag('/?kind=township')).not.toBe(first)
    expect(await tag('/?year=1999')).not.toMatch(/-gz"$/)
    const next = seed()
    const [town] = next.rows.publishers.slice(-1)
    if (town !== undefined) town.name = '新名镇'
    await served.publish(next)
    served.tick(1000)
    expect((await ask('/', { headers: { 'If-None-Match': first } })).status).toBe(200)
    expect(await tag('/')).not.toBe(first)
  } finally {
    await served.close()
  }
})
