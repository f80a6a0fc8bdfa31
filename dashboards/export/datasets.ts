/** The datasets that can be taken away whole: which marts, which columns, in what words. Data only. */
import type { Column } from '../view.ts'

/** How a column's values are written: the types of Data Package and CSVW. */
export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'array'

/** A column of a dataset. */
export interface DatasetColumn extends Column {
  type: ColumnType
}

/** One dataset; `filters` are the columns that site, year and kind restrict, in that order. */
export interface Dataset {
  name: string
  title: string
  about: string
  /** The mart it is read from. */
  mart: string
  filters: { site: string | null; year: string | null; kind: string | null }
  key: readonly string[]
  columns: readonly DatasetColumn[]
}

/** Packs a whole dataset as Parquet, by its name; made by the hub. */
export type Packer = (dataset: string) => Promise<Uint8Array>

const of = (name: string, label: string, type: ColumnType = 'string', unit?: string): DatasetColumn => ({
  name,
  label,
  type,
  ...(unit === undefined ? {} : { unit }),
})
const whose = [of('publisher', '单位代码'), of('name', '单位'), of('year', '报告年度', 'integer')]
const all = { site: 'site', year: 'year', kind: 'publisher_kind' }
const none = { site: null, year: null, kind: null }

/** All datasets, the most asked for first. */
export const datasets: readonly Dataset[] = [
  {
    name: 'coverage',
    title: '发布情况',
    about: '应发布的每一份报告及其状态',
    mart: 'mart_coverage',
    filters: { ...all, kind: 'kind' },
    key: ['publisher', 'year'],
    columns: [
      of('site', '站点代码'),
      of('site_name', '县（站点）'),
      ...whose,
      of('kind', '单位类别'),
      of('state', '发布情况'),
      of('due_date', '规定时限', 'date'),
      of('published_date', '发布日期', 'date'),
      of('report', '报告'),
      of('detail', '说明'),
      of('not_seen', '最近未见', 'boolean'),
      of('broken_e', '不符（严重）', 'integer', '项'),
      of('broken_w', '不符（一般）', 'integer', '项'),
      of('uncertain', '存疑', 'integer', '项'),
      of('problem_count', '读取问题', 'integer', '个'),
      of('number_count', '读出数值', 'integer', '个'),
    ],
  },
  {
    name: 'figures',
    title: '统计表数据',
    about: '每份现行报告的每一个统计数据，附数值状态、原文和出处',
    mart: 'mart_figures',
    filters: all,
    key: ['report', 'cell'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('publisher_kind', '单位类别'),
      of('report', '报告'),
      of('report_kind', '报告类别'),
      of('revision', '版本', 'integer'),
      of('cell', '指标代码'),
      of('label', '指标'),
      of('unit_label', '计量单位'),
      of('edition', '表式'),
      of('value', '数值', 'number'),
      of('state', '数值状态'),
      of('raw', '原文'),
      of('matched_by', '对应方式'),
      of('snapshot', '存档 SHA-256'),
      of('place_start', '起始字符', 'integer'),
      of('place_end', '结束字符', 'integer'),
    ],
  },
  {
    name: 'findings',
    title: '审计发现',
    about: '现行报告中不符或存疑的核对，附审计结论',
    mart: 'mart_findings',
    filters: all,
    key: ['report', 'code', 'check'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('report', '报告'),
      of('code', '代码'),
      of('check', '核对项'),
      of('severity', '严重程度'),
      of('verdict', '结论'),
      of('expected', '应为', 'number'),
      of('actual', '报告为', 'number'),
      of('message', '表述'),
      of('cells', '所涉指标', 'array'),
      of('stated_nos', '所涉正文数据', 'array'),
      of('snapshot', '存档 SHA-256'),
      of('decision', '审计结论'),
      of('decided_by', '审计人员'),
      of('decided_at', '审计时间', 'datetime'),
      of('decision_reason', '理由'),
    ],
  },
  {
    name: 'stated',
    title: '正文数据',
    about: '报告正文所述的数及其原句，含历史版本',
    mart: 'mart_stated',
    filters: all,
    key: ['report', 'revision', 'stated_no'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('report', '报告'),
      of('revision', '版本', 'integer'),
      of('current', '现行', 'boolean'),
      of('stated_no', '序号', 'integer'),
      of('parent_no', '所属总数序号', 'integer'),
      of('topic', '所述'),
      of('item_name', '分项'),
      of('value', '数值', 'number'),
      of('unit', '计量单位'),
      of('approx', '约数', 'boolean'),
      of('sentence', '原句'),
      of('snapshot', '存档 SHA-256'),
      of('place_start', '起始字符', 'integer'),
      of('place_end', '结束字符', 'integer'),
    ],
  },
  {
    name: 'indicators',
    title: '自设指标',
    about: '统一格式以外的表格数据：2014年以前的地方表格、各省增设的行，含历史版本',
    mart: 'mart_indicators',
    filters: all,
    key: ['report', 'revision', 'indicator_no'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('report', '报告'),
      of('revision', '版本', 'integer'),
      of('current', '现行', 'boolean'),
      of('indicator_no', '序号', 'integer'),
      of('label', '项目'),
      of('value', '数值', 'number'),
      of('state', '数值状态'),
      of('raw', '原文'),
      of('unit', '计量单位'),
      of('snapshot', '存档 SHA-256'),
      of('place_start', '起始字符', 'integer'),
      of('place_end', '结束字符', 'integer'),
    ],
  },
  {
    name: 'revisions',
    title: '报告版本',
    about: '每份报告的每个版本、四种日期、表式和存档',
    mart: 'mart_revisions',
    filters: all,
    key: ['report', 'revision'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('report', '报告'),
      of('revision', '版本', 'integer'),
      of('current', '现行', 'boolean'),
      of('title', '页面标题'),
      of('page_date', '页面日期', 'date'),
      of('url_date', '网址日期', 'date'),
      of('signed_date', '落款日期', 'date'),
      of('first_seen', '首次见到', 'datetime', 'UTC'),
      of('edition_t0', '附表表式'),
      of('edition_t2', '表二表式'),
      of('edition_t3', '表三表式'),
      of('edition_t4', '表四表式'),
      of('url', '网址'),
      of('fetched_at', '采集时间', 'datetime', 'UTC'),
      of('charset', '字符编码'),
      of('snapshot', '存档 SHA-256'),
    ],
  },
  {
    name: 'changes',
    title: '数据改动',
    about: '前后两个版本之间数值或状态不同的数据',
    mart: 'mart_changes',
    filters: all,
    key: ['report', 'revision', 'cell'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('report', '报告'),
      of('old_revision', '旧版本', 'integer'),
      of('revision', '新版本', 'integer'),
      of('cell', '指标代码'),
      of('label', '指标'),
      of('old_value', '旧数值', 'number'),
      of('new_value', '新数值', 'number'),
      of('old_state', '旧状态'),
      of('new_state', '新状态'),
      of('old_snapshot', '旧存档'),
      of('new_snapshot', '新存档'),
      of('first_seen', '首次见到', 'datetime', 'UTC'),
    ],
  },
  {
    name: 'problems',
    title: '读取问题',
    about: '本系统没有读懂之处，不是对单位的审计发现',
    mart: 'mart_problems',
    filters: all,
    key: ['snapshot', 'report', 'problem_no'],
    columns: [
      of('site', '站点代码'),
      ...whose,
      of('report', '报告'),
      of('problem_no', '序号', 'integer'),
      of('code', '代码'),
      of('severity', '程度'),
      of('detail', '说明'),
      of('snapshot', '存档 SHA-256'),
      of('url', '网址'),
    ],
  },
  {
    name: 'cells',
    title: '指标目录',
    about: '统计表每一格的代码、计量单位和各版印制名称',
    mart: 'mart_cells',
    filters: none,
    key: ['cell'],
    columns: [
      of('cell', '指标代码'),
      of('table_no', '表', 'integer'),
      of('position', '顺序', 'integer'),
      of('unit', '单位代码'),
      of('unit_label', '计量单位'),
      of('label', '指标'),
      of('label_2014', '2014 年表式'),
      of('label_2019', '2019 年表式'),
      of('label_2021', '2021 年表式'),
      of('report_count', '有数值的报告', 'integer', '份'),
    ],
  },
  {
    name: 'codes',
    title: '核对目录',
    about: '每个核对代码的内容、依据和结论数目',
    mart: 'mart_codes',
    filters: none,
    key: ['code'],
    columns: [
      of('code', '代码'),
      of('title', '核对内容'),
      of('basis', '依据'),
      of('severity', '程度'),
      of('kept', '相符', 'integer'),
      of('trivially_kept', '均为零', 'integer'),
      of('broken', '不符', 'integer'),
      of('uncertain', '存疑', 'integer'),
      of('not_applicable', '不适用', 'integer'),
    ],
  },
]
