/** `gouji read` on every carrier: told apart by content, each with the report of its HTML twin, each bomb with its own reason. */
import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { writeZip } from '../support/containers.ts'
import { program } from '../support/program.ts'
import { play } from '../support/stage.ts'

const fixtures = join(import.meta.dirname, '../fixtures/documents')
const line = z.object({
  file: z.string(),
  carrier: z.string().nullable(),
  title: z.string().nullable(),
  year: z.number().nullable(),
  facts: z.array(z.object({ cell: z.string(), value: z.number().nullable(), state: z.string() })),
  findings: z.array(z.object({ code: z.string(), verdict: z.string() })),
  problems: z.array(z.object({ code: z.string(), detail: z.string() })),
})
type Line = z.infer<typeof line>

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-carriers-'))
})

async function readAll(files: readonly string[]): Promise<Line[]> {
  const { exit, out } = await play(['read', '--json', ...files])
  expect(exit).toBe(0)
  return out.map((text) => line.parse(JSON.parse(text)))
}

test.each(['city-2025', 'shanghai-office-2019'])(
  '%s reads alike from every carrier, whatever the file is called',
  async (report) => {
    const carriers = ['.html', '.docx', '.doc', '.pdf', '-office.pdf', '-bare.pdf', '.xls', '.xlsx']
    const files = carriers.map((_, index) => join(folder, `${report}-${index}.html`))
    for (const [index, ending] of carriers.entries())
      await copyFile(join(fixtures, `${report}${ending}`), files[index] ?? '')
    const [twin, ...others] = await readAll(files)
    expect(twin?.carrier).toBe('html')
    expect(others.map(({ carrier }) => carrier)).toEqual([
      'docx',
      'doc',
      'pdf',
      'pdf',
      'pdf',
      'sheet',
      'sheet',
    ])
    for (const other of others) {
      const { facts, title, year } = twin ?? other
      expect({ facts: other.facts, title: other.title, year: other.year }, other.file).toEqual({
        facts,
        title,
        year,
      })
    }
  },
)

test('hostile documents end in their own names with a remedy, and those behind them are read', async () => {
  const bombs: readonly [string, Uint8Array | string, string][] = [
    [
      'docx-150-mb',
      writeZip({ 'word/document.xml': Buffer.alloc(150_000_000, '<w:p/>') }),
      'inflates_too_large',
    ],
    [
      'nested',
      `<h1>甲镇2025年政府信息公开工作年度报告</h1>${'<div>'.repeat(100_000)}<svg></svg>`,
      'too_deep',
    ],
    [
      'spans',
      `<h1>甲镇2025年政府信息公开工作年度报告</h1><table>${'<tr><td colspan=65000 rowspan=65000>自然人</td><td>申请人情况</td></tr>'.repeat(500)}</table>`,
      'grid_too_large',
    ],
    ['report.ofd', writeZip({ 'OFD.xml': '<ofd:OFD/>' }), 'ofd_unread'],
    ['report.rar', Buffer.from('Rar!\u001a\u0007\u0000 more', 'latin1'), 'archive_unread'],
    ['report.ceb', Buffer.from('Founder CEB 3.0 more', 'latin1'), 'ceb_unread'],
    ['table.png', Buffer.from('\u0089PNG\r\n\u001a\n more', 'latin1'), 'image_only'],
  ]
  for (const [name, bytes] of bombs) await writeFile(join(folder, name), bytes)
  const files = [...bombs.map(([name]) => join(folder, name)), join(fixtures, 'city-2025.docx')]
  const read = await readAll(files)
  expect(read.slice(0, -1).map(({ problems }) => problems.map(({ code }) => code))).toEqual(
    bombs.map(([, , code]) => expect.arrayContaining([code])),
  )
  expect(read.at(-1)?.facts).toHaveLength(200)
  const { out } = await play(['read', join(folder, 'report.ofd')])
  expect(out.join('\n')).toContain('用版式阅读器打开后人工录入')
})

test('whoever stops listening ends the command quietly', async () => {
  const files = Array.from({ length: 12 }, () => join(fixtures, 'city-2025.html'))
  const child = spawn(program, ['read', '--json', ...files])
  let said = ''
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, said }).toEqual({ code: 0, said: '' })
})
