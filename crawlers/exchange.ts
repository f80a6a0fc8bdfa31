/** One request and its answer on a kept connection: headers judged as they come, a body taken only where it is wanted. */
import type { Dispatcher } from 'undici'
import type { BodyTaker } from './body.ts'
import type { AskedRequest } from './fetched.ts'

/** Headers of an answer, names in lower case. */
export interface AnswerHead {
  status: number
  headers: Map<string, string>
}

/** An answer whose body, where it was wanted, has been taken. */
export interface Answered extends AnswerHead {
  taker: BodyTaker | null
}

/** Says who takes an answer's body; null where nobody wants it. */
export type Opener = (head: AnswerHead) => BodyTaker | null

/** What an exchange is held to, and who hears of it. */
export interface ExchangeOptions {
  signal: AbortSignal
  open: Opener
  /** Told when the request goes out: before that its server sees nothing of it. */
  began: () => void
}

/** An unwanted body is read to this many bytes, so that the connection lives on; a longer one is cut. */
const drained = 16 * 1024

/** Headers as undici names them, in lower case and with raw bytes as latin1; repeated ones joined. */
function joined(named: Readonly<Record<string, string | string[] | undefined>>): Map<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(named))
    if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '))
  return headers
}

/** The body is not read to its end, on purpose. */
class Enough extends Error {}

/** Asks once over a dispatcher; resolves when as much of the answer has come as is wanted, and throws what broke it. */
export function exchange(
  dispatcher: Dispatcher,
  url: URL,
  { method, headers, body }: AskedRequest,
  { signal, open, began }: ExchangeOptions,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let running: Dispatcher.DispatchController | null = null
    let answered: Answered | null = null
    let unwanted = 0

    function end(error?: unknown): void {
      signal.removeEventListener('abort', late)
      if (error === undefined && answered !== null) resolve(answered)
      else reject(error instanceof Error ? error : new Error(String(error)))
    }
    function cut(error?: unknown): void {
      end(error)
      running?.abort(new Enough())
    }
    function late(): void {
      cut(signal.reason)
    }

    if (signal.aborted) {
      late()
      return
    }
    signal.addEventListener('abort', late, { once: true })
    const options: Dispatcher.DispatchOptions = {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      body: body ?? null,
    }
    dispatcher.dispatch(options, {
      onRequestStart(controller) {
        running = controller
        began()
        if (signal.aborted) controller.abort(new Enough())
      },
      onResponseStart(_, status, named) {
        if (status < 200) return
        const head = { status, headers: joined(named) }
        answered = { ...head, taker: open(head) }
      },
      onResponseData(_, chunk) {
        try {
          const taker = answered?.taker ?? null
          if (taker === null) unwanted += chunk.length
          if (taker === null ? unwanted > drained : !taker.take(chunk)) cut()
        } catch (error) {
          cut(error)
        }
      },
      onResponseEnd: () => end(),
      onResponseError: (_, error) => end(error),
    })
  })
}
