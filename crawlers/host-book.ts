/** What this process knows of each host, whatever site asks: whose turn it is, its robots rules, and whether it rests. */
import {
  afterAnswer,
  freshCircuit,
  isAddressFailure,
  isGivenUp,
  isHostFailure,
  type Circuit,
} from './circuit.ts'
import type { Fetched } from './fetched.ts'
import { createHostQueue, type HostQueue, type Pace } from './host-queue.ts'
import { longestWaitMs, type RobotsRules } from './manners.ts'

/** One book serves all sites of a process: sites may share hosts, and hosts may share addresses. */
export interface HostBook {
  queue: HostQueue
  /** By origin. */
  robots: Map<string, Promise<RobotsRules>>
  /** True where the host, or the address behind it, has failed too often tonight. */
  isGivenUp(host: string): boolean
  /** Notes an answer while the host's turn still lasts, so that nobody gets in before a rest or a Retry-After. */
  told(host: string, address: string | null, answer: { kind: string } | Fetched, attempt: number): void
}

/** An empty book. */
export function createHostBook(pace: Pace): HostBook {
  const queue = createHostQueue(pace)
  /** Circuits of hosts and of addresses; none where the last answer was no failure. */
  const ofHosts = new Map<string, Circuit>()
  const ofAddresses = new Map<string, Circuit>()
  const addresses = new Map<string, string>()
  const hosts = new Map<string, Set<string>>()

  function note(
    circuits: Map<string, Circuit>,
    key: string,
    failed: boolean,
    resting: Iterable<string>,
  ): void {
    const before = circuits.get(key)
    if (before === undefined && !failed) return
    const { circuit, rest_ms } = afterAnswer(before ?? freshCircuit, failed)
    if (circuit === freshCircuit) circuits.delete(key)
    else circuits.set(key, circuit)
    if (rest_ms > 0) for (const host of resting) queue.hold(host, rest_ms)
  }

  const givenUp = (circuit: Circuit | undefined): boolean => circuit !== undefined && isGivenUp(circuit)

  /** Remembers where a host was found, and who else is there. */
  function locate(host: string, address: string): void {
    if (addresses.get(host) === address) return
    addresses.set(host, address)
    hosts.set(address, (hosts.get(address) ?? new Set<string>()).add(host))
  }

  return {
    queue,
    robots: new Map(),
    isGivenUp(host) {
      if (givenUp(ofHosts.get(host))) return true
      const address = addresses.get(host)
      return address !== undefined && givenUp(ofAddresses.get(address))
    },
    told(host, address, answer, attempt) {
      if (address !== null) locate(host, address)
      if (answer.kind === 'failed' && 'status' in answer) {
        const wait = 'retry_after_ms' in answer ? answer.retry_after_ms : null
        if (wait !== null && wait <= longestWaitMs) queue.hold(host, wait)
        // A page that answers an error again and again says nothing more of its host than it did the first time.
        if (answer.status !== null && attempt > 1) return
      }
      note(ofHosts, host, isHostFailure(answer), [host])
      if (address !== null) note(ofAddresses, address, isAddressFailure(answer), hosts.get(address) ?? [])
    },
  }
}
