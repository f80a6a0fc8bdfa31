/** Which addresses may be connected to: registered hosts over http and https, public unicast only, every spelling seen through. */
import ipaddr from 'ipaddr.js'
import type { RefusalReason } from './fetched.ts'

/** Networks that settings allow beside the public ones, e.g. loopback for the sample county. */
export type AllowedNetworks = ReadonlyArray<readonly [ipaddr.IPv4 | ipaddr.IPv6, number]>

/** Where a site's crawler may go. `hosts` are `host` or `host:port`, lower case. */
export interface Reach {
  hosts: readonly string[]
  schemes: readonly string[]
  allow: AllowedNetworks
}

/** A refused address: reason and plain Chinese. */
export interface AddressRefusal {
  reason: RefusalReason
  detail: string
}

/** Public by range, yet answering with a cloud machine's own secrets. */
const metadataAddresses = new Set(['168.63.129.16'])

/** The only part of IPv6 that is global unicast; the old IPv4-compatible block ::/96 and others lie outside of it. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Reads the networks of the settings (`127.0.0.0/8`); throws with the one that is no network. */
export function parseNetworks(networks: readonly string[]): AllowedNetworks {
  return networks.map((network) => {
    if (!ipaddr.isValidCIDR(network))
      throw new Error(`network.allow: "${network}" is no network; write it like 127.0.0.0/8 or ::1/128.`)
    return ipaddr.parseCIDR(network)
  })
}

/** Why an IP address may not be connected to, or null where it may. Anything that is no plain IP is refused. */
export function refuseAddress(address: string, allow: AllowedNetworks): string | null {
  const bare = address.replace(/^\[|\]$/g, '')
  if (!ipaddr.isValid(bare)) return `“${address}”不是 IP 地址`
  const ip = ipaddr.parse(bare)
  const allowed = allow.some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits))
  if (allowed) return null
  const range = ip.range()
  if (range !== 'unicast') return `${ip.toString()} 不是公网单播地址（${range}）`
  if (ip instanceof ipaddr.IPv6 && !ip.match(...globalIpv6)) return `${ip.toString()} 不是公网单播地址`
  return metadataAddresses.has(ip.toString()) ? `${ip.toString()} 是云平台元数据地址` : null
}

/** The literal IP that a host is, else null; WHATWG URL parsing has already folded decimal, hex, octal and short spellings. */
function literalOf(hostname: string): string | null {
  if (!/^(?:\[.*\]|[\d.]+)$/.test(hostname)) return null
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return ipaddr.isValid(bare) ? bare : null
}

/** Hosts judged before, by the networks that were allowed: the same words always mean the same. */
const literals = new WeakMap<AllowedNetworks, Map<string, string | null>>()

/** Why the host itself may not be connected to: a literal is judged here, since no resolver is ever called for it. */
function refuseLiteral(hostname: string, allow: AllowedNetworks): string | null {
  const known = literals.get(allow) ?? new Map<string, string | null>()
  literals.set(allow, known)
  const before = known.get(hostname)
  if (before !== undefined) return before
  const literal = literalOf(hostname)
  const refused = literal === null ? null : refuseAddress(literal, allow)
  if (known.size < 1000) known.set(hostname, refused)
  return refused
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Whether a URL may be asked for at all. */
export function judgeUrl(text: string, reach: Reach): { url: URL } | AddressRefusal {
  const url = parseUrl(text)
  if (url === null) return { reason: 'scheme', detail: `“${text.slice(0, 80)}”不是网址` }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { reason: 'scheme', detail: `不访问 ${url.protocol}` }
  if (url.username !== '' || url.password !== '')
    return { reason: 'userinfo', detail: '网址带有用户名或密码' }
  const refused = refuseLiteral(url.hostname, reach.allow)
  if (refused !== null) return { reason: 'address', detail: refused }
  if (!reach.hosts.includes(url.host)) {
    const portless = reach.hosts.some((host) => host.replace(/:\d+$/, '') === url.hostname)
    return portless
      ? { reason: 'port', detail: `${url.hostname} 的端口 ${url.port} 没有登记` }
      : { reason: 'strange_host', detail: `${url.host} 不是登记的主机` }
  }
  if (!reach.schemes.includes(url.protocol.slice(0, -1)))
    return { reason: 'scheme', detail: `站点没有登记 ${url.protocol.slice(0, -1)}` }
  return { url }
}
