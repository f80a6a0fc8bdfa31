/** Holds the open snapshot for the server: notices a newer one, swaps to it, and closes the old after its last use. */
import type { Reader } from '../warehouse/open.ts'
import type { About } from './export/json.ts'
import type { Scope } from './scope.ts'
import { readScope } from './scope.ts'
import type { Ask, Recall, Sources } from './view.ts'

/** One opened snapshot as a page sees it. */
export interface Held {
  sources: Sources
  scope: Scope
  about: About | null
}

/** No snapshot can be opened; `cause` says why. `published` is true where one was published, and is missing, broken or of another version. */
export class NoSnapshot extends Error {
  readonly published: boolean
  constructor(published: boolean, options?: ErrorOptions) {
    super('dashboards: no snapshot can be opened', options)
    this.published = published
  }
}

/** How snapshots are found and opened, all injected. */
export interface SnapshotSource {
  /** Opens the current snapshot; rejects where there is none. */
  openCurrent: () => Promise<Reader>
  /** What is current now; looked at most once in `everyMs`. */
  about: () => Promise<About | null>
  /** Reads what is kept beside the warehouse. */
  recall: Recall
  now: () => number
  everyMs: number
  /** Told of what went wrong while an older snapshot is still served. */
  report: (error: unknown) => void
}

/** Lends the current snapshot for one piece of work at a time. */
export interface SnapshotHolder {
  use: <T>(work: (held: Held) => Promise<T>) => Promise<T>
  /** Opens the current snapshot anew at once. */
  reload: () => Promise<void>
  close: () => Promise<void>
}

interface Opened {
  reader: Reader
  held: Held
  users: number
  retired: boolean
}

/** Makes a holder; nothing is opened before the first use. */
export function holdSnapshot(source: SnapshotSource): SnapshotHolder {
  let opened: Opened | null = null
  let lookedAt: number | null = null
  let looking: Promise<void> | null = null
  let published = false

  async function settle(one: Opened): Promise<void> {
    if (one.retired && one.users === 0) await one.reader.close()
  }

  async function open(about: About | null): Promise<void> {
    const reader = await source.openCurrent()
    const ask: Ask = (sql, values) => reader.query(sql, values)
    const before = opened
    try {
      const scope = await readScope(ask, about?.data_as_of ?? null)
      opened = {
        reader,
        held: { sources: { ask, recall: source.recall }, scope, about },
        users: 0,
        retired: false,
      }
    } catch (error) {
      await reader.close()
      throw error
    }
    if (before !== null) {
      before.retired = true
      await settle(before)
    }
  }

  async function look(force: boolean): Promise<void> {
    const about = await source.about()
    published = about !== null
    if (!force && opened !== null && about?.hash === opened.held.about?.hash) {
      // A later run that found nothing new: the same snapshot, as of a later time.
      const scope = { ...opened.held.scope, asOf: about?.data_as_of ?? null }
      opened.held = { ...opened.held, about, scope }
      return
    }
    await open(about)
  }

  async function refresh(force: boolean): Promise<void> {
    looking ??= look(force).finally(() => {
      looking = null
      lookedAt = source.now()
    })
    try {
      await looking
    } catch (error) {
      if (opened === null) throw new NoSnapshot(published, { cause: error })
      source.report(error)
    }
  }

  return {
    use: async (work) => {
      if (opened === null || lookedAt === null || source.now() - lookedAt >= source.everyMs)
        await refresh(false)
      const one: Opened | null = opened
      if (one === null) throw new NoSnapshot(published)
      one.users += 1
      try {
        return await work(one.held)
      } finally {
        one.users -= 1
        await settle(one)
      }
    },
    reload: () => refresh(true),
    close: async () => {
      const one: Opened | null = opened
      opened = null
      if (one === null) return
      one.retired = true
      await settle(one)
    },
  }
}
