// Loaded before the program in tests: kills the process at a named step of its work, and tells at the end how much processor time it took.
// A step is known by what the program does to the disk at it; nothing of the program itself knows of this.
import files from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const [step, times = '1'] = (process.env.TEST_KILL_AT ?? '').split(':')
let left = Number(times)
let manifests = 0
const paths = new WeakMap()

function pass(at) {
  if (at !== step) return
  left -= 1
  if (left <= 0) process.kill(process.pid, 'SIGKILL')
}

if (step !== '') {
  const { open, rename } = fs
  fs.open = async (path, ...rest) => {
    const name = String(path)
    if (name.endsWith('draft.duckdb')) pass('loaded')
    const handle = await open(path, ...rest)
    paths.set(handle, name)
    if (Object.getPrototypeOf(handle).watched !== true) {
      const prototype = Object.getPrototypeOf(handle)
      const { datasync } = prototype
      prototype.watched = true
      prototype.datasync = async function () {
        await datasync.call(this)
        const own = paths.get(this) ?? ''
        if (own.endsWith('.warc.gz')) pass('archived')
        if (own.endsWith('archive/index.jsonl')) pass('indexed')
      }
    }
    return handle
  }
  const { renameSync } = files
  // A reading is put in its place without waiting; everything else is not.
  files.renameSync = (from, to) => {
    renameSync(from, to)
    if (/cache\/readings\//.test(String(to))) pass('read')
  }
  fs.rename = async (from, to) => {
    await rename(from, to)
    const name = String(to)
    if (/cache\/sites\//.test(name)) pass('audited')
    if (/[0-9a-f]{64}\.duckdb$/.test(name)) pass('snapshot written')
    if (name.endsWith('warehouse/current')) pass('renamed')
    // The first manifest of a run says only that it has begun.
    if (name.endsWith('manifest.json') && (manifests += 1) === 2) pass('manifest written')
  }
  syncBuiltinESMExports()
}

// A clock that stands still: then the same work leaves the same data, whatever was done twice.
if (process.env.TEST_NOW !== undefined) {
  const now = Date.parse(process.env.TEST_NOW)
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [now] : given))
    }
    static now() {
      return now
    }
  }
}

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  process.stderr.write(`cpu ${Math.round((user + system) / 1000)}\n`)
})
