/** List pages of the sample's sites, each in the manner of its product. Pure. */
import type { DemoColumn } from './county.ts'
import { hostOf } from './county.ts'
import { escapeHtml } from './table-markup.ts'

/** One entry of a list: a path on the same host, a title and an ISO day. */
export interface ListEntry {
  path: string
  title: string
  date: string
}

/** One list page by its path. */
export interface WrittenList {
  path: string
  html: string
}

/** The link from one path of a host to another, as old sites write it: relative to the folder of the page. */
function relativePath(from: string, to: string): string {
  const base = from.split('/').slice(1, -1)
  const target = to.split('/').slice(1)
  let shared = 0
  while (shared < base.length && shared < target.length - 1 && base[shared] === target[shared]) shared += 1
  const path = `${'../'.repeat(base.length - shared)}${target.slice(shared).join('/')}`
  return path === '' ? './' : path
}

const shorten = (title: string): string => (title.length > 24 ? `${title.slice(0, 22)}...` : title)

interface ListPart {
  column: DemoColumn
  entries: readonly ListEntry[]
  total: number
  page: number
  pages: number
  path: string
  pathOf: (page: number) => string
}

/** 博达 VSB: page 1 is the column itself, page k of N is file N−k+1, so that the numbers count down. */
function vsbList({ column, entries, total, page, pages, path, pathOf }: ListPart): string {
  const link = (to: number): string => relativePath(path, pathOf(to))
  const lines = entries.map(
    (entry, index) =>
      `<LI id=line_u7_${index}><A href="${relativePath(path, entry.path)}" target=_blank title="${escapeHtml(entry.title)}">${escapeHtml(shorten(entry.title))}</A><SPAN class=date>${entry.date}</SPAN></LI>`,
  )
  const numbers = Array.from({ length: pages }, (_, index) =>
    index + 1 === page
      ? `<span class="p_no_d">${page}</span>`
      : `<span class="p_no"><a href="${link(index + 1)}">${index + 1}</a></span>`,
  )
  const back =
    page > 1
      ? `<span class="p_prev p_fun"><a href="${link(page - 1)}">上页</a></span>`
      : '<span class="p_prev_d p_fun_d">上页</span>'
  const onward =
    page < pages
      ? `<span class="p_next p_fun"><a href="${link(page + 1)}">下页</a></span><span class="p_last p_fun"><a href="${link(pages)}">尾页</a></span>`
      : '<span class="p_next_d p_fun_d">下页</span><span class="p_last_d p_fun_d">尾页</span>'
  const { siteName, declared } = hostOf(column.host)
  return `<HTML><HEAD><META content="text/html; charset=${declared}" http-equiv="Content-Type"><TITLE>${column.name}-${siteName}</TITLE>
<LINK rel="stylesheet" href="/system/resource/style/component/news/list/format1.css"></HEAD><BODY>
<TABLE width=1000 align=center><TBODY><TR><TD><A href="/index.htm">首页</A> &gt; ${column.name}</TD></TR>
<TR><TD><UL class=list>
${lines.join('\n')}
</UL>
<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_pages">${back}${numbers.join('')}${onward}</span> <span class="p_t">共${total}条</span> <span class="p_t">${page}/${pages}</span></div>
</TD></TR></TBODY></TABLE></BODY></HTML>
`
}

/** An older hand-made list: rows of a table, 下一页, and how many there are in all. */
function tableList({ column, entries, total, page, pages, path, pathOf }: ListPart): string {
  const link = (to: number, words: string): string =>
    `<a href="${relativePath(path, pathOf(to))}">${words}</a>`
  const lines = entries.map(
    (entry) =>
      `<tr><td>·<a href="${relativePath(path, entry.path)}">${escapeHtml(entry.title)}</a></td><td width=90>[${entry.date}]</td></tr>`,
  )
  const { siteName, declared } = hostOf(column.host)
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${declared}"><title>${column.name}</title></head><body>
<div class="position">您现在的位置：<a href="/index.html">${siteName}</a> &gt;&gt; ${column.name}</div>
<table width="700" align="center">
${lines.join('\n')}
<tr><td colspan=2 align=center class="page">共 ${total} 条 第 ${page} 页/共 ${pages} 页 ${page > 1 ? link(page - 1, '上一页') : '上一页'} ${page < pages ? link(page + 1, '下一页') : '下一页'}</td></tr>
</table></body></html>
`
}

/** A newer platform: an unordered list and numbered links with ?page=. */
function plainList({ column, entries, total, page, pages, path, pathOf }: ListPart): string {
  const numbers = Array.from({ length: pages }, (_, index) =>
    index + 1 === page ? `<strong>${page}</strong>` : `<a href="${pathOf(index + 1)}">${index + 1}</a>`,
  )
  const lines = entries.map(
    (entry) =>
      `<li><a href="${relativePath(path, entry.path)}">${escapeHtml(entry.title)}</a> <time datetime="${entry.date}">${entry.date}</time></li>`,
  )
  const { siteName, declared } = hostOf(column.host)
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="${declared}"><title>${column.name}_${siteName}</title></head><body>
<header><a href="/">${siteName}</a></header><h1>${column.name}</h1>
<ul class="news">
${lines.join('\n')}
</ul>
<div class="pager">共${total}条 ${numbers.join(' ')}</div>
</body></html>
`
}

/** How each product names its further pages. */
const manners: Record<
  'vsb' | 'word' | 'div',
  { write: (part: ListPart) => string; pathOf: (first: string, page: number, pages: number) => string }
> = {
  vsb: {
    write: vsbList,
    pathOf: (first, page, pages) =>
      page === 1 ? first : first.replace(/\.htm$/, `/${pages - page + 1}.htm`),
  },
  word: {
    write: tableList,
    pathOf: (first, page) => (page === 1 ? first : first.replace(/\.html$/, `_${page}.html`)),
  },
  div: { write: plainList, pathOf: (first, page) => (page === 1 ? first : `${first}?page=${page}`) },
}

/** All pages of one column's list, newest entries first. */
export function writeList(column: DemoColumn, entries: readonly ListEntry[]): WrittenList[] {
  const manner = manners[hostOf(column.host).shell]
  const pages = Math.max(1, Math.ceil(entries.length / column.pageSize))
  const pathOf = (page: number): string => manner.pathOf(column.path, page, pages)
  return Array.from({ length: pages }, (_, index) => {
    const page = index + 1
    const path = pathOf(page)
    const part = entries.slice(index * column.pageSize, page * column.pageSize)
    return {
      path,
      html: manner.write({ column, entries: part, total: entries.length, page, pages, path, pathOf }),
    }
  })
}
