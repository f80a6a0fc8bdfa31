/** What lies beside the archive that a crawl writes: pages that the other way of crawling has archived, so that they need not be sent again. */
import type { Archive, ArchiveRow } from './archive-row.ts'
import { sameAttribution } from './archive-store.ts'
import { openElsewhere } from './archive-whole.ts'
import type { Snapshot } from './fetched.ts'

/** The page of a row as it was fetched. */
function snapshotOf(row: ArchiveRow, bytes: Uint8Array): Snapshot {
  const { sha256, answered_by, url, fetched_at, status, headers, media_type, via } = row
  return {
    sha256,
    url: answered_by,
    requested_url: url,
    fetched_at,
    status,
    headers,
    media_type,
    via,
    bytes,
  }
}

/** An archive to crawl into that also knows the pages of another, which is only read; what must be said anew of one of them is said in a copy. Closing closes the other. */
function joinArchives(own: Archive, other: Archive): Archive {
  const held = new Set(own.rows().map(({ sha256 }) => sha256))

  /** The newest version of a page that only the other archive holds; null where the own one has it, or a newer one. */
  function elsewhere(url: string): ArchiveRow | null {
    const [mine, theirs] = [own.latest(url), other.latest(url)]
    if (theirs === null || mine === null) return theirs
    return theirs.sha256 !== mine.sha256 && theirs.fetched_at > mine.fetched_at ? theirs : null
  }

  return {
    rows: () => [...other.rows(), ...own.rows()],
    latest: (url) => elsewhere(url) ?? own.latest(url),
    read: (sha256) => (held.has(sha256) ? own : other).read(sha256),
    async add(snapshot, attribution) {
      const added = await own.add(snapshot, attribution)
      held.add(snapshot.sha256)
      return added
    },
    async attribute(url, attribution) {
      const row = elsewhere(url)
      if (row === null) return own.attribute(url, attribution)
      if (sameAttribution(row, attribution)) return
      await own.add(snapshotOf(row, await other.read(row.sha256)), attribution)
      held.add(row.sha256)
    },
    aside: own.aside,
    faults: own.faults,
    damaged: [...own.damaged, ...other.damaged],
    close: () => other.close(),
  }
}

/**
 * Works with the archive in `home`, which is open for writing, and with what the other archives of the whole in `folder` hold of a site:
 * whichever engine crawled it last, an unchanged page is known.
 */
export async function withElsewhere<T>(
  own: Archive,
  place: { folder: string; home: string; site: string; aside_stamp: string },
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const { folder, home, site, aside_stamp } = place
  const other = await openElsewhere(folder, site, home, { verify: 'last', aside_stamp })
  if (other === null) return work(own)
  const joined = joinArchives(own, other)
  try {
    return await work(joined)
  } finally {
    await joined.close()
  }
}
