/** The sample county's three sites as servers on the loopback: what they serve depends on the night alone. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { HostName } from './county.ts'
import { hosts } from './county.ts'
import type { ServedPage } from './portal-pages.ts'
import { portalPages } from './portal-pages.ts'
import type { Night } from './reports.ts'

/** One request as a site's own log has it. */
interface LoggedRequest {
  host: HostName
  method: string
  path: string
  userAgent: string
  status: number
  /** Milliseconds of the injected clock. */
  at: number
}

export interface Portal {
  /** Each site's `address:port`. */
  readonly addresses: Readonly<Record<HostName, string>>
  /** Every request so far, the first one first. */
  readonly requests: readonly LoggedRequest[]
  /** From now on the sites are as they are on this night. */
  showNight(night: Night): void
  close(): Promise<void>
}

export interface PortalOptions {
  /** Ports by site; 0 takes any free one. */
  ports: Readonly<Record<HostName, number>>
  now: () => Date
  night?: Night
}

const address = '127.0.0.1'
const notFound = '<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>\n'

/** True where the caller has this very page already. */
function isKnown(request: IncomingMessage, page: ServedPage): boolean {
  const tags = request.headers['if-none-match']
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === page.etag)
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && Date.parse(page.modified) <= since
}

/** Answers one request and says with which status. */
function answer(request: IncomingMessage, response: ServerResponse, page: ServedPage | undefined): number {
  const reading = request.method === 'GET' || request.method === 'HEAD'
  const status = reading ? (page === undefined ? 404 : isKnown(request, page) ? 304 : 200) : 405
  const headers =
    page === undefined
      ? { 'content-type': 'text/html' }
      : { 'content-type': page.type, etag: page.etag, 'last-modified': new Date(page.modified).toUTCString() }
  response.writeHead(status, headers)
  const body = status === 200 && page !== undefined ? page.body : status === 404 ? notFound : ''
  response.end(request.method === 'HEAD' ? '' : body)
  return status
}

function listen(server: Server, port: number, site: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new Error(
          `demo portal: ${site} cannot listen on ${address}:${port} (${error.message}); close what uses the port or choose another`,
        ),
      ),
    )
    server.listen(port, address, () => {
      const bound = server.address()
      if (bound === null || typeof bound === 'string') reject(new Error(`demo portal: ${site} has no port`))
      else resolve(bound.port)
    })
  })
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Starts the three sites. Throws, naming the port, where one is taken. */
export async function startPortal({ ports, now, night = 1 }: PortalOptions): Promise<Portal> {
  const nights: Record<Night, Map<string, ServedPage>> = { 1: new Map(), 2: new Map() }
  for (const each of [1, 2] as const)
    for (const page of portalPages(each)) nights[each].set(`${page.host} ${page.path}`, page)
  let shown = night
  const requests: LoggedRequest[] = []
  const addresses: Record<HostName, string> = { portal: '', towns: '', villages: '' }
  const servers: Server[] = []
  try {
    for (const { host, siteName } of hosts) {
      const server = createServer((request, response) => {
        const path = request.url ?? '/'
        const at = now().getTime()
        const status = answer(request, response, nights[shown].get(`${host} ${path}`))
        requests.push({
          host,
          method: request.method ?? '',
          path,
          userAgent: request.headers['user-agent'] ?? '',
          status,
          at,
        })
      })
      // A busy process may come back to an idle connection late; Node's five seconds would have cut it by then.
      server.keepAliveTimeout = 60_000
      servers.push(server)
      addresses[host] = `${address}:${await listen(server, ports[host], siteName)}`
    }
  } catch (error) {
    await Promise.all(servers.filter((server) => server.listening).map(shut))
    throw error
  }
  return {
    addresses,
    requests,
    showNight: (next) => {
      shown = next
    },
    close: async () => {
      await Promise.all(servers.map(shut))
    },
  }
}
