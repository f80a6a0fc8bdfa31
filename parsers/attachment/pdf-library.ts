/** Loads the PDF library, and where its tables of characters and fonts lie. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The library and the folders that it reads its own tables from. */
export interface PdfLibrary {
  pdfjs: typeof Pdf
  assets: { cMapUrl: string; standardFontDataUrl: string; wasmUrl: string }
}

/**
 * By `require`, since a TypeScript loader on the way of an `import` would compile these four megabytes again: 350 MB and a second in each
 * thread (Node 20.20 with tsx 4.23, November 2026). The second module makes its half of the library known to the first by itself.
 */
export function loadPdfLibrary(): PdfLibrary {
  const require = createRequire(import.meta.url)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package's own declarations describe this very file
  const pdfjs = require('pdfjs-dist/legacy/build/pdf.mjs') as typeof Pdf
  // oxlint-disable-next-line import/no-unassigned-import -- leaves its half of the library in globalThis.pdfjsWorker, where the first looks
  require('pdfjs-dist/legacy/build/pdf.worker.mjs')
  const folder = dirname(require.resolve('pdfjs-dist/package.json'))
  return {
    pdfjs,
    assets: {
      cMapUrl: `${join(folder, 'cmaps')}/`,
      standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
      wasmUrl: `${join(folder, 'wasm')}/`,
    },
  }
}
