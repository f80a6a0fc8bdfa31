/** One request and its answer on a kept connection: headers judged as they come, a body taken only where it is wanted. */
import type { Dispatcher } from 'undici'
import { tooLate } from './alarm.ts'
import type { AnswerHeaders } from './answer.ts'
import type { BodyTaker } from './body.ts'
import type { AskedRequest } from './fetched.ts'

/** The head of an answer. */
export interface AnswerHead {
  status: number
  headers: AnswerHeaders
}

/** An answer whose body, where it was wanted, has been taken. */
export interface Answered extends AnswerHead {
  taker: BodyTaker | null
}

/** Says who takes an answer's body; null where nobody wants it. */
export type Opener = (head: AnswerHead) => BodyTaker | null

/** What an exchange is held to, and who hears of it. */
export interface ExchangeOptions {
  /** Sets the alarm that ends it; answers what calls that off. */
  alarm: (ring: () => void) => () => void
  open: Opener
  /** Told of the host when the request goes out: before that its server sees nothing of it. */
  began: (host: string) => void
}

/** An unwanted body is read to this many bytes, so that the connection lives on; a longer one is cut. */
const drained = 16 * 1024

/** The body is not read to its end, on purpose. */
class Enough extends Error {}

/** What undici tells of one request, until as much of the answer has come as is wanted. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #host: string
  readonly #options: ExchangeOptions
  readonly #resolve: (answered: Answered) => void
  readonly #reject: (error: Error) => void
  readonly #callOff: () => void
  #running: Dispatcher.DispatchController | null = null
  #answered: Answered | null = null
  #unwanted = 0
  ended = false

  constructor(
    host: string,
    options: ExchangeOptions,
    resolve: (answered: Answered) => void,
    reject: (error: Error) => void,
  ) {
    this.#host = host
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
    this.#callOff = options.alarm(() => this.#cut(tooLate()))
  }

  #end(error?: unknown): void {
    if (this.ended) return
    this.ended = true
    this.#callOff()
    if (error === undefined && this.#answered !== null) this.#resolve(this.#answered)
    else this.#reject(error instanceof Error ? error : new Error(String(error)))
  }

  #cut(error?: unknown): void {
    this.#end(error)
    this.#running?.abort(new Enough())
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#running = controller
    this.#options.began(this.#host)
    if (this.ended) controller.abort(new Enough())
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    if (status < 200) return
    this.#answered = { status, headers, taker: this.#options.open({ status, headers }) }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Uint8Array): void {
    try {
      const taker = this.#answered?.taker ?? null
      if (taker === null) this.#unwanted += chunk.length
      if (taker === null ? this.#unwanted > drained : !taker.take(chunk)) this.#cut()
    } catch (error) {
      this.#cut(error)
    }
  }

  onResponseEnd(): void {
    this.#end()
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end(error)
  }
}

/** Asks once over a dispatcher; resolves when as much of the answer has come as is wanted, and throws what broke it. */
export function exchange(
  dispatcher: Dispatcher,
  url: URL,
  { method, headers, body }: AskedRequest,
  options: ExchangeOptions,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const handler = new Exchange(url.host, options, resolve, reject)
    if (handler.ended) return
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: method === 'POST' ? 'POST' : 'GET',
        headers,
        body: body ?? null,
      },
      handler,
    )
  })
}
