/** Reports that hang on an article as documents: their facts are published, walked home to the document, and counted as what they are. */
import { readFileSync } from 'node:fs'
import { load } from 'cheerio'
import { beforeAll, describe, expect, test } from 'vitest'
import { serveWorkspace } from '../../pipeline/steps/serve.ts'
import { readSettings, workspaceAt } from '../../pipeline/workspace.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import type { Row } from '../../warehouse/reader.ts'
import { archivedCounty, host, townCode, type Archived } from '../support/archived-county.ts'
import { play, stage } from '../support/stage.ts'

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url))
const carriers = ['html', 'docx', 'doc', 'pdf', 'xlsx', 'xls'] as const
const chapters =
  '<p>一、总体情况</p><p>2025年，本镇工作有序。</p><p>二、主动公开政府信息情况</p><p>见附件。</p><p>三、收到和处理政府信息公开申请情况</p><p>见附件。</p><p>四、政府信息公开行政复议、行政诉讼情况</p><p>见附件。</p><p>五、存在的主要问题及改进情况</p><p>改进不够。</p><p>六、其他需要报告的事项</p><p>无。</p>'

const towns = [
  '甲镇',
  '乙镇',
  '丙镇',
  '丁镇',
  '戊镇',
  '己镇',
  '表外镇',
  '副本镇',
  '异文镇',
  '两附镇',
  '版式镇',
  '汇编镇',
  '白水乡',
  '改附镇',
  '框内镇',
]
const at = (name: string): number => towns.indexOf(name)
const codeOf = (name: string): string => townCode(at(name))
const addressOf = (name: string): string => `${host}/info/${at(name)}/2025.htm`

/** An article of a township that names the files that hang on it. */
const article = (name: string, body: string, files: readonly string[]): Archived => ({
  publisher: codeOf(name),
  url: addressOf(name),
  bytes: `<html><head><title>${name}2025年政府信息公开工作年度报告</title></head><body><h1>${name}2025年政府信息公开工作年度报告</h1><p>发布时间：2026-01-20</p>${body}${files.map((file) => `<p><a href="/files/${at(name)}/${file}">附件：${file}</a></p>`).join('')}</body></html>`,
})
const hung = (name: string, file: string, bytes: Uint8Array, day = 20): Archived => ({
  publisher: codeOf(name),
  url: `${host}/files/${at(name)}/${file}`,
  bytes,
  on: addressOf(name),
  title: file,
  at: `2026-01-${day}T00:00:05.000Z`,
  media_type: 'application/octet-stream',
})

const html = fixture('city-2025.html').toString()
const changed = Buffer.from(html.replace('<td>564</td>', '<td>565</td>'))
const bodyOf = (text: string): string => text.replace(/^[\s\S]*<body>|<\/body>[\s\S]*$/g, '')
/** The same package with other bytes: what is archived is known by its bytes. */
const apart = (name: string): Buffer => {
  const bytes = fixture(name)
  bytes.writeUInt16LE(bytes.readUInt16LE(10) ^ 1, 10)
  return bytes
}
const ofd = Buffer.from(
  'UEsDBAoAAAAAAAAAIVgAAAAAAAAAAAAAAAAHAAAAT0ZELnhtbFBLAQIKAAoAAAAAAAAAIVgAAAAAAAAAAAAAAAAHAAAAAAAAAAAAAAAAAAAAAABPRkQueG1sUEsFBgAAAAABAAEANQAAACUAAAAAAA==',
  'base64',
)

