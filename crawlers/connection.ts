/** Connections that reach only what may be reached: names by a guarded resolver, and every connected address judged once more. */
import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { constants } from 'node:crypto'
import type { SecureContextOptions } from 'node:tls'
import { buildConnector } from 'undici'
import { refuseAddress, type AllowedNetworks } from './address.ts'
import { AddressRefused } from './answer.ts'

/** Resolves a host name to every address it has. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

/** The system's resolver. */
export const resolveBySystem: Resolve = (host) => systemLookup(host, { all: true, verbatim: true })

/** One host whose TLS is accepted although it is old or its chain is broken; the site file says why. */
export interface TlsException {
  /** Host name without port. */
  host: string
  accept: 'old_protocol' | 'broken_chain'
  reason: string
}

/** Every address of a name; throws where one of them may not be connected to. */
export async function allowedAddresses(
  host: string,
  resolve: Resolve,
  allow: AllowedNetworks,
): Promise<LookupAddress[]> {
  const addresses = await resolve(host)
  const refused = addresses
    .map(({ address }) => refuseAddress(address, allow))
    .find((reason) => reason !== null)
  if (refused !== undefined) throw new AddressRefused(`${host} 解析到不可访问的地址：${refused}`)
  return addresses
}

/** The resolver hook of a connection: what it answers is what is connected to. `told` hears of every answer. */
export function guardedLookup(
  resolve: Resolve,
  allow: AllowedNetworks,
  told: (host: string, address: string) => void,
): LookupFunction {
  return (host, options, callback) => {
    const answer = async (): Promise<void> => {
      try {
        const addresses = await allowedAddresses(host, resolve, allow)
        const [first] = addresses
        if (first !== undefined) told(host, first.address)
        if (options.all === true) callback(null, addresses)
        else if (first === undefined) callback(new AddressRefused(`${host} 没有地址`), '', 0)
        else callback(null, first.address, first.family)
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), '', 0)
      }
    }
    void answer()
  }
}

/** What an exception changes of a TLS connection; nothing where a host has none. */
export function tlsOptions(
  host: string,
  exceptions: readonly TlsException[],
): SecureContextOptions & { rejectUnauthorized?: boolean } {
  const mine = exceptions.filter((exception) => exception.host === host).map(({ accept }) => accept)
  return {
    ...(mine.includes('old_protocol')
      ? {
          minVersion: 'TLSv1',
          ciphers: 'DEFAULT@SECLEVEL=0',
          secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
        }
      : {}),
    ...(mine.includes('broken_chain') ? { rejectUnauthorized: false } : {}),
  }
}

/**
 * A connector whose connections lead to allowed addresses only; literals, for which no resolver is called, included. `connected` hears
 * of every host, as `name:port` or name alone on the scheme's own port, when its connection stands.
 */
export function guardedConnector(
  lookup: LookupFunction,
  allow: AllowedNetworks,
  exceptions: readonly TlsException[],
  connected: (host: string) => void,
): buildConnector.connector {
  const connectors = new Map<string, buildConnector.connector>()
  const connectorFor = (host: string): buildConnector.connector => {
    const key = exceptions.some((exception) => exception.host === host) ? host : ''
    const known = connectors.get(key)
    if (known !== undefined) return known
    const built = buildConnector({ lookup, ...tlsOptions(key, exceptions) })
    connectors.set(key, built)
    return built
  }
  return (options, callback) => {
    connectorFor(options.hostname)(options, (error, socket) => {
      if (error !== null) {
        callback(error, null)
        return
      }
      const refused = refuseAddress(socket.remoteAddress ?? '', allow)
      if (refused === null) {
        connected(options.host ?? options.hostname)
        callback(null, socket)
        return
      }
      socket.destroy()
      callback(new AddressRefused(refused), null)
    })
  }
}
