// One reader of the benchmark: reads its share of the corpus and says when it is done.
import { register } from 'tsx/esm/api'
import { parentPort } from 'node:worker_threads'

register()
const { read } = await import('../../parsers/read.ts')
const { corpus } = await import('../support/corpus.ts')
const pages = corpus(320)
parentPort.once('message', ({ from, step, to }) => {
  for (let at = from; at < to; at += step) read(pages[at % pages.length], { contentType: 'text/html' })
  parentPort.postMessage('done')
})
for (let at = 0; at < 60; at += 1) read(pages[at], {})
parentPort.postMessage('ready')
