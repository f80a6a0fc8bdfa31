/** Filing deadlines as rows: whose reports, of which years, by which day, on what authority. Pure. */
import type { Publisher, Site } from '../crawlers/site.ts'

/** One deadline; what is not named is not narrowed. Years are report years, `day` (01-31) is one of the year after. */
export interface DeadlineRow {
  kinds?: readonly Publisher['kind'][] | undefined
  years?: { from?: number | undefined; to?: number | undefined } | undefined
  day: string
  source: string
}

/** The regulation of 2007 gave everybody until the end of March; that of 2019 was in force from 15 May 2019. */
const history: readonly DeadlineRow[] = [
  {
    years: { to: 2018 },
    day: '03-31',
    source: '《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十一条',
  },
]

const fits = ({ kinds, years }: DeadlineRow, { kind }: Publisher, year: number): boolean =>
  (kinds === undefined || kinds.includes(kind)) &&
  (years?.from === undefined || year >= years.from) &&
  (years?.to === undefined || year <= years.to)

/** The last day (ISO) on which a report was due, and why: the last local row that fits, else the law of its year, else the site's own deadlines. */
export function deadlineOf(
  site: Pick<Site, 'deadlines'>,
  publisher: Publisher,
  year: number,
  local: readonly DeadlineRow[] = [],
): { day: string; source: string } {
  const { own, summary } = site.deadlines
  const row =
    local.findLast((one) => fits(one, publisher, year)) ??
    history.find((one) => fits(one, publisher, year)) ??
    (publisher.kind === 'government' ? summary : own)
  return { day: `${year + 1}-${row.day}`, source: row.source }
}
