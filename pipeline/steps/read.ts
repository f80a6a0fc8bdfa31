/** Step: read files from disk and print what they say, one JSON object a line or a short account for people. */
import { readFile, stat } from 'node:fs/promises'
import { carrierNames, isReadable } from '../../parsers/attachment/carrier.ts'
import type { DocumentReading } from '../../parsers/document.ts'
import { pageLimits, unread } from '../../parsers/read.ts'
import { problem, problemCodes, type Problem } from '../../parsers/problem.ts'
import { auditReport, findingsOf } from '../audit/run.ts'
import type { Effects } from '../effects.ts'
import type { ExitName } from '../exit.ts'
import { inOrder } from '../in-order.ts'
import { publicReport } from '../public-report.ts'
import { readingHands, withReadPool, type ReadPool } from '../read-pool.ts'

export interface ReadOptions {
  json: boolean
  url: string | null
  contentType: string | null
}

const severityWords = { error: '错误', warning: '注意', info: '提示' } as const

/** A report as a person reads it in the terminal. */
function account(file: string, { value: report, problems, prose, carrier }: DocumentReading): string[] {
  const troubles = problems.map(
    ({ code, detail }) =>
      `  ${severityWords[problemCodes[code].severity]}　　${code} ${detail}　${problemCodes[code].remedy}`,
  )
  if (report.title === null && report.sections.length === 0 && report.facts.length === 0)
    return [file, ...troubles]
  const { t0, t2, t3, t4 } = report.editions
  const numbers = report.facts.filter((fact) => fact.state === 'number').length
  const checks = auditReport(report, problems, prose)
  const kept = checks.filter((check) => check.verdict === 'kept')
  const trivial = kept.filter((check) => check.verdict === 'kept' && check.trivial)
  const source = carrier === null || !isReadable(carrier) ? null : carrierNames[carrier]
  const annex = t0 === undefined || t0 === null ? '' : `附表 ${t0}　`
  return [
    file,
    ...(source === null ? [] : [`  载体　　${source}`]),
    `  标题　　${report.title ?? '（未找到）'}`,
    `  单位　　${report.publisher ?? '（未知）'}　年度 ${report.year ?? '（未知）'}　页面日期 ${report.dates.page ?? '（无）'}　编码 ${report.charset?.name ?? '（无）'}`,
    `  章节　　${report.sections.map((section) => section.title).join('　') || '（未找到）'}`,
    `  表格　　${annex}第二部分 ${t2 ?? '无'}　第三部分 ${t3 ?? '无'}　第四部分 ${t4 ?? '无'}　共 ${report.facts.length} 格，其中数值 ${numbers} 格`,
    ...report.indicators.map(
      ({ label, value, raw, unit }) =>
        `  自设　　${label} ${value === null ? `“${raw}”` : `${value}${unit}`}`,
    ),
    ...report.stated.map(
      (stated) =>
        `  正文　　${stated.topic} ${stated.approx ? '约 ' : ''}${stated.value}${stated.unit}${stated.items.length === 0 ? '' : `（${stated.items.map((item) => `${item.name}${item.value}`).join('、')}）`}`,
    ),
    `  勾稽　　成立 ${kept.length} 项${trivial.length > 0 ? `（其中 ${trivial.length} 项各数均为零）` : ''}`,
    ...findingsOf(checks).map(
      (finding) =>
        `  ${finding.verdict === 'broken' ? '不符' : '存疑'}　　${finding.code} ${finding.message}`,
    ),
    ...troubles,
  ]
}

/** A file with what came of it; `cannot` where it could not even be opened. */
type FileReading =
  | { file: string; reading: DocumentReading; cannot: null }
  | { file: string; reading: null; cannot: Problem }

async function readOne(file: string, options: ReadOptions, pool: ReadPool): Promise<FileReading> {
  try {
    const { size } = await stat(file)
    const reading =
      size > pageLimits.bytes
        ? { ...unread([problem('page_too_large', `${size} 字节`)]), carrier: null }
        : await pool.read(await readFile(file), { url: options.url, contentType: options.contentType })
    return { file, reading, cannot: null }
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) throw error
    return { file, reading: null, cannot: problem('cannot_open', `${file}（${String(error.code)}）`) }
  }
}

/** Reads each file, in the order given. A file that cannot be opened is reported and makes the whole end with `usage`; nothing else is lost. */
export async function readFiles(
  files: readonly string[],
  options: ReadOptions,
  effects: Effects,
): Promise<ExitName> {
  const size = Math.min(files.length, readingHands)
  return withReadPool({ size }, async (pool) => {
    let exit: ExitName = 'complete'
    for await (const { file, reading, cannot } of inOrder(files, size, (name) =>
      readOne(name, options, pool),
    )) {
      if (effects.unheard()) break
      if (cannot !== null) {
        exit = 'usage'
        if (options.json) effects.print(JSON.stringify({ file, problems: [cannot] }))
        else effects.log(`${cannot.detail}　${problemCodes.cannot_open.remedy}`)
      } else if (options.json) effects.print(JSON.stringify(publicReport(file, reading)))
      else for (const line of account(file, reading)) effects.print(line)
    }
    return exit
  })
}
