/** The routes by which data are taken away: whole datasets, their descriptions, and documents for paper. */
import type { Context, Hono } from 'hono'
import { drawAuditReport } from './export/audit-report.ts'
import { writeCsv } from './export/csv.ts'
import { describePackage, describeTable, namedColumns } from './export/datapackage.ts'
import { datasetQuery, mostRows } from './export/dataset-query.ts'
import type { Dataset, Packer } from './export/datasets.ts'
import { datasets } from './export/datasets.ts'
import type { About } from './export/json.ts'
import { drawPaper, paperPolicy } from './export/paper.ts'
import { paperQueries } from './export/paper-rows.ts'
import { drawRectification } from './export/rectification.ts'
import { writeXlsx } from './export/xlsx.ts'
import { link, readFilters } from './filters.ts'
import type { SnapshotHolder } from './snapshot.ts'
import { notesOf } from './twins.ts'
import type { Missing } from './view.ts'
import { isMissing, run } from './view.ts'

/** What the routes need from the rest. */
export interface ExportParts {
  holder: SnapshotHolder
  packer: Packer | null
  missing: (context: Context, about: About | null, what: Missing) => Promise<Response>
}

const csvType = 'text/csv; charset=utf-8; header=present'
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function attached(name: string): string {
  return `attachment; filename="${name}"`
}

const known: Missing['exists'] = datasets.map((one) => ({
  label: one.title,
  href: `/export/${one.name}.csv`,
}))

function writeDataset(dataset: Dataset, format: string, rows: readonly object[], about: About | null) {
  if (format === 'csv')
    return { type: csvType, content: writeCsv(namedColumns(dataset), rows), ending: 'csv' }
  if (format === 'excel.csv')
    return { type: csvType, content: writeCsv(dataset.columns, rows, true), ending: 'csv' }
  if (format !== 'xlsx') return null
  const sheet = { name: dataset.title, columns: dataset.columns, rows }
  return {
    type: xlsxType,
    content: Uint8Array.from(writeXlsx([sheet], notesOf(dataset.title, dataset.about, about))),
    ending: 'xlsx',
  }
}

/** Adds the routes. */
export function addExportRoutes(app: Hono, { holder, packer, missing }: ExportParts): void {
  app.get('/export/datapackage.json', (context) =>
    holder.use(({ about }) =>
      Promise.resolve(
        context.json(describePackage(datasets, about, ''), 200, {
          'Content-Disposition': attached('datapackage.json'),
        }),
      ),
    ),
  )

  app.get('/export/:file{[a-z_]+\\.(?:csv|excel\\.csv|xlsx|parquet|csv-metadata\\.json)}', (context) =>
    holder.use(async ({ sources, scope, about }) => {
      const [, name = '', format = ''] = /^([a-z_]+)\.(.+)$/u.exec(context.req.param('file')) ?? []
      const dataset = datasets.find((one) => one.name === name)
      if (dataset === undefined)
        return missing(context, about, { what: '数据集', asked: name, exists: known })
      if (format === 'csv-metadata.json') return context.json(describeTable(dataset, `${name}.csv`))
      const filters = readFilters(new URL(context.req.url).searchParams, scope, ['export'])
      if (isMissing(filters)) return missing(context, about, filters)
      if (format === 'parquet') {
        if (packer === null)
          return missing(context, about, {
            what: '格式（请用 gouji export）',
            asked: 'Parquet',
            exists: known,
          })
        return context.body(Uint8Array.from(await packer(name)), 200, {
          'Content-Type': 'application/vnd.apache.parquet',
          'Content-Disposition': attached(`${name}.parquet`),
        })
      }
      const { sql, values } = datasetQuery(dataset, filters)
      const rows = (await sources.ask(sql, values)).filter((row) => typeof row === 'object' && row !== null)
      if (rows.length > mostRows) {
        const years = scope.years.map((year) => ({
          label: `${year} 年`,
          href: link(['export', `${name}.${format}`], { year }),
        }))
        return missing(context, about, {
          what: `一次能写出的数据（超过 ${mostRows} 行）`,
          asked: dataset.title,
          exists: years,
        })
      }
      const written = writeDataset(dataset, format, rows, about)
      if (written === null) return context.notFound()
      return context.body(written.content, 200, {
        'Content-Type': written.type,
        'Content-Disposition': attached(`${name}.${written.ending}`),
      })
    }),
  )

  app.get('/paper/:document{audit|rectification}', (context) =>
    holder.use(async ({ sources, scope, about }) => {
      const document = context.req.param('document')
      const query = new URL(context.req.url).searchParams
      const filters = readFilters(query, scope, ['export'])
      if (isMissing(filters)) return missing(context, about, filters)
      const year = filters.year ?? scope.latest
      const publisher = query.get('publisher') === '' ? null : query.get('publisher')
      const queries = paperQueries({ ...filters, year, publisher })
      const [coverage, findings, problems] = await Promise.all([
        run(queries.coverage, sources),
        run(queries.findings, sources),
        run(queries.problems, sources),
      ])
      if (coverage.length === 0)
        return missing(context, about, {
          what: '单位',
          asked: publisher ?? '',
          exists: [{ label: '全部单位', href: '/publisher' }],
        })
      const places = [...new Set(coverage.map((one) => one.site_name))]
      const whose =
        publisher === null ? (places.length === 1 ? places[0] : `${places.length} 个县`) : coverage[0]?.name
      const title = `${whose ?? ''} ${year ?? ''} 年度`
      const body =
        document === 'audit'
          ? drawAuditReport({ title, coverage, findings, problems })
          : drawRectification(coverage, findings)
      return context.body(
        String(await drawPaper(`${title}${document === 'audit' ? '核对报告' : '整改清单'}`, body, about)),
        200,
        {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': paperPolicy,
        },
      )
    }),
  )
}