const documents: Archived[] = [
  ...carriers.flatMap((carrier, index): Archived[] => {
    const name = towns[index] ?? ''
    const file = `city-2025.${carrier}`
    return carrier === 'html'
      ? [{ ...article(name, '', []), bytes: html }]
      : [article(name, '', [file]), hung(name, file, fixture(file))]
  }),
  article('表外镇', chapters, ['tables.xlsx']),
  hung('表外镇', 'tables.xlsx', apart('city-2025.xlsx')),
  article('副本镇', bodyOf(html), ['copy.docx']),
  hung('副本镇', 'copy.docx', fixture('city-2025-office.pdf')),
  article('异文镇', bodyOf(changed.toString()), ['other.docx']),
  hung('异文镇', 'other.docx', fixture('city-2025.docx')),
  article('两附镇', '', ['one.docx', 'two.html.doc']),
  hung('两附镇', 'one.docx', fixture('city-2025.docx')),
  hung('两附镇', 'two.html.doc', changed),
  article('版式镇', '', ['report.ofd']),
  hung('版式镇', 'report.ofd', ofd),
  article('汇编镇', bodyOf(html), ['white-water.doc']),
  hung('汇编镇', 'white-water.doc', Buffer.from(html.replaceAll('测试市', '白水乡'))),
  article('改附镇', '', ['report.html.doc']),
  hung('改附镇', 'report.html.doc', fixture('city-2025.html')),
  hung('改附镇', 'report.html.doc', changed, 25),
  article('框内镇', `<iframe src="/files/${at('框内镇')}/body.html"></iframe>`, []),
  { ...hung('框内镇', 'body.html', Buffer.from(`${html}<!-- framed -->`)), media_type: 'text/html' },
]

let folder = ''
async function query(sql: string, values: readonly string[] = []): Promise<Row[]> {
  const reader = await openReadOnly((await readCurrent(`${folder}/warehouse`)).path)
  try {
    return await reader.query(sql, values)
  } finally {
    await reader.close()
  }
}
const factsOf = async (name: string): Promise<Row[]> =>
  query(
    `SELECT cell, value, state::VARCHAR AS state, raw, matched_by FROM mart_evidence WHERE current AND name = $1 ORDER BY cell`,
    [name],
  )
const stateOf = async (name: string): Promise<Row | undefined> =>
  (
    await query(
      `SELECT state::VARCHAR AS state, published_date::VARCHAR AS day, detail FROM mart_coverage WHERE name = $1`,
      [name],
    )
  )[0]
const problemsOf = async (name: string): Promise<string[]> =>
  (
    await query(
      `SELECT concat_ws(' ', code, detail) AS said FROM mart_problems WHERE name = $1 AND current ORDER BY problem_no`,
      [name],
    )
  ).flatMap(({ said }) => (typeof said === 'string' ? [said] : []))

beforeAll(async () => {
  folder = await archivedCounty(towns, documents)
  const { exit, log } = await play(['publish', '--workspace', folder], '2026-02-01T00:00:00Z')
  expect(exit, log.join('\n')).toBe(0)
})

describe.each(carriers.slice(1))('a report only in %s', (carrier) => {
  const name = towns[carriers.indexOf(carrier)] ?? ''

  test('has the facts of its HTML twin and is attachment-only on the day of its page', async () => {
    const twin = await factsOf('甲镇')
    expect(twin).toHaveLength(200)
    expect(await factsOf(name)).toEqual(twin)
    expect(await stateOf(name)).toEqual({
      state: 'attachment_only',
      day: '2026-01-20',
      detail: `报告以文档而非网页发布：附件“city-2025.${carrier}”`,
    })
  })

  test('is walked home by explain to the cell of the archived document', async () => {
    const { exit, out, log } = await play([
      'explain',
      name,
      '2025',
      't3.new_received.total',
      '--workspace',
      folder,
    ])
    expect({ exit, log }).toEqual({ exit: 0, log: [] })
    expect(out.join('\n')).toContain('单元格内容与原文一致')
    expect(out.join('\n')).toMatch(/载体　　(?:Word|PDF|电子表格)/u)
  })
})

test('the evidence page marks the cell in the page drawn of each document, and hands out the original', async () => {
  const workspace = workspaceAt(folder)
  const context = { workspace, settings: await readSettings(workspace), effects: stage() }
  const dashboard = await serveWorkspace(context, { host: '127.0.0.1', port: 0 })
  try {
    for (const [index, carrier] of carriers.entries()) {
      const evidence = await fetch(
        `${dashboard.url}evidence/${townCode(index)}/2025/own/t2.normative_docs.issued`,
      )
      const frame = load(await evidence.text())('iframe').attr('src') ?? ''
      const shown = load(await (await fetch(new URL(frame, dashboard.url))).text())
      expect(shown('.marked.asked').text().trim(), carrier).toBe('564')
      const snapshot = frame.split('/')[2]?.slice(0, 64) ?? ''
      const original = await fetch(new URL(`/archive/${snapshot}/original`, dashboard.url))
      expect(Buffer.from(await original.arrayBuffer()).equals(fixture(`city-2025.${carrier}`)), carrier).toBe(
        true,
      )
      expect(original.headers.get('content-disposition')).toContain(`.${carrier}"`)
    }
  } finally {
    await dashboard.close()
  }
})

