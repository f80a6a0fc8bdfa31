/** PDF documents with a text layer: text by its place on the page, tables by their ruling lines. */
import { problem, type Parsed, type Problem } from '../problem.ts'
import { attempt } from './attempt.ts'
import { writeMarkup } from './markup.ts'
import { arrangePages } from './pdf-blocks.ts'
import { readMarks, type Codes } from './pdf-marks.ts'
import { readFlow, type PageFlow } from './pdf-page.ts'
import { fontScaleOf } from './pdf-fonts.ts'
import { loadPdfLibrary } from './pdf-library.ts'
import { checkStreams } from './pdf-streams.ts'

/** A report has some ten pages; pictures beyond four million pixels are not unpacked, only left out. */
export const pdfLimits = { pages: 200, glyphs: 600_000, pixels: 4_000_000 } as const

interface Reading {
  flows: PageFlow[]
  glyphs: number
  unseen: number
  problems: Problem[]
}

async function readPages(bytes: Uint8Array): Promise<Reading> {
  const { pdfjs, assets } = loadPdfLibrary()
  const task = pdfjs.getDocument({
    data: Uint8Array.from(bytes),
    ...assets,
    cMapPacked: true,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: pdfLimits.pixels,
    stopAtErrors: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  })
  const reading: Reading = { flows: [], glyphs: 0, unseen: 0, problems: [] }
  try {
    const pdf = await task.promise
    if (pdf.numPages > pdfLimits.pages)
      reading.problems.push(problem('document_too_large', `${pdf.numPages} 页，只读前 ${pdfLimits.pages} 页`))
    const codes: Codes = pdfjs.OPS
    for (let number = 1; number <= Math.min(pdf.numPages, pdfLimits.pages); number += 1) {
      const page = await pdf.getPage(number)
      const list = await page.getOperatorList()
      const base = page.getViewport({ scale: 1 }).transform
      const marks = readMarks(list, codes, base, (name) =>
        fontScaleOf(page.commonObjs.has(name) ? page.commonObjs.get(name) : null),
      )
      reading.glyphs += marks.glyphs.length
      reading.unseen += marks.unseen
      const last = reading.flows.at(-1)?.items.at(-1)
      const flow = readFlow(marks, last?.kind === 'table' ? last.table : null)
      if (flow.uncertain > 0) reading.problems.push(problem('columns_uncertain', `PDF 第 ${number} 页`))
      if (flow.doubtful > 0) reading.problems.push(problem('layout_uncertain', `PDF 第 ${number} 页`))
      if (flow.inferred > 0) reading.problems.push(problem('columns_inferred', `PDF 第 ${number} 页`))
      reading.flows.push(flow)
      page.cleanup()
      if (reading.glyphs > pdfLimits.glyphs) {
        reading.problems.push(problem('document_too_large', `文字超过 ${pdfLimits.glyphs} 个字符`))
        break
      }
    }
  } finally {
    await task.destroy()
  }
  return reading
}

/**
 * Renders a PDF as a page; null with a problem where it is encrypted, damaged, inflates beyond the limits or has no text of its own.
 * Text that recognition has laid invisibly over a scan is no text: its figures were never printed by anyone.
 */
export async function renderPdf(bytes: Uint8Array): Promise<Parsed<string | null>> {
  const bomb = checkStreams(bytes)
  if (bomb !== null) return { value: null, problems: [bomb] }
  const { value, problems } = await attempt(() => readPages(bytes))
  if (value === null) return { value: null, problems }
  if (value.glyphs === 0)
    return {
      value: null,
      problems: [
        ...value.problems,
        problem(
          'pdf_without_text',
          value.unseen > 0 ? '只有识别软件加上的隐藏文字，不取数' : `${value.flows.length} 页`,
        ),
      ],
    }
  return { value: writeMarkup(arrangePages(value.flows)), problems: value.problems }
}
