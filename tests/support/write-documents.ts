/**
 * Makes tests/fixtures/documents anew: `npx tsx tests/support/write-documents.ts`.
 * Needs soffice (Debian: libreoffice-writer-nogui) and a Chromium; the tests need neither.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blocksOf, writeDocx, writeHtml, writeSheet } from './documents.ts'

const target = fileURLToPath(new URL('../fixtures/documents/', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'gouji-documents-'))
const style =
  '<style>@page{size:A4;margin:18mm}body{font:9pt "WenQuanYi Zen Hei","Noto Sans CJK SC"}table{border-collapse:collapse;width:100%}td{border:1px solid #000;font-size:7pt;padding:2px}</style>'

const convert = (file: string, to: string): void => {
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${work}/profile`,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      target,
      file,
    ],
    { stdio: 'ignore' },
  )
}
/** Tables whose lines are not drawn; with labels at the top of their cells nobody can tell for certain where a row ends. */
const bare =
  '<style>table{border-collapse:collapse;width:100%}td{border:0;padding:3px;text-align:center}</style>'
const bareAtTop = bare.replace('text-align', 'vertical-align:top;text-align')
/** Landscape lets the page break fall between the three heading rows of table three. */
const landscape = '<style>@page{size:A4 landscape}td{font-size:10pt}</style>'
const print = (html: string, to: string, more = ''): void => {
  const page = join(work, 'page.html')
  writeFileSync(page, html.replace('</head>', `${style}${more}</head>`))
  execFileSync(
    '/usr/bin/chromium',
    [
      '--headless',
      '--no-sandbox',
      '--no-pdf-header-footer',
      '--disable-pdf-tagging',
      `--print-to-pdf=${join(target, to)}`,
      `file://${page}`,
    ],
    { stdio: 'ignore' },
  )
}

for (const page of ['city-2025', 'shanghai-office-2019']) {
  const blocks = blocksOf(page)
  const html = writeHtml(blocks)
  writeFileSync(join(target, `${page}.html`), html)
  const docx = join(target, `${page}.docx`)
  writeFileSync(docx, await writeDocx(blocks))
  convert(docx, 'doc:MS Word 97')
  const copy = join(work, `${page}-office.docx`)
  writeFileSync(copy, readFileSync(docx))
  convert(copy, 'pdf')
  print(html, `${page}.pdf`)
  print(html, `${page}-bare.pdf`, bare)
  if (page === 'city-2025') print(html, `${page}-broken-heading.pdf`, landscape)
  if (page === 'city-2025') print(html, `${page}-bare-top.pdf`, bareAtTop)
  writeFileSync(join(target, `${page}.xlsx`), writeSheet(blocks, 'xlsx'))
  writeFileSync(join(target, `${page}.xls`), writeSheet(blocks, 'biff8'))
}
