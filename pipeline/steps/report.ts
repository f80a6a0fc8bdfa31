/** Step: write a document for paper, one HTML file: the audit report, or the rectification list. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { link } from '../../dashboards/filters.ts'
import type { Context } from '../context.ts'
import { takeBytes, withPages } from '../serving/in-process.ts'

/** Which document, of which reports, and where to; null means all, of the newest year. */
export interface PaperChoice {
  rectification: boolean
  out: string
  site: string | null
  year: number | null
  kind: string | null
  publisher: string | null
}

/** Writes the document. */
export async function writePaper(context: Context, chosen: PaperChoice): Promise<void> {
  const { rectification, out, site, year, kind, publisher } = chosen
  const address = link(['paper', rectification ? 'rectification' : 'audit'], {
    site,
    year,
    kind,
    publisher,
  })
  const bytes = await withPages(context, (ask) => takeBytes(ask, address))
  await mkdir(dirname(out), { recursive: true })
  await writeFile(out, bytes)
  context.effects.print(out)
}
