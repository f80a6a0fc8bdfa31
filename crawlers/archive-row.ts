/** The index of the archive: one row a version of a page, enough to find its bytes and to say whose they are. */
import { z } from 'zod'
import type { Snapshot } from './fetched.ts'

/** What an archived page was fetched as. */
const archiveRoles = ['list', 'report', 'attachment'] as const

const warcFile = z.string().regex(/^pages-\d{5}\.warc\.gz$/)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** Schema of one index row; a row that does not keep it is damage. */
export const archiveRowSchema = z.strictObject({
  /** Name of the WARC file inside the archive folder. */
  file: warcFile,
  /** Byte offset and length of the gzip members (response, request and metadata record) in the WARC file. */
  offset: z.int().min(0),
  length: z.int().positive(),
  /** Hex digest of those members as they lie in the file; absent in rows of the first archives. */
  members_sha256: digest.optional(),
  /** Where the revisit record of a page lies whose bytes were archived under another address or at another time. */
  revisit: z
    .strictObject({
      file: warcFile,
      offset: z.int().min(0),
      length: z.int().positive(),
      members_sha256: digest,
    })
    .optional(),
  /** Hex digest of the payload. */
  sha256: digest,
  byte_count: z.int().min(0),
  /** The address that links name; the page is known by it. */
  url: z.string(),
  /** The address that answered, after redirects. */
  answered_by: z.string(),
  /** UTC ISO time at which these bytes were first seen at this address. */
  fetched_at: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  media_type: z.string().nullable(),
  via: z.enum(['http', 'browser']),
  role: z.enum(archiveRoles),
  site: z.string(),
  publisher: z.string().nullable(),
  year: z.int().nullable(),
  link_title: z.string().nullable(),
  found_on: z.string().nullable(),
  /** False where the page itself says that it is no report; null where nobody has judged. */
  looks_like_report: z.boolean().nullable(),
})

/** One version of one page. */
export type ArchiveRow = z.infer<typeof archiveRowSchema>

/** What a page was fetched as and for whom. */
export type Attribution = Pick<
  ArchiveRow,
  'role' | 'site' | 'publisher' | 'year' | 'link_title' | 'found_on' | 'looks_like_report'
>

/** Damage found at opening and put beside the archive, never deleted. */
export interface SetAside {
  /** File that holds the bytes that were cut off. */
  path: string
  from: 'index' | 'warc'
  byte_count: number
  /** Plain Chinese. */
  detail: string
}

/** The archive as the rest of the house uses it. One process writes; readers may be many. */
export interface Archive {
  /** Every version of every page, oldest first; a later attribution of the same version has replaced the earlier. */
  rows(): readonly ArchiveRow[]
  /** The newest version of a page; null where it was never archived. */
  latest(url: string): ArchiveRow | null
  /** The payload, hashed again; throws where the bytes are not what the index says. */
  read(sha256: string): Promise<Uint8Array>
  /**
   * Keeps a snapshot. Bytes that are the page's newest already are not written again, and their attribution stays;
   * `stored` says whether a version was added.
   */
  add(snapshot: Snapshot, attribution: Attribution): Promise<{ row: ArchiveRow; stored: boolean }>
  /** Corrects for whom the newest version of a page stands, where that changed; writes nothing where it did not. */
  attribute(url: string, attribution: Attribution): Promise<void>
  /** What opening had to put aside. */
  aside: readonly SetAside[]
  /** What does not stand and was left where it is, in plain Chinese: torn tails and broken lines seen by a reader, files that became shorter. */
  faults: readonly string[]
  /** Versions whose archived bytes no longer match their digest; found at opening where everything was verified. */
  damaged: readonly ArchiveRow[]
  close(): Promise<void>
}
