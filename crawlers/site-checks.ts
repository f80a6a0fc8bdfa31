/** What the shape of a site file cannot say: names that clash, columns on unregistered hosts, options that no family has. */
import type { CmsFamily } from './cms.ts'
import { idsIn } from './column.ts'
import { nearest } from './nearest.ts'
import { wordings } from './publishers.ts'
import type { Entry, Publisher, Site } from './site.ts'

/** A fault at a place of the document. */
export interface PlacedFault {
  path: readonly (string | number)[]
  message: string
  remedy: string
}

/** The parts of a site file that keep their shape; null or a null element where one does not, so that the rest is still checked. */
export interface SiteParts {
  code: string | null
  name: string | null
  schemes: readonly string[] | null
  hosts: readonly (string | null)[] | null
  entries: readonly (Entry | null)[]
  publishers: readonly (Publisher | null)[]
  years: Site['years'] | null
}

function hostFaults(hosts: SiteParts['hosts']): PlacedFault[] {
  return (hosts ?? []).flatMap((host, index): PlacedFault[] => {
    const bare = `http://${host ?? ''}/`
    if (host === null || (URL.canParse(bare) && new URL(bare).host === host && !host.endsWith('.'))) return []
    const remedy = '只写小写域名，必要时加端口，不带 http://、路径或末尾的点，如 www.example.gov.cn'
    return [{ path: ['hosts', index], message: `主机“${host}”写法有误`, remedy }]
  })
}

function entryAddressFaults(
  entry: Entry,
  at: (key: string) => PlacedFault['path'],
  parts: SiteParts,
): PlacedFault[] {
  const faults: PlacedFault[] = []
  const url = new URL(entry.url)
  if (parts.hosts !== null && !parts.hosts.includes(url.host))
    faults.push({
      path: at('url'),
      message: `栏目主机“${url.host}”不在 hosts 中`,
      remedy: `把“${url.host}”加入 hosts，或改正网址`,
    })
  const scheme = url.protocol.slice(0, -1)
  if (parts.schemes !== null && !parts.schemes.includes(scheme))
    faults.push({ path: at('url'), message: `schemes 不含 ${scheme}`, remedy: '改正网址或 schemes' })
  return faults
}

/** A column for each unit needs units that can be named. */
function entryIdFaults(entry: Entry, path: PlacedFault['path'], parts: SiteParts): PlacedFault[] {
  const ids = idsIn(entry.url)
  if (ids.length === 0 || parts.publishers.includes(null)) return []
  const meant = parts.publishers.filter(
    (one) => one !== null && (entry.publisher === undefined || one.code === entry.publisher),
  )
  if (meant.some((one) => one !== null && ids.every((id) => Object.hasOwn(one.ids, id)))) return []
  const known = [...new Set(parts.publishers.flatMap((one) => Object.keys(one?.ids ?? {})))]
  const missing = ids.filter((id) => !known.includes(id))
  const near = missing.map((id) => nearest(id, known)).find((id) => id !== null)
  return [
    {
      path,
      message: `网址含 ${ids.map((id) => `{${id}}`).join('、')}，但没有单位写明`,
      remedy: near === undefined ? `给单位加上 ids: { ${ids.join(': …, ')}: … }` : `是否为“{${near}}”？`,
    },
  ]
}

function entryFamilyFaults(
  entry: Entry,
  path: PlacedFault['path'],
  families: readonly CmsFamily[],
): PlacedFault[] {
  const names = families.map(({ name }) => name)
  const family = families.find(({ name }) => name === entry.family)
  if (family === undefined) {
    const near = nearest(entry.family, names)
    const remedy = `${near === null ? '' : `是否为“${near}”？`}可用：${names.join('、')}`
    return [{ path: [...path, 'family'], message: `没有名为“${entry.family}”的网站系统`, remedy }]
  }
  const options = Object.keys(family.options)
  const unknown = Object.keys(entry.options).filter((name) => !options.includes(name))
  return unknown.map((name) => {
    const near = nearest(name, options)
    const known = options.length === 0 ? '该系统没有选项，请删去' : `可用：${options.join('、')}`
    return {
      path: [...path, 'options', name],
      message: `${family.name} 没有选项“${name}”`,
      remedy: near === null ? known : `是否为“${near}”？`,
    }
  })
}

function entryFaults(parts: SiteParts, families: readonly CmsFamily[]): PlacedFault[] {
  const codes = parts.publishers.flatMap((publisher) => (publisher === null ? [] : [publisher.code]))
  const everyPublisher = !parts.publishers.includes(null)
  return parts.entries.flatMap((entry, index): PlacedFault[] => {
    if (entry === null) return []
    const at = (key: string): PlacedFault['path'] => ['entries', index, key]
    const faults = [
      ...entryAddressFaults(entry, at, parts),
      ...entryFamilyFaults(entry, ['entries', index], families),
      ...entryIdFaults(entry, at('url'), parts),
    ]
    if (parts.entries.findIndex((other) => other?.url === entry.url) < index)
      faults.push({ path: at('url'), message: `栏目“${entry.url}”重复`, remedy: '删去其中一个' })
    if (everyPublisher && entry.publisher !== undefined && !codes.includes(entry.publisher))
      faults.push({
        path: at('publisher'),
        message: `单位代码 ${entry.publisher} 不在 publishers 中`,
        remedy: `可用：${nearest(entry.publisher, codes) ?? codes.join('、')}`,
      })
    return faults
  })
}

function yearFaults(years: Site['years'] | undefined | null, path: PlacedFault['path']): PlacedFault[] {
  if (years?.to === undefined || years.to >= years.from) return []
  return [{ path, message: '起始年度晚于终止年度', remedy: '对调 from 与 to' }]
}

function publisherFaults(parts: SiteParts): PlacedFault[] {
  const faults: PlacedFault[] = []
  const nameOfCode = new Map<string, string>()
  const holderOfWord = new Map<string, Publisher>()
  const region = parts.code?.replace(/0+$/, '') ?? ''
  for (const [index, publisher] of parts.publishers.entries()) {
    if (publisher === null) continue
    const { code, name } = publisher
    const at = (key: string): PlacedFault['path'] => ['publishers', index, key]
    const holder = nameOfCode.get(code)
    if (holder !== undefined)
      faults.push({
        path: at('code'),
        message: `单位代码 ${code} 与“${holder}”重复`,
        remedy: '每个单位用自己的代码',
      })
    nameOfCode.set(code, name)
    if (!code.startsWith(region))
      faults.push({
        path: at('code'),
        message: `单位代码 ${code} 不属于 ${region}`,
        remedy: `应以 ${region} 开头`,
      })
    for (const form of wordings(publisher, parts.name ?? '')) {
      const other = holderOfWord.get(form)
      if (other !== undefined)
        faults.push({
          path: at(publisher.aliases.includes(form) ? 'aliases' : 'name'),
          message: `“${form}”既指“${other.name}”又指“${name}”`,
          remedy: '改用能区分两者的名称或别名',
        })
      holderOfWord.set(form, publisher)
    }
    faults.push(...yearFaults(publisher.years, at('years')))
  }
  return faults
}

/** Every semantic fault of the parts of a site file that keep their shape. */
export function checkSite(parts: SiteParts, families: readonly CmsFamily[]): PlacedFault[] {
  return [
    ...yearFaults(parts.years, ['years']),
    ...hostFaults(parts.hosts),
    ...entryFaults(parts, families),
    ...publisherFaults(parts),
  ]
}
