// Many counties, each on its own loopback address, in a thread of their own. Tells their hosts, and when asked their logs.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { startCounty } = await import('./county-server.ts')
const { hosts, reports } = workerData
const counties = await Promise.all(
  Array.from({ length: hosts }, (_, at) => startCounty({ reports, address: `127.0.1.${at + 1}` })),
)
parentPort.on('message', () =>
  parentPort.postMessage(
    counties.map(({ requests }) => requests.map(({ at, open, path, agent }) => ({ at, open, path, agent }))),
  ),
)
parentPort.postMessage(counties.map(({ host }) => host))
