/** When a host, or an address that many hosts share, stops being asked: after several failures in a row it rests, then one request probes it. Pure. */

/** What is known of one host or address tonight. */
export interface Circuit {
  /** Failures in a row. */
  failures: number
  /** How often it has been put to rest since its last success. */
  rests: number
}

/** A circuit that nothing is known of. */
export const freshCircuit: Circuit = { failures: 0, rests: 0 }

/** Failures in a row that put a host to rest. */
const patience = 5
/** Milliseconds of each rest; after the last one the host is left for another night. */
const rests = [60_000, 300_000, 900_000] as const

/** What an answer says of the host as a whole: a site that answers, even with an obstacle, is alive. */
export function isHostFailure(answer: { kind: string; reason?: string }): boolean {
  return (
    answer.kind === 'failed' &&
    /^(?:dns|connect|tls|timeout|reset|server|busy|too_slow)$/.test(answer.reason ?? '')
  )
}

/** What an answer says of the address that it came from: the network's own faults only. */
export function isAddressFailure(answer: { kind: string; reason?: string }): boolean {
  return answer.kind === 'failed' && /^(?:connect|timeout|reset|too_slow)$/.test(answer.reason ?? '')
}

/** The circuit after one more answer, and how long the host now rests (0 where it need not). */
export function afterAnswer(circuit: Circuit, failed: boolean): { circuit: Circuit; rest_ms: number } {
  if (!failed) return { circuit: freshCircuit, rest_ms: 0 }
  const failures = circuit.failures + 1
  // While a host is on probation one failure is enough.
  if (failures < patience && circuit.rests === 0)
    return { circuit: { failures, rests: circuit.rests }, rest_ms: 0 }
  const rest = rests[circuit.rests]
  return { circuit: { failures, rests: circuit.rests + 1 }, rest_ms: rest ?? 0 }
}

/** True where a host has used up its rests: nothing more is asked of it tonight. */
export function isGivenUp(circuit: Circuit): boolean {
  return circuit.rests > rests.length
}
