/** What a short script does with reports, as a measure for others: a tree, its tables, their text, the numbers in it; no places, no checks. */
import { load } from 'cheerio'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'

/** Numbers in the table cells of a page. */
function readPlainly(text: string): number {
  const page = load(text)
  let numbers = 0
  page('table tr').each((_, row) => {
    page(row)
      .find('td,th')
      .each((__, cell) => {
        if (/^\d+(?:\.\d+)?$/.test(page(cell).text().trim())) numbers += 1
      })
  })
  return numbers
}

/** Reads pages out of an archive, as the script would; answers how many numbers it found. */
export async function readPagesPlainly(archive: Archive, rows: readonly ArchiveRow[]): Promise<number> {
  let numbers = 0
  for (const { sha256 } of rows) numbers += readPlainly(new TextDecoder().decode(await archive.read(sha256)))
  return numbers
}
