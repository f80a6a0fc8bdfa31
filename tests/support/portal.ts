/** A small site on loopback whose pages are set by the test, and which remembers every request with its time. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** One answer: status, headers, body. A missing body is an empty one. */
interface PortalAnswer {
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/** What a path answers: a fixed answer, or one made from the request; a handler that writes itself returns null. */
export type PortalRoute =
  | PortalAnswer
  | ((request: IncomingMessage, response: ServerResponse) => PortalAnswer | null)

interface PortalRequest {
  path: string
  headers: IncomingMessage['headers']
  at: number
  /** How many other requests were open when this one came. */
  open: number
}

export interface Portal {
  /** host:port */
  host: string
  origin: string
  routes: Map<string, PortalRoute>
  requests: PortalRequest[]
  /** Connections that were opened, whether or not anything was asked on them. */
  connections(): number
  close(): Promise<void>
}

/**
 * Starts a portal on a free port of a loopback address (any 127.x.y.z); unknown paths answer 404. `clock` stamps the requests.
 */
export async function startPortal(
  routes: Record<string, PortalRoute>,
  clock: () => number,
  at = '127.0.0.1',
): Promise<Portal> {
  const table = new Map(Object.entries(routes))
  const requests: PortalRequest[] = []
  let open = 0
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers, at: clock(), open })
    open += 1
    response.on('close', () => {
      open -= 1
    })
    const route = table.get(path) ?? { status: 404, body: 'nothing here' }
    const answer = typeof route === 'function' ? route(request, response) : route
    if (answer === null) return
    response.writeHead(answer.status ?? 200, {
      'content-type': 'text/html; charset=utf-8',
      ...answer.headers,
    })
    response.end(answer.body ?? '')
  })
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => {
    server.listen(0, at, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The portal has no port.')
  const host = `${at}:${address.port}`
  return {
    host,
    origin: `http://${host}`,
    routes: table,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections()
        server.close((error) => (error === undefined ? resolve() : reject(error)))
      }),
  }
}

/** A clock that only moves when somebody sleeps. */
export function testClock(start = '2025-02-01T00:00:00Z'): {
  now: () => Date
  sleep: (ms: number) => Promise<void>
  ms: () => number
} {
  let time = Date.parse(start)
  return {
    now: () => new Date(time),
    ms: () => time,
    sleep: (ms) => {
      time += ms
      return Promise.resolve()
    },
  }
}
