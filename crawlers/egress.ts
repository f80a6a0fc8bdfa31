/** The only way out for a browser: a proxy on loopback that connects to registered hosts at allowed addresses and to nothing else. */
import { randomBytes } from 'node:crypto'
import { createServer, request as plainRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectSecurely, createSecureContext, TLSSocket } from 'node:tls'
import { judgeUrl, refuseAddress, type AddressRefusal, type Reach } from './address.ts'
import { AddressRefused } from './answer.ts'
import { allowedAddresses, tlsOptions, type Resolve, type TlsException } from './connection.ts'
import { makeCertificate } from './egress-certificate.ts'

/** An open proxy. Whoever uses it names a pass, and the pass says where it may lead. */
export interface Egress {
  /** http://127.0.0.1:port */
  server: string
  /** By this key the browser knows the proxy where it stands in for a host whose TLS is excepted (base64 SHA-256 of its SPKI). */
  spki_sha256: string
  /** Opens a pass for one visit; `refused` hears of every request that leads elsewhere. */
  admit(
    visit: { reach: Reach; tls_exceptions: readonly TlsException[] },
    refused: (url: string, why: AddressRefusal) => void,
  ): { name: string; word: string; end: () => void }
  close(): Promise<void>
}

interface Pass {
  word: string
  reach: Reach
  tls_exceptions: readonly TlsException[]
  refused: (url: string, why: AddressRefusal) => void
}

/** Headers that concern one connection only. */
const ownHeaders = new Set([
  'proxy-authorization',
  'proxy-connection',
  'connection',
  'keep-alive',
  'te',
  'upgrade',
])

function passOf(request: IncomingMessage, passes: ReadonlyMap<string, Pass>): Pass | null {
  const [scheme, encoded] = (request.headers['proxy-authorization'] ?? '').split(' ', 2)
  if (scheme !== 'Basic' || encoded === undefined) return null
  const [name = '', word = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 2)
  const pass = passes.get(name)
  return pass !== undefined && pass.word === word ? pass : null
}

/** The one address to connect to; throws AddressRefused where any address of the name is not allowed. */
async function addressFor(hostname: string, reach: Reach, resolve: Resolve): Promise<string> {
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (refuseAddress(bare, reach.allow) === null) return bare
  const [first] = await allowedAddresses(hostname, resolve, reach.allow)
  if (first === undefined) throw new AddressRefused(`${hostname} 没有地址`)
  return first.address
}

const demand =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="gouji"\r\nContent-Length: 0\r\n\r\n'
const forbidden = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

/** Opens the proxy on a free port of loopback. */
export async function openEgress(resolve: Resolve): Promise<Egress> {
  const { key, cert, spki_sha256 } = makeCertificate()
  const standIn = createSecureContext({ key, cert })
  const passes = new Map<string, Pass>()
  const sockets = new Set<Duplex>()

  async function forward(pass: Pass, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const judged = judgeUrl(request.url ?? '', pass.reach)
    const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'POST'
    if ('reason' in judged || !reads) {
      if ('reason' in judged) pass.refused(request.url ?? '', judged)
      response.writeHead(403).end()
      return
    }
    const { url } = judged
    const host = await addressFor(url.hostname, pass.reach, resolve)
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name)),
    )
    const onward = plainRequest(
      {
        host,
        port: url.port === '' ? 80 : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: { ...headers, host: url.host },
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(response)
      },
    )
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }

  async function tunnel(pass: Pass, target: string, client: Duplex, head: Buffer): Promise<void> {
    const judged = judgeUrl(`https://${target}/`, { ...pass.reach, schemes: ['https'] })
    // A plain ws:// comes through a tunnel too; only what the site registered for https is ever opened.
    const https = pass.reach.schemes.includes('https')
    if ('reason' in judged || !https) {
      pass.refused(
        `https://${target}/`,
        'reason' in judged ? judged : { reason: 'scheme', detail: '站点没有登记 https' },
      )
      client.end(forbidden)
      return
    }
    const { hostname, port } = judged.url
    const at = {
      host: await addressFor(hostname, pass.reach, resolve),
      port: port === '' ? 443 : Number(port),
    }
    const excepted = pass.tls_exceptions.some(({ host }) => host === hostname)
    const onward: Socket = excepted
      ? connectSecurely({
          ...at,
          ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
          ALPNProtocols: ['http/1.1'],
          ...tlsOptions(hostname, pass.tls_exceptions),
        })
      : connect(at)
    sockets.add(onward)
    onward.once(excepted ? 'secureConnect' : 'connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      if (head.length > 0) client.unshift(head)
      // What the browser cannot accept by itself ends here and goes on as the site file allows; every other host it judges itself.
      const near = excepted
        ? new TLSSocket(client, { isServer: true, secureContext: standIn, ALPNProtocols: ['http/1.1'] })
        : client
      near.on('error', () => onward.destroy())
      onward.pipe(near)
      near.pipe(onward)
    })
    onward.on('error', () => client.destroy())
    onward.on('close', () => sockets.delete(onward))
    client.on('error', () => onward.destroy())
    client.on('close', () => onward.destroy())
  }

  function failed(error: unknown, pass: Pass, url: string): void {
    if (error instanceof AddressRefused) pass.refused(url, { reason: 'address', detail: error.message })
  }

  const server = createServer((request, response) => {
    const pass = passOf(request, passes)
    if (pass === null) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="gouji"' }).end()
      return
    }
    forward(pass, request, response).catch((error: unknown) => {
      failed(error, pass, request.url ?? '')
      response.writeHead(403).end()
    })
  })
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const pass = passOf(request, passes)
    if (pass === null) {
      client.end(demand)
      return
    }
    tunnel(pass, request.url ?? '', client, head).catch((error: unknown) => {
      failed(error, pass, `https://${request.url ?? ''}/`)
      client.end(forbidden)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The egress proxy has no port.')
  return {
    server: `http://127.0.0.1:${address.port}`,
    spki_sha256,
    admit({ reach, tls_exceptions }, refused) {
      const [name, word] = [randomBytes(9).toString('hex'), randomBytes(18).toString('hex')]
      passes.set(name, { word, reach, tls_exceptions, refused })
      return { name, word, end: () => void passes.delete(name) }
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
