/** Where the addresses of the dashboard lie in its copy of static files. Pure. */
import { createHash } from 'node:crypto'

/** One of the dashboard's own addresses as the copy draws it: its canonical form, the file, and a place in the page. */
export interface StillPlace {
  /** Path and sorted query, without a fragment; what is asked of the dashboard. */
  address: string
  /** Path of the file within the copy, without a leading slash. */
  file: string
  /** With `#`; '' for none. */
  fragment: string
}

const endings: Readonly<Record<string, string>> = { excel: 'excel.csv' }
const evidence = /^\/evidence\/([^/]+\/[^/]+\/[^/]+)\/(?:(sentence)\/)?([^/]+)$/u
/** A page's rows stand in a file of their own where at most so many filters are set. */
const mostTwinned = 1
/** Filters that say nothing beside one publisher's name. */
const handedOn = ['site', 'kind']

const named = (text: string): string =>
  encodeURIComponent(text).replace(/[*'()!~]|%/gu, (one) => (one === '%' ? '~' : `~${one.charCodeAt(0)}`))

/** A query as part of a file name: `cell-t3.granted.total_year-2022`; '' for none. */
function suffixOf(query: URLSearchParams): string {
  return [...query].map(([name, value]) => `${named(name)}-${named(value)}`).join('_')
}

function archiveFile(path: string, query: URLSearchParams): string {
  if (path.endsWith('/original')) return `${path.slice(1, -'/original'.length)}.bin`
  const marks = query.toString()
  const stem = path.slice(1).replaceAll('/', '-').replace('archive-', 'archive/')
  return marks === ''
    ? `${stem}.html`
    : `${stem}-${createHash('sha256').update(marks).digest('hex').slice(0, 12)}.html`
}

function pageFile(path: string, query: URLSearchParams): string {
  const english = query.get('lang') === 'en'
  const format = query.get('format') ?? 'html'
  const left = new URLSearchParams(query)
  left.delete('lang')
  left.delete('format')
  const suffix = suffixOf(left)
  const stem = path === '/' ? '/index' : path
  const folder = path === '/' ? '/overview' : path
  const place = suffix === '' ? stem : `${folder}/${suffix}`
  return `${english ? 'en' : ''}${place}.${endings[format] ?? format}`.replace(/^\//u, '')
}

/**
 * Finds the place of an address as it stands on the page at `from`; null for what the copy leaves out (review, and what
 * the server alone can answer). Evidence of one figure is a place on the page of its whole report.
 */
export function placeOf(address: string, from: string): StillPlace | null {
  const url = new URL(address, 'http://still.invalid')
  const { pathname: path, searchParams: query } = url
  if (path.startsWith('/review')) return null
  if (path.startsWith('/app/')) return { address: `${path}${url.search}`, file: path.slice(1), fragment: '' }
  query.sort()
  if (path.startsWith('/archive/')) {
    const asked = query.toString()
    const file = archiveFile(path, query)
    return { address: asked === '' ? path : `${path}?${asked}`, file, fragment: url.hash }
  }
  const [, report, sentence, what] = evidence.exec(path) ?? []
  if (report !== undefined && what !== undefined) {
    if (from.startsWith('/evidence/')) query.delete('check')
    const isPlain = !['check', 'revision', 'beside', 'format'].some((name) => query.has(name))
    const fragment = sentence === undefined ? decodeURIComponent(what) : `s${what}`
    if (isPlain) return { ...pageAt(`/evidence/${report}`, query), fragment: `#${fragment}` }
  }
  if (path === '/search') {
    if (query.has('format')) return null
    query.delete('q')
    query.set('all', '1')
    return {
      ...pageAt(path, query),
      file: query.get('lang') === 'en' ? 'en/search.html' : 'search.html',
      fragment: '',
    }
  }
  if (query.has('format') && [...query.keys()].length > mostTwinned + 1) return null
  if (path === '/compare') query.set('year', 'all')
  if (path === '/compare' || path === '/trend') for (const name of ['site', 'publisher']) query.delete(name)
  query.sort()
  if (path.startsWith('/publisher/') || query.has('publisher'))
    for (const name of handedOn) query.delete(name)
  if (path.startsWith('/export/')) {
    const [, stem = '', ending = ''] = /^\/(export\/[a-z_]+)\.(.+)$/u.exec(path) ?? []
    const suffix = suffixOf(query)
    const file = suffix === '' ? path.slice(1) : `${stem}/${suffix}.${ending}`
    return { ...pageAt(path, query), file, fragment: '' }
  }
  return { ...pageAt(path, query), fragment: url.hash }
}

function pageAt(path: string, query: URLSearchParams): { address: string; file: string } {
  const asked = query.toString()
  return { address: asked === '' ? path : `${path}?${asked}`, file: pageFile(path, query) }
}

/** The relative link from one file of the copy to another. */
export function relative(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length - 1)
  return `${up}${to.split('/').map(encodeURIComponent).join('/')}`
}
