/** Finds the county and the unit that flags name in the published snapshot, by code or by words of the name. */
import { z } from 'zod'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPublished } from '../published.ts'

const row = z.object({ site: z.string(), site_name: z.string(), publisher: z.string(), name: z.string() })

/** The codes that are meant; null means all. */
export interface Narrowed {
  site: string | null
  publisher: string | null
}

function pickOne(what: string, asked: string, all: readonly { code: string; name: string }[]): string {
  const exact = all.find((one) => one.code === asked || one.name === asked)
  const like = exact === undefined ? all.filter((one) => one.name.includes(asked)) : [exact]
  const [first] = like
  if (first !== undefined && like.length === 1) return first.code
  const names = (like.length > 1 ? like : all).slice(0, 40).map((one) => `${one.code} ${one.name}`)
  throw new Stop(
    'usage',
    `${like.length > 1 ? `“${asked}”可指多个${what}` : `没有${what}“${asked}”`}：${names.join('、')}`,
  )
}

/** Finds them; stops with `usage` and the names there are. */
export async function narrow(
  context: Context,
  { county, unit }: { county?: string; unit?: string },
): Promise<Narrowed> {
  return withPublished(context, async (reader) => {
    const rows = (
      await reader.query(
        'SELECT DISTINCT site, site_name, publisher, name FROM mart_coverage ORDER BY publisher',
      )
    ).map((one) => row.parse(one))
    const sites = new Map(rows.map((one) => [one.site, one.site_name]))
    const site =
      county === undefined
        ? null
        : pickOne(
            '县',
            county,
            [...sites].map(([code, name]) => ({ code, name })),
          )
    const own = rows.filter((one) => site === null || one.site === site)
    const publisher =
      unit === undefined
        ? null
        : pickOne(
            '单位',
            unit,
            own.map((one) => ({ code: one.publisher, name: one.name })),
          )
    return { site, publisher }
  })
}
