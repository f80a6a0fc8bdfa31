/** Readings of list pages, kept from night to night by the digest of what was read, so that an unchanged list is not parsed again. Can be deleted at any time. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { checkLine, signLine } from './archive-seal.ts'
import type { AskedList, ListView } from './list-view.ts'
import { requestName } from './request.ts'
import type { Site } from './site.ts'

/** The readings of one site. */
export interface ListMemory {
  /** The reading of an answer; null where nobody has kept it. */
  recall(asked: AskedList, answer: ListBytes): ListView | null
  keep(asked: AskedList, answer: ListBytes, view: ListView): void
  /** Writes down what tonight's lists came to, and nothing where that is what stood there before. */
  close(): void
}

/** What was read, and where it was answered from. */
interface ListBytes {
  sha256: string
  url: string
}

const digest = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex').slice(0, 32)
}

/** Digest of the code that reads lists: another code may read the same list otherwise. */
function codeDigest(): string {
  const folders = ['.', './cms', '../parsers/page'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.[jt]s$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
  return digest(...files.map((file) => readFileSync(file)))
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const keptSchema = z.custom<{ key: string; view: ListView }>((value) => typeof value === 'object')

/** A line that is wholly ours; null for any other, which then is read anew from its page. */
function readLine(line: string): ListView | null {
  const text = checkLine(line)
  if (text === null || text === line) return null
  return keptSchema.parse(JSON.parse(text)).view
}

let code: string | null = null

/** Opens the readings of a site at a path. Those of other code, or of another site file, count for nothing. */
export function openListMemory(path: string, site: Site): ListMemory {
  code ??= codeDigest()
  const ground = digest(code, JSON.stringify(site))
  const before = linesOf(path)
  const known = new Map<string, string>()
  for (const line of before) {
    const key = /^\{"key":"([0-9a-f]{32})"/.exec(line)?.[1]
    if (key !== undefined) known.set(key, line)
  }
  const tonight = new Map<string, string>()
  const keyOf = ({ request, column }: AskedList, { sha256, url }: ListBytes): string =>
    digest(ground, JSON.stringify([sha256, url, requestName(request), column]))
  return {
    recall(asked, answer) {
      const key = keyOf(asked, answer)
      const line = known.get(key)
      const view = line === undefined ? null : readLine(line)
      if (line === undefined || view === null) return null
      tonight.set(key, line)
      return view
    },
    keep(asked, answer, view) {
      const key = keyOf(asked, answer)
      tonight.set(key, signLine({ key, view }))
    },
    close() {
      const lines = [...tonight.values()].toSorted()
      const text = lines.map((line) => `${line}\n`).join('')
      if (text === before.map((line) => `${line}\n`).join('')) return
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.new`, text)
      renameSync(`${path}.new`, path)
    },
  }
}
