/** From an archived document to a page that was read: remembered where it was read before, else read in a guarded thread. */
import type { Archive, ArchiveRow } from '../crawlers/archive-row.ts'
import type { DocumentReading } from '../parsers/document.ts'
import { problem } from '../parsers/problem.ts'
import type { PageHints } from '../parsers/read.ts'
import type { ReadPool } from './read-pool.ts'
import type { ReadPage } from './reading.ts'
import type { Readings } from './readings.ts'

/** Hears of an archived page that was read and not remembered. */
export type TellReading = (row: ArchiveRow, reading: DocumentReading) => void

/** What may be told of a document beside its bytes. The address of an attachment says when it was uploaded, not what it reports on. */
function hintsOf({ role, url, headers }: ArchiveRow): PageHints {
  return { url: role === 'report' ? url : null, contentType: headers['content-type'] ?? null }
}

/** What was read of a document, and what the way to it says. */
function pageOf(row: ArchiveRow, { value, problems, prose, documents, carrier }: DocumentReading): ReadPage {
  const direct = row.role === 'report' && carrier !== null && carrier !== 'html'
  const said = direct ? [problem('report_as_document', `栏目链接直接指向“${row.link_title ?? row.url}”`)] : []
  return { row, parsed: { value, problems: [...said, ...problems] }, prose, documents }
}

/** Reads one archived document as a report, whatever carrier it is; what was read before is remembered. */
export async function readArchived(
  archive: Archive,
  row: ArchiveRow,
  { pool, readings, tell }: ReadingTools,
): Promise<ReadPage> {
  const known = await readings.recall(row)
  if (known !== null) return pageOf(row, known)
  const bytes = await archive.read(row.sha256)
  const reading = await pool.read(bytes, hintsOf(row))
  await readings.keep(row, reading)
  tell(row, reading)
  return pageOf(row, reading)
}

/** What reading archived pages takes. */
export interface ReadingTools {
  pool: Pick<ReadPool, 'read'>
  readings: Readings
  tell: TellReading
  signal: AbortSignal
}
