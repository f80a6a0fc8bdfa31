import { expect, test } from 'vitest'
import { readPageScript } from '../../crawlers/page-script.ts'

test.each([
  ['createPageHTML(5, 0, "index", "html");', { pages: 5, current: 1, total: null, next: 'index_1.html' }],
  ["createPageHTML(5,3,'index','shtml')", { pages: 5, current: 4, total: null, next: 'index_4.shtml' }],
  ['createPageHTML(5, 4, "index", "html")', { pages: 5, current: 5, total: null, next: null }],
  ['createPageHTML(3, 1, "index", "htm", 52)', { pages: 3, current: 2, total: 52, next: 'index_2.htm' }],
  [
    "createPageHTML('page_div',10, 1,'xlist','shtml',189);",
    { pages: 10, current: 1, total: 189, next: 'xlist_2.shtml' },
  ],
  ['createPageHTML("page_div", 2, 2, "list", "shtml", 30)', { pages: 2, current: 2, total: 30, next: null }],
  [
    'var countPage = 4 ; var currentPage=1\ncreatePageHTML(countPage, currentPage, "index", "html")',
    { pages: 4, current: 2, total: null, next: 'index_2.html' },
  ],
  [
    'function createPageHTML(a, b, c, d) {}\ncreatePageHTML(1, 0, "index", "html")',
    { pages: 1, current: 1, total: null, next: null },
  ],
])('%s', (text, pager) => {
  expect(readPageScript(text)).toEqual(pager)
})

test.each([
  'function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {}',
  'createPageHTML(pages, at, name, ext)',
  'createPageHTML(5, 0, "//elsewhere.example/x", "html")'.replace('x"', 'x?y"'),
  'createPageHTML()',
  'no paging at all',
])('nothing is made of %s', (text) => {
  expect(readPageScript(text)).toBeNull()
})
