/** The front door for any bytes: what carrier they are, one page that shows them, and the report that this page holds. */
import { isReadable, recognise, refusalOf, type Carrier, type ReadableCarrier } from './attachment/carrier.ts'
import { renderDoc } from './attachment/doc.ts'
import { renderDocx } from './attachment/docx.ts'
import { renderPdf } from './attachment/pdf.ts'
import { renderSheet } from './attachment/sheet.ts'
import { decode } from './page/decode.ts'
import { problem, type Parsed } from './problem.ts'
import { pageLimits, read, readPage, unread, type PageHints, type Reading } from './read.ts'

/** The text that a report was read from: offsets of its facts count in `html`, and the evidence page shows it. */
export interface RenderedDocument {
  html: string
  carrier: ReadableCarrier
}

const renderers: Record<
  Exclude<ReadableCarrier, 'html'>,
  (bytes: Uint8Array) => Promise<Parsed<string | null>>
> = { docx: renderDocx, doc: renderDoc, pdf: renderPdf, sheet: renderSheet }

/**
 * Renders any document as one page, told apart by content alone. Null where it cannot be: the problem names what the bytes are.
 * Bytes that are text are decoded, not changed; bytes that are neither are left to the page reader to name.
 */
export async function renderDocument(
  bytes: Uint8Array,
  hints: PageHints = {},
): Promise<Parsed<RenderedDocument | null>> {
  if (bytes.length === 0) return { value: null, problems: [problem('empty_file', '')] }
  if (bytes.length > pageLimits.bytes)
    return { value: null, problems: [problem('page_too_large', `${bytes.length} 字节`)] }
  const { carrier, detail } = await recognise(bytes)
  if (!isReadable(carrier)) return { value: null, problems: [refusalOf(carrier, detail)] }
  if (carrier === 'html') {
    const { value, problems } = decode(bytes, hints.contentType ?? null)
    return { value: { html: value.text, carrier }, problems }
  }
  const { value, problems } = await renderers[carrier](bytes)
  return { value: value === null ? null : { html: value, carrier }, problems }
}

/** A document as read, and the carrier its bytes turned out to be; null where reading was stopped before that was told. */
export interface DocumentReading extends Reading {
  carrier: Carrier | null
}

/** Reads any document as an annual report. Never throws on any bytes; pages are read just as `read` reads them. */
export async function readDocument(bytes: Uint8Array, hints: PageHints = {}): Promise<DocumentReading> {
  const { carrier } = bytes.length === 0 ? { carrier: 'html' as const } : await recognise(bytes)
  if (carrier === 'html') return { ...read(bytes, hints), carrier }
  const { value, problems } = await renderDocument(bytes, hints)
  if (value === null) return { ...unread(problems), carrier }
  const page = readPage(value.html, null, hints.url ?? null)
  return { ...page, problems: [...problems, ...page.problems], carrier }
}
