/** The one route that writes: a named person's decisions, from our own pages only. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Decidable } from './review/decision.ts'
import type { Deed, Review } from './review/form.ts'
import { readForm } from './review/form.ts'
import type { SnapshotHolder } from './snapshot.ts'
import type { Ask } from './view.ts'

/** What the route needs from the rest. */
export interface ReviewParts {
  holder: SnapshotHolder
  review: Review
  refuse: (context: Context, lines: readonly string[], status: 400 | 403 | 409) => Promise<Response>
}

const mostBytes = 500_000
const operandsRow = z.object({ operands: z.string().nullable(), cells: z.array(z.string()) })

/** True where the browser says that the form stood on one of our own pages. */
function isOwnOrigin(context: Context): boolean {
  const origin = context.req.header('Origin')
  const site = context.req.header('Sec-Fetch-Site')
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === context.req.header('Host') && (site === undefined || site === 'same-origin')
}

/** True where the finding still stands on the same words of the source, and names the cell if one is given. */
async function isCurrent(ask: Ask, finding: Decidable, cell: string | null): Promise<boolean> {
  const { report, code, check, operands } = finding
  const rows = await ask(
    `SELECT operands, cells FROM mart_findings WHERE report = $report AND code = $code AND "check" = $check`,
    { report, code, check },
  )
  return rows
    .map((row) => operandsRow.parse(row))
    .some(
      (row) =>
        row.operands !== null && row.operands === operands && (cell === null || row.cells.includes(cell)),
    )
}

async function countStale(ask: Ask, deeds: readonly Deed[]): Promise<number> {
  const bound = deeds.filter((deed) => deed.kind !== 'undo')
  const current = await Promise.all(
    bound.map((deed) => isCurrent(ask, deed.finding, deed.kind === 'override' ? deed.cell : null)),
  )
  return current.filter((one) => !one).length
}

/** Adds the route. */
export function addReviewRoutes(app: Hono, { holder, review, refuse }: ReviewParts): void {
  app.post('/review', bodyLimit({ maxSize: mostBytes }), async (context) => {
    if (!isOwnOrigin(context)) return refuse(context, ['这个请求不是从本看板的页面发出的，没有记录。'], 403)
    const by = review.who(context.req.raw.headers)
    if (by === null) return refuse(context, ['没有署名，不能记录审计结论。请经单位的统一登录进入。'], 403)
    if (!(context.req.header('Content-Type') ?? '').startsWith('application/x-www-form-urlencoded'))
      return refuse(context, ['表单格式不对，没有记录。'], 400)
    const reading = readForm(new URLSearchParams(await context.req.text()))
    if (reading.fault !== null) return refuse(context, [reading.fault], 400)
    const { deeds, back } = reading
    const stale = await holder.use(({ sources }) => countStale(sources.ask, deeds))
    if (stale > 0)
      return refuse(
        context,
        [`有 ${stale} 项的原文已经变化或不再列出，没有记录任何一项。请返回刷新后再看。`],
        409,
      )
    const refused = await review.record(by, deeds)
    return refused === null ? context.redirect(back, 303) : refuse(context, [refused], 409)
  })
}
