/** Step: write whole datasets of the published snapshot to files, with their descriptions for people and machines. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { datasets } from '../../dashboards/export/datasets.ts'
import { link } from '../../dashboards/filters.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { type AskPage, takeBytes, withPages } from '../serving/in-process.ts'

/** The forms a dataset may be written in: the ending of its file. */
const exportForms: readonly string[] = ['csv', 'excel.csv', 'xlsx', 'parquet']

/** What to write, and of which reports; null means all. */
export interface ExportChoice {
  folder: string
  datasets: readonly string[]
  forms: readonly string[]
  site: string | null
  year: number | null
  kind: string | null
}

function refuseUnknown(what: string, asked: readonly string[], known: readonly string[]): void {
  const strays = asked.filter((one) => !known.includes(one))
  if (strays.length > 0)
    throw new Stop('usage', `没有这样的${what}：${strays.join('、')}；可选：${known.join('、')}`)
}

async function writeOne(ask: AskPage, address: string, path: string): Promise<void> {
  await writeFile(path, await takeBytes(ask, address))
}

/** Writes the chosen datasets into a folder; CSV files come with Data Package and CSVW descriptions. */
export async function exportDatasets(context: Context, chosen: ExportChoice): Promise<void> {
  const { folder, forms, site, year, kind } = chosen
  const known = datasets.map((one) => one.name)
  refuseUnknown('数据集', chosen.datasets, known)
  refuseUnknown('格式', forms, exportForms)
  if (forms.includes('parquet') && (site ?? year ?? kind) !== null && forms.length === 1)
    throw new Stop('usage', 'Parquet 总是写出全部数据；请去掉县、年度与类别的条件，或另选 CSV、XLSX。')
  const names = chosen.datasets.length === 0 ? known : chosen.datasets
  await mkdir(folder, { recursive: true })
  await withPages(context, async (ask) => {
    for (const name of names) {
      for (const form of forms) {
        const filters = form === 'parquet' ? {} : { site, year, kind }
        const path = join(folder, `${name}.${form}`)
        await writeOne(ask, link(['export', `${name}.${form}`], filters), path)
        context.effects.print(path)
      }
      if (forms.includes('csv'))
        await writeOne(
          ask,
          link(['export', `${name}.csv-metadata.json`]),
          join(folder, `${name}.csv-metadata.json`),
        )
    }
    if (forms.includes('csv') && names.length === known.length)
      await writeOne(ask, '/export/datapackage.json', join(folder, 'datapackage.json'))
  })
}
