/** Descriptions of the exported tables for machines: Data Package v2, and CSV on the Web. Pure. */
import type { ColumnType } from './dataset-columns.ts'
import type { Dataset } from './datasets.ts'
import type { About } from './json.ts'

/** A CSV whose heading line carries the columns' names, as both descriptions expect. */
export function namedColumns(dataset: Dataset): { name: string; label: string }[] {
  return dataset.columns.map(({ name }) => ({ name, label: name }))
}

const guardNote =
  '以 = + - @ 等开头的文字前加有撇号，以免被电子表格当作公式；数值不受影响。空字段表示没有数值，不是零。'

function titleOf(label: string, unit: string | undefined): string {
  return unit === undefined ? label : `${label}（${unit}）`
}

/** datapackage.json over CSV files in `folder` (ends with a slash, or is empty). */
export function describePackage(datasets: readonly Dataset[], about: About | null, folder: string): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'gouji',
    title: '政府信息公开工作年度报告：数据与核对',
    description: `读取自公开网页并附存档出处。${guardNote}`,
    ...(about === null ? {} : { version: about.hash.slice(0, 12), created: about.data_as_of }),
    resources: datasets.map((dataset) => ({
      name: dataset.name,
      title: dataset.title,
      description: dataset.about,
      path: `${folder}${dataset.name}.csv`,
      type: 'table',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      dialect: { delimiter: ',', lineTerminator: '\r\n', header: true },
      schema: {
        $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
        fields: dataset.columns.map(({ name, label, unit, type }) => ({
          name,
          type,
          title: titleOf(label, unit),
        })),
        primaryKey: [...dataset.key],
        missingValues: [''],
      },
    })),
  }
}

const csvwTypes: Readonly<Record<ColumnType, string | { base: string }>> = {
  string: 'string',
  integer: 'integer',
  number: 'double',
  boolean: 'boolean',
  date: 'date',
  datetime: 'dateTime',
  array: 'json',
}

/** The CSVW metadata of one CSV file at `url`. */
export function describeTable(dataset: Dataset, url: string): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'zh' }],
    url,
    'dc:title': dataset.title,
    'dc:description': `${dataset.about}。${guardNote}`,
    dialect: { encoding: 'utf-8', lineTerminators: ['\r\n'], header: true },
    tableSchema: {
      columns: dataset.columns.map(({ name, label, unit, type }) => ({
        name,
        titles: { und: [name], zh: [titleOf(label, unit)] },
        datatype: csvwTypes[type],
        null: '',
      })),
      primaryKey: [...dataset.key],
    },
  }
}