test('tables that hang on an article with its own text are read, and their cells stand in the document', async () => {
  expect(await factsOf('表外镇')).toEqual(await factsOf('甲镇'))
  const [{ sections, document, page } = {}] = await query(
    `SELECT (SELECT count(*)::INTEGER FROM mart_sections s WHERE s.name = r.name) AS sections, r.url AS page,
      (SELECT any_value(url) FROM mart_evidence e WHERE e.name = r.name) AS document
     FROM mart_revisions r WHERE r.name = $1`,
    ['表外镇'],
  )
  expect({ sections, document, page }).toEqual({
    sections: 6,
    document: `${host}/files/${at('表外镇')}/tables.xlsx`,
    page: addressOf('表外镇'),
  })
  expect((await stateOf('表外镇'))?.['state']).toBe('attachment_only')
  const { exit } = await play(['explain', '表外镇', '2025', 't3.new_received.total', '--workspace', folder])
  expect(exit).toBe(0)
})

test('a document that repeats its page is set aside by name; one that contradicts it is a finding', async () => {
  expect((await stateOf('副本镇'))?.['state']).toBe('on_time')
  const aside = await query(
    `SELECT detail FROM mart_problems WHERE code IN ('attachment_aside', 'page_set_aside') ORDER BY detail`,
  )
  expect(aside.map(({ detail }) => detail)).toEqual([
    '同一报告另有页面：附件“other.docx”与所采用的数字不同',
    '附件未采用：附件“copy.docx”与所采用的一致',
    '附件未采用：附件“two.html.doc”与另一附件的数字不同',
  ])
  const found = await query(`SELECT name, message FROM mart_findings WHERE code = 'PAG-04'`)
  expect(found.map(({ name }) => name)).toEqual(['异文镇'])
})

test('documents that contradict each other give no figure but a problem', async () => {
  const cells = (await factsOf('两附镇')).map(({ cell }) => cell)
  expect(cells).not.toContainEqual(expect.stringMatching(/^t2\./))
  expect(cells.filter((cell) => typeof cell === 'string' && cell.startsWith('t3.'))).toHaveLength(175)
  expect(await problemsOf('两附镇')).toContainEqual(expect.stringContaining('table_ambiguous'))
})

test('a document nobody here can read says so on the report that it holds', async () => {
  expect(await factsOf('版式镇')).toEqual([])
  expect((await stateOf('版式镇'))?.['state']).toBe('attachment_only')
  expect(await problemsOf('版式镇')).toContainEqual('ofd_unread 附件“report.ofd”：OFD 版式文件')
})

test('a document of another publisher is that publisher’s report', async () => {
  expect((await stateOf('汇编镇'))?.['state']).toBe('on_time')
  expect(await factsOf('白水乡')).toEqual(await factsOf('甲镇'))
  expect((await stateOf('白水乡'))?.['state']).toBe('attachment_only')
})

test('a report that its article shows in a frame is published as a page', async () => {
  expect(await factsOf('框内镇')).toEqual(await factsOf('甲镇'))
  expect(await stateOf('框内镇')).toEqual({ state: 'on_time', day: '2026-01-20', detail: null })
})

test('a document that changes under an unchanged article is a new version of the report', async () => {
  const made = await query(
    `SELECT revision, value FROM mart_evidence WHERE name = '改附镇' AND cell = 't2.normative_docs.issued' ORDER BY revision`,
  )
  expect(made).toEqual([
    { revision: 1, value: 564 },
    { revision: 2, value: 565 },
  ])
})
