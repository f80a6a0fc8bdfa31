/** Thirty nights of living pages: whatever their furniture says, there is no change; one digit is one change, on the second night. */
import { expect, test } from 'vitest'
import { findEdits } from '../../pipeline/audit/changes-rows.ts'
import { gatherReports, type ReadPage } from '../../pipeline/reading.ts'
import { livingSite, readLiving, writeLiving } from '../support/living-county.ts'
import { livingReports, type Living } from '../support/living-reports.ts'

const nights = Array.from({ length: 30 }, (_, index) => index + 1)
const day = (night: number): string => `2025-03-${String(night).padStart(2, '0')}`

/** What moves on a page while nobody touches the report: above it, right below it, and at the foot. */
function furnish(html: string, night: number): string {
  const above = [
    `<p>今天是2025年3月${night}日 星期${'日一二三四五六'[night % 7]}，云岭县 多云 ${night}℃。</p>`,
    `<div>在线人数：${night * 3}人。欢迎您，第${10_000 + night}位访客。</div>`,
  ]
  const below = [
    `<p>浏览次数：${night * 17}</p><p>阅读量：${night * 19}次。</p>`,
    `<p>【<a href="javascript:window.print()">打印本页</a>】【<a href="#">关闭窗口</a>】点击数：${night}</p>`,
    `<p>上一篇：关于第${night}期公示的通知</p><p>下一篇：云岭县2025年第${night}号公告。</p>`,
    `<div>相关链接：<a href="/a/${night}.htm">关于印发第${night}号实施方案的通知。</a></div>`,
    `<div>分享到：<a href="/share?sid=${night}F9">微信</a></div>`,
  ]
  const foot = `<p>页面更新时间：${day(night)} 0${night % 10}:12</p><p>版权所有：云岭县人民政府 访问量：${night * 101}次。</p><a href="/login;jsessionid=${night}A7">登录</a>`
  return html
    .replace(/<body[^>]*>/i, (body) => `${body}${above.join('')}`)
    .replace(/(?=<\/article>|<\/DIV><\/DIV><\/TD>|<!--EndFragment-->)/, below.join(''))
    .replace(/(?=<\/body>)/i, foot)
}

/** What is reported after thirty nights, of which each from `from` on shows the edited figure. */
function watch(report: Living, from: number): ReturnType<typeof findEdits> {
  const [first, edited] = [writeLiving(report), writeLiving(report, { 't2.coercion.decisions': 7 })]
  const pages = nights.map((night): ReadPage =>
    readLiving(report.code, furnish(night < from ? first : edited, night), `${day(night)}T18:00:07.000Z`),
  )
  const sightings = pages.map(({ row }, index) => ({
    at: `${day(index + 1)}T18:00:00.000Z`,
    snapshot: row.sha256,
  }))
  const url = pages[0]?.row.url ?? ''
  const { reports } = gatherReports(livingSite, pages)
  expect(new Set(pages.map(({ row }) => row.sha256)).size).toBe(30)
  return findEdits(reports, {
    sightings: new Map([[url, sightings]]),
    since: sightings[0]?.at ?? null,
  })
}

test.each(livingReports)('$name on $shell pages', (report) => {
  expect(watch(report, 99)).toEqual([])
  const edits = watch(report, 20)
  expect(edits).toHaveLength(1)
  expect(edits[0]).toMatchObject({
    reported_at: `${day(21)}T18:00:00.000Z`,
    row: { kind: 'figure', cell: 't2.coercion.decisions', new_text: '7' },
  })
})
