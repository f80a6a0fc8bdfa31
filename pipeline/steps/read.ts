/** Step: read files from disk and print what they say, one JSON object a line or a short account for people. */
import { readFile } from 'node:fs/promises'
import { read } from '../../parsers/read.ts'
import { problem, problemCodes, type Parsed } from '../../parsers/problem.ts'
import type { Report } from '../../parsers/report/report.ts'
import { auditReport, findingsOf } from '../audit/run.ts'
import type { Effects } from '../effects.ts'
import type { ExitName } from '../exit.ts'
import { publicReport } from '../public-report.ts'

export interface ReadOptions {
  json: boolean
  url: string | null
  contentType: string | null
}

const severityWords = { error: '错误', warning: '注意', info: '提示' } as const

/** A report as a person reads it in the terminal. */
function account(file: string, { value: report, problems }: Parsed<Report>): string[] {
  const troubles = problems.map(
    ({ code, detail }) =>
      `  ${severityWords[problemCodes[code].severity]}　　${code} ${detail}　${problemCodes[code].remedy}`,
  )
  if (report.title === null && report.sections.length === 0 && report.facts.length === 0)
    return [file, ...troubles]
  const { t2, t3, t4 } = report.editions
  const numbers = report.facts.filter((fact) => fact.state === 'number').length
  const checks = auditReport(report)
  const kept = checks.filter((check) => check.verdict === 'kept')
  return [
    file,
    `  标题　　${report.title ?? '（未找到）'}`,
    `  单位　　${report.publisher ?? '（未知）'}　年度 ${report.year ?? '（未知）'}　页面日期 ${report.dates.page ?? '（无）'}　编码 ${report.charset?.name ?? '（无）'}`,
    `  章节　　${report.sections.map((section) => section.title).join('　') || '（未找到）'}`,
    `  表格　　第二部分 ${t2 ?? '无'}　第三部分 ${t3 ?? '无'}　第四部分 ${t4 ?? '无'}　共 ${report.facts.length} 格，其中数值 ${numbers} 格`,
    ...report.stated.map(
      (stated) =>
        `  正文　　${stated.topic} ${stated.approx ? '约 ' : ''}${stated.value}${stated.unit}${stated.items.length === 0 ? '' : `（${stated.items.map((item) => `${item.name}${item.value}`).join('、')}）`}`,
    ),
    `  勾稽　　成立 ${kept.length} 项${kept.some((check) => check.verdict === 'kept' && check.trivial) ? `（其中 ${kept.filter((check) => check.verdict === 'kept' && check.trivial).length} 项各数均为零）` : ''}`,
    ...findingsOf(checks).map(
      (finding) =>
        `  ${finding.verdict === 'broken' ? '不符' : '存疑'}　　${finding.code} ${finding.message}`,
    ),
    ...troubles,
  ]
}

/** Reads each file in turn. A file that cannot be opened is reported and makes the whole end with `usage`; nothing else is lost. */
export async function readFiles(
  files: readonly string[],
  options: ReadOptions,
  effects: Effects,
): Promise<ExitName> {
  let exit: ExitName = 'complete'
  for (const file of files) {
    let bytes: Uint8Array
    try {
      bytes = await readFile(file)
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error)) throw error
      exit = 'usage'
      const cannot = problem('cannot_open', `${file}（${String(error.code)}）`)
      if (options.json) effects.print(JSON.stringify({ file, problems: [cannot] }))
      else effects.log(`${cannot.detail}　${problemCodes.cannot_open.remedy}`)
      continue
    }
    const parsed = read(bytes, { url: options.url, contentType: options.contentType })
    if (options.json) effects.print(JSON.stringify(publicReport(file, parsed)))
    else for (const line of account(file, parsed)) effects.print(line)
  }
  return exit
}
