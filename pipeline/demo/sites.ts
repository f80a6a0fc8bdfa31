/** The site file of the sample county, with the addresses at which its sites happen to listen. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { DemoColumn, DemoPublisher, HostName } from './county.ts'
import { columns, county, hostOf, publishers } from './county.ts'

/** Paths under which a column's articles lie, so that a list cannot lead the crawler into another column. */
function articlePrefixes(column: DemoColumn): string[] {
  const { shell } = hostOf(column.host)
  if (shell === 'vsb') return [`/info/${1040 + columns.indexOf(column)}/`]
  return shell === 'word' ? ['/ndbg/'] : ['/zwgk/content/']
}

/** Other names under which the county's pages speak of a unit. */
function aliasesOf({ name, kind }: DemoPublisher): string[] {
  if (kind === 'township')
    return [`${name}人民政府`, `${county.name}${name}`, `${county.name}${name}人民政府`]
  if (kind === 'subdistrict')
    return [
      name.replace('办事处', ''),
      `${county.name}${name}`,
      `${county.name}${name.replace('办事处', '')}`,
    ]
  const short = name.replace(county.name, '').replace('人民政府', '政府')
  return kind === 'government'
    ? [`${county.name}${short}`]
    : [`县${short}`, `${county.name}${short}`].filter((alias) => alias !== name)
}

/** The YAML text of the county's site file. */
function writeSite(addresses: Readonly<Record<HostName, string>>): string {
  const first = county.years[0]
  const site = {
    code: county.code,
    name: county.name,
    verified: true,
    source: `http://${addresses.portal}/`,
    schemes: ['http'],
    hosts: Object.values(addresses),
    entries: columns.map((column) => ({
      family: hostOf(column.host).shell === 'vsb' ? 'vsb' : 'generic',
      url: `http://${addresses[column.host]}${column.path}`,
      article_prefixes: articlePrefixes(column),
      ...(column.publisher === null ? {} : { publisher: column.publisher }),
    })),
    publishers: publishers.map((one) => ({
      code: one.code,
      name: one.name,
      aliases: aliasesOf(one),
      kind: one.kind,
    })),
    years: { from: first, to: county.years.at(-1) ?? first },
    deadlines: {
      own: { day: '01-31', source: '《中华人民共和国政府信息公开条例》第四十九条' },
      summary: { day: '03-31', source: '《中华人民共和国政府信息公开条例》第四十九条' },
    },
    expected_volume: publishers.length,
  }
  return `# 示例县：内容均为虚构，由 gouji demo 生成。\n${stringify(site, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 })}`
}

/** Writes the site file into a folder of site files and answers its path. */
export async function writeSites(
  folder: string,
  addresses: Readonly<Record<HostName, string>>,
): Promise<string> {
  const path = join(folder, `${county.code}-demo.yaml`)
  await mkdir(folder, { recursive: true })
  await writeFile(path, writeSite(addresses))
  return path
}
