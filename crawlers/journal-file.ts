/** A file that grows line by line and is now and then replaced by a shorter one that says the same. One writer at a time. */
import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const datasync = promisify(fdatasync)

/** An open journal. */
export interface JournalFile {
  /** In the operating system's hands when this returns: a killed process loses nothing of it. */
  append(text: string): void
  /** On disk when this resolves; all who ask while one wait lasts share the next. */
  sync(): Promise<void>
  /**
   * Puts another text in the place of all that was written, on disk and by rename. Done in one piece, so that nothing can be
   * appended to a file that is being left.
   */
  replace(text: string): void
  close(): Promise<void>
}

function writeAll(file: number, text: string, position: number): number {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at)
  return position + bytes.length
}

/** Opens a file that exists; what lies behind `end` is cut off. */
export function openJournal(path: string, end: number): JournalFile {
  let file = openSync(path, 'r+')
  ftruncateSync(file, end)
  let size = end
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  function start(): Promise<void> {
    next = null
    const mine = datasync(file).finally(() => {
      if (running === mine) running = null
    })
    running = mine
    return mine
  }

  return {
    append(text) {
      size = writeAll(file, text, size)
    },
    sync() {
      if (running === null) return start()
      next ??= Promise.allSettled([running]).then(start)
      return next
    },
    replace(text) {
      const fresh = openSync(`${path}.new`, 'w')
      size = writeAll(fresh, text, 0)
      fsyncSync(fresh)
      renameSync(`${path}.new`, path)
      const folder = openSync(dirname(path), 'r')
      fsyncSync(folder)
      closeSync(folder)
      const old = file
      file = fresh
      // A wait for the old file may still be under way; what it waits for is in the new one, and on disk.
      void Promise.allSettled([running]).then(() => closeSync(old))
    },
    async close() {
      while (running !== null || next !== null) await Promise.allSettled([running, next])
      closeSync(file)
    },
  }
}
