/** What runs inside a reading worker: one document in, one answer out, nothing kept between. */
import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { readDocument, renderDocument } from '../parsers/document.ts'

/** A question to the worker; `id` comes back with the answer. */
const question = z.object({
  id: z.number(),
  job: z.enum(['read', 'render']),
  bytes: z.instanceof(Uint8Array),
  hints: z.object({ url: z.string().nullable(), contentType: z.string().nullable() }),
})

const port = parentPort
if (port === null)
  throw new Error('pipeline/read-task.ts only runs in a worker: use ReadPool of pipeline/read-pool.ts')

port.on('message', (message: unknown) => {
  const { id, job, bytes, hints } = question.parse(message)
  const answer = job === 'read' ? readDocument(bytes, hints) : renderDocument(bytes, hints)
  void answer.then(
    (parsed) => port.postMessage({ id, parsed }),
    (error: unknown) =>
      port.postMessage({ id, failure: error instanceof Error ? error.message : String(error) }),
  )
})
port.postMessage({ ready: true })
