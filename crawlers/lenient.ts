/** One request by the platform's own client with its lenient parser: for servers whose headers break the rules of HTTP. */
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secureRequest, type RequestOptions as SecureOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import { refuseAddress, type AllowedNetworks } from './address.ts'
import { AddressRefused } from './answer.ts'
import { tlsOptions, type TlsException } from './connection.ts'

/** What a lenient request needs; the address rules are those of every other request. */
export interface LenientOptions {
  method: string
  headers: Readonly<Record<string, string>>
  body: string | undefined
  lookup: LookupFunction
  allow: AllowedNetworks
  exceptions: readonly TlsException[]
  signal: AbortSignal
}

/** Asks once, on a connection of its own; resolves when the headers have come. */
export function askLeniently(url: string, options: LenientOptions): Promise<IncomingMessage> {
  const { method, headers, body, lookup, allow, exceptions, signal } = options
  const { protocol, hostname } = new URL(url)
  return new Promise((resolve, reject) => {
    const settings: RequestOptions & SecureOptions = {
      method,
      headers,
      lookup,
      signal,
      agent: false,
      insecureHTTPParser: true,
      maxHeaderSize: 64 * 1024,
      ...(protocol === 'https:' ? tlsOptions(hostname, exceptions) : {}),
    }
    const sent =
      protocol === 'https:' ? secureRequest(url, settings, resolve) : plainRequest(url, settings, resolve)
    sent.once('socket', (socket) => {
      socket.once('connect', () => {
        const refused = refuseAddress(socket.remoteAddress ?? '', allow)
        if (refused !== null) sent.destroy(new AddressRefused(refused))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
