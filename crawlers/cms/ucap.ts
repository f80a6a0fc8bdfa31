/** 开普 Ucap: lists list.shtml, list_2.shtml …, written by a script that names its place first; articles {32 hex}.shtml. */
import { scoreMarks, type CmsFamily } from '../cms.ts'
import { readStaticList } from '../static-list.ts'

const article = /\/(?:[0-9a-f]{32}|c\d+_\d+)\.shtml$|\/c\d+\/content\.shtml$/i
const bodies = '#UCAP-CONTENT, .UCAP-CONTENT, UCAPCONTENT, #zoomcon'
const marks = [/UCAP-?CONTENT|UCAPTITLE/i, /\bpage_div\b/, /\bcreatePageHTML\s*\(\s*['"]/]

export const family: CmsFamily = {
  name: 'ucap',
  label: '开普 Ucap 集约化平台',
  options: {},
  interfaces: [],
  columnOf: (url) =>
    article.test(url)
      ? new URL(/\/\d{6}\/[^/]+$/.test(url) ? '../list.shtml' : 'list.shtml', url).href
      : null,
  detect: (page) => scoreMarks(page, marks, /\/[0-9a-f]{32}\.shtml/),
  list: (page) => readStaticList(page, { isArticle: (url) => article.test(url), bodies }),
}
