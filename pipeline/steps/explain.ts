/** Step: walk one figure home, from the warehouse to the bytes of the archived page, checking each stretch of the way. */
import { openWhole } from '../../crawlers/archive-whole.ts'
import { carrierNames } from '../../parsers/attachment/carrier.ts'
import { isCellId } from '../../parsers/codebook/codebook.ts'
import { dropSpace } from '../../parsers/page/text.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { askFor, type Row } from '../../warehouse/reader.ts'
import { load } from 'cheerio'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withReadPool } from '../read-pool.ts'
import { stampOf } from '../run-log.ts'

const ownerShape = z.object({ publisher: z.string(), name: z.string() })

const stateWords: Record<string, string> = {
  number: '数值',
  blank: '空白（不是零）',
  dash: '横线（不是零）',
  none_word: '“无”字（不是零）',
  slash: '斜线（不是零）',
  non_numeric: '不是数值',
  missing_cell: '页面没有这一格',
  merged_covered: '被合并单元格盖住',
}
const becauseWords: Record<string, string> = {
  bom: '字节序标记',
  header: '响应头',
  meta: '页面 meta',
  evidence: '字节本身',
}

async function findFigure(
  context: Context,
  publisher: string,
  year: number,
  cell: string,
): Promise<{ row: Row; hash: string }> {
  const current = await readCurrent(context.workspace.warehouse)
  const reader = await openReadOnly(current.path)
  try {
    const owners = await askFor(
      reader,
      ownerShape,
      'SELECT DISTINCT publisher, name FROM mart_coverage WHERE publisher = $1 OR name = $1 OR contains(name, $1) ORDER BY name',
      [publisher],
    )
    const exact = owners.filter((owner) => owner.publisher === publisher || owner.name === publisher)
    const chosen = exact.length > 0 ? exact : owners
    const [owner, ...others] = chosen
    if (owner === undefined || others.length > 0) {
      const all =
        chosen.length > 0
          ? chosen
          : await askFor(
              reader,
              ownerShape,
              'SELECT DISTINCT publisher, name FROM mart_coverage ORDER BY name LIMIT 40',
            )
      const names = all.map((owner) => `${owner.publisher} ${owner.name}`).join('、')
      throw new Stop(
        'usage',
        `${chosen.length > 1 ? `“${publisher}”可指多个单位` : `没有单位“${publisher}”`}：${names}`,
      )
    }
    const rows = await reader.query(
      'SELECT * FROM mart_evidence WHERE publisher = $1 AND year = $2 AND cell = $3 AND current ORDER BY report_kind',
      [owner.publisher, year, cell],
    )
    const [row] = rows
    if (row === undefined)
      throw new Stop('usage', `${owner.name} ${year} 年度没有指标 ${cell}：报告缺失，或没有这张表。`)
    return { row, hash: current.hash }
  } finally {
    await reader.close()
  }
}

/** Prints the way of one figure home. Stops with `unverified` where a stretch of it does not hold. */
export async function explainFigure(
  context: Context,
  publisher: string,
  year: number,
  cell: string,
): Promise<void> {
  if (!isCellId(cell))
    throw new Stop(
      'usage',
      `没有指标“${cell}”。指标代码如 t3.new_received.total、t2.licensing.decisions、t4.reconsideration.total。`,
    )
  const { row, hash } = await findFigure(context, publisher, year, cell)
  const { effects, workspace } = context
  const text = (name: string): string => {
    const value = row[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '（无）'
  }
  const { print } = effects
  print(`${text('name')} ${year} 年度　${text('label')}`)
  print(
    `  数值　　${row['value'] === null ? stateWords[text('state')] : `${text('value')} ${text('unit_label')}`}`,
  )
  print(`  原文　　“${text('raw')}”　按${row['matched_by'] === 'label' ? '行列名称' : '位置'}对应`)
  print(`  报告　　${text('title')}　第 ${text('revision')} 版　首次见到 ${text('first_seen')}`)
  print(`  页面　　${text('url')}`)
  print(`  存档　　sha-256 ${text('snapshot')}　采集于 ${text('fetched_at')}`)
  if (row['charset'] !== null)
    print(
      `  编码　　${text('charset')}（依据：${becauseWords[text('charset_because')] ?? text('charset_because')}）`,
    )
  print(`  数据集　${hash}`)
  const { place_start: start, place_end: end } = row
  if (typeof start !== 'number' || typeof end !== 'number') {
    print('  位置　　页面没有这一格，无处可指')
    return
  }
  const archive = await openWhole(workspace.archive, {
    verify: 'last',
    aside_stamp: stampOf(effects.now()),
  })
  try {
    const bytes = await archive.read(text('snapshot'))
    const stored = archive.rows().find((candidate) => candidate.sha256 === row['snapshot'])
    const contentType = stored?.headers['content-type'] ?? null
    const { value: drawn, problems } = await withReadPool({}, (pool) => pool.render(bytes, { contentType }))
    if (drawn === null)
      throw new Stop(
        'unverified',
        `存档的文件现在读不出来：${problems.map(({ detail }) => detail).join('；')}。请运行 gouji publish 重建数据集。`,
      )
    const carrier = carrierNames[drawn.carrier]
    if (carrier !== null)
      print(`  载体　　${carrier}；字符位置在由它转成的网页中计数，看板的证据页可下载原件`)
    const source = drawn.html.slice(start, end)
    const flattened = Number(row['place_table']) < 0
    const shown = flattened
      ? load(source).root().text()
      : load(`<table><tr>${source}</tr></table>`)('td,th').first().text()
    print(
      flattened
        ? `  位置　　统计表在页面上已散成文字，没有行列；字符 ${start}–${end}`
        : `  位置　　第 ${Number(row['place_table']) + 1} 个表格，第 ${Number(row['place_row']) + 1} 行，第 ${Number(row['place_column']) + 1} 列，字符 ${start}–${end}`,
    )
    print(`  单元格　${source.replace(/\s+/g, ' ').slice(0, 400)}`)
    if (dropSpace(shown) !== dropSpace(text('raw')))
      throw new Stop(
        'unverified',
        `存档中的单元格是“${shown.trim()}”，与原文“${text('raw')}”不同：请运行 gouji publish 重建数据集。`,
      )
    print('  核对　　存档字节的摘要相符，单元格内容与原文一致')
  } finally {
    await archive.close()
  }
}
