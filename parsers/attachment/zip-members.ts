/** What a zip file holds, counted while it inflates: the guard before any library unpacks the same bytes into memory. */
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { problem, type Parsed } from '../problem.ts'

/** Reports run to some hundred kilobytes inflated; what goes beyond these limits is a bomb or no report. Bytes and counts. */
export const zipLimits = { members: 4000, total: 64_000_000, markup: 16_000_000 } as const

/** Names of the members in the order of the directory; null where the file is no sound zip or goes beyond a limit. */
export type ZipListing = readonly string[] | null

const open = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      { lazyEntries: true, decodeStrings: true, validateEntrySizes: true },
      (error, zip) =>
        zip === undefined || error !== null ? reject(error ?? new Error('no zip')) : resolve(zip),
    )
  })

/** Inflates one member and throws its bytes away; the size, or `most` + 1 as soon as it is beyond that. */
const inflatedSize = (zip: ZipFile, entry: Entry, most: number): Promise<number> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream === undefined || error !== null) {
        reject(error ?? new Error('no stream'))
        return
      }
      let size = 0
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= most) return
        stream.destroy()
        resolve(most + 1)
      })
      stream.on('end', () => resolve(size))
      stream.on('error', reject)
    })
  })

const entriesOf = (zip: ZipFile): Promise<Entry[] | null> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      if (entries.length > zipLimits.members) resolve(null)
      else zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', reject)
    zip.readEntry()
  })

/** The text of the first member whose name fits; null where there is none. Only for files that `checkMembers` has passed. */
export async function readMember(bytes: Uint8Array, name: RegExp): Promise<string | null> {
  const zip = await open(bytes)
  const entry = (await entriesOf(zip))?.find(({ fileName }) => name.test(fileName))
  if (entry === undefined) return null
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (stream === undefined || error !== null) {
        reject(error ?? new Error('no stream'))
        return
      }
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      stream.on('error', reject)
    })
  })
}

/** Only names: enough to tell what kind of document this is. Damaged zips give null without a problem of their own. */
export async function listMembers(bytes: Uint8Array): Promise<ZipListing> {
  try {
    const zip = await open(bytes)
    return (await entriesOf(zip))?.map((entry) => entry.fileName) ?? null
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** True if every member inflates within the limits; otherwise the problem says which limit, and nothing should unpack the file. */
export async function checkMembers(bytes: Uint8Array): Promise<Parsed<boolean>> {
  const refuse = (detail: string): Parsed<boolean> => ({
    value: false,
    problems: [problem('inflates_too_large', detail)],
  })
  try {
    const zip = await open(bytes)
    const entries = await entriesOf(zip)
    if (entries === null) return refuse(`内含文件超过 ${zipLimits.members} 个`)
    if (entries.some((entry) => entry.isEncrypted()))
      return { value: false, problems: [problem('document_encrypted', '')] }
    let total = 0
    for (const entry of entries) {
      if (entry.fileName.endsWith('/')) continue
      const markup = /\.(?:xml|rels|vml)$/i.test(entry.fileName)
      const most = Math.min(zipLimits.total - total, markup ? zipLimits.markup : zipLimits.total)
      const size = await inflatedSize(zip, entry, most)
      if (size > most) return refuse(`“${entry.fileName.slice(0, 60)}”解压后超过 ${most} 字节`)
      total += size
    }
    return { value: true, problems: [] }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { value: false, problems: [problem('document_damaged', error.message.slice(0, 120))] }
  }
}
