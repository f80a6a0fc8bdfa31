/** What the reader could not do, by name. A problem is ours; what a report gets wrong is a finding, and stands in the audit. */
export const problemCodes = {
  cannot_open: { severity: 'error', label: '无法打开文件', remedy: '检查路径与读取权限。' },
  empty_file: { severity: 'error', label: '文件为空', remedy: '重新采集该页面；仍为空时联系网站运维。' },
  not_text: { severity: 'error', label: '内容不是网页', remedy: '确认文件类型；附件请下载后单独读取。' },
  not_a_report: {
    severity: 'error',
    label: '不是政府信息公开工作年度报告',
    remedy: '确认链接指向年度报告正文。',
  },
  page_truncated: { severity: 'error', label: '页面不完整，在中途断开', remedy: '重新采集该页面。' },
  page_too_large: { severity: 'error', label: '页面超过大小上限', remedy: '人工查看该页面。' },
  too_deep: { severity: 'error', label: '页面标签嵌套过深', remedy: '人工查看该页面。' },
  grid_too_large: { severity: 'error', label: '表格行列数超过上限', remedy: '人工查看该表格。' },
  image_only: {
    severity: 'error',
    label: '内容是图片，没有文字',
    remedy: '人工录入，或请发布单位改为网页表格。',
  },
  pdf_without_text: {
    severity: 'error',
    label: 'PDF 没有文字层（扫描件或图片）',
    remedy: '人工录入，或请发布单位改为网页表格。',
  },
  ofd_unread: {
    severity: 'error',
    label: 'OFD 版式文件',
    remedy: '用版式阅读器打开后人工录入，或请发布单位提供网页版。',
  },
  wps_unread: {
    severity: 'error',
    label: 'WPS 文字文件',
    remedy: '用 WPS 另存为 docx 后读取，或请发布单位提供网页版。',
  },
  ceb_unread: {
    severity: 'error',
    label: 'CEB 版式文件',
    remedy: '用方正阅读器打开后人工录入，或请发布单位提供网页版。',
  },
  archive_unread: { severity: 'error', label: '压缩包', remedy: '解压后逐个读取其中的文件。' },
  document_unread: {
    severity: 'error',
    label: '不支持的文档格式',
    remedy: '另存为 docx、xlsx 或 PDF 后读取。',
  },
  document_encrypted: { severity: 'error', label: '文档已加密', remedy: '请发布单位提供未加密的文档。' },
  document_damaged: {
    severity: 'error',
    label: '文档已损坏，无法打开',
    remedy: '重新下载；仍无法打开时联系网站运维。',
  },
  document_too_large: { severity: 'error', label: '文档页数或行数超过上限', remedy: '人工查看该文档。' },
  inflates_too_large: {
    severity: 'error',
    label: '文档解压后超过上限',
    remedy: '人工查看该文档；可能是恶意文件。',
  },
  sheet_hidden: {
    severity: 'info',
    label: '工作簿中有隐藏的工作表',
    remedy: '未读取隐藏内容；需要时人工查看。',
  },
  hidden_text: {
    severity: 'error',
    label: '文档含隐藏文字、双删除线文字或未接受的移动',
    remedy: '在 Word 中接受修订并删除隐藏文字，另存后读取；文件中的数字可能与所见不同。',
  },
  layout_uncertain: {
    severity: 'error',
    label: '文档中的表格线不成格',
    remedy: '对照原文档人工核对；该表按文字处理，不取数。',
  },
  columns_uncertain: {
    severity: 'error',
    label: '文档中的表格没有表格线，行列无法确定',
    remedy: '对照原文档人工核对；该表按文字处理，不取数。',
  },
  columns_inferred: {
    severity: 'info',
    label: '文档中的表格没有表格线，按对齐方式读取',
    remedy: '缺少的行列可能是未能读出；需要时对照原文档。',
  },
  memory_limit: {
    severity: 'error',
    label: '读取时内存超过上限',
    remedy: '人工查看该文档；可能是恶意文件。',
  },
  time_limit: { severity: 'error', label: '读取超过时限', remedy: '人工查看该文档；可能是恶意文件。' },
  reader_stopped: {
    severity: 'error',
    label: '读取进程意外终止',
    remedy: '人工查看该文档，并向维护者报告。',
  },
  charset_conflict: {
    severity: 'warning',
    label: '声明的字符编码与实际不符',
    remedy: '已按实际编码读取；可告知网站运维更正声明。',
  },
  charset_damaged: { severity: 'warning', label: '部分字符无法解码', remedy: '对照原页面核对受损文字。' },
  table_missing: {
    severity: 'error',
    label: '未找到统计表',
    remedy: '查看原页面：表格可能缺失、为图片或在附件中。',
  },
  table_as_image: {
    severity: 'error',
    label: '统计表为图片',
    remedy: '人工录入，或请发布单位改为表格形式。',
  },
  table_in_attachment: { severity: 'error', label: '统计表仅在附件中', remedy: '读取所列附件。' },
  report_as_document: {
    severity: 'info',
    label: '报告以文档而非网页发布',
    remedy: '数据已从文档读取；证据页显示由文档转成的网页，原件可下载。',
  },
  tables_as_document: {
    severity: 'info',
    label: '统计表以文档而非网页发布',
    remedy: '数据已从文档读取；证据页显示由文档转成的网页，原件可下载。',
  },
  attachment_aside: {
    severity: 'info',
    label: '附件未采用',
    remedy: '数据以网页为准；需要时下载附件核对。',
  },
  table_ambiguous: {
    severity: 'error',
    label: '同一统计表出现多次且内容不同',
    remedy: '人工确认以哪一张为准。',
  },
  table_not_aligned: { severity: 'error', label: '统计表行列无法对应', remedy: '对照原表人工核对。' },
  table_flattened: { severity: 'error', label: '统计表已失去表格结构', remedy: '对照原页面人工录入。' },
  row_missing: { severity: 'warning', label: '统计表缺少一行', remedy: '对照原表；缺少的行不按零计。' },
  row_unknown: { severity: 'info', label: '统计表有格式之外的行', remedy: '按名称忽略；需要时人工查看。' },
  row_repeated: { severity: 'error', label: '统计表同一行出现多次且数值不同', remedy: '对照原表人工核对。' },
  column_missing: { severity: 'warning', label: '统计表缺少一列', remedy: '对照原表；缺少的列不按零计。' },
  label_damaged: {
    severity: 'info',
    label: '表格项目名称与统一格式不一致',
    remedy: '已按相近名称对应；请核对。',
  },
  cell_not_numeric: {
    severity: 'warning',
    label: '单元格不是数值',
    remedy: '对照原表；该格不按零计。数字带上标、删除线或隐藏文字时也不采用。',
  },
  year_unknown: { severity: 'warning', label: '无法确定报告年度', remedy: '在正文中查找统计期限。' },
  page_set_aside: {
    severity: 'info',
    label: '同一报告另有页面',
    remedy: '以数字较全的页面为准；可对照两页是否一致。',
  },
  publisher_unknown: { severity: 'warning', label: '无法确定发布单位', remedy: '对照栏目与标题确认。' },
} as const satisfies Record<string, { severity: 'error' | 'warning' | 'info'; label: string; remedy: string }>
export type ProblemCode = keyof typeof problemCodes

/**
 * One thing that could not be read. `detail` is Chinese, for a person; `at` is a character offset of the decoded page, or null.
 * `document` is the SHA-256 of the archived bytes that it concerns, where they are not the report's own.
 */
export interface Problem {
  code: ProblemCode
  detail: string
  at: number | null
  document?: string
}

/** Whatever could be read and whatever could not, always both. */
export interface Parsed<T> {
  value: T
  problems: Problem[]
}

/** A problem whose detail begins with the code's own label. */
export function problem(code: ProblemCode, detail: string, at: number | null = null): Problem {
  const { label } = problemCodes[code]
  return { code, detail: detail === '' ? label : `${label}：${detail}`, at }
}
