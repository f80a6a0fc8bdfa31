/** TLS that is old or broken ends the request by name, unless the site file makes an exception for that very host. */
import { createServer, type Server } from 'node:https'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseNetworks } from '../../crawlers/address.ts'
import type { TlsException } from '../../crawlers/connection.ts'
import { createFetcher, type Hop } from '../../crawlers/fetch.ts'
import { certificate, certificateKey } from '../support/certificate.ts'

const servers: Server[] = []
let [modern, old] = [0, 0]

async function serve(more: object): Promise<number> {
  const server = createServer({ cert: certificate, key: certificateKey, ...more }, (_, response) =>
    response.end('<p>年度报告</p>'),
  )
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

beforeAll(async () => {
  modern = await serve({})
  old = await serve({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

async function ask(
  port: number,
  accept: TlsException['accept'][],
  host = 'www.qinghe.example',
): Promise<Hop> {
  const fetcher = createFetcher({
    user_agent: 'gouji/0.1',
    allow: parseNetworks(['127.0.0.0/8']),
    max_bytes: 10_000,
    now: () => new Date('2026-01-01T00:00:00Z'),
    alarm: () => () => undefined,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    tls_exceptions: accept.map((each) => ({ host, accept: each, reason: '网站证书链不完整' })),
  })
  try {
    return await fetcher.hop(`https://www.qinghe.example:${port}/`)
  } finally {
    await fetcher.close()
  }
}

test('a chain that leads nowhere is a named fault, and not tried again', async () => {
  expect(await ask(modern, [])).toMatchObject({ kind: 'failed', reason: 'tls', retry: false })
})

test('an exception holds for its host and for no other', async () => {
  expect(await ask(modern, ['broken_chain'])).toMatchObject({ kind: 'fetched' })
  expect(await ask(modern, ['broken_chain'], 'other.example')).toMatchObject({
    kind: 'failed',
    reason: 'tls',
  })
})

test('an old protocol needs its own exception', async () => {
  expect(await ask(old, ['broken_chain'])).toMatchObject({ kind: 'failed', reason: 'tls' })
  expect(await ask(old, ['broken_chain', 'old_protocol'])).toMatchObject({ kind: 'fetched' })
})
